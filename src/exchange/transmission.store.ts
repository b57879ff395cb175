import { Injectable } from '@nestjs/common';
import sql, { raw, Sql } from 'sql-template-tag';
import { Statements } from '../database/statements.js';
import { rowsOf, Tx } from '../database/unit-of-work.js';
import { EventStore } from '../events/event.store.js';
import { Finding } from '../standard/findings.js';
import { CarrierStore } from './carrier.store.js';
import { isDestination, isSender, Party, shapeOf } from './party.js';
import { arrivedStates, Transmission, TransmissionUnit } from './transmission.js';
import { fromRow, transmissionColumns, TransmissionRow } from './transmission-row.js';
import { seriesOf } from './unit-series.js';

/** Why a deferred send was rejected. */
export type Rejection = Pick<Transmission, 'capability' | 'findings' | 'findingsTotal'> & { readonly problem: string };

/** What a check added to a transmission. */
export interface Acceptance {
  readonly unit: TransmissionUnit;
  readonly contentSha256: string;
  readonly receipt: string;
  readonly findings: readonly Finding[];
  readonly findingsTotal: number;
  readonly availableAt: Date;
  readonly expiresAt: Date;
  readonly sealedFor: readonly string[];
  readonly sameCarrier: boolean;
  readonly persons: readonly Buffer[];
}

@Injectable()
export class TransmissionStore {
  constructor(
    private readonly statements: Statements,
    private readonly events: EventStore,
    private readonly carriers: CarrierStore,
  ) {}

  /**
   * The statement that inserts a transmission, as a part of a larger one, when a condition on that holds. One that is
   * available has arrived with this very transaction.
   */
  insertion(t: Transmission, persons: readonly Buffer[], when: Sql): Sql {
    const arrival = t.state === 'available' ? sql`pg_current_xact_id()::text::bigint` : sql`NULL`;
    return sql`INSERT INTO transmissions
        (id, submission_id, client_id, sender, destination, unit_kind, version, sequence, month, forms, person_count,
         files, size, state, manifest_sha256, content_sha256, receipt, findings, findings_total, created_at,
         available_at, expires_at, sent_by_carrier, sealed_for, same_carrier, arrival_settled_by, hold, has_message, hop,
         hop_since, persons)
      SELECT ${t.id}::uuid, ${t.submissionId}::uuid, ${t.clientId}::uuid, ${t.sender}::text, ${t.destination}::text,
        ${t.unit?.kind ?? null}::text, ${t.unit?.version ?? null}::text, ${t.unit?.sequence ?? null}::text,
        ${t.unit?.month ?? null}::text, ${t.unit?.forms ?? []}::text[], ${t.unit?.personCount ?? null}::integer,
        ${JSON.stringify(t.files)}::jsonb, ${t.size}::bigint, ${t.state}::text, ${t.manifestSha256}::text,
        ${t.contentSha256}::text, ${t.receipt}::text, ${JSON.stringify(t.findings)}::jsonb, ${t.findingsTotal}::integer,
        ${t.createdAt}::timestamptz, ${t.availableAt}::timestamptz, ${t.expiresAt}::timestamptz,
        ${t.sentByCarrier}::uuid, ${t.sealedFor}::uuid[], ${t.sameCarrier}::boolean, ${arrival},
        ${t.hold}::boolean, ${t.hasMessage}::boolean, ${t.hop}::text, ${t.hopSince}::timestamptz, ${persons}::bytea[]
      WHERE ${when}`;
  }

  async insert(tx: Tx, transmission: Transmission, persons: readonly Buffer[] = []): Promise<void> {
    await rowsOf(tx, this.insertion(transmission, persons, sql`true`));
  }

  /** checking or held → available. False when it is not in the state that it was in (any more). */
  async makeAvailable(
    tx: Tx,
    { id, state }: Pick<Transmission, 'id' | 'state'>,
    acceptance: Acceptance,
  ): Promise<boolean> {
    const { unit } = acceptance;
    return this.change(
      tx,
      `UPDATE transmissions
       SET state = 'available', unit_kind = $2, version = $3, sequence = $4, month = $5, forms = $6, person_count = $7,
           content_sha256 = $8, receipt = $9, findings = $10, findings_total = $11, available_at = $12,
           expires_at = $13, sealed_for = $14, same_carrier = $15, persons = $16, hop = 'gateway', hop_since = $12,
           arrival_settled_by = pg_current_xact_id()::text::bigint
       WHERE id = $1 AND state = $17 AND state IN ('checking', 'held')`,
      [
        id,
        unit.kind,
        unit.version,
        unit.sequence,
        unit.month,
        unit.forms,
        unit.personCount,
        acceptance.contentSha256,
        acceptance.receipt,
        JSON.stringify(acceptance.findings),
        acceptance.findingsTotal,
        acceptance.availableAt,
        acceptance.expiresAt,
        acceptance.sealedFor,
        acceptance.sameCarrier,
        acceptance.persons,
        state,
      ],
    );
  }

  /** checking → rejected, with what was found. False when it is not checking any more. */
  async reject(tx: Tx, id: string, { problem, capability, findings, findingsTotal }: Rejection): Promise<boolean> {
    return this.change(
      tx,
      `UPDATE transmissions SET state = 'rejected', problem = $2, capability = $3, findings = $4, findings_total = $5
       WHERE id = $1 AND state = 'checking'`,
      [id, problem, capability && JSON.stringify(capability), JSON.stringify(findings), findingsTotal],
    );
  }

  /**
   * available → collected with its event, decided here against a recall. Returns the sealed content, or null when it is
   * not available (any more), or not for the party to open.
   */
  async collect(party: Party, id: string, at: Date): Promise<Buffer | null> {
    const { clientId } = party;
    const event = { kind: 'transmission-collected' as const, at, clientId, transmissionId: id };
    const [collected] = await this.statements.rows<{ body: Buffer }>(
      `transmissions-collect ${shapeOf(party)}`,
      sql`WITH
        collected AS (
          UPDATE transmissions t SET state = 'collected', collected_at = ${at}, hop_since = ${at},
            hop = ${party.officeNumber === null ? 'carrier' : 'office'}
          WHERE t.id = ${id} AND ${isDestination(party, at)} AND t.state = 'available' AND t.expires_at > ${at}
            AND (t.sealed_for IS NULL OR ${clientId} = ANY (t.sealed_for))
          RETURNING t.id, t.sender, t.destination, t.submission_id),
        event AS (${this.events.insertion({ ...event, ...causedBy('collected') }, sql`collected`)})
        SELECT contents.body FROM collected JOIN contents ON contents.id = ${id} AND contents.kind = 'sealed'`,
    );
    return collected?.body ?? null;
  }

  /** collected → confirmed with its event. Null when it is not collected, or confirmed already. */
  async confirm(party: Party, id: string, confirmation: string, at: Date): Promise<Transmission | null> {
    const event = { kind: 'transmission-confirmed' as const, at, clientId: party.clientId, transmissionId: id };
    const [confirmed] = await this.statements.rows<TransmissionRow>(
      `transmissions-confirm ${shapeOf(party)}`,
      sql`WITH
        t AS (
          UPDATE transmissions t SET state = 'confirmed', confirmation = ${confirmation}, confirmed_at = ${at}${movedBy(party, at)}
          WHERE t.id = ${id} AND ${isDestination(party, at)} AND t.state = 'collected'
            AND (t.sealed_for IS NULL OR ${party.clientId} = ANY (t.sealed_for))
          RETURNING t.*),
        closed AS (${this.carriers.closing(sql`SELECT id FROM t`)}),
        event AS (${this.events.insertion({ ...event, ...causedBy('t') }, sql`t`)})
        SELECT ${raw(transmissionColumns)} FROM t`,
    );
    return confirmed ? fromRow(confirmed) : null;
  }

  /** One transmission as its sender or, once it has arrived, its destination may see it; the sender where it is both. */
  async findFor(
    party: Party,
    id: string,
    now: Date,
  ): Promise<{ transmission: Transmission; asSender: boolean } | null> {
    const [row] = await this.statements.rows<TransmissionRow & { as_sender: boolean }>(
      `transmissions-find-for ${shapeOf(party)}`,
      sql`SELECT ${raw(transmissionColumns)}, (${isSender(party, now)}) AS as_sender FROM transmissions t
          WHERE t.id = ${id} AND ((${isSender(party, now)})
            OR (${isDestination(party, now)} AND t.state = ANY (${arrivedStates})))`,
    );
    return row ? { transmission: fromRow(row), asSender: row.as_sender } : null;
  }

  /** All that stand of the same offices, series and month, the latest 1,000, in the order of sequences. */
  async chainOf(
    party: Party,
    { sender, destination, unit }: Transmission & { readonly unit: TransmissionUnit },
    now: Date,
  ): Promise<{ transmission: Transmission; asSender: boolean }[]> {
    const rows = await this.statements.rows<TransmissionRow & { as_sender: boolean }>(
      `transmissions-chain-of ${shapeOf(party)}`,
      sql`SELECT ${raw(transmissionColumns)}, (${isSender(party, now)}) AS as_sender
          FROM unit_keys k JOIN transmissions t ON t.id = k.transmission_id
          WHERE k.sender = ${sender} AND k.destination = ${destination}
            AND k.series = ${seriesOf(unit.kind)} AND k.month = ${unit.month ?? ''}
            AND ((${isSender(party, now)}) OR (${isDestination(party, now)} AND t.state = ANY (${arrivedStates})))
          ORDER BY k.sequence DESC LIMIT 1000`,
    );
    return rows.map((row) => ({ transmission: fromRow(row), asSender: row.as_sender })).reverse();
  }

  /** One transmission of which the party is the sender; a carrier by its mandate of this scope. */
  async findSent(party: Party, id: string, now: Date, scope: 'send' | 'recall' = 'send'): Promise<Transmission | null> {
    const [row] = await this.statements.rows<TransmissionRow>(
      `transmissions-find-sent ${shapeOf(party)}`,
      sql`SELECT ${raw(transmissionColumns)} FROM transmissions t WHERE t.id = ${id} AND ${isSender(party, now, scope)}`,
    );
    return row ? fromRow(row) : null;
  }

  /** One transmission that has arrived for the party. */
  async findArrived(party: Party, id: string, now: Date): Promise<Transmission | null> {
    const [row] = await this.statements.rows<TransmissionRow>(
      `transmissions-find-arrived ${shapeOf(party)}`,
      sql`SELECT ${raw(transmissionColumns)} FROM transmissions t
          WHERE t.id = ${id} AND ${isDestination(party, now)} AND t.state = ANY (${arrivedStates})`,
    );
    return row ? fromRow(row) : null;
  }

  /** One transmission of its sender, inside a transaction. */
  async findOf(tx: Tx, sender: string, id: string): Promise<Transmission | null> {
    const [row] = await rowsOf<TransmissionRow>(
      tx,
      sql`SELECT ${raw(transmissionColumns)} FROM transmissions t WHERE t.id = ${id} AND t.sender = ${sender}`,
    );
    return row ? fromRow(row) : null;
  }

  /** The transmission of a submission that still waits for its check. */
  async findChecking(tx: Tx, submissionId: string): Promise<Transmission | null> {
    const [row] = await tx.query<TransmissionRow[]>(
      `SELECT ${transmissionColumns} FROM transmissions t WHERE t.submission_id = $1 AND t.state = 'checking'`,
      [submissionId],
    );
    return row ? fromRow(row) : null;
  }

  private async change(tx: Tx, statement: string, parameters: unknown[]): Promise<boolean> {
    const [, changed] = await tx.query<[unknown[], number]>(statement, parameters);
    return changed === 1;
  }
}

/** What an office confirms itself has reached it, whoever collected it. */
function movedBy(party: Party, at: Date): Sql {
  if (party.officeNumber === null) return sql``;
  return sql`, hop_since = CASE WHEN t.hop = 'office' THEN t.hop_since ELSE ${at} END, hop = 'office'`;
}

/** Columns of an event that come from the row of the transmission that a statement has just changed. */
function causedBy(changed: string): { sender: Sql; destination: Sql; submissionId: Sql } {
  return {
    sender: raw(`${changed}.sender`),
    destination: raw(`${changed}.destination`),
    submissionId: raw(`${changed}.submission_id`),
  };
}
