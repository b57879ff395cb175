import { Injectable } from '@nestjs/common';
import sql, { raw, Sql } from 'sql-template-tag';
import { Statements } from '../database/statements.js';
import { rowsOf, Tx } from '../database/unit-of-work.js';
import { EventStore } from '../events/event.store.js';
import { Finding } from '../standard/findings.js';
import { arrivedStates, Transmission, TransmissionUnit } from './transmission.js';
import { fromRow, transmissionColumns, TransmissionRow } from './transmission-row.js';

/** Who asks: an office sees what it sent and what has arrived for it, and nothing else. */
export interface Party {
  readonly officeNumber: string;
}

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
}

@Injectable()
export class TransmissionStore {
  constructor(
    private readonly statements: Statements,
    private readonly events: EventStore,
  ) {}

  /**
   * The statement that inserts a transmission, as a part of a larger one, when a condition on that holds. One that is
   * available has arrived with this very transaction.
   */
  insertion(t: Transmission, when: Sql): Sql {
    const arrival = t.state === 'available' ? sql`pg_current_xact_id()::text::bigint` : sql`NULL`;
    return sql`INSERT INTO transmissions
        (id, submission_id, client_id, sender, destination, unit_kind, version, sequence, month, forms, person_count,
         files, size, state, manifest_sha256, content_sha256, receipt, findings, findings_total, created_at,
         available_at, expires_at, arrival_settled_by)
      SELECT ${t.id}::uuid, ${t.submissionId}::uuid, ${t.clientId}::uuid, ${t.sender}::text, ${t.destination}::text,
        ${t.unit?.kind ?? null}::text, ${t.unit?.version ?? null}::text, ${t.unit?.sequence ?? null}::text,
        ${t.unit?.month ?? null}::text, ${t.unit?.forms ?? []}::text[], ${t.unit?.personCount ?? null}::integer,
        ${JSON.stringify(t.files)}::jsonb, ${t.size}::bigint, ${t.state}::text, ${t.manifestSha256}::text,
        ${t.contentSha256}::text, ${t.receipt}::text, ${JSON.stringify(t.findings)}::jsonb, ${t.findingsTotal}::integer,
        ${t.createdAt}::timestamptz, ${t.availableAt}::timestamptz, ${t.expiresAt}::timestamptz, ${arrival}
      WHERE ${when}`;
  }

  async insert(tx: Tx, transmission: Transmission): Promise<void> {
    await rowsOf(tx, this.insertion(transmission, sql`true`));
  }

  /** checking → available. False when it is not checking any more. */
  async makeAvailable(tx: Tx, id: string, acceptance: Acceptance): Promise<boolean> {
    const { unit } = acceptance;
    return this.change(
      tx,
      `UPDATE transmissions
       SET state = 'available', unit_kind = $2, version = $3, sequence = $4, month = $5, forms = $6, person_count = $7,
           content_sha256 = $8, receipt = $9, findings = $10, findings_total = $11, available_at = $12,
           expires_at = $13, arrival_settled_by = pg_current_xact_id()::text::bigint
       WHERE id = $1 AND state = 'checking'`,
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
   * not available (any more).
   */
  async collect(destination: string, id: string, clientId: string, at: Date): Promise<Buffer | null> {
    const event = { kind: 'transmission-collected' as const, at, clientId, transmissionId: id, destination };
    const [collected] = await this.statements.rows<{ body: Buffer }>(
      'transmissions-collect',
      sql`WITH
        collected AS (
          UPDATE transmissions SET state = 'collected', collected_at = ${at}
          WHERE id = ${id} AND destination = ${destination} AND state = 'available' AND expires_at > ${at}
          RETURNING id, sender, submission_id),
        event AS (${this.events.insertion({ ...event, ...causedBy('collected') }, sql`collected`)})
        SELECT contents.body FROM collected JOIN contents ON contents.id = ${id} AND contents.kind = 'sealed'`,
    );
    return collected?.body ?? null;
  }

  /** collected → confirmed with its event. Null when it is not collected, or confirmed already. */
  async confirm(
    destination: string,
    id: string,
    clientId: string,
    confirmation: string,
    at: Date,
  ): Promise<Transmission | null> {
    const event = { kind: 'transmission-confirmed' as const, at, clientId, transmissionId: id, destination };
    const [confirmed] = await this.statements.rows<TransmissionRow>(
      'transmissions-confirm',
      sql`WITH
        t AS (
          UPDATE transmissions SET state = 'confirmed', confirmation = ${confirmation}, confirmed_at = ${at}
          WHERE id = ${id} AND destination = ${destination} AND state = 'collected'
          RETURNING *),
        event AS (${this.events.insertion({ ...event, ...causedBy('t') }, sql`t`)})
        SELECT ${raw(transmissionColumns)} FROM t`,
    );
    return confirmed ? fromRow(confirmed) : null;
  }

  /** One transmission as its sender or, once it has arrived, its destination may see it. */
  async findFor(party: Party, id: string): Promise<Transmission | null> {
    const [row] = await this.statements.rows<TransmissionRow>(
      'transmissions-find-for',
      sql`SELECT ${raw(transmissionColumns)} FROM transmissions t
          WHERE t.id = ${id} AND (t.sender = ${party.officeNumber}
            OR (t.destination = ${party.officeNumber} AND t.state = ANY (${arrivedStates})))`,
    );
    return row ? fromRow(row) : null;
  }

  /** One transmission that has arrived for this destination. */
  async findArrived(destination: string, id: string): Promise<Transmission | null> {
    const [row] = await this.statements.rows<TransmissionRow>(
      'transmissions-find-arrived',
      sql`SELECT ${raw(transmissionColumns)} FROM transmissions t
          WHERE t.id = ${id} AND t.destination = ${destination} AND t.state = ANY (${arrivedStates})`,
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

/** Columns of an event that come from the row of the transmission that a statement has just changed. */
function causedBy(changed: string): { sender: Sql; submissionId: Sql } {
  return { sender: raw(`${changed}.sender`), submissionId: raw(`${changed}.submission_id`) };
}
