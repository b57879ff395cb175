import { Injectable } from '@nestjs/common';
import sql from 'sql-template-tag';
import { Statements } from '../database/statements.js';
import { ReachableOtherwise } from '../directory/office.entity.js';
import { activeAt } from '../identity/certificate.store.js';

/** An office as a destination: what it takes, and the certificates to seal for. */
export interface DestinationRow {
  readonly number: string;
  readonly name: string;
  readonly versions: readonly string[];
  readonly reachableOtherwise: ReachableOtherwise;
  /** Every active certificate, one for each terminal; empty when the office is not connected. */
  readonly certificates: readonly { readonly thumbprint: string; readonly pem: string }[];
}

@Injectable()
export class DestinationStore {
  constructor(private readonly statements: Statements) {}

  /** The office with all its active certificates, in one round trip; null when it is not in the directory. */
  async find(officeNumber: string, now: Date): Promise<DestinationRow | null> {
    const [row] = await this.statements.rows<DestinationRow>(
      'destination-find',
      sql`SELECT offices.number, offices.name, offices.versions, offices.reachable_otherwise AS "reachableOtherwise",
            (SELECT coalesce(json_agg(json_build_object('thumbprint', certificates.thumbprint, 'pem', certificates.pem)
                                      ORDER BY certificates.created_at, certificates.thumbprint), '[]')
             FROM clients JOIN certificates ON certificates.client_id = clients.id
             WHERE clients.office_number = offices.number AND ${activeAt(now)}) AS certificates
          FROM offices WHERE offices.number = ${officeNumber}`,
    );
    return row ?? null;
  }
}
