import { Injectable } from '@nestjs/common';
import { Clock } from '../database/clock.js';
import { UnitOfWork } from '../database/unit-of-work.js';
import { EventStore } from '../events/event.store.js';
import { Caller } from '../http/caller.js';
import { readCertificate } from '../sealing/certificate.js';
import { keyDigest } from '../sealing/key-digest.js';
import { ListedCertificate } from './certificate-listing.store.js';
import { CertificateRevocationStore, GivenReason } from './certificate-revocation.store.js';
import { KeyRecords } from './key-records.js';
import { ListCertificates } from './list-certificates.js';

/**
 * Ends a certificate, for its own client or for the operator. Requests with its tokens are refused from the next one on,
 * in every process. A compromised key takes all its certificates along, and never gets another.
 */
@Injectable()
export class RevokeCertificate {
  constructor(
    private readonly certificates: ListCertificates,
    private readonly revocations: CertificateRevocationStore,
    private readonly keys: KeyRecords,
    private readonly events: EventStore,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  /**
   * Repeating it changes nothing; a compromise that is found later is recorded all the same.
   * @throws Problem not-found
   */
  async run(caller: Caller, thumbprint: string, reason: GivenReason): Promise<ListedCertificate> {
    const { pem, clientId } = await this.certificates.find(caller, thumbprint);
    const now = this.clock.now();
    await this.unitOfWork.run(async (tx) => {
      const keySha256 = keyDigest(readCertificate(pem).publicKey);
      const isCompromise = reason === 'key-compromise';
      if (isCompromise) await this.keys.recordCompromise(tx, keySha256, thumbprint, now);
      const revoked = isCompromise
        ? await this.revocations.revokeCompromised(tx, keySha256, thumbprint, now)
        : await this.revocations.revoke(tx, thumbprint, reason, now);
      const used = caller.clientId === clientId ? caller.certificate.thumbprint : null;
      const successors = isCompromise
        ? await this.revocations.revokeSuccessors(tx, keySha256, thumbprint, used, now)
        : [];
      const ended = [
        ...revoked.map((one) => ({ ...one, reason })),
        ...successors.map((one) => ({ ...one, reason: 'privilege-withdrawn' })),
      ];
      for (const { clientId: subjectClientId, ...data } of ended) {
        await this.events.append(tx, {
          kind: 'certificate-revoked',
          at: now,
          clientId: caller.clientId,
          subjectClientId,
          data,
        });
      }
    });
    return this.certificates.find(caller, thumbprint);
  }
}
