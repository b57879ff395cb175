import { Outcome, Transmission } from './answers.js';
import { GatewayClient } from './gateway-client.js';

/** Why a transmission is recalled. */
export const RECALL_REASONS = ['wrong-destination', 'wrong-content', 'wrong-person', 'sent-twice', 'other'] as const;
export type RecallReason = (typeof RECALL_REASONS)[number];

/** As many as the gateway takes in one call. */
const AT_ONCE = 200;

/** 電文取消, before the first byte was collected: one outcome each. Repeating changes nothing. Throws GatewayProblem. */
export function recall(gateway: GatewayClient, ids: readonly string[], reason: RecallReason): Promise<Outcome[]> {
  return onMany(gateway, '/v1/recalls', ids, { reason });
}

/** Sends what was held: one outcome each; what has a problem stays held. Repeating changes nothing. Throws GatewayProblem. */
export function release(gateway: GatewayClient, ids: readonly string[]): Promise<Outcome[]> {
  return onMany(gateway, '/v1/releases', ids);
}

/** Throws away what was held: one outcome each. Repeating changes nothing. Throws GatewayProblem. */
export function discard(gateway: GatewayClient, ids: readonly string[]): Promise<Outcome[]> {
  return onMany(gateway, '/v1/discards', ids);
}

/** What a transmission replaced and what replaced it, in the order of import. Throws GatewayProblem. */
export async function chainOf(gateway: GatewayClient, id: string): Promise<readonly Transmission[]> {
  const path = `/v1/transmissions/${encodeURIComponent(id)}/chain`;
  return (await gateway.get<{ transmissions: Transmission[] }>(path)).transmissions;
}

async function onMany(
  gateway: GatewayClient,
  path: string,
  ids: readonly string[],
  more: object = {},
): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  for (let from = 0; from < ids.length; from += AT_ONCE) {
    const json = { transmissions: ids.slice(from, from + AT_ONCE), ...more };
    outcomes.push(...(await gateway.post<{ outcomes: Outcome[] }>(path, { json }, true)).outcomes);
  }
  return outcomes;
}
