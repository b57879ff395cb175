import { Injectable } from '@nestjs/common';
import { CommitOrderMark, OrderedRow, rowsToRead } from '../database/commit-order.js';
import sql, { join, raw, Sql } from 'sql-template-tag';
import { Statements } from '../database/statements.js';
import { isDestination, isSender, mandated, Party, shapeOf } from './party.js';
import { openStates, Transmission, TransmissionState, transmissionStates } from './transmission.js';
import { fromRow, transmissionColumns, TransmissionRow } from './transmission-row.js';

/** What a listing is narrowed to; undefined means everything. */
export interface ListingFilter {
  readonly states: readonly TransmissionState[];
  /** Of the offices that the party asks for, only these. */
  readonly offices?: readonly string[];
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

/** From where rows are read, whose they are, in which order they come. */
interface Side {
  readonly name: string;
  readonly from: Sql;
  readonly mine: Sql;
  readonly own: Sql;
  readonly counterpart: Sql;
  readonly order: Sql;
  readonly id: Sql;
  /** What the index over open rows says of itself. */
  readonly isOpen: Sql;
}

const openRows = sql`t.state IN ('available', 'collected')`;

/** A carrier's inbox starts from what was sealed for it: its cost does not grow with the number of its offices. */
function inboxOf(party: Party, now: Date): Side {
  const sides = { own: sql`t.destination`, counterpart: sql`t.sender` };
  if (party.officeNumber !== null) {
    return {
      ...sides,
      name: 'inbox office',
      from: sql`transmissions t`,
      mine: isDestination(party, now),
      order: sql`t.arrival_settled_by`,
      id: sql`t.id`,
      isOpen: openRows,
    };
  }
  return {
    ...sides,
    name: 'inbox carrier',
    from: sql`transmission_carriers c JOIN transmissions t ON t.id = c.id`,
    mine: sql`c.client_id = ${party.clientId} AND ${mandated(party.clientId, sql`c.destination`, 'collect', now)}`,
    order: sql`c.arrival_settled_by`,
    id: sql`c.id`,
    isOpen: sql`c.is_open AND ${openRows}`,
  };
}

function outboxOf(party: Party, now: Date): Side {
  return {
    name: `outbox ${shapeOf(party)}`,
    from: sql`transmissions t`,
    mine: isSender(party, now),
    own: sql`t.sender`,
    counterpart: sql`t.destination`,
    order: sql`t.sent_settled_by`,
    id: sql`t.id`,
    isOpen: openRows,
  };
}

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

  private async read(side: Side, asked: ListingFilter, mark: CommitOrderMark, limit: number): Promise<ListingRead> {
    // In one order, whatever the caller's: the text of a prepared statement must not depend on it.
    const filter = { ...asked, states: transmissionStates.filter((state) => asked.states.includes(state)) };
    const shown = mark.shown.map((row) => row.id);
    const rows = await this.statements.rows<ListingRow>(
      nameOf(side, filter),
      sql`SELECT ${raw(transmissionColumns)}, ${side.order}::text AS settled_by,
                 s.name AS sender_name, coalesce(d.name, '') AS destination_name,
                 pg_snapshot_xmin(pg_current_snapshot())::text AS settled_before
          FROM ${side.from}
          JOIN offices s ON s.number = t.sender
          LEFT JOIN offices d ON d.number = t.destination -- unknown ones were rejected, and stay in the outbox
          WHERE ${side.mine}
            AND (${side.order}, ${side.id}) > (${mark.settledBy}::bigint, ${mark.id}::uuid)
            AND NOT (${side.id} = ANY (${shown}::uuid[]))
            AND ${narrowing(side, filter)}
          ORDER BY ${side.order}, ${side.id}
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
function narrowing(side: Side, { states, offices, counterpart, kind, form, month }: ListingFilter): Sql {
  const conditions = [raw(`t.state IN (${states.map((state) => `'${state}'`).join(', ')})`)];
  if (areOpen(states)) conditions.push(side.isOpen);
  if (offices !== undefined) conditions.push(sql`${side.own} = ANY (${offices}::text[])`);
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
function nameOf(side: Side, { states, offices, counterpart, kind, form, month }: ListingFilter): string | null {
  if (!areOpen(states) && states.length !== transmissionStates.length) return null;
  const filters = Object.entries({ offices, counterpart, kind, form, month }).flatMap(([name, value]) =>
    value === undefined ? [] : name,
  );
  const shape = areOpen(states) ? states.join('+') : 'all';
  return [side.name, shape, ...filters].join(' ');
}
