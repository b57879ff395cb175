import { Injectable } from '@nestjs/common';
import { Config } from '../config/config.js';
import { Clock } from '../database/clock.js';
import { Tx, UnitOfWork } from '../database/unit-of-work.js';
import { readCertificate } from '../sealing/certificate.js';
import { CertificationRequest } from '../sealing/certification-request.js';
import { keyDigest } from '../sealing/key-digest.js';
import { CertificateBound } from './certificate-bound.js';
import { CertificateStore } from './certificate.store.js';
import { ClientStore } from './client.store.js';
import { hashOfCode } from './enrolment-code.js';
import { enrolmentCodeRefused } from './identity.problems.js';
import { IssueClientCertificate, IssuedCertificate, readRequest } from './issue-client-certificate.js';

/** A one-time code and a PKCS#10 request become a certificate. Whatever is refused leaves the code as good as before. */
@Injectable()
export class Enrol {
  constructor(
    private readonly config: Config,
    private readonly unitOfWork: UnitOfWork,
    private readonly clients: ClientStore,
    private readonly certificates: CertificateStore,
    private readonly bound: CertificateBound,
    private readonly issue: IssueClientCertificate,
    private readonly clock: Clock,
  ) {}

  /** @throws Problem certification-request-refused, enrolment-code-refused, too-many-certificates, key-compromised, key-used */
  async run(code: string, requestPem: string): Promise<IssuedCertificate> {
    const request = await readRequest(requestPem);
    const codeHash = hashOfCode(code);
    const now = this.clock.now();
    return this.unitOfWork.run(async (tx) => {
      const client = await this.clients.spendCode(tx, codeHash, now);
      if (!client) return this.issuedBefore(tx, codeHash, request, now);
      if (client.state !== 'active') throw enrolmentCodeRefused();
      await this.bound.refuseOneMore(tx, client.id, now);
      const issued = await this.issue.run(tx, client, request, null, now);
      await this.clients.noteIssued(tx, codeHash, issued.certificate.thumbprint);
      return issued;
    });
  }

  /**
   * Whoever lost the answer asks again with the same code and key. It is given nothing new: a certificate is of use only
   * to who holds its key, and the request proves that.
   */
  private async issuedBefore(
    tx: Tx,
    codeHash: string,
    request: CertificationRequest,
    now: Date,
  ): Promise<IssuedCertificate> {
    const issued = await this.certificates.findByCode(tx, codeHash, keyDigest(request.publicKey), now);
    const client = issued && (await this.clients.find(tx, issued.clientId));
    if (!client) throw enrolmentCodeRefused();
    return {
      client,
      certificate: readCertificate(issued.pem),
      chain: this.config.issuingCaChain.map(({ pem }) => pem),
    };
  }
}
