import { Injectable } from '@nestjs/common';
import sql, { Sql } from 'sql-template-tag';
import { Statements } from '../database/statements.js';
import { rowsOf, Tx } from '../database/unit-of-work.js';

export interface RevokedEntry {
  readonly serialNumber: string;
  readonly revokedAt: Date;
  readonly reason: string;
}

/** Key of the advisory lock under which lists are numbered. Any constant number serves. */
const numberingLock = 4_207_118;

@Injectable()
export class RevocationListStore {
  constructor(private readonly statements: Statements) {}

  /** What a list of now would hold: certificates of our own CA that ended, or end, no earlier than this. */
  async revoked(endingAfter: Date): Promise<RevokedEntry[]> {
    return this.statements.rows<RevokedEntry>('certificates-revoked', entries(endingAfter));
  }

  /**
   * The same with a number for the list, in any process: a list with a higher number never knows less, so numbers are
   * given one after the other.
   */
  async numbered(tx: Tx, endingAfter: Date): Promise<{ number: number; revoked: RevokedEntry[] }> {
    await rowsOf(tx, sql`SELECT pg_advisory_xact_lock(${numberingLock})`);
    const [next] = await rowsOf<{ number: string }>(tx, sql`SELECT nextval('revocation_list_numbers') AS number`);
    return { number: Number(next?.number), revoked: await rowsOf<RevokedEntry>(tx, entries(endingAfter)) };
  }
}

function entries(endingAfter: Date): Sql {
  return sql`SELECT serial_number AS "serialNumber", revoked_at AS "revokedAt", revocation_reason AS reason
    FROM certificates
    WHERE origin = 'issued' AND revoked_at IS NOT NULL AND not_after > ${endingAfter}
    ORDER BY revoked_at, serial_number`;
}
