import { Injectable } from '@nestjs/common';
import { Tx } from '../database/unit-of-work.js';
import { keyCompromised, keyUsed } from './certificate.problems.js';
import { KeyRecordStore } from './key-record.store.js';

/**
 * Which keys may still get a certificate. Each question locks the key until the transaction ends: two requests for one
 * key, or a request and the report of its compromise, are decided one after the other.
 */
@Injectable()
export class KeyRecords {
  constructor(private readonly keys: KeyRecordStore) {}

  /**
   * Before a certificate is issued: every one has a key of its own, so that a key that is lost ends one terminal only.
   * @throws Problem key-compromised, key-used
   */
  async refuseUsedKey(tx: Tx, keySha256: string, clientId: string): Promise<void> {
    await this.keys.lock(tx, keySha256);
    const known = await this.keys.find(tx, keySha256, clientId);
    if (known.isCompromised) throw keyCompromised();
    if (known.isUsed) throw keyUsed();
  }

  /**
   * Before a certificate of another CA is registered: that CA may have renewed it over the same key, so the client's
   * own registered certificates do not count.
   * @throws Problem key-compromised, key-used
   */
  async refuseBadKey(tx: Tx, keySha256: string, clientId: string): Promise<void> {
    await this.keys.lock(tx, keySha256);
    const known = await this.keys.find(tx, keySha256, clientId);
    if (known.isCompromised) throw keyCompromised();
    if (known.isUsedElsewhere) throw keyUsed();
  }

  /** Never again. Holds the key's lock, so that no certificate comes to be for it while those there are revoked. */
  async recordCompromise(tx: Tx, keySha256: string, thumbprint: string, now: Date): Promise<void> {
    await this.keys.lock(tx, keySha256);
    await this.keys.insertCompromised(tx, keySha256, thumbprint, now);
  }
}
