import pg from 'pg';
import { Sql } from 'sql-template-tag';
import { beginning } from '../../src/database/commit-order.js';
import { Statements } from '../../src/database/statements.js';
import { InboxCountStore } from '../../src/exchange/inbox-count.store.js';
import { ListingFilter } from '../../src/exchange/listing-filter.js';
import { ListingStore } from '../../src/exchange/listing.store.js';
import { Party } from '../../src/exchange/party.js';
import { openStates } from '../../src/exchange/transmission.js';

/** How PostgreSQL ran one statement. */
export interface RanPlan {
  readonly title: string;
  readonly indexes: readonly string[];
  readonly pages: number;
  readonly planMilliseconds: number;
  readonly runMilliseconds: number;
  /** Tables with rows in them that were read as a whole. */
  readonly sequential: readonly string[];
}

interface PlanNode {
  readonly 'Node Type': string;
  readonly 'Relation Name'?: string;
  readonly 'Index Name'?: string;
  readonly 'Actual Rows'?: number;
  readonly 'Rows Removed by Filter'?: number;
  readonly 'Shared Hit Blocks'?: number;
  readonly 'Shared Read Blocks'?: number;
  readonly Plans?: readonly PlanNode[];
}

interface Explained {
  readonly Plan: PlanNode;
  readonly 'Planning Time': number;
  readonly 'Execution Time': number;
}

export interface PlanParties {
  readonly sender: Party;
  readonly destination: Party;
  readonly relay: Party;
  readonly relayOffice: string;
}

/** Runs what the lists and counts run, and tells by which indexes. */
export async function ranPlans(databaseUrl: string, parties: PlanParties): Promise<RanPlan[]> {
  const database = new pg.Client({ connectionString: databaseUrl });
  await database.connect();
  try {
    const plans: RanPlan[] = [];
    for (const [title, ask] of questions(parties)) {
      await ask(explaining(database, (explained) => plans.push(ranPlan(title, explained))));
    }
    return plans;
  } finally {
    await database.end();
  }
}

function questions({ sender, destination, relay, relayOffice }: PlanParties) {
  const now = new Date();
  const asked = (narrowed: Partial<ListingFilter>): ListingFilter => ({ states: openStates, ...narrowed });
  const listed = (party: Party, narrowed: Partial<ListingFilter>) => (via: Statements) =>
    new ListingStore(via).inbox(party, now, asked(narrowed), beginning, 100);
  const ordered = (party: Party, narrowed: Partial<ListingFilter>) => (via: Statements) =>
    new ListingStore(via).inboxInImportOrder(party, now, asked(narrowed), null, 100);
  const sent = (party: Party, narrowed: Partial<ListingFilter>) => (via: Statements) =>
    new ListingStore(via).outbox(party, now, asked(narrowed), beginning, 100);
  const counted = (party: Party) => (via: Statements) => new InboxCountStore(via).open(party, {}, now);
  const filters: [string, Partial<ListingFilter>][] = [
    ['', {}],
    [', unread', { states: ['available'] }],
    [', by kind, form and month', { kind: 'use-slip', form: 'UPPLAN', month: '202504' }],
    [', by persons', { personsMin: 1, personsMax: 3 }],
    [', by place, current ones', { place: 'gateway', current: true, deletion: false }],
  ];
  return [
    ...filters.flatMap(([name, narrowed]) => [
      [`office's inbox${name}`, listed(destination, narrowed)] as const,
      [`relay's inbox${name}`, listed(relay, narrowed)] as const,
    ]),
    ["office's inbox by sequence", ordered(destination, {})] as const,
    ["relay's inbox by sequence", ordered(relay, { offices: [relayOffice] })] as const,
    ["office's outbox, under way", sent(sender, { place: 'gateway' })] as const,
    ["relay's outbox, under way", sent(relay, { place: 'gateway' })] as const,
    ["office's counts", counted(destination)] as const,
    ["relay's counts", counted(relay)] as const,
  ];
}

function explaining(database: pg.Client, tell: (explained: Explained) => void): Statements {
  const rows = async (_: string | null, { text, values }: Sql): Promise<[]> => {
    const answer = await database.query<{ 'QUERY PLAN': [Explained] }>(
      `EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) ${text}`,
      values,
    );
    for (const row of answer.rows) tell(row['QUERY PLAN'][0]);
    return [];
  };
  return { rows } as unknown as Statements;
}

function ranPlan(title: string, explained: Explained): RanPlan {
  const root = explained.Plan;
  const nodes = nodesOf(root);
  const indexes = nodes.flatMap((node) => node['Index Name'] ?? []).map((name) => name.replace(/_\d{6}_/, '_MONTH_'));
  const isFull = (node: PlanNode): boolean => Boolean(node['Actual Rows'] || node['Rows Removed by Filter']);
  const sequential = nodes
    .filter((node) => node['Node Type'] === 'Seq Scan' && isFull(node))
    .map((node) => node['Relation Name'] ?? '')
    .filter((name) => name.startsWith('transmission'));
  return {
    title,
    indexes: [...new Set(indexes)],
    pages: (root['Shared Hit Blocks'] ?? 0) + (root['Shared Read Blocks'] ?? 0),
    planMilliseconds: explained['Planning Time'],
    runMilliseconds: explained['Execution Time'],
    sequential,
  };
}

function nodesOf(node: PlanNode): PlanNode[] {
  return [node, ...(node.Plans ?? []).flatMap(nodesOf)];
}
