import { Injectable } from '@nestjs/common';
import sql from 'sql-template-tag';
import { Statements } from '../database/statements.js';
import { ReachableOtherwise } from '../directory/office.entity.js';
import { activeAt } from '../identity/certificate.store.js';
import { grantsAt } from '../mandates/standing.js';

/** An office as a destination: what it takes, and the certificates to seal for. */
export interface DestinationRow {
  readonly number: string;
  readonly name: string;
  readonly serviceTypes: readonly string[];
  readonly versions: readonly string[];
  readonly attachments: boolean;
  readonly reachableOtherwise: ReachableOtherwise;
  /** Every active certificate of the office and of its carriers that may collect; empty when it is not connected. */
  readonly certificates: readonly SealingCertificate[];
  /** What the directory holds for the sender. */
  readonly senderServiceTypes: readonly string[];
}

export interface SealingCertificate {
  readonly thumbprint: string;
  readonly pem: string;
  readonly clientId: string;
  readonly isCarrier: boolean;
}

@Injectable()
export class DestinationStore {
  constructor(private readonly statements: Statements) {}

  /** The office with all it takes to send there, in one round trip; null when it is not in the directory. */
  async find(officeNumber: string, sender: string, now: Date): Promise<DestinationRow | null> {
    const [row] = await this.statements.rows<DestinationRow>(
      'destination-find',
      sql`SELECT offices.number, offices.name, offices.service_types AS "serviceTypes", offices.versions,
            offices.attachments, offices.reachable_otherwise AS "reachableOtherwise",
            (SELECT coalesce(json_agg(json_build_object('thumbprint', certificates.thumbprint, 'pem', certificates.pem,
                                        'clientId', clients.id, 'isCarrier', clients.kind <> 'office')
                                      ORDER BY certificates.created_at, certificates.thumbprint), '[]')
             FROM clients JOIN certificates ON certificates.client_id = clients.id
             WHERE ${activeAt(now)} AND clients.id = ANY (ARRAY(
               SELECT id FROM clients WHERE office_number = ${officeNumber}
               UNION ALL
               SELECT carrier_id FROM mandates
               WHERE mandates.office_number = ${officeNumber} AND ${grantsAt('collect', now)}))) AS certificates,
            coalesce((SELECT service_types FROM offices WHERE number = ${sender}), '{}') AS "senderServiceTypes"
          FROM offices WHERE offices.number = ${officeNumber}`,
    );
    return row ?? null;
  }
}
