import { Injectable } from '@nestjs/common';
import { Tx } from '../database/unit-of-work.js';

export type TokenPurpose = 'assertion' | 'manifest' | 'confirmation';

/** Replay protection across processes: a `jti` is used up by inserting it; the primary key decides. */
@Injectable()
export class UsedTokenStore {
  /** False when the `jti` was used before. To be called only after the signature was found good. */
  async use(tx: Tx, purpose: TokenPurpose, clientId: string, jti: string, keepUntil: Date): Promise<boolean> {
    const inserted = await tx.query<unknown[]>(
      `INSERT INTO used_tokens (client_id, purpose, jti, expires_at) VALUES ($1, $2, $3, $4)
       ON CONFLICT DO NOTHING RETURNING 1`,
      [clientId, purpose, jti, keepUntil],
    );
    return inserted.length === 1;
  }

  /** Forgets what could not be replayed any more anyway, a bounded number at a time. */
  async forgetExpired(tx: Tx, now: Date): Promise<void> {
    await tx.query(
      `DELETE FROM used_tokens WHERE (client_id, purpose, jti) IN
         (SELECT client_id, purpose, jti FROM used_tokens WHERE expires_at < $1 LIMIT 10000)`,
      [now],
    );
  }
}
