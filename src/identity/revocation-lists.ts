import { Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { Config } from '../config/config.js';
import { Clock } from '../database/clock.js';
import { Certificate } from '../sealing/certificate.js';
import { readRevocationList, RevocationList } from '../sealing/read-revocation-list.js';
import { fetchRevocation } from './revocation-fetch.js';

const MIB = 1024 * 1024;

/** The lists of large authorities have some MiB. */
const listLimitBytes = 20 * MIB;

/** What is kept, measured by the bytes that were fetched; read, they take about four times as much. */
const keptBytes = 3 * listLimitBytes;

/** Revocation lists of other authorities: fetched once for all who ask at the same time, kept until their next update. */
@Injectable()
export class RevocationLists {
  private readonly kept = new LRUCache<string, RevocationList>({ maxSize: keptBytes });
  private readonly underWay = new Map<string, Promise<RevocationList>>();

  constructor(
    private readonly config: Config,
    private readonly clock: Clock,
  ) {}

  /** @throws RevocationFetchFailed, RevocationListRefused */
  async find(url: string, issuer: Certificate): Promise<RevocationList> {
    // Whose list it is belongs to the key: what one issuer signed says nothing of another's certificates.
    const key = `${issuer.thumbprint} ${url}`;
    const known = this.kept.get(key);
    if (known && known.nextUpdate > this.clock.now()) return known;
    const running = this.underWay.get(key) ?? this.fetch(key, url, issuer);
    this.underWay.set(key, running);
    return running;
  }

  private async fetch(key: string, url: string, issuer: Certificate): Promise<RevocationList> {
    try {
      const timeoutSeconds = this.config.revocationTimeoutSeconds;
      const der = await fetchRevocation(url, { limitBytes: listLimitBytes, timeoutSeconds });
      const list = await readRevocationList(der, issuer, this.clock.now());
      this.kept.set(key, list, { size: Math.max(1, der.length) });
      return list;
    } finally {
      this.underWay.delete(key);
    }
  }
}
