import { Injectable } from '@nestjs/common';
import { CommitOrderMark, OrderedRow, rowsToRead } from '../database/commit-order.js';
import sql, { join, raw, Sql } from 'sql-template-tag';
import { Statements } from '../database/statements.js';
import { supersededByColumn } from './chain.js';
import { isDestination, isSender, mandated, Party, shapeOf } from './party.js';
import { openStates, Place, Transmission, TransmissionState, transmissionStates } from './transmission.js';
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
  readonly personsMin?: number;
  readonly personsMax?: number;
  readonly deletion?: boolean;
  readonly current?: boolean;
  readonly place?: Place;
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
export interface Side {
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
export function inboxOf(party: Party, now: Date): Side {
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

  /**
   * The inbox in the order of sequences, which is the order of import: of an office, which has an index for it, or of one
   * office of a carrier.
   * @param after sequence and id of the last row before
   */
  async inboxInImportOrder(
    party: Party,
    now: Date,
    filter: ListingFilter,
    after: readonly [string, string] | null,
    limit: number,
  ): Promise<ListedTransmission[]> {
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
      sql`SELECT ${raw(transmissionColumns)}, '0' AS settled_by, s.name AS sender_name, d.name AS destination_name
          FROM transmissions t JOIN offices s ON s.number = t.sender JOIN offices d ON d.number = t.destination
          WHERE ${side.mine} AND (t.sequence, t.id) > (${sequence}::text, ${id}::uuid) AND ${narrowing(side, filter)}
          ORDER BY t.sequence, t.id
          LIMIT ${rowsToRead(limit)}`,
    );
    return rows.map(listed);
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
      rows: rows.map(listed),
      settledBefore: rows[0]?.settled_before ?? mark.settledBy,
    };
  }
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

/**
 * Only the conditions that were asked for, so that each has its plan. States are written into the statement, not bound:
 * only then can the planner prove that the index over open rows serves. They come from a closed list, never from a caller.
 */
export function narrowing(side: Side, filter: ListingFilter): Sql {
  const { states, offices, counterpart, kind, form, month } = filter;
  const conditions = [raw(`t.state IN (${states.map((state) => `'${state}'`).join(', ')})`)];
  if (areOpen(states)) conditions.push(side.isOpen);
  if (offices !== undefined) conditions.push(sql`${side.own} = ANY (${offices}::text[])`);
  if (counterpart !== undefined) conditions.push(sql`${side.counterpart} = ${counterpart}`);
  if (kind !== undefined) conditions.push(sql`t.unit_kind = ${kind}`);
  if (form !== undefined) conditions.push(sql`${form} = ANY (t.forms)`);
  if (month !== undefined) conditions.push(sql`t.month = ${month}`);
  if (filter.personsMin !== undefined) conditions.push(sql`t.person_count >= ${filter.personsMin}`);
  if (filter.personsMax !== undefined) conditions.push(sql`t.person_count <= ${filter.personsMax}`);
  if (filter.deletion !== undefined) conditions.push(sql`(t.unit_kind LIKE '%-delete') = ${filter.deletion}`);
  if (filter.current === true) conditions.push(raw(`(${supersededByColumn}) IS NULL`));
  if (filter.place !== undefined) conditions.push(sql`t.hop = ${filter.place}`);
  return join(conditions, ' AND ');
}

function areOpen(states: readonly TransmissionState[]): boolean {
  return states.every((state) => (openStates as readonly string[]).includes(state));
}

/** Prepared are the few shapes over open rows or over all states; the many combinations of states are not. */
function nameOf(side: Side, filter: ListingFilter): string | null {
  const { states, offices, counterpart, kind, form, month } = filter;
  const { personsMin, personsMax, deletion, current, place } = filter;
  if ([personsMin, personsMax, deletion, current, place].some((one) => one !== undefined)) return null;
  if (!areOpen(states) && states.length !== transmissionStates.length) return null;
  const filters = Object.entries({ offices, counterpart, kind, form, month }).flatMap(([name, value]) =>
    value === undefined ? [] : name,
  );
  const shape = areOpen(states) ? states.join('+') : 'all';
  return [side.name, shape, ...filters].join(' ');
}
