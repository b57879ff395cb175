import { Injectable } from '@nestjs/common';
import { Clock } from '../database/clock.js';
import { Caller } from '../http/caller.js';
import { CountRow, InboxCountStore } from './inbox-count.store.js';
import { InboxCountsQuery, InboxCountsView, KindCountView, OfficeCountView } from './listing.view.js';
import { partyOf } from './party.js';
import { RequireMandate } from './require-mandate.js';

const mostOffices = 1_000;

/** How much is open, and how much of it nobody has collected: what is 未処理 and 未読 (図表126). */
@Injectable()
export class CountInbox {
  constructor(
    private readonly counts: InboxCountStore,
    private readonly requireMandate: RequireMandate,
    private readonly clock: Clock,
  ) {}

  /** @throws Problem mandate-missing for an office asked for */
  async run(caller: Caller, { office: offices, month }: InboxCountsQuery): Promise<InboxCountsView> {
    const party = partyOf(caller);
    const now = this.clock.now();
    if (offices) await this.requireMandate.all(party, offices, 'collect', now);
    const rows = await this.counts.open(party, { offices, month }, now);
    return {
      ...sumOf(rows),
      byKind: group(rows, ({ kind }) => kind).map(([kind, some]): KindCountView => ({ kind, ...sumOf(some) })),
      bySender: byOffice(
        rows,
        ({ sender }) => sender,
        ({ senderName }) => senderName,
      ),
      byOffice: byOffice(
        rows,
        ({ destination }) => destination,
        ({ destinationName }) => destinationName,
      ),
    };
  }
}

function sumOf(rows: readonly CountRow[]): { open: number; unread: number } {
  const sum = (of: (row: CountRow) => number): number => rows.reduce((total, row) => total + of(row), 0);
  return { open: sum(({ open }) => open), unread: sum(({ unread }) => unread) };
}

/** Most unread first; of equal ones by number, so that the same counts are the same answer. */
function byOffice(
  rows: readonly CountRow[],
  number: (row: CountRow) => string,
  name: (row: CountRow) => string,
): OfficeCountView[] {
  return group(rows, number)
    .map(([office, some]) => ({ office, name: some[0] ? name(some[0]) : '', ...sumOf(some) }))
    .sort((a, b) => b.unread - a.unread || (a.office < b.office ? -1 : 1))
    .slice(0, mostOffices);
}

function group(rows: readonly CountRow[], keyOf: (row: CountRow) => string): [string, CountRow[]][] {
  const groups = new Map<string, CountRow[]>();
  for (const row of rows) {
    const key = keyOf(row);
    const some = groups.get(key);
    if (some) some.push(row);
    else groups.set(key, [row]);
  }
  return [...groups].sort(([a], [b]) => (a < b ? -1 : 1));
}
