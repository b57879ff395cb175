import { Injectable } from '@nestjs/common';
import sql, { raw } from 'sql-template-tag';
import { Statements } from '../database/statements.js';
import { EventStore } from '../events/event.store.js';
import { isDestination, isSender, Party, shapeOf } from './party.js';
import { Transmission } from './transmission.js';
import { fromRow, transmissionColumns, TransmissionRow } from './transmission-row.js';

/**
 * What is due by the clock. Every query says `expires_at IS NOT NULL`: the indexes by which these rows are found hold no
 * others, and serve nothing else.
 */
@Injectable()
export class RetentionStore {
  constructor(
    private readonly statements: Statements,
    private readonly events: EventStore,
  ) {}

  /** Available ones that end within so many days and were not reminded of it yet: reminds, with an event each. */
  async remind(days: number, now: Date, limit: number): Promise<number> {
    const until = new Date(now.getTime() + days * 86_400_000);
    const rows = await this.statements.rows<{ id: string }>(
      'retention-due-for-reminder',
      sql`SELECT t.id FROM transmissions t
          WHERE t.expires_at IS NOT NULL AND t.state = 'available'
            AND t.expires_at > ${now} AND t.expires_at <= ${until}
            AND (t.reminded_days IS NULL OR t.reminded_days > ${days})
          LIMIT ${limit}`,
    );
    for (const { id } of rows) await this.remindOf(id, days, now, until);
    return rows.length;
  }

  /** Another worker may remind, or its end be put off, at the same moment: the conditional UPDATE decides. */
  private async remindOf(id: string, days: number, at: Date, until: Date): Promise<void> {
    const event = {
      kind: 'transmission-expiring' as const,
      at,
      clientId: null,
      transmissionId: id,
      data: { days },
      sender: sql`t.sender`,
      destination: sql`t.destination`,
      submissionId: sql`t.submission_id`,
    };
    await this.statements.rows(
      'retention-remind',
      sql`WITH t AS (
            UPDATE transmissions t SET reminded_days = ${days}
            WHERE t.id = ${id} AND t.state = 'available' AND t.expires_at > ${at} AND t.expires_at <= ${until}
              AND (t.reminded_days IS NULL OR t.reminded_days > ${days})
            RETURNING t.*),
          event AS (${this.events.insertion(event, sql`t`)})
          SELECT`,
    );
  }

  /** Held or available ones whose time is over, the longest overdue first. */
  async overdue(now: Date, limit: number): Promise<Transmission[]> {
    const rows = await this.statements.rows<TransmissionRow>(
      'retention-overdue',
      sql`SELECT ${raw(transmissionColumns)} FROM transmissions t
          WHERE t.expires_at IS NOT NULL AND t.state IN ('held', 'available') AND t.expires_at <= ${now}
          ORDER BY t.expires_at LIMIT ${limit}`,
    );
    return rows.map(fromRow);
  }

  /** Deletes the content of those that were collected and whose time is over; their state and history stay. */
  async deleteContents(now: Date, limit: number): Promise<number> {
    const rows = await this.statements.rows<{ id: string }>(
      'retention-contents-due',
      sql`SELECT t.id FROM transmissions t
          WHERE t.expires_at IS NOT NULL AND t.content_deleted_at IS NULL AND t.expires_at <= ${now}
            AND t.state IN ('collected', 'confirmed', 'imported', 'import-failed')
          ORDER BY t.expires_at LIMIT ${limit}`,
    );
    for (const { id } of rows) await this.deleteContent(id, now);
    return rows.length;
  }

  private async deleteContent(id: string, at: Date): Promise<void> {
    const event = {
      kind: 'content-deleted' as const,
      at,
      clientId: null,
      transmissionId: id,
      sender: sql`t.sender`,
      destination: sql`t.destination`,
      submissionId: sql`t.submission_id`,
    };
    await this.statements.rows(
      'retention-delete-content',
      sql`WITH t AS (
            UPDATE transmissions t SET content_deleted_at = ${at}
            WHERE t.id = ${id} AND t.content_deleted_at IS NULL AND t.expires_at <= ${at} RETURNING t.*),
          content AS (DELETE FROM contents WHERE id IN (SELECT id FROM t)),
          event AS (${this.events.insertion(event, sql`t`)})
          SELECT`,
    );
  }

  /** Keeps it for so many days more, once. Null when it was extended before, or its content is not there any more. */
  async extend(party: Party, id: string, days: number, at: Date): Promise<Transmission | null> {
    const event = {
      kind: 'transmission-extended' as const,
      at,
      clientId: party.clientId,
      transmissionId: id,
      data: { days },
      sender: sql`t.sender`,
      destination: sql`t.destination`,
      submissionId: sql`t.submission_id`,
    };
    const [row] = await this.statements.rows<TransmissionRow>(
      `retention-extend ${shapeOf(party)}`,
      sql`WITH
        t AS (
          UPDATE transmissions t
          SET expires_at = t.expires_at + make_interval(days => ${days}), extended_at = ${at}, reminded_days = NULL
          WHERE t.id = ${id} AND ((${isDestination(party, at)}) OR (${isSender(party, at)}))
            AND t.extended_at IS NULL AND t.content_deleted_at IS NULL AND t.expires_at > ${at}
            AND t.state IN ('available', 'collected', 'confirmed', 'imported', 'import-failed')
          RETURNING t.*),
        event AS (${this.events.insertion(event, sql`t`)})
        SELECT ${raw(transmissionColumns)} FROM t`,
    );
    return row ? fromRow(row) : null;
  }
}
