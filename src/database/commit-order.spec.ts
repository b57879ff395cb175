import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { beginning, CommitOrderMark, cutPage, OrderedRow, rowsToRead, unsettledLimit } from './commit-order.js';

/** A table under concurrent writers, as far as a reader in commit order can tell it from PostgreSQL. */
class SimulatedTable {
  private nextXid = 1;
  private nextRow = 1;
  private readonly running = new Map<number, OrderedRow[]>();
  readonly committed: OrderedRow[] = [];

  begin(): void {
    this.running.set(this.nextXid++, []);
  }

  /** Ids come from many machines: they do not follow the order of transactions. */
  insert(which: number, idSeed: number): void {
    const xid = this.pick(which);
    if (xid === null) return;
    const id = `${String(idSeed).padStart(4, '0')}-${String(this.nextRow++).padStart(6, '0')}`;
    this.running.get(xid)?.push({ settledBy: String(xid), id });
  }

  commit(which: number): void {
    const xid = this.pick(which);
    if (xid === null) return;
    this.committed.push(...(this.running.get(xid) ?? []));
    this.running.delete(xid);
  }

  rollBack(which: number): void {
    const xid = this.pick(which);
    if (xid !== null) this.running.delete(xid);
  }

  commitAll(): void {
    while (this.running.size > 0) this.commit(0);
  }

  /** What the one statement of a listing reads, and pg_snapshot_xmin of its snapshot. */
  read(mark: CommitOrderMark, limit: number): { rows: OrderedRow[]; settledBefore: string } {
    const shown = new Set(mark.shown.map(({ id }) => id));
    const rows = this.committed
      .filter((row) => compare(row, mark) > 0 && !shown.has(row.id))
      .sort(compare)
      .slice(0, rowsToRead(limit));
    return { rows, settledBefore: String(Math.min(this.nextXid, ...this.running.keys())) };
  }

  private pick(which: number): number | null {
    const open = [...this.running.keys()];
    return open[which % Math.max(open.length, 1)] ?? null;
  }
}

/** Follows the cursor and notes what it was shown. */
class SimulatedReader {
  mark: CommitOrderMark = beginning;
  readonly seen: string[] = [];
  private promised = false;

  constructor(private readonly table: SimulatedTable) {}

  /** @returns whether there was more to be read at once */
  readPage(limit: number): boolean {
    const { rows, settledBefore } = this.table.read(this.mark, limit);
    const page = cutPage(rows, this.mark, settledBefore, limit);
    // Nothing that was there is ever taken back, so a promise of more must be kept by the next page.
    if (this.promised) expect(page.rows.length).toBeGreaterThan(0);
    if (page.more) expect(page.rows.length).toBe(limit);
    expect(page.rows.length).toBeLessThanOrEqual(limit);
    expect(page.mark.shown.length).toBeLessThanOrEqual(unsettledLimit);
    this.promised = page.more;
    this.mark = page.mark;
    this.seen.push(...page.rows.map(({ id }) => id));
    return page.more;
  }
}

function compare(a: OrderedRow, b: OrderedRow): number {
  return Number(a.settledBy) - Number(b.settledBy) || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
}

type Step = readonly [kind: string, which: number, amount: number];

const step = (most: number) =>
  fc.tuple(
    fc.constantFrom('begin', 'insert', 'insert', 'insert', 'commit', 'commit', 'rollBack', 'read', 'read'),
    fc.nat(20),
    fc.integer({ min: 1, max: most }),
  );

function play(steps: readonly Step[], table: SimulatedTable, reader: SimulatedReader): void {
  for (const [kind, which, amount] of steps) {
    if (kind === 'begin') table.begin();
    if (kind === 'insert') for (let row = 0; row < amount; row++) table.insert(which, (which * 7919 + row) % 97);
    if (kind === 'commit') table.commit(which);
    if (kind === 'rollBack') table.rollBack(which);
    if (kind === 'read') reader.readPage(amount);
  }
}

const row = (settledBy: number, id: string): OrderedRow => ({ settledBy: String(settledBy), id });

describe('A reader in commit order', () => {
  it.each([
    ['few rows a transaction', 7],
    ['more rows than a cursor may remember', 60],
  ])('sees every committed row exactly once, however transactions interleave (%s)', (_, most) => {
    fc.assert(
      fc.property(fc.array(step(most), { maxLength: 120 }), fc.integer({ min: 1, max: most }), (steps, limit) => {
        const table = new SimulatedTable();
        const reader = new SimulatedReader(table);
        play(steps, table, reader);
        table.commitAll();
        while (reader.readPage(limit));
        reader.readPage(limit);
        expect([...reader.seen].sort()).toEqual(table.committed.map(({ id }) => id).sort());
      }),
      { numRuns: 500 },
    );
  });

  it('is shown a row as soon as it is committed, beside transactions that are still open', () => {
    const table = new SimulatedTable();
    const reader = new SimulatedReader(table);
    table.begin(); // the long one
    table.begin();
    table.insert(1, 5);
    table.commit(1);
    reader.readPage(10);
    expect(reader.seen).toHaveLength(1);
  });

  it('is still shown what a late committer wrote before the rows that it has seen', () => {
    const early = row(5, 'b');
    const first = cutPage([row(7, 'a')], beginning, '5', 10);
    expect(first.mark).toEqual({ ...beginning, shown: [row(7, 'a')] });
    const second = cutPage([early], first.mark, '8', 10);
    expect(second.rows).toEqual([early]);
    expect(second.mark).toEqual({ ...row(7, 'a'), shown: [] });
  });

  it('keeps its mark before a settled row that the page left out', () => {
    const page = cutPage([row(3, 'a'), row(4, 'a'), row(5, 'a')], { ...beginning, shown: [row(6, 'a')] }, '9', 2);
    expect(page.mark).toEqual({ ...row(4, 'a'), shown: [row(6, 'a')] });
    expect(page.more).toBe(true);
  });

  it('is not held back by remembered rows that have settled meanwhile', () => {
    const shown = Array.from({ length: unsettledLimit }, (_, at) => row(10, `r${String(at).padStart(2, '0')}`));
    const page = cutPage([row(12, 'a')], { ...beginning, shown }, '11', 5);
    expect(page.rows).toEqual([row(12, 'a')]);
    expect(page.mark).toEqual({ ...shown.at(-1), shown: [row(12, 'a')] });
  });

  it('is promised no further rows that must be held back', () => {
    const read = Array.from({ length: unsettledLimit + 1 }, (_, at) => row(10, `r${String(at).padStart(2, '0')}`));
    const page = cutPage(read, beginning, '1', unsettledLimit);
    expect(page.rows).toHaveLength(unsettledLimit);
    expect(page.more).toBe(false);
  });

  it('keeps its mark when there is nothing new', () => {
    const mark = { ...row(4, 'x'), shown: [row(6, 'y')] };
    expect(cutPage([], mark, '4', 10)).toEqual({ rows: [], mark, more: false });
  });
});
