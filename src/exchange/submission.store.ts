import { Injectable } from '@nestjs/common';
import sql, { Sql } from 'sql-template-tag';
import { Statements } from '../database/statements.js';
import { rowsOf, Tx } from '../database/unit-of-work.js';

/** 送信: one signed upload call. */
export interface Submission {
  readonly id: string;
  readonly clientId: string;
  readonly sender: string;
  /** The manifest as signed (JWS compact). */
  readonly manifest: string;
  readonly manifestSha256: string;
  readonly state: 'checking' | 'finished';
  readonly createdAt: Date;
}

@Injectable()
export class SubmissionStore {
  constructor(private readonly statements: Statements) {}

  /** The statement that inserts a submission, as a part of a larger one, when a condition on that holds. */
  insertion(submission: Submission, when: Sql): Sql {
    const { id, clientId, sender, manifest, manifestSha256, state, createdAt } = submission;
    const finishedAt = state === 'finished' ? createdAt : null;
    return sql`INSERT INTO submissions (id, client_id, sender, manifest, manifest_sha256, state, created_at, finished_at)
      SELECT ${id}::uuid, ${clientId}::uuid, ${sender}::text, ${manifest}::text, ${manifestSha256}::text,
        ${state}::text, ${createdAt}::timestamptz, ${finishedAt}::timestamptz WHERE ${when}`;
  }

  async insert(tx: Tx, submission: Submission): Promise<void> {
    await rowsOf(tx, this.insertion(submission, sql`true`));
  }

  /** The submission, when it still waits for its check. */
  async findChecking(tx: Tx, id: string): Promise<Submission | null> {
    const [row] = await tx.query<Submission[]>(
      `SELECT id, client_id AS "clientId", sender, manifest, manifest_sha256 AS "manifestSha256", state,
              created_at AS "createdAt"
       FROM submissions WHERE id = $1 AND state = 'checking'`,
      [id],
    );
    return row ?? null;
  }

  /** False when another worker finished it meanwhile: the conditional UPDATE decides. */
  async finish(tx: Tx, id: string, now: Date): Promise<boolean> {
    const [, changed] = await tx.query<[unknown[], number]>(
      `UPDATE submissions SET state = 'finished', finished_at = $2 WHERE id = $1 AND state = 'checking'`,
      [id, now],
    );
    return changed === 1;
  }

  /** Counts an attempt before it is made, so that one that kills its process counts too. Returns how many there were. */
  async countAttempt(id: string, now: Date): Promise<number> {
    const [row] = await this.statements.rows<{ attempts: number }>(
      'submissions-count-attempt',
      sql`UPDATE submissions SET attempts = attempts + 1, attempted_at = ${now}
          WHERE id = ${id} AND state = 'checking' RETURNING attempts`,
    );
    return row?.attempts ?? 0;
  }

  /** Unchecked submissions that nobody has touched since this moment, the longest waiting first. */
  async untouchedSince(before: Date, limit: number): Promise<string[]> {
    const rows = await this.statements.rows<{ id: string }>(
      'submissions-untouched-since',
      sql`SELECT id FROM submissions
          WHERE state = 'checking' AND coalesce(attempted_at, created_at) < ${before}
          ORDER BY coalesce(attempted_at, created_at) LIMIT ${limit}`,
    );
    return rows.map((row) => row.id);
  }
}
