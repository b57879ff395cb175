import { GatewayClient } from './gateway-client.js';

export const CHANNELS = ['webhook', 'mail', 'atom'] as const;
export type Channel = (typeof CHANNELS)[number];

/** What is left out is as for a new one. */
export interface SubscriptionSettings {
  readonly name?: string;
  /** All when left out. */
  readonly kinds?: readonly string[];
  readonly offices?: readonly string[];
  /** Of a webhook. */
  readonly url?: string;
  /** Of mail and feeds. */
  readonly language?: 'ja' | 'en';
  /** Of mail. */
  readonly mode?: 'immediate' | 'daily';
  /** Of a daily mail, in Japan. */
  readonly hour?: number;
}

export interface SubscriptionToMake extends SubscriptionSettings {
  readonly channel: Channel;
  /** Of mail. */
  readonly address?: string;
}

/** 通知設定 */
export interface Subscription {
  readonly id: string;
  readonly channel: Channel;
  readonly state: 'unconfirmed' | 'active' | 'disabled';
  readonly disabledBecause: string | null;
  readonly name: string;
  readonly kinds: readonly string[] | null;
  readonly offices: readonly string[] | null;
  readonly url: string | null;
  readonly address: string | null;
  readonly language: 'ja' | 'en' | null;
  readonly mode: 'immediate' | 'daily' | null;
  readonly hour: number | null;
  readonly failures: number;
  readonly failingSince: string | null;
  readonly createdAt: string;
  readonly changedAt: string;
}

export interface SubscriptionSecret {
  /** Of a webhook: whsec_…, for v1. */
  readonly secret: string | null;
  /** Of a webhook: whpk_…, for v1a. */
  readonly publicKey: string | null;
  readonly previousUntil: string | null;
  /** Of a feed: its secret address. */
  readonly feed: string | null;
}

/** @throws GatewayProblem, GatewayUnreachable */
export function subscribe(gateway: GatewayClient, json: SubscriptionToMake): Promise<Subscription> {
  return gateway.create<Subscription>('/v1/subscriptions', { json });
}

/** All of the client's, oldest first. @throws GatewayProblem, GatewayUnreachable */
export async function subscriptions(gateway: GatewayClient): Promise<readonly Subscription[]> {
  return (await gateway.get<{ subscriptions: Subscription[] }>('/v1/subscriptions')).subscriptions;
}

/** @throws GatewayProblem, GatewayUnreachable */
export function readSubscription(gateway: GatewayClient, id: string): Promise<Subscription> {
  return gateway.get<Subscription>(subscriptionPath(id));
}

/** Replaces all its settings. @throws GatewayProblem, GatewayUnreachable */
export function changeSubscription(
  gateway: GatewayClient,
  id: string,
  settings: SubscriptionSettings,
): Promise<Subscription> {
  return gateway.put<Subscription>(subscriptionPath(id), settings);
}

/** One that was disabled. Repeating changes nothing. @throws GatewayProblem, GatewayUnreachable */
export function activateSubscription(gateway: GatewayClient, id: string): Promise<Subscription> {
  return gateway.post<Subscription>(`${subscriptionPath(id)}/activation`, { json: {} }, true);
}

/** For good: nothing is told any more. @throws GatewayProblem, GatewayUnreachable */
export function endSubscription(gateway: GatewayClient, id: string): Promise<void> {
  return gateway.delete(subscriptionPath(id));
}

/** What its webhooks are verified with, or the address of its feed. @throws GatewayProblem, GatewayUnreachable */
export function secretOf(gateway: GatewayClient, id: string): Promise<SubscriptionSecret> {
  return gateway.get<SubscriptionSecret>(`${subscriptionPath(id)}/secret`);
}

/**
 * A webhook is signed by the old keys, too, for a day; the old address of a feed ends at once. Sent once: where no answer
 * comes, `secretOf` tells what the secret is. @throws GatewayProblem, GatewayUnreachable
 */
export function renewSecret(gateway: GatewayClient, id: string): Promise<SubscriptionSecret> {
  return gateway.post<SubscriptionSecret>(`${subscriptionPath(id)}/secret`, { json: {} }, false);
}

export const subscriptionPath = (id: string): string => `/v1/subscriptions/${encodeURIComponent(id)}`;
