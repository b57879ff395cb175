import { Injectable } from '@nestjs/common';
import sql, { raw, Sql } from 'sql-template-tag';
import { ContentStore } from '../content/content.store.js';
import { rowsOf, Tx } from '../database/unit-of-work.js';
import { CarrierStore } from './carrier.store.js';
import { Transmission, TransmissionState } from './transmission.js';
import { fromRow, transmissionColumns, TransmissionRow } from './transmission-row.js';
import { UnitKeyStore } from './unit-key.store.js';

/** How a transmission ends that nobody has collected. */
export interface End {
  readonly from: TransmissionState;
  readonly to: 'recalled' | 'expired' | 'discarded';
  readonly at: Date;
  readonly receipt: string | null;
  /** What else must hold of the transmission `t`. */
  readonly when: Sql;
}

/**
 * Recalled, expired, discarded: the conditional UPDATE decides against whoever collects or releases at the same moment.
 * The content goes at once, the sequence is free to be sent again, and so the chain closes over the gap.
 */
@Injectable()
export class EndStore {
  constructor(
    private readonly carriers: CarrierStore,
    private readonly contents: ContentStore,
    private readonly unitKeys: UnitKeyStore,
  ) {}

  /** As it is from now on; null when it is not in the state it must be in (any more). */
  async end(tx: Tx, transmission: Transmission, { from, to, at, receipt, when }: End): Promise<Transmission | null> {
    const { id } = transmission;
    const [row] = await rowsOf<TransmissionRow>(
      tx,
      sql`WITH t AS (
            UPDATE transmissions t
            SET state = ${to}, ended_at = ${at}, end_receipt = ${receipt}, content_deleted_at = ${at}
            WHERE t.id = ${id} AND t.state = ${from} AND ${when} RETURNING t.*),
          closed AS (${this.carriers.closing(sql`SELECT id FROM t`)})
          SELECT ${raw(transmissionColumns)} FROM t`,
    );
    if (!row) return null;
    const ended = fromRow(row);
    await this.contents.remove(tx, id);
    await this.unitKeys.release(tx, id, ended.sender, ended.destination);
    return ended;
  }
}
