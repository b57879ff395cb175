import { Injectable } from '@nestjs/common';
import sql, { join, raw, Sql } from 'sql-template-tag';
import { CommitOrderMark, OrderedRow, rowsToRead } from '../database/commit-order.js';
import { Statements } from '../database/statements.js';
import { rowsOf, Tx } from '../database/unit-of-work.js';
import { mandated, Party, shapeOf } from '../exchange/party.js';
import { Transmission, TransmissionUnit } from '../exchange/transmission.js';
import { seriesOf } from '../exchange/unit-series.js';
import {
  Closing,
  Notice,
  NoticeCell,
  NoticedState,
  NoticeKind,
  NoticeState,
  officeOn,
  otherSide,
  Side,
} from './notice.js';

export interface NewNotice extends Pick<Notice, 'id' | 'kind' | 'givenBy' | 'clientId' | 'byCarrier' | 'createdAt'> {
  readonly about: Transmission & { readonly unit: TransmissionUnit };
  readonly cells: readonly NoticeCell[];
  readonly sealedFor: readonly string[] | null;
  readonly textUntil: Date | null;
}

export interface NoticeFilter {
  readonly direction: 'received' | 'given';
  readonly state?: NoticeState;
  readonly kind?: NoticeKind;
  readonly offices?: readonly string[];
}

export type ListedNotice = Notice & OrderedRow;

export interface NoticesRead {
  readonly rows: ListedNotice[];
  /** pg_snapshot_xmin of the statement's snapshot. */
  readonly settledBefore: string;
}

/** More of one transmission than both sides may give of it. */
const ofOneTransmission = 1000;

const columns = raw(`
  n.id, n.transmission_id AS "transmissionId", n.kind, n.given_by AS "givenBy", n.client_id AS "clientId",
  n.by_carrier AS "byCarrier", n.sender, n.destination, n.cells, n.sealed_for AS "sealedFor",
  n.text_until AS "textUntil", n.text_deleted_at AS "textDeletedAt", n.created_at AS "createdAt",
  n.read_at AS "readAt", n.closed_at AS "closedAt", n.closed_by AS "closedBy", n.closing,
  answer.id AS "answeredBy"`);

/**
 * What answers `n`: the first unit of the same offices, series and month that has arrived since, no older by its sequence.
 * That is the one which supersedes the transmission that the notice is about; or, where that one was recalled or has
 * expired and is no part of the chain any more, the one in its place.
 */
const answer = raw(`
  LEFT JOIN LATERAL (
    SELECT x.id FROM unit_keys k JOIN transmissions x ON x.id = k.transmission_id
    WHERE n.kind IN ('resend-request', 'defect')
      AND k.sender = n.sender AND k.destination = n.destination AND k.series = n.series AND k.month = n.month
      AND k.sequence >= n.sequence AND x.id <> n.transmission_id
      AND x.state IN ('available', 'collected', 'confirmed', 'imported', 'import-failed')
      AND x.available_at >= n.created_at AND x.arrival_settled_by >= n.settled_by
    ORDER BY x.available_at, x.id LIMIT 1) AS answer ON true`);

/** The scope by which a carrier sees the notices of a side: the one by which it sees the transmission (party.ts). */
function seenBy(clientId: string, now: Date): Sql {
  return sql`c.client_id = ${clientId} AND CASE c.side
    WHEN 'sender' THEN ${mandated(clientId, sql`c.office`, 'send', now)}
    ELSE ${mandated(clientId, sql`c.office`, 'collect', now)} END`;
}

/** Whether the party sees `n` as the side that receives it, or as the one that gave it. */
function isOn(which: 'receiving' | 'giving', { clientId, officeNumber }: Party, now: Date): Sql {
  const isReceiver = which === 'receiving';
  if (officeNumber !== null) return sql`${raw(isReceiver ? 'n.for_office' : 'n.by_office')} = ${officeNumber}`;
  return sql`EXISTS (SELECT FROM notice_carriers c
    WHERE c.notice_id = n.id AND c.is_receiver = ${isReceiver} AND ${seenBy(clientId, now)})`;
}

@Injectable()
export class NoticeStore {
  constructor(private readonly statements: Statements) {}

  /** Keeps the transmission as it is until the transaction ends, and tells how many notices that side has given of it. */
  async lock(
    tx: Tx,
    transmissionId: string,
    side: Side,
  ): Promise<(NoticedState & { readonly open: number; readonly all: number }) | null> {
    const [about] = await rowsOf<NoticedState>(
      tx,
      sql`SELECT state, sealed_for AS "sealedFor", expires_at AS "expiresAt" FROM transmissions
          WHERE id = ${transmissionId} FOR NO KEY UPDATE`,
    );
    if (!about) return null;
    const [given] = await rowsOf<{ open: number; all: number }>(
      tx,
      sql`SELECT count(*) FILTER (WHERE n.closed_at IS NULL AND answer.id IS NULL)::int AS open, count(*)::int AS "all"
          FROM notices n ${answer} WHERE n.transmission_id = ${transmissionId} AND n.given_by = ${side}`,
    );
    return { ...about, open: given?.open ?? 0, all: given?.all ?? 0 };
  }

  /** Writes it down, for both offices and for the carriers that see its transmission. */
  async insert(tx: Tx, notice: NewNotice): Promise<void> {
    const { id, about, kind, givenBy, clientId, byCarrier, cells, sealedFor, textUntil, createdAt } = notice;
    const { unit } = about;
    await rowsOf(
      tx,
      sql`INSERT INTO notices (id, transmission_id, kind, given_by, client_id, by_carrier, sender, destination,
            by_office, for_office, series, month, sequence, cells, sealed_for, text_until, created_at)
          VALUES (${id}, ${about.id}, ${kind}, ${givenBy}, ${clientId}, ${byCarrier}, ${about.sender},
            ${about.destination}, ${officeOn(givenBy, about)}, ${officeOn(otherSide(givenBy), about)},
            ${seriesOf(unit.kind)}, ${unit.month ?? ''}, ${unit.sequence}, ${JSON.stringify(cells)}, ${sealedFor},
            ${textUntil}, ${createdAt})`,
    );
    await rowsOf(
      tx,
      sql`INSERT INTO notice_carriers (notice_id, client_id, side, office, is_receiver)
          SELECT ${id}::uuid, t.sent_by_carrier, 'sender', t.sender, ${givenBy !== 'sender'}::boolean
          FROM transmissions t WHERE t.id = ${about.id} AND t.sent_by_carrier IS NOT NULL
          UNION ALL
          SELECT ${id}::uuid, c.client_id, 'destination', c.destination, ${givenBy !== 'destination'}::boolean
          FROM transmission_carriers c WHERE c.id = ${about.id}`,
    );
  }

  /** One notice as either side may see it, and on which of its sides the party stands. */
  async findFor(party: Party, id: string, now: Date): Promise<{ notice: Notice; isReceiver: boolean } | null> {
    const [row] = await this.statements.rows<Notice & { is_receiver: boolean }>(
      `notices-find ${shapeOf(party)}`,
      sql`SELECT ${columns}, (${isOn('receiving', party, now)}) AS is_receiver FROM notices n ${answer}
          WHERE n.id = ${id} AND ((${isOn('receiving', party, now)}) OR (${isOn('giving', party, now)}))`,
    );
    if (!row) return null;
    const { is_receiver: isReceiver, ...notice } = row;
    return { notice, isReceiver };
  }

  /** All of one transmission, in the order given. Who may see it was decided with the transmission. */
  ofTransmission(transmissionId: string): Promise<Notice[]> {
    return this.statements.rows<Notice>(
      'notices-of-transmission',
      sql`SELECT ${columns} FROM notices n ${answer} WHERE n.transmission_id = ${transmissionId}
          ORDER BY n.settled_by, n.id LIMIT ${ofOneTransmission}`,
    );
  }

  /** A page of what the party has received or given, in commit order. */
  async list(
    party: Party,
    now: Date,
    filter: NoticeFilter,
    mark: CommitOrderMark,
    limit: number,
  ): Promise<NoticesRead> {
    const { clientId, officeNumber } = party;
    const isReceived = filter.direction === 'received';
    const isCarrier = officeNumber === null;
    const own = raw(isCarrier ? 'c.office' : isReceived ? 'n.for_office' : 'n.by_office');
    const order = raw(isCarrier ? 'c.settled_by, c.notice_id' : 'n.settled_by, n.id');
    const conditions = [
      isCarrier ? sql`c.is_receiver = ${isReceived} AND ${seenBy(clientId, now)}` : sql`${own} = ${officeNumber}`,
      sql`(${order}) > (${mark.settledBy}::bigint, ${mark.id}::uuid)`,
      sql`NOT (n.id = ANY (${mark.shown.map((row) => row.id)}::uuid[]))`,
      ...(filter.offices === undefined ? [] : [sql`${own} = ANY (${filter.offices}::text[])`]),
      ...(filter.kind === undefined ? [] : [sql`n.kind = ${filter.kind}`]),
      ...(filter.state === undefined ? [] : [inState(filter.state)]),
    ];
    const shape = Object.entries(filter).flatMap(([name, value]) => (value === undefined ? [] : name));
    const rows = await this.statements.rows<ListedNotice & { settled_before: string }>(
      ['notices-list', shapeOf(party), filter.direction, filter.state ?? 'all', ...shape].join(' '),
      sql`SELECT ${columns}, n.settled_by::text AS "settledBy",
            pg_snapshot_xmin(pg_current_snapshot())::text AS settled_before
          FROM ${raw(isCarrier ? 'notice_carriers c JOIN notices n ON n.id = c.notice_id' : 'notices n')} ${answer}
          WHERE ${join(conditions, ' AND ')}
          ORDER BY ${order} LIMIT ${rowsToRead(limit)}`,
    );
    return { rows, settledBefore: rows[0]?.settled_before ?? mark.settledBy };
  }

  /** Notes that the receiving side has read it; the first time counts. */
  async read(party: Party, id: string, at: Date): Promise<void> {
    await this.statements.rows(
      `notices-read ${shapeOf(party)}`,
      sql`UPDATE notices n SET read_at = ${at}
          WHERE n.id = ${id} AND n.read_at IS NULL AND ${isOn('receiving', party, at)}
            AND (n.sealed_for IS NULL OR ${party.clientId} = ANY (n.sealed_for))`,
    );
  }

  /** open or answered → closed. False when it is closed already. */
  async close(tx: Tx, id: string, by: Side, closing: Closing, at: Date): Promise<boolean> {
    const [, changed] = await tx.query<[unknown[], number]>(
      `UPDATE notices SET closed_at = $2, closed_by = $3, closing = $4 WHERE id = $1 AND closed_at IS NULL`,
      [id, at, by, closing],
    );
    return changed === 1;
  }

  /** Of these the text's time is over; some of them, the longest first. */
  async textsOver(now: Date, limit: number): Promise<string[]> {
    const rows = await this.statements.rows<{ id: string }>(
      'notices-texts-over',
      sql`SELECT id FROM notices WHERE text_until IS NOT NULL AND text_deleted_at IS NULL AND text_until <= ${now}
          ORDER BY text_until LIMIT ${limit}`,
    );
    return rows.map(({ id }) => id);
  }

  async noteTextDeleted(tx: Tx, id: string, at: Date): Promise<void> {
    await tx.query(`UPDATE notices SET text_deleted_at = $2 WHERE id = $1 AND text_deleted_at IS NULL`, [id, at]);
  }
}

function inState(state: NoticeState): Sql {
  if (state === 'closed') return sql`n.closed_at IS NOT NULL`;
  return sql`n.closed_at IS NULL AND answer.id IS ${raw(state === 'open' ? 'NULL' : 'NOT NULL')}`;
}
