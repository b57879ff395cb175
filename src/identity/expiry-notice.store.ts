import { Injectable } from '@nestjs/common';
import sql, { join, Sql } from 'sql-template-tag';
import { Statements } from '../database/statements.js';
import { EventStore } from '../events/event.store.js';
import { activeAt, isReplaced } from './certificate.store.js';

/** Days before the end of a certificate. */
const noticeDays = [90, 30, 7, 1];

/** The last of the notices of a certificate that is due at this moment; null while none is. */
function dueAt(now: Date): Sql {
  const moments = noticeDays.map(
    (days) => sql`(${days}::int, ${new Date(now.getTime() + days * 86_400_000)}::timestamptz)`,
  );
  return sql`(SELECT min(days) FROM (VALUES ${join(moments)}) AS notices (days, until) WHERE not_after <= until)`;
}

/** Certificates of which a notice is due and untold; `due` is how many days before the end. */
function untoldAt(now: Date): Sql {
  const lastDay = new Date(now.getTime() + Math.max(...noticeDays) * 86_400_000);
  return sql`certificates JOIN clients ON clients.id = certificates.client_id, LATERAL ${dueAt(now)} AS notice (due)
    WHERE ${activeAt(now)} AND not_after <= ${lastDay} AND (expiry_notice IS NULL OR expiry_notice > due)
      AND NOT ${isReplaced}`;
}

@Injectable()
export class ExpiryNoticeStore {
  constructor(
    private readonly statements: Statements,
    private readonly events: EventStore,
  ) {}

  /** Those that end first. */
  async due(now: Date, limit: number): Promise<string[]> {
    const rows = await this.statements.rows<{ thumbprint: string }>(
      'expiry-notices-due',
      sql`SELECT thumbprint FROM ${untoldAt(now)} ORDER BY not_after LIMIT ${limit}`,
    );
    return rows.map(({ thumbprint }) => thumbprint);
  }

  /**
   * Tells it, unless it has just been told: the notice and its event are one statement, and a process that had to wait
   * for the row looks again.
   */
  async tell(thumbprint: string, now: Date): Promise<void> {
    const data = sql`jsonb_build_object('thumbprint', told.thumbprint, 'serialNumber', told.serial_number,
      'notAfter', told.not_after, 'daysBefore', told.expiry_notice)`;
    await this.statements.rows(
      'expiry-notices-tell',
      sql`WITH untold AS (
            SELECT thumbprint, due FROM ${untoldAt(now)} AND thumbprint = ${thumbprint} FOR UPDATE OF certificates),
          told AS (
            UPDATE certificates SET expiry_notice = untold.due FROM untold
            WHERE certificates.thumbprint = untold.thumbprint
            RETURNING certificates.*)
          ${this.events.insertion(
            { kind: 'certificate-expiring', at: now, clientId: null, subjectClientId: sql`told.client_id`, data },
            sql`told`,
          )}`,
    );
  }
}
