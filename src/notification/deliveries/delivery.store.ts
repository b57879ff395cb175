import { Injectable } from '@nestjs/common';
import sql, { empty, raw, Sql } from 'sql-template-tag';
import { Statements } from '../../database/statements.js';
import { rowsOf, Tx } from '../../database/unit-of-work.js';
import { Delivery, DeliveryAttempt, DeliveryState } from './delivery.js';

const columns =
  raw(`d.event_id AS event, e.kind, e.at, d.state, d.attempts, d.due_at AS "dueAt", d.ended_at AS "endedAt",
  d.position::text AS position`);

/** Deliveries of one subscription, whose owner was asked before. */
@Injectable()
export class DeliveryStore {
  constructor(private readonly statements: Statements) {}

  /**
   * A state stands in the statement, not bound: only then can an index over few states serve. It comes from a closed list.
   * The newest first, after this position and event; null for the beginning.
   */
  list(
    id: string,
    state: DeliveryState | null,
    after: readonly [string, string] | null,
    limit: number,
  ): Promise<Delivery[]> {
    const [position, event] = after ?? ['9223372036854775807', 'ffffffff-ffff-ffff-ffff-ffffffffffff'];
    return this.statements.rows<Delivery>(
      `deliveries-list ${state ?? 'all'}`,
      sql`SELECT ${columns} FROM deliveries d JOIN events e ON e.id = d.event_id
          WHERE d.subscription_id = ${id} AND (d.position, d.event_id) < (${position}::bigint, ${event}::uuid)
            ${state === null ? empty : sql`AND d.state = ${raw(`'${state}'`)}`}
          ORDER BY d.position DESC, d.event_id DESC LIMIT ${limit}`,
    );
  }

  async find(id: string, event: string): Promise<Delivery | null> {
    const [row] = await this.statements.rows<Delivery>(
      'deliveries-find',
      sql`SELECT ${columns} FROM deliveries d JOIN events e ON e.id = d.event_id
          WHERE d.subscription_id = ${id} AND d.event_id = ${event}`,
    );
    return row ?? null;
  }

  attempts(id: string, event: string): Promise<DeliveryAttempt[]> {
    return this.statements.rows<DeliveryAttempt>(
      'delivery-attempts',
      sql`SELECT number, at, duration_ms AS milliseconds, outcome, status FROM delivery_attempts
          WHERE subscription_id = ${id} AND event_id = ${event} ORDER BY number`,
    );
  }

  /** A delivery of its own, of an event that nobody else is told of. */
  async add(tx: Tx, id: string, event: string, now: Date): Promise<void> {
    await rowsOf(
      tx,
      sql`INSERT INTO deliveries (subscription_id, event_id, position, state, due_at, created_at)
          SELECT ${id}, ${event}, position, 'pending', ${now}, ${now} FROM distribution`,
    );
    await this.makeDue(tx, id, now);
  }

  /** To be delivered once more, by the whole schedule. @returns how many */
  async replay(tx: Tx, id: string, which: Replayed, now: Date): Promise<number> {
    const chosen: Sql =
      'event' in which
        ? sql`event_id = ${which.event} AND state <> 'pending'`
        : sql`event_id IN (SELECT event_id FROM deliveries WHERE subscription_id = ${id} AND state = 'failed'
            AND created_at >= ${which.since} ORDER BY position LIMIT ${which.most})`;
    const { text, values } = sql`UPDATE deliveries SET state = 'pending', attempts_before = attempts, due_at = ${now},
        ended_at = NULL
      WHERE subscription_id = ${id} AND ${chosen}`;
    const [, replayed] = await tx.query<[unknown[], number]>(text, values);
    if (replayed > 0) await this.makeDue(tx, id, now);
    return replayed;
  }

  private async makeDue(tx: Tx, id: string, now: Date): Promise<void> {
    await tx.query('UPDATE subscriptions SET due_at = least(due_at, $2) WHERE id = $1', [id, now]);
  }
}

export type Replayed = { readonly event: string } | { readonly since: Date; readonly most: number };
