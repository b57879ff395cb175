import { Injectable, Logger } from '@nestjs/common';
import { Config } from '../config/config.js';
import { Clock } from '../database/clock.js';
import { UnitOfWork } from '../database/unit-of-work.js';
import { EventStore } from '../events/event.store.js';
import { readCertificate, readCertificates } from '../sealing/certificate.js';
import { verifyChain } from '../sealing/chain.js';
import { RevocationReason } from '../sealing/revocation-reason.js';
import { CertificateRevocationStore } from './certificate-revocation.store.js';
import { KeyRecords } from './key-records.js';
import { CertificateToCheck, RegisteredCertificateStore } from './registered-certificate.store.js';
import { RevocationAnswer, RevocationCheck } from './revocation-check.js';

/** What one run takes on, and how many at a time: other sweeps wait for this one. */
const perRun = 100;
const atOnce = 10;

/** Asks the authorities of registered certificates about them again (REVOCATION_CHECK_MINUTES, REVOCATION_UNKNOWN). */
@Injectable()
export class RecheckCertificates {
  private readonly logger = new Logger('RecheckCertificates');
  /** Asked in vain, and when: in memory, since all that is lost with it is that they are asked about a little sooner. */
  private readonly inVain = new Map<string, Date>();

  constructor(
    private readonly config: Config,
    private readonly unitOfWork: UnitOfWork,
    private readonly certificates: RegisteredCertificateStore,
    private readonly revocations: CertificateRevocationStore,
    private readonly keys: KeyRecords,
    private readonly revocation: RevocationCheck,
    private readonly events: EventStore,
    private readonly clock: Clock,
  ) {}

  async run(): Promise<void> {
    const now = this.clock.now();
    const since = new Date(now.getTime() - this.config.revocationCheckMinutes * 60_000);
    for (const [thumbprint, at] of this.inVain) if (at <= since) this.inVain.delete(thumbprint);
    const due = await this.certificates.findToCheck(since, now, [...this.inVain.keys()], perRun);
    // An authority that does not answer is waited for once in a run, not once for each of its certificates.
    const silent = new Set<string>();
    for (let at = 0; at < due.length; at += atOnce) {
      await Promise.all(due.slice(at, at + atOnce).map((one) => this.recheck(one, silent, now)));
    }
  }

  private async recheck(certificate: CertificateToCheck, silent: Set<string>, now: Date): Promise<void> {
    const { thumbprint } = certificate;
    const answer = await this.ask(certificate, silent, now);
    if (answer.status === 'revoked') return this.revoke(certificate, answer.at, answer.reason, now);
    if (answer.status === 'unknown') {
      this.inVain.set(thumbprint, now);
      this.logger.warn(`certificate ${thumbprint}: its authority gives no answer (${answer.why})`);
    }
    if (answer.status === 'untrusted') {
      this.inVain.set(thumbprint, now);
      this.logger.warn(`certificate ${thumbprint}: its chain does not hold any more (${answer.why})`);
    }
    // That nothing can be had is what the operator may accept; a chain that does not hold is another matter.
    const isVouchedFor =
      answer.status === 'good' || (answer.status === 'unknown' && this.config.revocationUnknown === 'accept');
    await this.certificates.noteAnswer(
      thumbprint,
      answer.status === 'good' ? 'good' : 'unknown',
      isVouchedFor ? now : null,
    );
  }

  /** The chain is judged anew: an authority may have expired, or the operator may trust it no more. */
  private async ask(
    { pem, chain }: CertificateToCheck,
    silent: Set<string>,
    now: Date,
  ): Promise<RevocationAnswer | { status: 'untrusted'; why: string }> {
    const { roots, intermediates } = this.config.trustedAuthorities;
    const known = [...intermediates, ...readCertificates(chain)];
    const verdict = await verifyChain(readCertificate(pem), { roots, intermediates: known }, now);
    return verdict.ok ? this.revocation.run(verdict.path, silent) : { status: 'untrusted', why: verdict.reason };
  }

  /** For good, also where its authority only put it on hold: an office registers another one. */
  private async revoke(certificate: CertificateToCheck, since: Date, reason: RevocationReason, now: Date) {
    const { thumbprint, keySha256 } = certificate;
    await this.unitOfWork.run(async (tx) => {
      const isCompromise = reason === 'key-compromise';
      if (isCompromise) await this.keys.recordCompromise(tx, keySha256, thumbprint, now);
      const revoked = isCompromise
        ? await this.revocations.revokeCompromised(tx, keySha256, thumbprint, now)
        : await this.revocations.revoke(tx, thumbprint, reason, now);
      for (const { clientId, ...ended } of revoked) {
        const data = { ...ended, reason, by: 'its CA', since };
        await this.events.append(tx, {
          kind: 'certificate-revoked',
          at: now,
          clientId: null,
          subjectClientId: clientId,
          data,
        });
      }
    });
  }
}
