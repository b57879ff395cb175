import { Injectable } from '@nestjs/common';
import { Tx } from '../database/unit-of-work.js';
import { Finding } from '../standard/findings.js';
import { arrivedStates, Transmission, TransmissionUnit } from './transmission.js';
import { fromRow, transmissionColumns, TransmissionRow } from './transmission-row.js';

/** Who asks: an office sees what it sent and what has arrived for it, and nothing else. */
export interface Party {
  readonly officeNumber: string;
}

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
  /** A transmission that was accepted at once. */
  async insertAvailable(tx: Tx, transmission: Transmission): Promise<void> {
    await this.insert(tx, transmission, true);
  }

  /** A transmission whose check is still to come. */
  async insertChecking(tx: Tx, transmission: Transmission): Promise<void> {
    await this.insert(tx, transmission, false);
  }

  private async insert(tx: Tx, t: Transmission, arrived: boolean): Promise<void> {
    await tx.query(
      `INSERT INTO transmissions
         (id, submission_id, client_id, sender, destination, unit_kind, version, sequence, month, forms, person_count,
          files, size, state, manifest_sha256, content_sha256, receipt, findings, findings_total, created_at,
          available_at, expires_at, arrival_settled_by)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22,
               ${arrived ? 'pg_current_xact_id()::text::bigint' : 'NULL'})`,
      [
        t.id,
        t.submissionId,
        t.clientId,
        t.sender,
        t.destination,
        t.unit?.kind ?? null,
        t.unit?.version ?? null,
        t.unit?.sequence ?? null,
        t.unit?.month ?? null,
        t.unit?.forms ?? [],
        t.unit?.personCount ?? null,
        JSON.stringify(t.files),
        t.size,
        t.state,
        t.manifestSha256,
        t.contentSha256,
        t.receipt,
        JSON.stringify(t.findings),
        t.findingsTotal,
        t.createdAt,
        t.availableAt,
        t.expiresAt,
      ],
    );
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
  async reject(tx: Tx, id: string, problem: string, findings: readonly Finding[], total: number): Promise<boolean> {
    return this.change(
      tx,
      `UPDATE transmissions SET state = 'rejected', problem = $2, findings = $3, findings_total = $4
       WHERE id = $1 AND state = 'checking'`,
      [id, problem, JSON.stringify(findings), total],
    );
  }

  /** available → collected, decided here against a recall. Null when it is not available (any more). */
  async collect(
    tx: Tx,
    destination: string,
    id: string,
    now: Date,
  ): Promise<{ sender: string; submissionId: string } | null> {
    const [rows] = await tx.query<[{ sender: string; submissionId: string }[], number]>(
      `UPDATE transmissions SET state = 'collected', collected_at = $3
       WHERE id = $1 AND destination = $2 AND state = 'available'
       RETURNING sender, submission_id AS "submissionId"`,
      [id, destination, now],
    );
    return rows[0] ?? null;
  }

  /** collected → confirmed. False when it is not collected, or confirmed already. */
  async confirm(tx: Tx, destination: string, id: string, confirmation: string, now: Date): Promise<boolean> {
    return this.change(
      tx,
      `UPDATE transmissions SET state = 'confirmed', confirmation = $3, confirmed_at = $4
       WHERE id = $1 AND destination = $2 AND state = 'collected'`,
      [id, destination, confirmation, now],
    );
  }

  /** One transmission as its sender or, once it has arrived, its destination may see it. */
  async findFor(tx: Tx, party: Party, id: string): Promise<Transmission | null> {
    const [row] = await tx.query<TransmissionRow[]>(
      `SELECT ${transmissionColumns} FROM transmissions t
       WHERE t.id = $1 AND (t.sender = $2 OR (t.destination = $2 AND t.state = ANY($3)))`,
      [id, party.officeNumber, arrivedStates],
    );
    return row ? fromRow(row) : null;
  }

  /** One transmission that has arrived for this destination. */
  async findArrived(tx: Tx, destination: string, id: string): Promise<Transmission | null> {
    const [row] = await tx.query<TransmissionRow[]>(
      `SELECT ${transmissionColumns} FROM transmissions t
       WHERE t.id = $1 AND t.destination = $2 AND t.state = ANY($3)`,
      [id, destination, arrivedStates],
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
