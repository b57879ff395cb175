import { Injectable } from '@nestjs/common';
import sql from 'sql-template-tag';
import { rowsOf, Tx } from '../database/unit-of-work.js';

/** What is known of a key: whether it was compromised, and in whose certificates it stands. */
export interface KnownKey {
  readonly isCompromised: boolean;
  readonly isUsed: boolean;
  /** In a certificate that was issued here, or of another client. */
  readonly isUsedElsewhere: boolean;
}

/** First half of the advisory locks on keys; the second is taken from the digest. Any constant number serves. */
const keyLocks = 4_207_117;

@Injectable()
export class KeyRecordStore {
  /** Until the transaction ends nobody else decides about this key. */
  async lock(tx: Tx, keySha256: string): Promise<void> {
    await rowsOf(tx, sql`SELECT pg_advisory_xact_lock(hashtextextended(${keySha256}, ${keyLocks}))`);
  }

  /** To be asked in a statement of its own after the lock: only then it sees what the holder before did. */
  async find(tx: Tx, keySha256: string, clientId: string): Promise<KnownKey> {
    const [known] = await rowsOf<KnownKey>(
      tx,
      sql`SELECT EXISTS (SELECT 1 FROM compromised_keys WHERE key_sha256 = ${keySha256}) AS "isCompromised",
                 count(*) > 0 AS "isUsed",
                 count(*) FILTER (WHERE origin = 'issued' OR client_id <> ${clientId}::uuid) > 0 AS "isUsedElsewhere"
          FROM certificates WHERE key_sha256 = ${keySha256}`,
    );
    return known ?? { isCompromised: false, isUsed: false, isUsedElsewhere: false };
  }

  async insertCompromised(tx: Tx, keySha256: string, thumbprint: string, now: Date): Promise<void> {
    await rowsOf(
      tx,
      sql`INSERT INTO compromised_keys (key_sha256, thumbprint, recorded_at)
          VALUES (${keySha256}, ${thumbprint}, ${now}) ON CONFLICT DO NOTHING`,
    );
  }
}
