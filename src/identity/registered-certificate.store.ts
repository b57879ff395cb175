import { Injectable } from '@nestjs/common';
import sql from 'sql-template-tag';
import { Statements } from '../database/statements.js';
import { rowsOf, Tx } from '../database/unit-of-work.js';
import { activeAt } from './certificate.store.js';
import { ClientCertificate } from './client-certificate.entity.js';

/** A registered certificate whose authority is to be asked. */
export interface CertificateToCheck {
  readonly thumbprint: string;
  readonly pem: string;
  /** PEM of those above it, root last. */
  readonly chain: string;
  readonly keySha256: string;
}

/** Certificates of other authorities (certificates.origin = 'registered'). */
@Injectable()
export class RegisteredCertificateStore {
  constructor(private readonly statements: Statements) {}

  async isKnown(tx: Tx, thumbprint: string): Promise<boolean> {
    return tx.existsBy(ClientCertificate, { thumbprint });
  }

  /** Whether this code was turned into this certificate, which is still good. Expired codes tell nothing any more. */
  async findByCode(
    tx: Tx,
    codeHash: string,
    thumbprint: string,
    now: Date,
  ): Promise<{ clientId: string; chain: string } | null> {
    const [registered] = await rowsOf<{ clientId: string; chain: string }>(
      tx,
      sql`SELECT certificates.client_id AS "clientId", certificates.chain
          FROM enrolment_codes JOIN certificates ON certificates.thumbprint = enrolment_codes.thumbprint
          JOIN clients ON clients.id = certificates.client_id
          WHERE enrolment_codes.code_hash = ${codeHash} AND enrolment_codes.expires_at > ${now}
            AND certificates.thumbprint = ${thumbprint} AND ${activeAt(now)}`,
    );
    return registered ?? null;
  }

  async insert(tx: Tx, certificate: ClientCertificate): Promise<void> {
    await tx.insert(ClientCertificate, certificate);
  }

  /**
   * Those not vouched for since then, the longest first.
   * @param except those that were asked about in vain a while ago, so that they do not stand before all others
   */
  async findToCheck(since: Date, now: Date, except: readonly string[], limit: number): Promise<CertificateToCheck[]> {
    return this.statements.rows<CertificateToCheck>(
      'registered-certificates-to-check',
      sql`SELECT thumbprint, pem, chain, key_sha256 AS "keySha256" FROM certificates
          WHERE origin = 'registered' AND revoked_at IS NULL AND not_after > ${now}
            AND revocation_checked_at <= ${since} AND thumbprint <> ALL (${except}::text[])
          ORDER BY revocation_checked_at LIMIT ${limit}`,
    );
  }

  /** @param vouchedAt null where nothing was heard and that does not count: the time of the last answer stands */
  async noteAnswer(thumbprint: string, status: 'good' | 'unknown', vouchedAt: Date | null): Promise<void> {
    await this.statements.rows(
      'registered-certificate-note',
      sql`UPDATE certificates SET revocation_status = ${status},
            revocation_checked_at = coalesce(${vouchedAt}::timestamptz, revocation_checked_at)
          WHERE thumbprint = ${thumbprint} AND revoked_at IS NULL`,
    );
  }
}
