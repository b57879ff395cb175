import { Injectable } from '@nestjs/common';
import { Tx } from '../database/unit-of-work.js';
import { tooManyCertificates } from './certificate.problems.js';
import { CertificateStore } from './certificate.store.js';

/**
 * Content is sealed for every active certificate of its destination and of the carriers, so what a client may have is
 * bounded: one for each terminal, and one more for each while its renewal overlaps.
 */
export const certificatesInUseMax = 20;
export const certificatesActiveMax = 2 * certificatesInUseMax;

@Injectable()
export class CertificateBound {
  constructor(private readonly certificates: CertificateStore) {}

  /**
   * Before a client gets one more. Locks the client until the transaction ends, so that its certificates are counted one
   * after the other.
   * @throws Problem too-many-certificates
   */
  async refuseOneMore(tx: Tx, clientId: string, now: Date): Promise<void> {
    const { active, inUse } = await this.certificates.countActive(tx, clientId, now);
    if (inUse >= certificatesInUseMax) throw tooManyCertificates({ members: { limit: certificatesInUseMax } });
    if (active >= certificatesActiveMax) throw tooManyCertificates({ members: { limit: certificatesActiveMax } });
  }

  /**
   * Before one takes the place of another: a client that has all it may have can still renew them.
   * @throws Problem too-many-certificates
   */
  async refuseRenewal(tx: Tx, clientId: string, now: Date): Promise<void> {
    const { active } = await this.certificates.countActive(tx, clientId, now);
    if (active >= certificatesActiveMax) throw tooManyCertificates({ members: { limit: certificatesActiveMax } });
  }
}
