import { Injectable } from '@nestjs/common';
import sql, { Sql } from 'sql-template-tag';
import { rowsOf, Tx } from '../database/unit-of-work.js';
import { sha256Base64url } from '../sealing/digest.js';
import { ManifestFile } from '../sealing/manifest.js';
import { TransmissionUnit } from './transmission.js';
import { seriesOf } from './unit-series.js';

/** One sequence of one sender to one destination is one unit. */
export interface UnitKey {
  readonly sender: string;
  readonly destination: string;
  readonly sequence: string;
}

export interface UnitKeyHolder {
  readonly transmissionId: string;
  readonly filesSha256: string;
}

@Injectable()
export class UnitKeyStore {
  /**
   * Claims the key, when a condition holds; returns no row when another unit holds it. Concurrent claims wait here.
   * @param unit null before it stands: while it is checked or held
   */
  claiming(key: UnitKey, transmissionId: string, filesSha256: string, unit: TransmissionUnit | null, when: Sql): Sql {
    return sql`INSERT INTO unit_keys (sender, destination, sequence, transmission_id, files_sha256, series, month)
      SELECT ${key.sender}::text, ${key.destination}::text, ${key.sequence}::text, ${transmissionId}::uuid,
        ${filesSha256}::text, ${unit && seriesOf(unit.kind)}::text, ${unit && (unit.month ?? '')}::text WHERE ${when}
      ON CONFLICT DO NOTHING RETURNING 1`;
  }

  /** Says of a claimed key what unit stands under it from now on. */
  async describe(tx: Tx, key: UnitKey, { kind, month }: TransmissionUnit): Promise<void> {
    await rowsOf(
      tx,
      sql`UPDATE unit_keys SET series = ${seriesOf(kind)}, month = ${month ?? ''}
          WHERE sender = ${key.sender} AND destination = ${key.destination} AND sequence = ${key.sequence}`,
    );
  }

  /** False when another unit holds the key. */
  async claim(
    tx: Tx,
    key: UnitKey,
    transmissionId: string,
    filesSha256: string,
    unit: TransmissionUnit | null = null,
  ): Promise<boolean> {
    return (await rowsOf(tx, this.claiming(key, transmissionId, filesSha256, unit, sql`true`))).length === 1;
  }

  /** The unit that holds the key, or null. */
  async holder(tx: Tx, key: UnitKey): Promise<UnitKeyHolder | null> {
    const [holder] = await rowsOf<UnitKeyHolder>(
      tx,
      sql`SELECT transmission_id AS "transmissionId", files_sha256 AS "filesSha256" FROM unit_keys
          WHERE sender = ${key.sender} AND destination = ${key.destination} AND sequence = ${key.sequence}`,
    );
    return holder ?? null;
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
