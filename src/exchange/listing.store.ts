import { Injectable } from '@nestjs/common';
import { CommitOrderMark, OrderedRow, rowsToRead } from '../database/commit-order.js';
import sql, { raw, Sql } from 'sql-template-tag';
import { Statements } from '../database/statements.js';
import { inOneOrder, ListingFilter, nameOf, narrowing } from './listing-filter.js';
import { inboxOf, openRows, outboxOf, Side } from './listing-side.js';
import { isDestination, Party, shapeOf } from './party.js';
import { Transmission } from './transmission.js';
import { fromRow, transmissionColumns, TransmissionRow } from './transmission-row.js';

/** A transmission with the names of both offices: complete, so that no list needs a second call per row. */
export interface ListedTransmission extends OrderedRow {
  readonly transmission: Transmission;
  readonly senderName: string;
  readonly destinationName: string;
}

export interface ListingRead {
  readonly rows: ListedTransmission[];
  /** pg_snapshot_xmin of the statement's snapshot. */
  readonly settledBefore: string;
}

type ListingRow = TransmissionRow & {
  settled_by: string;
  sender_name: string;
  destination_name: string;
  settled_before: string;
};

/** Inbox and outbox. A query starts from a party: it cannot be asked for nobody. */
@Injectable()
export class ListingStore {
  constructor(private readonly statements: Statements) {}

  inbox(party: Party, now: Date, filter: ListingFilter, mark: CommitOrderMark, limit: number): Promise<ListingRead> {
    return this.read(inboxOf(party, now), filter, mark, limit);
  }

  outbox(party: Party, now: Date, filter: ListingFilter, mark: CommitOrderMark, limit: number): Promise<ListingRead> {
    return this.read(outboxOf(party, now), filter, mark, limit);
  }

  /**
   * The inbox in the order of sequences, which is the order of import: of an office, which has an index for it, or of one
   * office of a carrier.
   * @param after sequence and id of the last row before
   */
  async inboxInImportOrder(
    party: Party,
    now: Date,
    asked: ListingFilter,
    after: readonly [string, string] | null,
    limit: number,
  ): Promise<ListedTransmission[]> {
    const filter = inOneOrder(asked);
    const side: Side = {
      ...inboxOf(party, now),
      name: `inbox by sequence ${shapeOf(party)}`,
      from: sql`transmissions t`,
      mine: isDestination(party, now),
      isOpen: openRows,
    };
    const [sequence, id] = after ?? ['', '00000000-0000-0000-0000-000000000000'];
    const rows = await this.statements.rows<ListingRow>(
      nameOf(side, filter),
      withNames(
        sql`SELECT t.*, 0 AS settled_by FROM transmissions t
            WHERE ${side.mine} AND (t.sequence, t.id) > (${sequence}::text, ${id}::uuid) AND ${narrowing(side, filter)}
            ORDER BY t.sequence, t.id
            LIMIT ${rowsToRead(limit)}`,
        sql`t.sequence, t.id`,
      ),
    );
    return rows.map(listed);
  }

  private async read(side: Side, asked: ListingFilter, mark: CommitOrderMark, limit: number): Promise<ListingRead> {
    const filter = inOneOrder(asked);
    const shown = mark.shown.map((row) => row.id);
    const rows = await this.statements.rows<ListingRow>(
      nameOf(side, filter),
      withNames(
        sql`SELECT t.*, ${side.order} AS settled_by FROM ${side.from}
            WHERE ${side.mine}
              AND (${side.order}, ${side.id}) > (${mark.settledBy}::bigint, ${mark.id}::uuid)
              AND NOT (${side.id} = ANY (${shown}::uuid[]))
              AND ${narrowing(side, filter)}
            ORDER BY ${side.order}, ${side.id}
            LIMIT ${rowsToRead(limit)}`,
        sql`t.settled_by, t.id`,
      ),
    );
    return {
      rows: rows.map(listed),
      settledBefore: rows[0]?.settled_before ?? mark.settledBy,
    };
  }
}

/**
 * The rows of a page, and only then the names: in one join a planner that sees few offices may begin with these, and go
 * through everything that each of them ever sent. A destination that nobody knows was rejected, and stays in the outbox.
 */
function withNames(page: Sql, order: Sql): Sql {
  return sql`SELECT ${raw(transmissionColumns)}, t.settled_by::text AS settled_by,
                    coalesce(s.name, '') AS sender_name, coalesce(d.name, '') AS destination_name,
                    pg_snapshot_xmin(pg_current_snapshot())::text AS settled_before
             FROM (${page}) AS t
             LEFT JOIN offices s ON s.number = t.sender
             LEFT JOIN offices d ON d.number = t.destination
             ORDER BY ${order}`;
}

function listed(row: ListingRow): ListedTransmission {
  return {
    settledBy: row.settled_by,
    id: row.id,
    transmission: fromRow(row),
    senderName: row.sender_name,
    destinationName: row.destination_name,
  };
}
