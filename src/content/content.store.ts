import { Injectable } from '@nestjs/common';
import sql, { Sql } from 'sql-template-tag';
import { rowsOf, Tx } from '../database/unit-of-work.js';

/** `sealed`: a JWE that only the destination opens. `staged`: waits for its check, encrypted under the gateway's key. */
export type ContentKind = 'sealed' | 'staged';

/**
 * Where content rests: in PostgreSQL, inside the transaction that accepts it. Bytes are ciphertext by the time they get
 * here; nothing in this room can read them.
 */
@Injectable()
export class ContentStore {
  /** The statement that stores content, as a part of a larger one, when a condition on that holds. */
  insertion(id: string, kind: ContentKind, body: Buffer, now: Date, when: Sql): Sql {
    return sql`INSERT INTO contents (id, kind, body, created_at)
      SELECT ${id}::uuid, ${kind}::text, ${body}::bytea, ${now}::timestamptz WHERE ${when}`;
  }

  async put(tx: Tx, id: string, kind: ContentKind, body: Buffer, now: Date): Promise<void> {
    await rowsOf(tx, this.insertion(id, kind, body, now, sql`true`));
  }

  async get(tx: Tx, id: string, kind: ContentKind): Promise<Buffer | null> {
    const [row] = await tx.query<{ body: Buffer }[]>(`SELECT body FROM contents WHERE id = $1 AND kind = $2`, [
      id,
      kind,
    ]);
    return row?.body ?? null;
  }

  async remove(tx: Tx, id: string): Promise<void> {
    await tx.query(`DELETE FROM contents WHERE id = $1`, [id]);
  }
}
