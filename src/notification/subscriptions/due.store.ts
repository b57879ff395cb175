import { Injectable } from '@nestjs/common';
import sql from 'sql-template-tag';
import { Statements } from '../../database/statements.js';
import { Tx } from '../../database/unit-of-work.js';

/** The queues, apart so that receivers that fail are never in the way of those that do not. */
export const lanes = ['webhooks', 'webhooks-failing', 'mail'] as const;
export type Lane = (typeof lanes)[number];

/** What was put into a queue is not put there again for so long: then the queue has forgotten it. */
const heldSeconds = 30;

/** When which subscription has something to be done. */
@Injectable()
export class DueStore {
  constructor(private readonly statements: Statements) {}

  /** Some that are due and that nobody has in hand, the longest due first; they are held from then on. */
  take(now: Date, limit: number): Promise<{ id: string; lane: Lane }[]> {
    return this.statements.rows<{ id: string; lane: Lane }>(
      'subscriptions-take-due',
      sql`UPDATE subscriptions SET held_until = ${now}::timestamptz + make_interval(secs => ${heldSeconds})
          WHERE id IN (
            SELECT id FROM subscriptions
            WHERE due_at <= ${now} AND (held_until IS NULL OR held_until <= ${now})
            ORDER BY due_at LIMIT ${limit} FOR UPDATE SKIP LOCKED)
          RETURNING id, CASE WHEN channel = 'mail' THEN 'mail' WHEN failures > 0 THEN 'webhooks-failing'
            ELSE 'webhooks' END AS lane`,
    );
  }

  /** Who works on it says so again, before the time is over. */
  async hold(id: string, until: Date): Promise<void> {
    await this.statements.rows(
      'subscriptions-hold',
      sql`UPDATE subscriptions SET held_until = ${until} WHERE id = ${id} AND state <> 'ended'`,
    );
  }

  /**
   * Ends the work on it: from now on it is due when the first of what is pending is. The row is locked first, so that what
   * is distributed meanwhile is either seen by the second statement or comes after it. What was distributed to one that was
   * being disabled or ended at the same moment is cancelled here: nobody else would find it.
   */
  async settle(tx: Tx, id: string, now: Date): Promise<void> {
    const [row] = await tx.query<{ isOver: boolean }[]>(
      `SELECT state IN ('disabled', 'ended') AS "isOver" FROM subscriptions WHERE id = $1 FOR NO KEY UPDATE`,
      [id],
    );
    if (row?.isOver) {
      await tx.query(
        `UPDATE deliveries SET state = 'cancelled', ended_at = $2 WHERE subscription_id = $1 AND state = 'pending'`,
        [id, now],
      );
    }
    await tx.query(
      `UPDATE subscriptions SET held_until = NULL, due_at = CASE WHEN next.due_at IS NOT NULL
         THEN greatest(rest_until, next.due_at) END
       FROM (SELECT min(due_at) AS due_at FROM deliveries WHERE subscription_id = $1 AND state = 'pending') next
       WHERE id = $1`,
      [id],
    );
  }
}
