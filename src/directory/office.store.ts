import { Injectable } from '@nestjs/common';
import sql, { raw, Sql } from 'sql-template-tag';
import { Statements } from '../database/statements.js';
import { rowsOf, Tx } from '../database/unit-of-work.js';
import { activeAt } from '../identity/certificate.store.js';
import { grantsAt } from '../mandates/standing.js';
import { Office } from './office.entity.js';

/** A carrier that collects for an office: whoever asks sees through whom data goes (付8 6-2). */
export interface Carrier {
  readonly client: string;
  readonly name: string;
  readonly kind: 'relay' | 'network';
}

/** An office with how data reaches it now. */
export interface ConnectedOffice extends Office {
  /** By its own software. */
  readonly direct: boolean;
  readonly through: readonly Carrier[];
}

/** What an office says of itself; all of it at once. */
export type StatedCapability = Pick<Office, 'versions' | 'attachments' | 'reachableOtherwise'>;

const columns = raw(`
  offices.number, offices.name, offices.name_kana AS "nameKana", offices.prefecture,
  offices.service_types AS "serviceTypes", offices.versions, offices.attachments,
  offices.reachable_otherwise AS "reachableOtherwise", offices.capability_stated_at AS "capabilityStatedAt",
  offices.updated_at AS "updatedAt"`);

/** The office's own software with an active certificate, over a row of `offices`. */
const ownSoftware = (now: Date): Sql => sql`
  FROM clients JOIN certificates ON certificates.client_id = clients.id
  WHERE clients.office_number = offices.number AND ${activeAt(now)}`;

/** Carriers with an active certificate whose mandate stands and grants `collect`, over a row of `offices`. */
const collectingCarriers = (now: Date): Sql => sql`
  FROM mandates JOIN clients ON clients.id = mandates.carrier_id
  WHERE mandates.office_number = offices.number AND ${grantsAt('collect', now)}
    AND EXISTS (SELECT 1 FROM certificates WHERE certificates.client_id = clients.id AND ${activeAt(now)})`;

/**
 * The ways in which data reaches an office, over a row of `offices`: directly, and through a carrier. The one place that
 * says what connected is: content can be sealed for an office as long as one of the ways is open.
 */
export function waysAt(now: Date): { readonly direct: Sql; readonly carried: Sql } {
  return {
    direct: sql`EXISTS (SELECT 1 ${ownSoftware(now)})`,
    carried: sql`EXISTS (SELECT 1 ${collectingCarriers(now)})`,
  };
}

/** The columns of a ConnectedOffice, over a row of `offices`. */
export function connectedColumns(now: Date): Sql {
  return sql`${columns}, ${waysAt(now).direct} AS direct,
    (SELECT coalesce(json_agg(json_build_object('client', clients.id, 'name', clients.name, 'kind', clients.kind)
                              ORDER BY clients.name, clients.id), '[]') ${collectingCarriers(now)}) AS through`;
}

@Injectable()
export class OfficeStore {
  constructor(private readonly statements: Statements) {}

  async find(number: string): Promise<Office | null> {
    const [office] = await this.statements.rows<Office>(
      'offices-find',
      sql`SELECT ${columns} FROM offices WHERE number = ${number}`,
    );
    return office ?? null;
  }

  /** Those of these offices that there are, in the order asked for. */
  async findAll(numbers: readonly string[], now: Date): Promise<ConnectedOffice[]> {
    return this.statements.rows<ConnectedOffice>(
      'offices-find-all',
      sql`SELECT ${connectedColumns(now)}
          FROM unnest(${numbers}::text[]) WITH ORDINALITY AS asked (number, place)
          JOIN offices ON offices.number = asked.number
          ORDER BY asked.place`,
    );
  }

  /** The office, which nobody else changes until the transaction ends. */
  async lock(tx: Tx, number: string, now: Date): Promise<ConnectedOffice | null> {
    const [office] = await rowsOf<ConnectedOffice>(
      tx,
      sql`SELECT ${connectedColumns(now)} FROM offices WHERE number = ${number} FOR NO KEY UPDATE OF offices`,
    );
    return office ?? null;
  }

  /** Whether this carrier collects for the office, so that the office's software is its. */
  async isCollectedBy(tx: Tx, number: string, clientId: string, now: Date): Promise<boolean> {
    const rows = await rowsOf(
      tx,
      sql`SELECT 1 FROM mandates
          WHERE office_number = ${number} AND carrier_id = ${clientId} AND ${grantsAt('collect', now)}`,
    );
    return rows.length > 0;
  }

  async stateCapability(tx: Tx, number: string, stated: StatedCapability, now: Date): Promise<void> {
    const { versions, attachments, reachableOtherwise } = stated;
    await rowsOf(
      tx,
      sql`UPDATE offices
          SET versions = ${versions}::text[], attachments = ${attachments},
              reachable_otherwise = ${JSON.stringify(reachableOtherwise)}::jsonb,
              capability_stated_at = ${now}, updated_at = ${now}
          WHERE number = ${number}`,
    );
  }
}
