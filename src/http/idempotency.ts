import { Injectable } from '@nestjs/common';
import { FastifyReply } from 'fastify';
import { Tx, UnitOfWork } from '../database/unit-of-work.js';
import { idempotencyKeyMissing, idempotencyKeyReused, requestInvalid, requestStillRunning } from './http.problems.js';

/** An answer as it was given, to be given again. Holds no content of a file. */
export interface StoredAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
}

/** An answer on its way to the caller. */
export interface GivenAnswer extends StoredAnswer {
  readonly replayed: boolean;
}

/** Puts status and headers on the reply and returns the body. */
export function giveAnswer(reply: FastifyReply, answer: GivenAnswer): unknown {
  void reply.status(answer.status).headers(answer.headers);
  if (answer.replayed) void reply.header('idempotency-replayed', 'true');
  return answer.body;
}

export interface IdempotentRequest {
  readonly clientId: string;
  readonly key: string;
  readonly operation: string;
  /** SHA-256 over what makes the request this request. */
  readonly fingerprint: string;
}

/** A request that has not finished after this time was cut off by a crash: its key may be taken over. */
const leaseSeconds = 120;

/** Checks the Idempotency-Key header (IETF draft-ietf-httpapi-idempotency-key-header). */
export function readIdempotencyKey(header: string | undefined): string {
  if (!header) throw idempotencyKeyMissing();
  // The draft writes the key as a structured string ("…"); most clients send it bare. Both name the same key.
  const key = /^"(.*)"$/.exec(header)?.[1] ?? header;
  if (!/^[\x21-\x7e]{1,255}$/.test(key)) {
    throw requestInvalid({
      errors: [
        {
          header: 'Idempotency-Key',
          detail: {
            ja: '空白を含まないASCII文字1〜255字です。',
            en: '1–255 printable ASCII characters without spaces.',
          },
        },
      ],
    });
  }
  return key;
}

/**
 * Makes a creating POST safe to repeat. `begin` reserves the key before the work, `finish` stores the answer in the
 * same transaction as the work itself, `release` gives the key back when the request was refused.
 */
@Injectable()
export class Idempotency {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /** The whole of it, for work that is one transaction. */
  async once(
    request: IdempotentRequest,
    now: Date,
    keepUntil: Date,
    work: (tx: Tx) => Promise<StoredAnswer>,
  ): Promise<GivenAnswer> {
    const earlier = await this.begin(this.unitOfWork.autocommit, request, now, keepUntil);
    if (earlier) return { ...earlier, replayed: true };
    try {
      return await this.unitOfWork.run(async (tx) => {
        const answer = await work(tx);
        await this.finish(tx, request, answer);
        return { ...answer, replayed: false };
      });
    } catch (error) {
      await this.release(this.unitOfWork.autocommit, request);
      throw error;
    }
  }

  /**
   * @returns the stored answer when the request was done before, or null when the caller now holds the key
   * @throws Problem idempotency-key-reused, request-still-running
   */
  async begin(tx: Tx, request: IdempotentRequest, now: Date, keepUntil: Date): Promise<StoredAnswer | null> {
    const reserved = await tx.query<unknown[]>(
      `INSERT INTO idempotency_records (client_id, key, operation, fingerprint, state, created_at, expires_at)
       VALUES ($1, $2, $3, $4, 'running', $5, $6)
       ON CONFLICT (client_id, key) DO UPDATE
         SET operation = excluded.operation, fingerprint = excluded.fingerprint, state = 'running', answer = NULL,
             created_at = excluded.created_at, expires_at = excluded.expires_at
         WHERE idempotency_records.expires_at <= excluded.created_at
            OR (idempotency_records.state = 'running'
                AND idempotency_records.created_at < excluded.created_at - make_interval(secs => ${leaseSeconds}))
       RETURNING 1`,
      [request.clientId, request.key, request.operation, request.fingerprint, now, keepUntil],
    );
    return reserved.length > 0 ? null : this.earlier(tx, request);
  }

  async finish(tx: Tx, request: IdempotentRequest, answer: StoredAnswer): Promise<void> {
    await tx.query(`UPDATE idempotency_records SET state = 'done', answer = $3 WHERE client_id = $1 AND key = $2`, [
      request.clientId,
      request.key,
      JSON.stringify(answer),
    ]);
  }

  async release(tx: Tx, request: IdempotentRequest): Promise<void> {
    await tx.query(
      `DELETE FROM idempotency_records WHERE client_id = $1 AND key = $2 AND state = 'running' AND fingerprint = $3`,
      [request.clientId, request.key, request.fingerprint],
    );
  }

  private async earlier(tx: Tx, request: IdempotentRequest): Promise<StoredAnswer> {
    const [record] = await tx.query<{ operation: string; fingerprint: string; answer: StoredAnswer | null }[]>(
      `SELECT operation, fingerprint, answer FROM idempotency_records WHERE client_id = $1 AND key = $2`,
      [request.clientId, request.key],
    );
    // Released between the two statements: the other request was refused just now; a repeat will be answered afresh.
    if (!record) throw requestStillRunning({ retryAfter: 1 });
    if (record.fingerprint !== request.fingerprint || record.operation !== request.operation) {
      throw idempotencyKeyReused();
    }
    if (!record.answer) throw requestStillRunning({ retryAfter: 1 });
    return record.answer;
  }
}
