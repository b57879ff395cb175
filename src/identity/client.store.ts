import { Injectable } from '@nestjs/common';
import sql from 'sql-template-tag';
import { rowsOf, Tx } from '../database/unit-of-work.js';
import { activeAt } from './certificate.store.js';
import { Client } from './client.entity.js';
import { EnrolmentCode } from './enrolment-code.entity.js';

@Injectable()
export class ClientStore {
  async find(tx: Tx, id: string): Promise<Client | null> {
    return tx.findOneBy(Client, { id });
  }

  async findOperator(tx: Tx): Promise<Client | null> {
    return tx.findOneBy(Client, { kind: 'operator' });
  }

  /** Whether an operator can get in: holds an active certificate. */
  async hasEnrolledOperator(tx: Tx, now: Date): Promise<boolean> {
    const [row] = await rowsOf<{ enrolled: boolean }>(
      tx,
      sql`SELECT EXISTS (SELECT 1 FROM clients JOIN certificates ON certificates.client_id = clients.id
                         WHERE clients.kind = 'operator' AND ${activeAt(now)}) AS enrolled`,
    );
    return row?.enrolled ?? false;
  }

  async insert(tx: Tx, client: Client): Promise<void> {
    await tx.insert(Client, client);
  }

  async insertCode(tx: Tx, code: EnrolmentCode): Promise<void> {
    await tx.insert(EnrolmentCode, code);
  }

  /** Takes back every code of a client that was not used. */
  async withdrawCodes(tx: Tx, clientId: string): Promise<void> {
    await tx.query(`DELETE FROM enrolment_codes WHERE client_id = $1 AND used_at IS NULL`, [clientId]);
  }

  /**
   * Uses up a code and names its client, or null when there is no such code, or it is used or expired: the conditional
   * UPDATE makes a code work once, however many try at the same time.
   */
  async spendCode(tx: Tx, codeHash: string, now: Date): Promise<Client | null> {
    const [rows] = await tx.query<[{ client_id: string }[], number]>(
      `UPDATE enrolment_codes SET used_at = $2
       WHERE code_hash = $1 AND used_at IS NULL AND expires_at > $2
       RETURNING client_id`,
      [codeHash, now],
    );
    const spent = rows[0];
    return spent ? this.find(tx, spent.client_id) : null;
  }
}
