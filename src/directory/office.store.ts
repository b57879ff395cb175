import { Injectable } from '@nestjs/common';
import { Tx } from '../database/unit-of-work.js';
import { Office } from './office.entity.js';

@Injectable()
export class OfficeStore {
  async find(tx: Tx, number: string): Promise<Office | null> {
    return tx.findOneBy(Office, { number });
  }

  /** Whether someone holds an active certificate for the office, so that content can be sealed for it. */
  async isConnected(tx: Tx, number: string, now: Date): Promise<boolean> {
    const [row] = await tx.query<{ connected: boolean }[]>(
      `SELECT EXISTS (
         SELECT 1 FROM clients JOIN certificates ON certificates.client_id = clients.id
         WHERE clients.office_number = $1 AND clients.state = 'active'
           AND certificates.revoked_at IS NULL AND certificates.not_before <= $2 AND certificates.not_after > $2
       ) AS connected`,
      [number, now],
    );
    return row?.connected ?? false;
  }

  /** Inserts or replaces offices by number, in one statement. */
  async import(tx: Tx, offices: readonly Office[]): Promise<void> {
    await tx.upsert(Office, [...offices], { conflictPaths: ['number'], skipUpdateIfNoValuesChanged: true });
  }
}
