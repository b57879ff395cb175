import { Injectable } from '@nestjs/common';
import sql from 'sql-template-tag';
import { Statements } from '../../database/statements.js';
import { rowsOf, Tx } from '../../database/unit-of-work.js';
import { lockSubscription } from './lock-subscription.js';
import { ChannelName, SubscriptionState } from './subscription.js';

/** The queues, apart so that receivers that fail or are slow are never in the way of those that are not. */
export const lanes = ['webhooks', 'webhooks-slow', 'mail'] as const;
export type Lane = (typeof lanes)[number];

/** A subscription that has something to be done, and where it is queued. */
export interface Due {
  readonly id: string;
  readonly lane: Lane;
}

/** What was put into a queue is not put there again for so long: then the queue has forgotten it. */
const heldSeconds = 60;

/** Whoever works on one has it alone for so long: longer than any turn, and how long it lies when its worker dies. */
const leasedSeconds = 60;

/** How many of one client's may be in the queues at once; fewer where they take a place for long. */
const heldOfClient = 16;
const slowHeldOfClient = 4;

/** Those that fail or are slow are counted and queued apart. */
const takesLong = sql`(failures > 0 OR is_slow)`;

/** Due ones that are looked at to choose from. */
const candidates = 5_000;

/** Ended at once of what an ended subscription left. */
const endedAtOnce = 2_000;

/** When which subscription has something to be done. */
@Injectable()
export class DueStore {
  constructor(private readonly statements: Statements) {}

  /** Some that are due and that nobody has in hand, the longest due first and of no client too many; held from then on. */
  take(now: Date, limit: number, channels: readonly ChannelName[]): Promise<Due[]> {
    return this.statements.rows<Due>(
      'subscriptions-take-due',
      sql`WITH held AS (
            SELECT client_id, ${takesLong} AS slow, count(*) AS count FROM subscriptions
            WHERE held_until > ${now} GROUP BY 1, 2),
          due AS (
            SELECT id, client_id, due_at, ${takesLong} AS slow FROM subscriptions
            WHERE due_at <= ${now} AND (held_until IS NULL OR held_until <= ${now})
              AND channel = ANY (${channels}::text[])
            ORDER BY due_at LIMIT ${candidates}),
          placed AS (
            SELECT due.id, due.due_at, slow, coalesce(held.count, 0)
              + row_number() OVER (PARTITION BY client_id, slow ORDER BY due.due_at, due.id) AS place
            FROM due LEFT JOIN held USING (client_id, slow))
          UPDATE subscriptions SET held_until = ${now}::timestamptz + make_interval(secs => ${heldSeconds})
          WHERE id IN (
            SELECT s.id FROM subscriptions s JOIN placed ON placed.id = s.id
            WHERE place <= CASE WHEN slow THEN ${slowHeldOfClient}::int ELSE ${heldOfClient}::int END
              AND s.due_at <= ${now} AND (s.held_until IS NULL OR s.held_until <= ${now})
            ORDER BY placed.due_at LIMIT ${limit} FOR UPDATE OF s SKIP LOCKED)
          RETURNING id, CASE WHEN channel = 'mail' THEN 'mail' WHEN ${takesLong} THEN 'webhooks-slow'
            ELSE 'webhooks' END AS lane`,
    );
  }

  /**
   * These were not queued after all: whoever looks next may take them. One that somebody works on by now stays as it is. One by
   * one, since the distributor has many locked, in an order of its own.
   */
  async letGo(taken: readonly Due[], now: Date): Promise<void> {
    for (const { id } of taken) {
      await this.statements.rows(
        'subscriptions-let-go',
        sql`UPDATE subscriptions SET held_until = NULL
            WHERE id = ${id} AND (leased_until IS NULL OR leased_until <= ${now})`,
      );
    }
  }

  /**
   * Its state for whoever now works on it, alone; null when somebody does already, or when what it was queued for has been done.
   * Whether it is due said the clock of who took it: this one's may be behind.
   */
  async begin(id: string, now: Date): Promise<SubscriptionState | null> {
    const until = sql`${now}::timestamptz + make_interval(secs => ${leasedSeconds})`;
    const [row] = await this.statements.rows<{ state: SubscriptionState }>(
      'subscriptions-begin',
      // An UPDATE gives its rows by way of a CTE.
      sql`WITH begun AS (
            UPDATE subscriptions SET leased_until = ${until}, held_until = ${until}
            WHERE id = ${id} AND held_until IS NOT NULL AND (leased_until IS NULL OR leased_until <= ${now})
            RETURNING state)
          SELECT state FROM begun`,
    );
    return row?.state ?? null;
  }

  /** Ends some of what one left that is told of nothing any more. @returns whether there may be more */
  async endSome(id: string, now: Date): Promise<boolean> {
    const [row] = await this.statements.rows<{ ended: number }>(
      'subscriptions-end-some',
      sql`WITH ended AS (
            UPDATE deliveries d SET ended_at = ${now},
              state = CASE WHEN s.disabled_because IN ('gone', 'failing', 'bounced') THEN 'failed' ELSE 'cancelled' END
            FROM subscriptions s
            WHERE s.id = ${id} AND s.state IN ('disabled', 'ended') AND d.subscription_id = s.id AND d.event_id IN (
              SELECT event_id FROM deliveries WHERE subscription_id = ${id} AND state = 'pending' LIMIT ${endedAtOnce})
            RETURNING 1)
          SELECT count(*)::int AS ended FROM ended`,
    );
    return row?.ended === endedAtOnce;
  }

  /**
   * Ends the work on it: from now on it is due when the first of what is pending is; one that is told of nothing any more, at
   * once while there is something; and one that waits for its reader to agree, as before.
   */
  async settle(tx: Tx, id: string, now: Date): Promise<void> {
    await lockSubscription(tx, id);
    await rowsOf(
      tx,
      sql`UPDATE subscriptions SET held_until = NULL, leased_until = NULL,
            due_at = CASE WHEN state = 'unconfirmed' THEN CASE WHEN due_at IS NOT NULL THEN greatest(due_at, rest_until) END
              WHEN next.first IS NULL THEN NULL
              WHEN state IN ('disabled', 'ended') THEN ${now}::timestamptz
              ELSE greatest(rest_until, next.first) END
          FROM (SELECT min(deliveries.due_at) AS first FROM deliveries WHERE subscription_id = ${id} AND state = 'pending') next
          WHERE id = ${id}`,
    );
  }
}
