import { Injectable } from '@nestjs/common';
import { Tx } from '../database/unit-of-work.js';

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
  async insert(tx: Tx, submission: Submission): Promise<void> {
    await tx.query(
      `INSERT INTO submissions (id, client_id, sender, manifest, manifest_sha256, state, created_at, finished_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, CASE WHEN $6 = 'finished' THEN $7::timestamptz END)`,
      [
        submission.id,
        submission.clientId,
        submission.sender,
        submission.manifest,
        submission.manifestSha256,
        submission.state,
        submission.createdAt,
      ],
    );
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

  /** Submissions that were staged before this moment and are still unchecked, oldest first. */
  async uncheckedSince(tx: Tx, before: Date, limit: number): Promise<string[]> {
    const rows = await tx.query<{ id: string }[]>(
      `SELECT id FROM submissions WHERE state = 'checking' AND created_at < $1 ORDER BY created_at LIMIT $2`,
      [before, limit],
    );
    return rows.map((row) => row.id);
  }
}
