import { Injectable } from '@nestjs/common';
import sql, { raw, Sql } from 'sql-template-tag';
import { Statements } from '../database/statements.js';
import { rowsOf, Tx } from '../database/unit-of-work.js';
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

/** For so long the word of another authority holds, whatever has become of it since (REVOCATION_UNKNOWN). */
const heardWithinMs = 24 * 3_600_000;

/**
 * Active: client not suspended, certificate not revoked and within its validity, and, where it is another authority's,
 * asked about within a day. The one place that says so, over the tables `clients` and `certificates`.
 */
export function activeAt(now: Date): Sql {
  return sql`clients.state = 'active' AND certificates.revoked_at IS NULL
    AND certificates.not_before <= ${now} AND certificates.not_after > ${now}
    AND ${isVouchedFor(now)}`;
}

/** Issued here, or vouched for within a day by the authority that did issue it. */
export function isVouchedFor(now: Date): Sql {
  return sql`(certificates.origin = 'issued'
    OR certificates.revocation_checked_at > ${new Date(now.getTime() - heardWithinMs)})`;
}

/** Another certificate took the place of the one in `certificates`, and was not revoked itself. */
export const isReplaced = raw(`EXISTS (SELECT 1 FROM certificates AS successor
    WHERE successor.thumbprint = certificates.renewed_by AND successor.revoked_at IS NULL)`);

const columns = raw(`
  certificates.thumbprint, certificates.pem, clients.id AS "clientId", clients.kind,
  clients.office_number AS "officeNumber"`);

@Injectable()
export class CertificateStore {
  constructor(private readonly statements: Statements) {}

  async insert(tx: Tx, certificate: ClientCertificate): Promise<void> {
    await tx.insert(ClientCertificate, certificate);
  }

  /**
   * How many active certificates a client has, and how many of them no other has replaced. Locks the client first, in a
   * statement of its own: the count then sees what the holder of the lock before has added.
   */
  async countActive(tx: Tx, clientId: string, now: Date): Promise<{ active: number; inUse: number }> {
    await rowsOf(tx, sql`SELECT 1 FROM clients WHERE id = ${clientId}::uuid FOR NO KEY UPDATE`);
    const [count] = await rowsOf<{ active: number; inUse: number }>(
      tx,
      sql`SELECT count(*)::int AS active, count(*) FILTER (WHERE NOT ${isReplaced})::int AS "inUse"
          FROM certificates JOIN clients ON clients.id = certificates.client_id
          WHERE certificates.client_id = ${clientId}::uuid AND ${activeAt(now)}`,
    );
    return count ?? { active: 0, inUse: 0 };
  }

  /** What a code was turned into, when it has this key and is active. Codes that have expired tell nothing any more. */
  async findByCode(tx: Tx, codeHash: string, keySha256: string, now: Date): Promise<ActiveCertificate | null> {
    const [issued] = await rowsOf<ActiveCertificate>(
      tx,
      sql`SELECT ${columns} FROM enrolment_codes
          JOIN certificates ON certificates.thumbprint = enrolment_codes.thumbprint
          JOIN clients ON clients.id = certificates.client_id
          WHERE enrolment_codes.code_hash = ${codeHash} AND enrolment_codes.expires_at > ${now}
            AND certificates.key_sha256 = ${keySha256} AND ${activeAt(now)}`,
    );
    return issued ?? null;
  }

  /** A certificate, when it is active, kept as it is until the transaction ends. */
  async lockActive(tx: Tx, thumbprint: string, now: Date): Promise<{ isReplaced: boolean } | null> {
    const [active] = await rowsOf<{ isReplaced: boolean }>(
      tx,
      sql`SELECT ${isReplaced} AS "isReplaced" FROM certificates JOIN clients ON clients.id = certificates.client_id
          WHERE certificates.thumbprint = ${thumbprint} AND ${activeAt(now)} FOR UPDATE OF certificates`,
    );
    return active ?? null;
  }

  async noteSuccessor(tx: Tx, thumbprint: string, successor: string): Promise<void> {
    await tx.update(ClientCertificate, { thumbprint }, { renewedBy: successor });
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
