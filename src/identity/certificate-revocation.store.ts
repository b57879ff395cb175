import { Injectable } from '@nestjs/common';
import { rowsOf, Tx } from '../database/unit-of-work.js';
import type { RevocationReason } from '../sealing/revocation-reason.js';
import sql, { Sql } from 'sql-template-tag';

/** Reasons that a client or the operator can give; the others of RFC 5280 section 5.3.1 are an authority's own. */
export const givenReasons = [
  'unspecified',
  'key-compromise',
  'affiliation-changed',
  'superseded',
  'cessation-of-operation',
  'privilege-withdrawn',
] as const satisfies readonly RevocationReason[];
export type GivenReason = (typeof givenReasons)[number];

/** A certificate that a statement has just revoked. */
export interface Revoked {
  readonly thumbprint: string;
  readonly serialNumber: string;
  readonly clientId: string;
}

@Injectable()
export class CertificateRevocationStore {
  /** Nothing when it was revoked before: the first reason and time stand. */
  async revoke(tx: Tx, thumbprint: string, reason: RevocationReason, now: Date): Promise<Revoked[]> {
    return this.change(tx, reason, now, sql`thumbprint = ${thumbprint} AND revoked_at IS NULL`);
  }

  /**
   * Every certificate of a key, those too that were revoked for a lesser reason; they keep their time. By thumbprint as
   * well, since a certificate may come from a release that noted no keys.
   */
  async revokeCompromised(tx: Tx, keySha256: string, thumbprint: string, now: Date): Promise<Revoked[]> {
    const which = sql`(key_sha256 = ${keySha256} OR thumbprint = ${thumbprint})
      AND revocation_reason IS DISTINCT FROM 'key-compromise'`;
    return this.change(tx, 'key-compromise', now, which);
  }

  /**
   * What was renewed from the certificates of a key, by whoever held it: with the key in other hands nobody knows whose they
   * are. But for the certificate that the caller uses, and what was renewed from that.
   */
  async revokeSuccessors(
    tx: Tx,
    keySha256: string,
    thumbprint: string,
    used: string | null,
    now: Date,
  ): Promise<Revoked[]> {
    const which = sql`revoked_at IS NULL AND thumbprint IN (
      WITH RECURSIVE successors AS (
        SELECT renewed_by AS thumbprint FROM certificates
        WHERE (key_sha256 = ${keySha256} OR thumbprint = ${thumbprint}) AND renewed_by IS DISTINCT FROM ${used}
        UNION
        SELECT next.renewed_by FROM certificates AS next JOIN successors ON next.thumbprint = successors.thumbprint
        WHERE next.renewed_by IS DISTINCT FROM ${used})
      SELECT thumbprint FROM successors)`;
    return this.change(tx, 'privilege-withdrawn', now, which);
  }

  private change(tx: Tx, reason: RevocationReason, now: Date, which: Sql): Promise<Revoked[]> {
    // TypeORM answers an UPDATE with its rows and their number: as a part of a query they are just rows.
    return rowsOf<Revoked>(
      tx,
      sql`WITH revoked AS (
            UPDATE certificates SET revoked_at = coalesce(revoked_at, ${now}), revocation_reason = ${reason}
            WHERE ${which}
            RETURNING thumbprint, serial_number AS "serialNumber", client_id AS "clientId")
          SELECT * FROM revoked`,
    );
  }
}
