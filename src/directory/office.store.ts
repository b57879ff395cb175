import { Injectable } from '@nestjs/common';
import sql from 'sql-template-tag';
import { Statements } from '../database/statements.js';
import { Tx } from '../database/unit-of-work.js';
import { activeAt } from '../identity/certificate.store.js';
import { Office } from './office.entity.js';

@Injectable()
export class OfficeStore {
  constructor(private readonly statements: Statements) {}

  async find(number: string): Promise<Office | null> {
    const [office] = await this.statements.rows<Office>(
      'offices-find',
      sql`SELECT number, name, name_kana AS "nameKana", prefecture, service_types AS "serviceTypes", versions,
                 reachable_otherwise AS "reachableOtherwise", updated_at AS "updatedAt"
          FROM offices WHERE number = ${number}`,
    );
    return office ?? null;
  }

  /** Whether someone holds an active certificate for the office, so that content can be sealed for it. */
  async isConnected(number: string, now: Date): Promise<boolean> {
    const [row] = await this.statements.rows<{ connected: boolean }>(
      'offices-is-connected',
      sql`SELECT EXISTS (
            SELECT 1 FROM clients JOIN certificates ON certificates.client_id = clients.id
            WHERE clients.office_number = ${number} AND ${activeAt(now)}
          ) AS connected`,
    );
    return row?.connected ?? false;
  }

  /**
   * Inserts or replaces offices by number, in one statement; those that are as sent already keep their date. Rows are
   * locked in the order of their numbers, so that two imports at once wait for each other instead of deadlocking.
   */
  async import(tx: Tx, offices: readonly Office[]): Promise<void> {
    await tx.query(
      `INSERT INTO offices
         (number, name, name_kana, prefecture, service_types, versions, reachable_otherwise, updated_at)
       SELECT number, name, "nameKana", prefecture, "serviceTypes", versions, "reachableOtherwise", "updatedAt"
       FROM jsonb_to_recordset($1) AS sent (number text, name text, "nameKana" text, prefecture text,
         "serviceTypes" text[], versions text[], "reachableOtherwise" jsonb, "updatedAt" timestamptz)
       ORDER BY number
       ON CONFLICT (number) DO UPDATE
         SET name = excluded.name, name_kana = excluded.name_kana, prefecture = excluded.prefecture,
             service_types = excluded.service_types, versions = excluded.versions,
             reachable_otherwise = excluded.reachable_otherwise, updated_at = excluded.updated_at
         WHERE (offices.name, offices.name_kana, offices.prefecture, offices.service_types, offices.versions,
                offices.reachable_otherwise)
           IS DISTINCT FROM (excluded.name, excluded.name_kana, excluded.prefecture, excluded.service_types,
                             excluded.versions, excluded.reachable_otherwise)`,
      [JSON.stringify(offices)],
    );
  }
}
