import { GatewayClient } from './gateway-client.js';
import { subscriptionPath } from './subscriptions.js';

export const DELIVERY_STATES = ['pending', 'delivered', 'failed', 'cancelled'] as const;
export type DeliveryState = (typeof DELIVERY_STATES)[number];

/** What one subscription is told of one event. */
export interface Delivery {
  /** Event id, and `webhook-id`. */
  readonly event: string;
  readonly kind: string;
  readonly at: string;
  readonly state: DeliveryState;
  readonly attempts: number;
  readonly dueAt: string | null;
  readonly endedAt: string | null;
}

export interface DeliveryAttempt {
  readonly number: number;
  readonly at: string;
  readonly milliseconds: number;
  readonly outcome: string;
  /** As the receiver answered: HTTP or SMTP. */
  readonly status: number | null;
}

export interface DeliveryWithAttempts extends Delivery {
  readonly history: readonly DeliveryAttempt[];
}

/** Newest first, one by one. @throws GatewayProblem, GatewayUnreachable */
export async function* deliveries(
  gateway: GatewayClient,
  subscription: string,
  state?: DeliveryState,
): AsyncGenerator<Delivery> {
  for (let cursor: string | null = ''; cursor !== null;) {
    const query = new URLSearchParams({ ...(state && { state }), ...(cursor && { cursor }) });
    const page: { deliveries: Delivery[]; next: string | null } = await gateway.get(
      `${subscriptionPath(subscription)}/deliveries?${query}`,
    );
    yield* page.deliveries;
    cursor = page.next;
  }
}

/** With every attempt. @throws GatewayProblem, GatewayUnreachable */
export function readDelivery(
  gateway: GatewayClient,
  subscription: string,
  event: string,
): Promise<DeliveryWithAttempts> {
  return gateway.get<DeliveryWithAttempts>(deliveryPath(subscription, event));
}

/** Tells one event again, under the same id. @throws GatewayProblem, GatewayUnreachable */
export function replay(gateway: GatewayClient, subscription: string, event: string): Promise<DeliveryWithAttempts> {
  return gateway.post<DeliveryWithAttempts>(`${deliveryPath(subscription, event)}/replay`, { json: {} }, true);
}

/** Tells again whatever failed since then. @returns how many @throws GatewayProblem, GatewayUnreachable */
export async function replayFailed(gateway: GatewayClient, subscription: string, since: Date): Promise<number> {
  let replayed = 0;
  for (let more = true; more;) {
    const json = { since: since.toISOString() };
    const told: { replayed: number; more: boolean } = await gateway.post(
      `${subscriptionPath(subscription)}/replays`,
      { json },
      true,
    );
    replayed += told.replayed;
    more = told.more && told.replayed > 0;
  }
  return replayed;
}

/** Sends an event to this subscription alone. @throws GatewayProblem, GatewayUnreachable */
export function testSubscription(gateway: GatewayClient, subscription: string): Promise<DeliveryWithAttempts> {
  return gateway.post<DeliveryWithAttempts>(`${subscriptionPath(subscription)}/test`, { json: {} }, false);
}

const deliveryPath = (id: string, event: string): string =>
  `${subscriptionPath(id)}/deliveries/${encodeURIComponent(event)}`;
