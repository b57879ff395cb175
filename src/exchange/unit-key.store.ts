import { Injectable } from '@nestjs/common';
import { Tx } from '../database/unit-of-work.js';
import { sha256Base64url } from '../sealing/digest.js';
import { ManifestFile } from '../sealing/manifest.js';

/** One sequence of one sender to one destination is one unit. */
export interface UnitKey {
  readonly sender: string;
  readonly destination: string;
  readonly sequence: string;
}

/** A unit that was accepted before under the same key. */
export interface EarlierUnit {
  readonly transmissionId: string;
  readonly sameFiles: boolean;
}

@Injectable()
export class UnitKeyStore {
  /** Claims the key, or names the unit that holds it. Concurrent claims wait here for each other: one wins. */
  async claim(tx: Tx, key: UnitKey, transmissionId: string, filesSha256: string): Promise<EarlierUnit | null> {
    const claimed = await tx.query<unknown[]>(
      `INSERT INTO unit_keys (sender, destination, sequence, transmission_id, files_sha256)
       VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING RETURNING 1`,
      [key.sender, key.destination, key.sequence, transmissionId, filesSha256],
    );
    if (claimed.length === 1) return null;
    const [holder] = await tx.query<{ transmission_id: string; files_sha256: string }[]>(
      `SELECT transmission_id, files_sha256 FROM unit_keys WHERE sender = $1 AND destination = $2 AND sequence = $3`,
      [key.sender, key.destination, key.sequence],
    );
    if (!holder) throw new Error('A unit key vanished while it was being claimed.');
    return { transmissionId: holder.transmission_id, sameFiles: holder.files_sha256 === filesSha256 };
  }

  /** Gives the key back: a unit that was rejected may be corrected and sent under its sequence again. */
  async release(tx: Tx, transmissionId: string, sender: string, destination: string): Promise<void> {
    await tx.query(`DELETE FROM unit_keys WHERE sender = $1 AND destination = $2 AND transmission_id = $3`, [
      sender,
      destination,
      transmissionId,
    ]);
  }
}

/** One digest for a set of files: names, sizes and digests, in the order of names. */
export function digestOfFiles(files: readonly ManifestFile[]): string {
  const lines = files.map(({ name, size, sha256 }) => `${name} ${size} ${sha256}`).sort();
  return sha256Base64url(lines.join('\n'));
}
