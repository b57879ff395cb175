import { Injectable } from '@nestjs/common';
import { Tx } from '../database/unit-of-work.js';

/** `sealed`: a JWE that only the destination opens. `staged`: waits for its check, encrypted under the gateway's key. */
export type ContentKind = 'sealed' | 'staged';

/**
 * Where content rests: in PostgreSQL, inside the transaction that accepts it. Bytes are ciphertext by the time they get
 * here; nothing in this room can read them.
 */
@Injectable()
export class ContentStore {
  async put(tx: Tx, id: string, kind: ContentKind, body: Uint8Array, now: Date): Promise<void> {
    await tx.query(`INSERT INTO contents (id, kind, body, created_at) VALUES ($1, $2, $3, $4)`, [
      id,
      kind,
      Buffer.from(body.buffer, body.byteOffset, body.byteLength),
      now,
    ]);
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
