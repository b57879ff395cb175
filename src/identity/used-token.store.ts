import { Injectable } from '@nestjs/common';
import sql, { Sql } from 'sql-template-tag';
import { Clock } from '../database/clock.js';
import { Statements } from '../database/statements.js';
import { rowsOf, Tx } from '../database/unit-of-work.js';

export type TokenPurpose = 'assertion' | 'manifest' | 'renewal' | 'registration';

/** Replay protection across processes: a `jti` is used up by inserting it; the primary key decides. */
@Injectable()
export class UsedTokenStore {
  constructor(
    private readonly statements: Statements,
    private readonly clock: Clock,
  ) {}

  /** Inserts the `jti`; returns no row when it was used before. */
  usage(purpose: TokenPurpose, clientId: string, jti: string, keepUntil: Date): Sql {
    return sql`INSERT INTO used_tokens (client_id, purpose, jti, expires_at)
      VALUES (${clientId}, ${purpose}, ${jti}, ${keepUntil}) ON CONFLICT DO NOTHING RETURNING 1`;
  }

  /** False when the `jti` was used before. To be called only after the signature was found good. */
  async use(tx: Tx, purpose: TokenPurpose, clientId: string, jti: string, keepUntil: Date): Promise<boolean> {
    return (await rowsOf(tx, this.usage(purpose, clientId, jti, keepUntil))).length === 1;
  }

  /** Forgets what could not be replayed any more anyway, a bounded number at a time. */
  async forgetExpired(): Promise<void> {
    await this.statements.rows(
      'used-tokens-forget',
      sql`DELETE FROM used_tokens WHERE (client_id, purpose, jti) IN
            (SELECT client_id, purpose, jti FROM used_tokens WHERE expires_at < ${this.clock.now()} LIMIT 10000)`,
    );
  }
}
