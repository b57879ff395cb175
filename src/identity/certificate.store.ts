import { Injectable } from '@nestjs/common';
import sql, { raw, Sql } from 'sql-template-tag';
import { Statements } from '../database/statements.js';
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

/**
 * Active: client not suspended, certificate not revoked and within its validity. The one place that says so, over the
 * tables `clients` and `certificates`.
 */
export function activeAt(now: Date): Sql {
  return sql`clients.state = 'active' AND certificates.revoked_at IS NULL
    AND certificates.not_before <= ${now} AND certificates.not_after > ${now}`;
}

const columns = raw(`
  certificates.thumbprint, certificates.pem, clients.id AS "clientId", clients.kind,
  clients.office_number AS "officeNumber"`);

@Injectable()
export class CertificateStore {
  constructor(private readonly statements: Statements) {}

  async insert(tx: Tx, certificate: ClientCertificate): Promise<void> {
    await tx.insert(ClientCertificate, certificate);
  }

  /** Those of these certificates that are active, in no particular order. */
  async findActive(thumbprints: readonly string[], now: Date): Promise<ActiveCertificate[]> {
    return this.statements.rows<ActiveCertificate>(
      'certificates-find-active',
      sql`SELECT ${columns} FROM certificates JOIN clients ON clients.id = certificates.client_id
          WHERE certificates.thumbprint = ANY (${thumbprints}::text[]) AND ${activeAt(now)}`,
    );
  }
}
