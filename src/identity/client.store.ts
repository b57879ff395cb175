import { Injectable } from '@nestjs/common';
import sql from 'sql-template-tag';
import { IsNull } from 'typeorm';
import { rowsOf, Tx } from '../database/unit-of-work.js';
import { ClientKind } from '../http/caller.js';
import { activeAt } from './certificate.store.js';
import { Client } from './client.entity.js';
import { EnrolmentCode } from './enrolment-code.entity.js';

export interface ClientFilter {
  readonly kind: ClientKind | null;
  readonly officeNumber: string | null;
  readonly state: Client['state'] | null;
  /** A part of the name, in small letters or capitals. */
  readonly name: string | null;
}

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

  /** Takes back every code of a client that was not used; tells how many. */
  async withdrawCodes(tx: Tx, clientId: string): Promise<number> {
    const { affected } = await tx.delete(EnrolmentCode, { clientId, usedAt: IsNull() });
    return affected ?? 0;
  }

  /** Whom a code that can still be used is for; it stays as good as it is. */
  async findByCode(tx: Tx, codeHash: string, now: Date): Promise<Client | null> {
    const [row] = await rowsOf<{ client_id: string }>(
      tx,
      sql`SELECT client_id FROM enrolment_codes
          WHERE code_hash = ${codeHash} AND used_at IS NULL AND expires_at > ${now}`,
    );
    return row ? this.find(tx, row.client_id) : null;
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

  async noteIssued(tx: Tx, codeHash: string, thumbprint: string): Promise<void> {
    await tx.update(EnrolmentCode, { codeHash }, { thumbprint });
  }

  /** In the order in which they were registered. */
  async list(
    tx: Tx,
    { kind, officeNumber, state, name }: ClientFilter,
    after: string,
    rows: number,
  ): Promise<Client[]> {
    return rowsOf<Client>(
      tx,
      sql`SELECT id, kind, name, office_number AS "officeNumber", state, created_at AS "createdAt" FROM clients
          WHERE id > ${after}::uuid
            AND (${kind}::text IS NULL OR kind = ${kind})
            AND (${officeNumber}::text IS NULL OR office_number = ${officeNumber})
            AND (${state}::text IS NULL OR state = ${state})
            AND (${name}::text IS NULL OR strpos(lower(name), lower(${name})) > 0)
          ORDER BY id LIMIT ${rows}`,
    );
  }

  /** These clients, kept as they are until the transaction ends. Locked in one order, so that nobody waits in a circle. */
  async lock(tx: Tx, ids: readonly string[]): Promise<Client[]> {
    return rowsOf<Client>(
      tx,
      sql`SELECT id, kind, name, office_number AS "officeNumber", state, created_at AS "createdAt" FROM clients
          WHERE id = ANY (${ids}::uuid[]) ORDER BY id FOR NO KEY UPDATE`,
    );
  }

  async setState(tx: Tx, id: string, state: Client['state']): Promise<void> {
    await tx.update(Client, { id }, { state });
  }
}
