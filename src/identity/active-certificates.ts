import { Injectable } from '@nestjs/common';
import { Clock } from '../database/clock.js';
import { Grouped } from '../database/grouped.js';
import { ActiveCertificate, CertificateStore } from './certificate.store.js';

/**
 * Whether a certificate is active now, asked of the database every time: a revocation holds from the next request on, in
 * every process. Requests that ask at the same time share a statement.
 */
@Injectable()
export class ActiveCertificates {
  private readonly lookups = new Grouped<string, ActiveCertificate | null>((thumbprints) => this.findAll(thumbprints));

  constructor(
    private readonly certificates: CertificateStore,
    private readonly clock: Clock,
  ) {}

  /** The certificate with this thumbprint, when it is active; null is the one answer for every other case. */
  find(thumbprint: string): Promise<ActiveCertificate | null> {
    return this.lookups.run(thumbprint);
  }

  private async findAll(thumbprints: readonly string[]): Promise<(ActiveCertificate | null)[]> {
    const active = await this.certificates.findActive(thumbprints, this.clock.now());
    const byThumbprint = new Map(active.map((certificate) => [certificate.thumbprint, certificate]));
    return thumbprints.map((thumbprint) => byThumbprint.get(thumbprint) ?? null);
  }
}
