/**
 * Paging in commit order without skipping rows that commit late.
 *
 * A sequence number is handed out before commit, so a reader that remembers "I have seen up to 17" can miss 16, which
 * commits a moment later. Rows therefore carry the transaction that wrote them (`settledBy`, an xid8), and a page is
 * ordered by (settledBy, id). A row is settled when its transaction is older than every transaction still running in
 * the reader's snapshot (`settledBefore` = pg_snapshot_xmin): no row can appear before it any more. The cursor remembers
 * the last settled row as its mark and, beyond it, the few unsettled rows that were already shown. So a row is shown as
 * soon as it is committed, exactly once, and none is skipped, however commits interleave.
 *
 * After a logical restore into a new cluster transaction numbers start low again; the restore procedure must move
 * `settled_by` values of old rows to 0, which this order allows (they are then simply settled first, ordered by id).
 */
export interface OrderedRow {
  /** Transaction that wrote the row: decimal text of a bigint. */
  readonly settledBy: string;
  readonly id: string;
}

export interface CommitOrderMark extends OrderedRow {
  /** Rows beyond the mark that were shown already. */
  readonly shown: readonly OrderedRow[];
}

export const beginning: CommitOrderMark = { settledBy: '0', id: '00000000-0000-0000-0000-000000000000', shown: [] };

/**
 * More unsettled rows than this are held back until they settle (milliseconds later, unless a transaction hangs), so
 * that a cursor stays short enough for a URL.
 */
export const unsettledLimit = 32;

/** How many rows to read for a page of `limit`: one more tells whether there is another page. */
export function rowsToRead(limit: number): number {
  return limit + 1;
}

export interface CommitOrderPage<Row> {
  readonly rows: Row[];
  readonly mark: CommitOrderMark;
  /** Whether further rows are there to be read now. */
  readonly more: boolean;
}

/**
 * Cuts the page out of what one statement read.
 * @param read rows beyond the mark and not in its `shown`, ordered by (settledBy, id), at most `rowsToRead(limit)`
 * @param settledBefore pg_snapshot_xmin of the same statement's snapshot
 */
export function cutPage<Row extends OrderedRow>(
  read: readonly Row[],
  from: CommitOrderMark,
  settledBefore: string,
  limit: number,
): CommitOrderPage<Row> {
  const isSettled = (row: OrderedRow): boolean => BigInt(row.settledBy) < BigInt(settledBefore);
  const readable = withoutSurplusUnsettled(read, from.shown, isSettled);
  const rows = readable.slice(0, limit);
  const firstLeft = read[rows.length];

  // Everything up to a settled entry has been shown, unless a row before it was left for the next page.
  const entries: OrderedRow[] = [...from.shown, ...rows].sort(compare);
  const mark = entries.findLast((entry) => isSettled(entry) && (!firstLeft || compare(entry, firstLeft) < 0)) ?? from;
  return {
    rows,
    mark: {
      settledBy: mark.settledBy,
      id: mark.id,
      shown: entries.filter((entry) => compare(entry, mark) > 0).map(({ settledBy, id }) => ({ settledBy, id })),
    },
    more: readable.length > limit,
  };
}

function withoutSurplusUnsettled<Row extends OrderedRow>(
  rows: readonly Row[],
  shown: readonly OrderedRow[],
  isSettled: (row: OrderedRow) => boolean,
): Row[] {
  let unsettled = shown.filter((row) => !isSettled(row)).length;
  const surplus = rows.findIndex((row) => !isSettled(row) && ++unsettled > unsettledLimit);
  return surplus === -1 ? [...rows] : rows.slice(0, surplus);
}

/** Order of (settledBy, id): numeric, then the bytes of the UUID, as PostgreSQL compares them. */
function compare(a: OrderedRow, b: OrderedRow): number {
  const difference = BigInt(a.settledBy) - BigInt(b.settledBy);
  if (difference !== 0n) return difference < 0n ? -1 : 1;
  return a.id < b.id ? -1 : a.id > b.id ? 1 : 0;
}
