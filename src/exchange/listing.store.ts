import { Injectable } from '@nestjs/common';
import { CommitOrderMark, OrderedRow, rowsToRead } from '../database/commit-order.js';
import { Tx } from '../database/unit-of-work.js';
import { openStates, Transmission, TransmissionState } from './transmission.js';
import { fromRow, transmissionColumns, TransmissionRow } from './transmission-row.js';

/** What a listing is narrowed to; undefined means everything. */
export interface ListingFilter {
  readonly states: readonly TransmissionState[];
  readonly counterpart?: string;
  readonly kind?: string;
  readonly form?: string;
  readonly month?: string;
}

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

/** Inbox and outbox. A query starts from its office: it cannot be asked without one. */
@Injectable()
export class ListingStore {
  inbox(tx: Tx, office: string, filter: ListingFilter, mark: CommitOrderMark, limit: number): Promise<ListingRead> {
    return this.read(
      tx,
      { own: 'destination', counterpart: 'sender', order: 'arrival_settled_by' },
      office,
      filter,
      mark,
      limit,
    );
  }

  outbox(tx: Tx, office: string, filter: ListingFilter, mark: CommitOrderMark, limit: number): Promise<ListingRead> {
    return this.read(
      tx,
      { own: 'sender', counterpart: 'destination', order: 'sent_settled_by' },
      office,
      filter,
      mark,
      limit,
    );
  }

  private async read(
    tx: Tx,
    side: { own: string; counterpart: string; order: string },
    office: string,
    filter: ListingFilter,
    mark: CommitOrderMark,
    limit: number,
  ): Promise<ListingRead> {
    const rows = await tx.query<ListingRow[]>(
      `SELECT ${transmissionColumns}, t.${side.order}::text AS settled_by,
              s.name AS sender_name, d.name AS destination_name,
              pg_snapshot_xmin(pg_current_snapshot())::text AS settled_before
       FROM transmissions t
       JOIN offices s ON s.number = t.sender
       JOIN offices d ON d.number = t.destination
       WHERE t.${side.own} = $1
         AND (t.${side.order}, t.id) > ($2::bigint, $3::uuid)
         AND NOT (t.id = ANY ($4::uuid[]))
         AND ${statesLiteral(filter.states)}
         AND ($5::text IS NULL OR t.${side.counterpart} = $5)
         AND ($6::text IS NULL OR t.unit_kind = $6)
         AND ($7::text IS NULL OR $7 = ANY (t.forms))
         AND ($8::text IS NULL OR t.month = $8)
       ORDER BY t.${side.order}, t.id
       LIMIT $9`,
      [
        office,
        mark.settledBy,
        mark.id,
        mark.shown.map((row) => row.id),
        filter.counterpart ?? null,
        filter.kind ?? null,
        filter.form ?? null,
        filter.month ?? null,
        rowsToRead(limit),
      ],
    );
    return {
      rows: rows.map((row) => ({
        settledBy: row.settled_by,
        id: row.id,
        transmission: fromRow(row),
        senderName: row.sender_name,
        destinationName: row.destination_name,
      })),
      settledBefore: rows[0]?.settled_before ?? mark.settledBy,
    };
  }
}

/**
 * States are written into the statement, not bound: only then can the planner prove that the index over open rows
 * serves. They come from a closed list and never from a caller.
 */
function statesLiteral(states: readonly TransmissionState[]): string {
  const isOpen = states.every((state) => (openStates as readonly string[]).includes(state));
  const list = `t.state IN (${states.map((state) => `'${state}'`).join(', ')})`;
  return isOpen ? `${list} AND t.state IN ('available', 'collected')` : list;
}
