import { Injectable } from '@nestjs/common';
import sql, { Sql } from 'sql-template-tag';
import { rowsOf, Tx } from '../database/unit-of-work.js';
import { Transmission, TransmissionUnit } from './transmission.js';
import { seriesOf } from './unit-series.js';

/** Between whom, and what, a transmission is. */
type Linked = Pick<Transmission, 'id' | 'sender' | 'destination'> & { readonly unit: TransmissionUnit };

/**
 * Which unit supersedes which: the one before it, in the order of sequences, between the same offices, of the same series
 * and month. One that arrives late takes its place between two; one that is recalled or expires leaves the chain.
 */
@Injectable()
export class ChainStore {
  /** The transmission just before it, as a query of at most one id. */
  before(of: Linked): Sql {
    return this.neighbour(of, sql`<`, sql`DESC`);
  }

  /** The transmission just after it, as a query of at most one id. */
  after(of: Linked): Sql {
    return this.neighbour(of, sql`>`, sql`ASC`);
  }

  private neighbour({ sender, destination, unit }: Linked, side: Sql, order: Sql): Sql {
    return sql`SELECT t.id FROM unit_keys k JOIN transmissions t ON t.id = k.transmission_id
      WHERE k.sender = ${sender}::text AND k.destination = ${destination}::text
        AND k.series = ${seriesOf(unit.kind)}::text AND k.month = ${unit.month ?? ''}::text
        AND k.sequence ${side} ${unit.sequence}::text
        AND t.state IN ('available', 'collected', 'confirmed', 'imported', 'import-failed')
      ORDER BY k.sequence ${order} LIMIT 1`;
  }

  /** The statement that makes its neighbours point to it, as a part of a larger one, when a condition on that holds. */
  linking(id: string, older: Sql, newer: Sql, when: Sql): Sql {
    return sql`UPDATE transmissions SET
        superseded_by = CASE WHEN id = (${older}) THEN ${id}::uuid ELSE superseded_by END,
        supersedes = CASE WHEN id = (${newer}) THEN ${id}::uuid ELSE supersedes END
      WHERE id IN (SELECT (${older}) UNION ALL SELECT (${newer})) AND ${when}`;
  }

  /** Puts one that has just become available into its chain. */
  async join(tx: Tx, transmission: Linked): Promise<void> {
    await rowsOf(
      tx,
      sql`WITH older AS (${this.before(transmission)}), newer AS (${this.after(transmission)}),
        own AS (UPDATE transmissions
          SET supersedes = (SELECT id FROM older), superseded_by = (SELECT id FROM newer) WHERE id = ${transmission.id}),
        linked AS (${this.linking(transmission.id, sql`SELECT id FROM older`, sql`SELECT id FROM newer`, sql`true`)})
        SELECT`,
    );
  }

  /** Takes one out of its chain that nobody will import any more. */
  async leave(tx: Tx, { id, supersedes, supersededBy }: Pick<Transmission, 'id' | 'supersedes' | 'supersededBy'>) {
    await rowsOf(
      tx,
      sql`UPDATE transmissions SET
            superseded_by = CASE WHEN superseded_by = ${id} THEN ${supersededBy}::uuid ELSE superseded_by END,
            supersedes = CASE WHEN supersedes = ${id} THEN ${supersedes}::uuid ELSE supersedes END
          WHERE id = ANY (${[supersedes, supersededBy].filter((one) => one !== null)}::uuid[])`,
    );
  }

  /**
   * Lets nobody else change the chain until the transaction ends: whoever takes several out of one at a time would wait
   * for each other otherwise.
   */
  async lock(tx: Tx, { sender, destination }: Pick<Transmission, 'sender' | 'destination'>): Promise<void> {
    await rowsOf(tx, sql`SELECT pg_advisory_xact_lock(hashtextextended(${`chain ${sender} ${destination}`}, 0))`);
  }
}
