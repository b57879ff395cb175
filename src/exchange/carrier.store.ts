import { Injectable } from '@nestjs/common';
import sql, { Sql } from 'sql-template-tag';
import { Statements } from '../database/statements.js';
import { rowsOf, Tx } from '../database/unit-of-work.js';
import { EventStore } from '../events/event.store.js';
import { CarrierParty, isDestination } from './party.js';
import { arrivedStates } from './transmission.js';

/** Where a carrier says that a transmission is on its way to the office (図表126: ベンダー／代行／事業所). */
export const hops = ['received', 'handed-to-office'] as const;
export type Hop = (typeof hops)[number];

/** Who carries a transmission to its destination: one row for each carrier that it was sealed for. */
@Injectable()
export class CarrierStore {
  constructor(
    private readonly statements: Statements,
    private readonly events: EventStore,
  ) {}

  /** The statement that says so, as a part of a larger one, when a condition on that holds. */
  insertion(id: string, destination: string, carriers: readonly string[], when: Sql): Sql {
    return sql`INSERT INTO transmission_carriers (id, client_id, destination)
      SELECT ${id}::uuid, carrier, ${destination}::text FROM unnest(${carriers}::uuid[]) AS carrier WHERE ${when}`;
  }

  async insert(tx: Tx, id: string, destination: string, carriers: readonly string[]): Promise<void> {
    if (carriers.length > 0) await rowsOf(tx, this.insertion(id, destination, carriers, sql`true`));
  }

  /** The statement that takes these transmissions off every carrier's open inbox, as a part of a larger one. */
  closing(ids: Sql): Sql {
    return sql`UPDATE transmission_carriers SET is_open = false WHERE id IN (${ids}) AND is_open`;
  }

  /**
   * Writes down where the transmission is, with its event; the first report counts. False when the carrier has no part in
   * the transmission (any more); a repeat is true and changes nothing.
   */
  async reach(party: CarrierParty, id: string, hop: Hop, at: Date): Promise<boolean> {
    const isFurther = hop === 'received' ? sql`hop = 'gateway'` : sql`hop <> 'office'`;
    const place = hop === 'received' ? 'carrier' : 'office';
    const column = hop === 'received' ? sql`received_at` : sql`handed_over_at`;
    const event = {
      kind: 'transmission-hop' as const,
      at,
      clientId: party.clientId,
      transmissionId: id,
      data: { hop },
    };
    const [outcome] = await this.statements.rows<{ found: boolean }>(
      `carriers-reach ${hop}`,
      sql`WITH
        t AS (
          SELECT t.id, t.sender, t.destination, t.submission_id FROM transmissions t
          WHERE t.id = ${id} AND ${isDestination(party, at)} AND t.state = ANY (${arrivedStates})),
        reached AS (
          UPDATE transmission_carriers SET ${column} = ${at}
          FROM t WHERE transmission_carriers.id = t.id AND client_id = ${party.clientId} AND ${column} IS NULL
          RETURNING t.*),
        moved AS (
          UPDATE transmissions SET hop = ${place}, hop_since = ${at}
          WHERE id IN (SELECT id FROM reached) AND ${isFurther}),
        event AS (${this.events.insertion(
          {
            ...event,
            sender: sql`reached.sender`,
            destination: sql`reached.destination`,
            submissionId: sql`reached.submission_id`,
          },
          sql`reached`,
        )})
        SELECT EXISTS (SELECT FROM t) AS found`,
    );
    return outcome?.found ?? false;
  }
}
