import { Injectable } from '@nestjs/common';
import { FastifyReply } from 'fastify';
import sql, { Sql } from 'sql-template-tag';
import { Clock } from '../database/clock.js';
import { Statements } from '../database/statements.js';
import { rowsOf, Tx, UnitOfWork } from '../database/unit-of-work.js';
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
  /** Of this very attempt: who was overtaken can neither store its answer nor give the key away. */
  readonly lease: string;
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
 * Makes a creating POST safe to repeat. The key is reserved before the work, the answer is stored in the same
 * transaction as the work itself, and the key is given back when the request was refused.
 */
@Injectable()
export class Idempotency {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly statements: Statements,
    private readonly clock: Clock,
  ) {}

  /** The whole of it, for work that is one transaction. @throws Problem as `begin`, and what the work throws */
  once(
    request: IdempotentRequest,
    now: Date,
    keepUntil: Date,
    work: (tx: Tx) => Promise<StoredAnswer>,
  ): Promise<GivenAnswer> {
    return this.held(request, now, keepUntil, () => this.answering(request, work));
  }

  /**
   * For work that is more than one transaction: in one of them it stores its answer itself, as by `answering` or `finish`.
   * @throws Problem as `begin`, and what the work throws
   */
  async held(
    request: IdempotentRequest,
    now: Date,
    keepUntil: Date,
    work: () => Promise<StoredAnswer>,
  ): Promise<GivenAnswer> {
    const earlier = await this.begin(request, now, keepUntil);
    if (earlier) return { ...earlier, replayed: true };
    try {
      return { ...(await work()), replayed: false };
    } catch (error) {
      await this.release(request);
      throw error;
    }
  }

  /** The transaction of a held request. */
  answering(request: IdempotentRequest, work: (tx: Tx) => Promise<StoredAnswer>): Promise<StoredAnswer> {
    return this.unitOfWork.run(async (tx) => {
      const answer = await work(tx);
      await this.finish(tx, request, answer);
      return answer;
    });
  }

  /**
   * @returns the stored answer when the request was done before, or null when the caller now holds the key
   * @throws Problem idempotency-key-reused, request-still-running
   */
  private async begin(request: IdempotentRequest, now: Date, keepUntil: Date): Promise<StoredAnswer | null> {
    const { clientId, key, operation, fingerprint, lease } = request;
    const reserved = await this.statements.rows(
      'idempotency-begin',
      sql`INSERT INTO idempotency_records (client_id, key, operation, fingerprint, lease, state, created_at, expires_at)
          VALUES (${clientId}, ${key}, ${operation}, ${fingerprint}, ${lease}, 'running', ${now}, ${keepUntil})
          ON CONFLICT (client_id, key) DO UPDATE
            SET operation = excluded.operation, fingerprint = excluded.fingerprint, lease = excluded.lease,
                state = 'running', answer = NULL,
                created_at = excluded.created_at, expires_at = excluded.expires_at
            WHERE idempotency_records.expires_at <= excluded.created_at
               OR (idempotency_records.state = 'running'
                   AND idempotency_records.created_at < excluded.created_at - make_interval(secs => ${leaseSeconds}))
          RETURNING 1`,
    );
    return reserved.length > 0 ? null : this.earlier(request);
  }

  /**
   * The statement that stores the answer, as a part of a larger one, when a condition on that holds.
   * @param members of the body that only the larger statement knows, as a jsonb object
   */
  finishing(request: IdempotentRequest, answer: StoredAnswer, when: Sql, members?: Sql): Sql {
    const given = sql`${JSON.stringify(answer)}::jsonb`;
    const stored = members ? sql`jsonb_set(${given}, '{body}', (${given} -> 'body') || (${members}))` : given;
    return sql`UPDATE idempotency_records SET state = 'done',
        answer = ${stored}
      WHERE client_id = ${request.clientId} AND key = ${request.key} AND lease = ${request.lease}::uuid AND ${when}`;
  }

  async finish(tx: Tx, request: IdempotentRequest, answer: StoredAnswer): Promise<void> {
    await rowsOf(tx, this.finishing(request, answer, sql`true`));
  }

  private async release(request: IdempotentRequest): Promise<void> {
    await this.statements.rows(
      'idempotency-release',
      sql`DELETE FROM idempotency_records
          WHERE client_id = ${request.clientId} AND key = ${request.key} AND state = 'running'
            AND lease = ${request.lease}::uuid`,
    );
  }

  /** Forgets answers whose time is over, a bounded number at a time. */
  async forgetExpired(): Promise<void> {
    await this.statements.rows(
      'idempotency-forget',
      sql`DELETE FROM idempotency_records WHERE (client_id, key) IN
            (SELECT client_id, key FROM idempotency_records WHERE expires_at < ${this.clock.now()} LIMIT 10000)`,
    );
  }

  private async earlier(request: IdempotentRequest): Promise<StoredAnswer> {
    const [record] = await this.statements.rows<{
      operation: string;
      fingerprint: string;
      answer: StoredAnswer | null;
    }>(
      'idempotency-earlier',
      sql`SELECT operation, fingerprint, answer FROM idempotency_records
          WHERE client_id = ${request.clientId} AND key = ${request.key}`,
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
