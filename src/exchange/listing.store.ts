import { Injectable } from '@nestjs/common';
import { CommitOrderMark, OrderedRow, rowsToRead } from '../database/commit-order.js';
import sql, { join, raw, Sql } from 'sql-template-tag';
import { Statements } from '../database/statements.js';
import { openStates, Transmission, TransmissionState, transmissionStates } from './transmission.js';
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

/** Which column is the asking office, which the other one, and in which order rows come. */
interface Side {
  readonly name: 'inbox' | 'outbox';
  readonly own: Sql;
  readonly counterpart: Sql;
  readonly order: Sql;
}

const inboxSide: Side = {
  name: 'inbox',
  own: raw('t.destination'),
  counterpart: raw('t.sender'),
  order: raw('t.arrival_settled_by'),
};

const outboxSide: Side = {
  name: 'outbox',
  own: raw('t.sender'),
  counterpart: raw('t.destination'),
  order: raw('t.sent_settled_by'),
};

/** Inbox and outbox. A query starts from its office: it cannot be asked without one. */
@Injectable()
export class ListingStore {
  constructor(private readonly statements: Statements) {}

  inbox(office: string, filter: ListingFilter, mark: CommitOrderMark, limit: number): Promise<ListingRead> {
    return this.read(inboxSide, office, filter, mark, limit);
  }

  outbox(office: string, filter: ListingFilter, mark: CommitOrderMark, limit: number): Promise<ListingRead> {
    return this.read(outboxSide, office, filter, mark, limit);
  }

  private async read(
    side: Side,
    office: string,
    asked: ListingFilter,
    mark: CommitOrderMark,
    limit: number,
  ): Promise<ListingRead> {
    // In one order, whatever the caller's: the text of a prepared statement must not depend on it.
    const filter = { ...asked, states: transmissionStates.filter((state) => asked.states.includes(state)) };
    const shown = mark.shown.map((row) => row.id);
    const rows = await this.statements.rows<ListingRow>(
      nameOf(side, filter),
      sql`SELECT ${raw(transmissionColumns)}, ${side.order}::text AS settled_by,
                 s.name AS sender_name, coalesce(d.name, '') AS destination_name,
                 pg_snapshot_xmin(pg_current_snapshot())::text AS settled_before
          FROM transmissions t
          JOIN offices s ON s.number = t.sender
          LEFT JOIN offices d ON d.number = t.destination -- unknown ones were rejected, and stay in the outbox
          WHERE ${side.own} = ${office}
            AND (${side.order}, t.id) > (${mark.settledBy}::bigint, ${mark.id}::uuid)
            AND NOT (t.id = ANY (${shown}::uuid[]))
            AND ${narrowing(side, filter)}
          ORDER BY ${side.order}, t.id
          LIMIT ${rowsToRead(limit)}`,
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
 * Only the conditions that were asked for, so that each has its plan. States are written into the statement, not bound:
 * only then can the planner prove that the index over open rows serves. They come from a closed list, never from a caller.
 */
function narrowing(side: Side, { states, counterpart, kind, form, month }: ListingFilter): Sql {
  const conditions = [raw(`t.state IN (${states.map((state) => `'${state}'`).join(', ')})`)];
  if (areOpen(states)) conditions.push(raw(`t.state IN ('available', 'collected')`));
  if (counterpart !== undefined) conditions.push(sql`${side.counterpart} = ${counterpart}`);
  if (kind !== undefined) conditions.push(sql`t.unit_kind = ${kind}`);
  if (form !== undefined) conditions.push(sql`${form} = ANY (t.forms)`);
  if (month !== undefined) conditions.push(sql`t.month = ${month}`);
  return join(conditions, ' AND ');
}

function areOpen(states: readonly TransmissionState[]): boolean {
  return states.every((state) => (openStates as readonly string[]).includes(state));
}

/** Prepared are the few shapes over open rows or over all states; the many combinations of states are not. */
function nameOf(side: Side, { states, counterpart, kind, form, month }: ListingFilter): string | null {
  if (!areOpen(states) && states.length !== transmissionStates.length) return null;
  const filters = Object.entries({ counterpart, kind, form, month }).flatMap(([name, value]) =>
    value === undefined ? [] : name,
  );
  const shape = areOpen(states) ? states.join('+') : 'all';
  return [side.name, shape, ...filters].join(' ');
}
