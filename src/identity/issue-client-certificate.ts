import { Injectable } from '@nestjs/common';
import { Config } from '../config/config.js';
import { Tx } from '../database/unit-of-work.js';
import { EventStore } from '../events/event.store.js';
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
import { issuingAuthority } from './gateway-keys.js';
import { certificationRequestRefused } from './identity.problems.js';
import { KeyRecords } from './key-records.js';

export interface IssuedCertificate {
  readonly client: Client;
  readonly certificate: Certificate;
  /** PEM of the certificates above it, root last. */
  readonly chain: string[];
}

/**
 * A certificate of the embedded CA (電子証明書発行機能, 第4章 図表110). Subject and names come from the registered client,
 * never from the request: the request proves a key, nothing else. That the client may have one more has been decided.
 */
@Injectable()
export class IssueClientCertificate {
  private readonly authority: Authority | null;

  constructor(
    private readonly config: Config,
    private readonly certificates: CertificateStore,
    private readonly keys: KeyRecords,
    private readonly events: EventStore,
  ) {
    this.authority = issuingAuthority(config);
  }

  /**
   * @param renews thumbprint of the certificate whose place it takes; null for an enrolment
   * @throws Problem key-compromised, key-used
   */
  async run(
    tx: Tx,
    client: Client,
    request: CertificationRequest,
    renews: string | null,
    now: Date,
  ): Promise<IssuedCertificate> {
    const { authority } = this;
    if (!authority) throw unavailable();
    const keySha256 = keyDigest(request.publicKey);
    await this.keys.refuseUsedKey(tx, keySha256, client.id);
    const certificate = await issueCertificate(authority, {
      publicKey: request,
      commonName: client.name,
      clientId: client.id,
      officeNumber: client.officeNumber,
      usage: 'client',
      now,
      validDays: this.config.certificateValidDays,
      crlUrl: `${this.config.publicUrl}/v1/pki/crl`,
    });
    await this.insert(tx, client, certificate, keySha256, now);
    const { thumbprint, serialNumber } = certificate;
    await this.events.append(tx, {
      kind: 'certificate-issued',
      at: now,
      clientId: client.id,
      subjectClientId: client.id,
      data: { thumbprint, serialNumber, notAfter: certificate.notAfter, renews },
    });
    return { client, certificate, chain: authority.chain };
  }

  private insert(tx: Tx, client: Client, certificate: Certificate, keySha256: string, now: Date): Promise<void> {
    return this.certificates.insert(tx, {
      thumbprint: certificate.thumbprint,
      clientId: client.id,
      serialNumber: certificate.serialNumber,
      pem: certificate.pem,
      keySha256,
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
  }
}

/** @throws Problem certification-request-refused */
export async function readRequest(pem: string): Promise<CertificationRequest> {
  try {
    return await readCertificationRequest(pem);
  } catch (error) {
    if (error instanceof CertificationRequestRefused) {
      throw certificationRequestRefused({ members: { reason: error.code }, cause: error });
    }
    throw error;
  }
}
