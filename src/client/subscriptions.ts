import { GatewayClient } from './gateway-client.js';

export interface SubscriptionToMake {
  readonly channel: 'webhook' | 'mail' | 'atom';
  readonly name?: string;
  /** All when left out. */
  readonly kinds?: readonly string[];
  readonly offices?: readonly string[];
  /** Of a webhook. */
  readonly url?: string;
  /** Of mail. */
  readonly address?: string;
  readonly language?: 'ja' | 'en';
  readonly mode?: 'immediate' | 'daily';
  readonly hour?: number;
}

/** 通知設定 */
export interface Subscription extends SubscriptionToMake {
  readonly id: string;
  readonly state: 'unconfirmed' | 'active' | 'disabled';
  readonly disabledBecause: string | null;
}

export interface SubscriptionSecret {
  readonly secret: string | null;
  readonly publicKey: string | null;
  readonly previousUntil: string | null;
  readonly feed: string | null;
}

/** @throws GatewayProblem, GatewayUnreachable */
export function subscribe(gateway: GatewayClient, json: SubscriptionToMake): Promise<Subscription> {
  return gateway.create<Subscription>('/v1/subscriptions', { json });
}

/** What its webhooks are verified with, or the address of its feed. @throws GatewayProblem, GatewayUnreachable */
export function secretOf(gateway: GatewayClient, id: string): Promise<SubscriptionSecret> {
  return gateway.get<SubscriptionSecret>(`/v1/subscriptions/${id}/secret`);
}
