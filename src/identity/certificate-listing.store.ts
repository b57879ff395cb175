import { Injectable } from '@nestjs/common';
import sql, { raw, Sql } from 'sql-template-tag';
import { Statements } from '../database/statements.js';
import { isVouchedFor } from './certificate.store.js';

/** `unconfirmed`: of another authority, which was not heard of it for a day; it counts again once it is heard. */
export const certificateStates = ['active', 'expired', 'revoked', 'not-yet-valid', 'unconfirmed'] as const;
export type CertificateState = (typeof certificateStates)[number];

export type CertificateOrigin = 'issued' | 'registered';

/** A certificate as it is shown: to its client and to the operator. */
export interface ListedCertificate {
  readonly thumbprint: string;
  readonly serialNumber: string;
  readonly clientId: string;
  readonly pem: string;
  readonly chain: string;
  readonly origin: CertificateOrigin;
  readonly state: CertificateState;
  readonly notBefore: Date;
  readonly notAfter: Date;
  readonly createdAt: Date;
  readonly revokedAt: Date | null;
  readonly revocationReason: string | null;
  readonly renewedBy: string | null;
}

export interface CertificateFilter {
  /** Null for those of every client. */
  readonly clientId: string | null;
  readonly state: CertificateState | null;
  readonly origin: CertificateOrigin | null;
}

/** After whom a page begins. */
export type CertificateKey = readonly [createdAt: Date, thumbprint: string];

/** Of the certificate alone: whether its client is suspended is told by the client. */
function stateAt(now: Date): Sql {
  return sql`CASE WHEN revoked_at IS NOT NULL THEN 'revoked' WHEN not_before > ${now} THEN 'not-yet-valid'
    WHEN not_after <= ${now} THEN 'expired' WHEN NOT ${isVouchedFor(now)} THEN 'unconfirmed' ELSE 'active' END`;
}

const columns = raw(`
  thumbprint, serial_number AS "serialNumber", client_id AS "clientId", pem, chain, origin,
  not_before AS "notBefore", not_after AS "notAfter", created_at AS "createdAt", revoked_at AS "revokedAt",
  revocation_reason AS "revocationReason", renewed_by AS "renewedBy"`);

@Injectable()
export class CertificateListingStore {
  constructor(private readonly statements: Statements) {}

  /** @param clientId null where the certificates of every client may be seen */
  async find(thumbprint: string, clientId: string | null, now: Date): Promise<ListedCertificate | null> {
    const [certificate] = await this.statements.rows<ListedCertificate>(
      'certificates-find',
      sql`SELECT ${columns}, ${stateAt(now)} AS state FROM certificates
          WHERE thumbprint = ${thumbprint} AND (${clientId}::uuid IS NULL OR client_id = ${clientId}::uuid)`,
    );
    return certificate ?? null;
  }

  /** In the order in which they came to be. */
  async list(
    { clientId, state, origin }: CertificateFilter,
    [createdAt, thumbprint]: CertificateKey,
    rows: number,
    now: Date,
  ): Promise<ListedCertificate[]> {
    return this.statements.rows<ListedCertificate>(
      null, // planned for the filters at hand: with and without a client are different plans
      sql`SELECT ${columns}, ${stateAt(now)} AS state FROM certificates
          WHERE (created_at, thumbprint) > (${createdAt}, ${thumbprint})
            AND (${clientId}::uuid IS NULL OR client_id = ${clientId}::uuid)
            AND (${origin}::text IS NULL OR origin = ${origin})
            AND (${state}::text IS NULL OR ${stateAt(now)} = ${state})
          ORDER BY created_at, thumbprint LIMIT ${rows}`,
    );
  }
}
