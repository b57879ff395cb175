import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Sql } from 'sql-template-tag';
import { beginning } from '../../src/database/commit-order.js';
import { Statements } from '../../src/database/statements.js';
import { ListingStore } from '../../src/exchange/listing.store.js';
import { openStates } from '../../src/exchange/transmission.js';
import { TestCaller } from '../setup/caller.js';
import { anew, careManager, SampleFile, sampleUnit, TransmissionBody, withText, World } from '../setup/world.js';

interface Page {
  readonly transmissions: (TransmissionBody & { unit: { kind: string; month: string | null } | null })[];
  readonly next: string;
  readonly more: boolean;
}

const slip = sampleUnit('applicable/202407/2-use-slip');
const plan = sampleUnit('applicable/202407/1-plan');
const earlier = sampleUnit('applicable/202208/2-use-slip');
const otherManager = '1371299999';

describe('An office narrows its lists to what it looks for', () => {
  let world: World;
  let other: TestCaller;
  const sent: Record<string, string> = {};

  beforeAll(async () => {
    world = await World.begin();
    other = await world.office(otherManager, '別の居宅介護支援');
    const send = async (
      name: string,
      caller: TestCaller,
      files: readonly SampleFile[],
      prefer?: string,
    ): Promise<void> => {
      const { status, body } = await world.send(caller, files, {
        destination: world.k.officeNumber,
        ...(prefer && { prefer }),
      });
      if (status > 202) throw new Error(`${name} refused: ${status}`);
      sent[name] = body.id;
    };
    await send('slip', world.a, anew(slip));
    await send('plan', world.a, anew(plan));
    await send('earlier', world.a, anew(earlier));
    await send('of another', other, anew(slip).map(asOther));
    await send('collected', world.a, anew(slip));
    await send('confirmed', world.a, anew(slip));
    await send('rejected', world.a, withText(anew(slip), 'UPPLAN', '20250407', '20250230'), 'respond-async');
    await world.checked(world.a, sent.rejected!);
    await world.collect(world.k, sent.collected!);
    await world.collect(world.k, sent.confirmed!);
    const { body } = await world.api.get<TransmissionBody>(`/v1/transmissions/${sent.confirmed}`, { caller: world.a });
    const statement = await world.confirmation(world.k, body);
    await world.api.post(`/v1/transmissions/${sent.confirmed}/confirmation`, { caller: world.k, json: { statement } });
  });
  afterAll(() => world.end());

  function asOther({ name, bytes }: SampleFile): SampleFile {
    const text = bytes.toString('latin1').replaceAll(careManager, otherManager);
    return { name: name.replace(careManager, otherManager), bytes: Buffer.from(text, 'latin1') };
  }

  type Query = Readonly<Record<string, string | number | readonly string[]>>;

  async function names(list: string, caller: TestCaller, query: Query): Promise<string[]> {
    const { status, body } = await world.api.get<Page>(`/v1/${list}`, { caller, query });
    expect(status).toBe(200);
    return body.transmissions.map(({ id }) => Object.keys(sent).find((name) => sent[name] === id) ?? id);
  }

  const open = ['slip', 'plan', 'earlier', 'of another', 'collected'];

  it.each<[string, Query, string[]]>([
    ['nothing asked: what is still open, in order of arrival', {}, open],
    ['a sender', { sender: careManager }, ['slip', 'plan', 'earlier', 'collected']],
    ['another sender', { sender: otherManager }, ['of another']],
    ['a kind', { kind: 'plan' }, ['plan']],
    ['a form', { form: 'UP1KYO' }, ['plan']],
    ['a form of several kinds', { form: 'UPHOSOKU' }, open],
    ['a month', { month: '202302' }, ['earlier']],
    ['a month without a row', { month: '202303' }, []],
    ['a state', { state: 'collected' }, ['collected']],
    ['a state that is no longer open', { state: 'confirmed' }, ['confirmed']],
    ['several states', { state: ['collected', 'confirmed'] }, ['collected', 'confirmed']],
    [
      'everything at once',
      { sender: careManager, kind: 'use-slip', form: 'UPPLAN', month: '202504', state: 'available' },
      ['slip'],
    ],
    ['a kind that has not come', { kind: 'plan-delete' }, []],
  ])('inbox by %s', async (_, query, expected) => {
    expect(await names('inbox', world.k, query)).toEqual(expected);
  });

  it.each<[string, Query, string[]]>([
    [
      'nothing asked: everything, whatever became of it',
      {},
      ['slip', 'plan', 'earlier', 'collected', 'confirmed', 'rejected'],
    ],
    ['what was rejected', { state: 'rejected' }, ['rejected']],
    ['a destination', { destination: '1370000011', kind: 'plan' }, ['plan']],
    ['another destination', { destination: otherManager }, []],
  ])('outbox by %s', async (_, query, expected) => {
    expect(await names('outbox', world.a, query)).toEqual(expected);
  });

  it('pages within what it is narrowed to, and never gives an empty page while there is more', async () => {
    const found: string[] = [];
    let cursor: string | undefined;
    for (let more = true; more;) {
      const query = { limit: 1, sender: careManager, ...(cursor !== undefined && { cursor }) };
      const { body } = await world.api.get<Page>('/v1/inbox', { caller: world.k, query });
      expect(body.transmissions).toHaveLength(1);
      found.push(body.transmissions[0]!.id);
      ({ more, next: cursor } = body);
    }
    expect(found).toEqual(['slip', 'plan', 'earlier', 'collected'].map((name) => sent[name]));
  });

  it.each<[string, Query]>([
    ['a page of none', { limit: 0 }],
    ['a page beyond 1000', { limit: 1001 }],
    ['a page that is no number', { limit: 'all' }],
    ['a month that is none', { month: '2025-04' }],
    ['a sender that is no office number', { sender: '137' }],
    ['a state that there is not', { state: 'lost' }],
    ['a state in which nothing has arrived', { state: 'checking' }],
    ['a cursor that is none', { cursor: 'abc' }],
    ['a cursor of another shape', { cursor: Buffer.from('[1,2]').toString('base64url') }],
    ['a cursor with a number beyond all', { cursor: cursorOf('99999999999999999999') }],
    ['a cursor with SQL in it', { cursor: cursorOf("0'; DROP TABLE transmissions; --") }],
    ['a parameter that it does not know', { offices: careManager }],
  ])('refuses %s', async (_, query) => {
    const { status, body } = await world.api.get('/v1/inbox', { caller: world.k, query });
    expect([status, body.type]).toEqual([400, 'urn:careplan:problem:request-invalid']);
  });

  it('finds open rows by the index over open rows, however long the history', async () => {
    const { database } = world.gateway;
    // 50,000 rows of this month: some that K has long confirmed, most of others, of which many are open.
    await database.query(
      `INSERT INTO transmissions
         (id, submission_id, client_id, sender, destination, files, size, state, manifest_sha256, created_at, arrival_settled_by)
       SELECT (substr(careplan_uuid_floor(now())::text, 1, 14) || '7' || substr(gen_random_uuid()::text, 16))::uuid,
              gen_random_uuid(), gen_random_uuid(), CASE WHEN n % 8 = 1 THEN $1 ELSE '14' || n % 400 END,
              CASE WHEN n % 8 = 0 THEN $2 WHEN n % 8 = 1 THEN $3 ELSE '13' || n % 400 END, '[]', 1,
              CASE WHEN n % 20 = 3 THEN 'available'
                   ELSE (ARRAY['confirmed', 'imported', 'expired', 'recalled'])[1 + n % 4] END, 'm', now(), n % 500
       FROM generate_series(1, 50000) AS n`,
      [world.a.officeNumber, world.k.officeNumber, otherManager],
    );
    await database.query('ANALYZE transmissions');

    for (const states of [openStates, ['available'] as const]) {
      const plan = await planOf((listings) =>
        listings.inbox(world.k, world.gateway.clock.now(), { states }, beginning, 100),
      );
      const month = /(?:Scan using|Bitmap Index Scan on) (transmissions_2\S+)/g;
      const used = [...plan.matchAll(month)].map(([, index]) => index!);
      expect(used.length).toBeGreaterThan(0);
      const overOpenRows = [
        ...(await partitionsOf('transmissions_inbox_open')),
        ...(await partitionsOf('transmissions_inbox_sequence')),
      ];
      expect(overOpenRows).toEqual(expect.arrayContaining(used));
      // Months still without a row are quickest read as a whole.
      for (const [, table] of plan.matchAll(/Seq Scan on (transmissions\w*)/g)) {
        expect(await database.query(`SELECT id FROM ${table} LIMIT 1`)).toEqual([]);
      }
    }
    expect(await names('inbox', world.k, {})).toEqual(open);
  });

  /** How PostgreSQL would run the statement of a listing. */
  async function planOf(list: (listings: ListingStore) => Promise<unknown>): Promise<string> {
    let plan = '';
    const explaining = {
      rows: async (_: string | null, { text, values }: Sql): Promise<[]> => {
        const lines = await world.gateway.database.query<Record<string, string>[]>(`EXPLAIN ${text}`, values);
        plan = lines.map((line) => line['QUERY PLAN']).join('\n');
        return [];
      },
    };
    await list(new ListingStore(explaining as unknown as Statements));
    return plan;
  }

  async function partitionsOf(index: string): Promise<string[]> {
    const rows = await world.gateway.database.query<{ name: string }[]>(
      'SELECT inhrelid::regclass::text AS name FROM pg_inherits WHERE inhparent = $1::regclass',
      [index],
    );
    return rows.map(({ name }) => name);
  }
});

function cursorOf(settledBy: string): string {
  return Buffer.from(JSON.stringify([settledBy, '00000000-0000-0000-0000-000000000000'])).toString('base64url');
}
