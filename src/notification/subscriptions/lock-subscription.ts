import sql from 'sql-template-tag';
import { rowsOf, Tx } from '../../database/unit-of-work.js';
import { SubscriptionState } from './subscription.js';

/**
 * The subscription's state, which stays so until the transaction ends; `ended` when it is not there any more. Whoever changes
 * deliveries and subscription in one transaction locks the subscription first: so nobody waits in a circle, nothing is made
 * due to one that has just ended, and what is distributed meanwhile is either seen by the next statement or comes after it.
 */
export async function lockSubscription(tx: Tx, id: string): Promise<SubscriptionState> {
  const [row] = await rowsOf<{ state: SubscriptionState }>(
    tx,
    sql`SELECT state FROM subscriptions WHERE id = ${id} FOR NO KEY UPDATE`,
  );
  return row?.state ?? 'ended';
}
