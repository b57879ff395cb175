import { Injectable } from '@nestjs/common';
import { Tx } from '../database/unit-of-work.js';
import { UsedTokenStore } from '../identity/used-token.store.js';
import { manifestReplayed } from './exchange.problems.js';
import { VerifiedManifest } from './verify-manifest.js';

/** Uses up a manifest's `jti` in the transaction that accepts it: a refused send may be repeated with the same manifest. */
@Injectable()
export class SpendManifest {
  constructor(private readonly usedTokens: UsedTokenStore) {}

  /** @throws Problem manifest-replayed */
  async run(tx: Tx, manifest: VerifiedManifest): Promise<void> {
    const first = await this.usedTokens.use(tx, 'manifest', manifest.client, manifest.jti, manifest.replayableUntil);
    if (!first) throw manifestReplayed();
  }
}
