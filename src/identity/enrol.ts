import { Injectable } from '@nestjs/common';
import { Config } from '../config/config.js';
import { Clock } from '../database/clock.js';
import { UnitOfWork } from '../database/unit-of-work.js';
import { unavailable } from '../http/http.problems.js';
import { Authority, issueCertificate } from '../sealing/authority.js';
import { Certificate } from '../sealing/certificate.js';
import {
  CertificationRequest,
  CertificationRequestRefused,
  readCertificationRequest,
} from '../sealing/certification-request.js';
import { keyDigest } from '../sealing/key-digest.js';
import { CertificateStore } from './certificate.store.js';
import { Client } from './client.entity.js';
import { ClientStore } from './client.store.js';
import { hashOfCode } from './enrolment-code.js';
import { issuingAuthority } from './gateway-keys.js';
import { certificationRequestRefused, enrolmentCodeRefused } from './identity.problems.js';

/**
 * A one-time code and a PKCS#10 request become a certificate of the embedded CA (電子証明書発行機能, 第4章 図表110).
 * Subject and names come from the registered client, never from the request: the request proves a key, nothing else.
 */
@Injectable()
export class Enrol {
  private readonly authority: Authority | null;

  constructor(
    private readonly config: Config,
    private readonly unitOfWork: UnitOfWork,
    private readonly clients: ClientStore,
    private readonly certificates: CertificateStore,
    private readonly clock: Clock,
  ) {
    this.authority = issuingAuthority(config);
  }

  /** @throws Problem certification-request-refused, enrolment-code-refused */
  async run(code: string, requestPem: string): Promise<{ client: Client; certificate: Certificate; chain: string[] }> {
    const { authority } = this;
    if (!authority) throw unavailable();
    const request = await readRequest(requestPem);
    const now = this.clock.now();
    return this.unitOfWork.run(async (tx) => {
      const client = await this.clients.spendCode(tx, hashOfCode(code), now);
      if (client?.state !== 'active') throw enrolmentCodeRefused();
      const certificate = await issueCertificate(authority, {
        publicKey: request,
        commonName: client.name,
        clientId: client.id,
        officeNumber: client.officeNumber,
        usage: 'client',
        now,
        validDays: this.config.certificateValidDays,
      });
      await this.certificates.insert(tx, {
        thumbprint: certificate.thumbprint,
        clientId: client.id,
        serialNumber: certificate.serialNumber,
        pem: certificate.pem,
        keySha256: keyDigest(certificate.publicKey),
        chain: '',
        origin: 'issued',
        notBefore: certificate.notBefore,
        notAfter: certificate.notAfter,
        createdAt: now,
        revokedAt: null,
        revocationReason: null,
        renewedBy: null,
        expiryNotice: null,
        revocationStatus: null,
        revocationCheckedAt: null,
      });
      return { client, certificate, chain: authority.chain };
    });
  }
}

async function readRequest(pem: string): Promise<CertificationRequest> {
  try {
    return await readCertificationRequest(pem);
  } catch (error) {
    if (error instanceof CertificationRequestRefused) {
      throw certificationRequestRefused({ members: { reason: error.code }, cause: error });
    }
    throw error;
  }
}
