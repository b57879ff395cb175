import { Injectable } from '@nestjs/common';
import { Tx } from '../database/unit-of-work.js';
import { ClientKind } from '../http/caller.js';
import { ClientCertificate } from './client-certificate.entity.js';

/** An active certificate together with the active client that holds it. */
export interface ActiveCertificate {
  readonly thumbprint: string;
  readonly pem: string;
  readonly clientId: string;
  readonly kind: ClientKind;
  readonly officeNumber: string | null;
}

/** Active: client not suspended, certificate not revoked and within its validity. The one place that says so. */
const activeAt = (now: string): string => `
  clients.state = 'active' AND certificates.revoked_at IS NULL
  AND certificates.not_before <= ${now} AND certificates.not_after > ${now}`;

const columns = `
  certificates.thumbprint, certificates.pem, clients.id AS "clientId", clients.kind,
  clients.office_number AS "officeNumber"`;

@Injectable()
export class CertificateStore {
  async insert(tx: Tx, certificate: ClientCertificate): Promise<void> {
    await tx.insert(ClientCertificate, certificate);
  }

  /** The certificate with this thumbprint, when it is active; null is the one answer for every other case. */
  async findActive(tx: Tx, thumbprint: string, now: Date): Promise<ActiveCertificate | null> {
    const [row] = await tx.query<ActiveCertificate[]>(
      `SELECT ${columns}
       FROM certificates JOIN clients ON clients.id = certificates.client_id
       WHERE certificates.thumbprint = $1 AND ${activeAt('$2')}`,
      [thumbprint, now],
    );
    return row ?? null;
  }

  /** Every active certificate of an office: content is sealed to all of them, so that each terminal can open it. */
  async activeOfOffice(tx: Tx, officeNumber: string, now: Date): Promise<ActiveCertificate[]> {
    return tx.query<ActiveCertificate[]>(
      `SELECT ${columns}
       FROM clients JOIN certificates ON certificates.client_id = clients.id
       WHERE clients.office_number = $1 AND ${activeAt('$2')}
       ORDER BY certificates.created_at, certificates.thumbprint`,
      [officeNumber, now],
    );
  }
}
