import { Injectable } from '@nestjs/common';
import { Caller } from '../http/caller.js';
import { authenticationRequired } from '../http/http.problems.js';
import { Certificate, readCertificate } from '../sealing/certificate.js';
import { ActiveCertificates } from './active-certificates.js';

/** The certificates with which a caller may sign statements: its own active ones, whichever terminal they belong to. */
@Injectable()
export class CallerCertificates {
  constructor(private readonly activeCertificates: ActiveCertificates) {}

  /**
   * That the caller still is who it was when its request began: for what takes its time.
   * @throws Problem authentication-required
   */
  async requireStillActive(caller: Caller): Promise<void> {
    const active = await this.activeCertificates.find(caller.certificate.thumbprint);
    if (active?.clientId !== caller.clientId) throw authenticationRequired();
  }

  /** The certificate, when it is active and the caller's; null in every other case. */
  async find(caller: Caller, thumbprint: string): Promise<Certificate | null> {
    // The guard found this one active in this very request.
    if (thumbprint === caller.certificate.thumbprint) return caller.certificate;
    const active = await this.activeCertificates.find(thumbprint);
    return active?.clientId === caller.clientId ? readCertificate(active.pem) : null;
  }
}
