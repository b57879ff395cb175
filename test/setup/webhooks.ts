import { randomUUID } from 'node:crypto';
import { Answer } from './api.js';
import { TestCaller } from './caller.js';
import { TestGateway } from './gateway.js';
import { until } from './until.js';
import { World } from './world.js';

export interface SubscriptionBody {
  readonly id: string;
  readonly state: string;
  readonly disabledBecause: string | null;
  readonly kinds: string[] | null;
  readonly offices: string[] | null;
  readonly url: string | null;
  readonly failures: number;
  readonly failingSince: string | null;
  readonly type?: string;
  readonly reason?: string;
}

/** Receivers on this machine may be called. */
export const loopbackAllowed = { WEBHOOK_ALLOWED_NETWORKS: '127.0.0.0/8' };

export function subscribe(
  world: World,
  caller: TestCaller,
  json: Record<string, unknown>,
): Promise<Answer<SubscriptionBody>> {
  return world.api.post<SubscriptionBody>('/v1/subscriptions', {
    caller,
    headers: { 'idempotency-key': randomUUID() },
    json: { channel: 'webhook', ...json },
  });
}

/** Subscribes once all that was is distributed, and is told of what comes; fails when that is refused. */
export async function subscribed(
  world: World,
  caller: TestCaller,
  json: Record<string, unknown>,
): Promise<SubscriptionBody> {
  await distributed(world.gateway);
  const { status, body } = await subscribe(world, caller, json);
  if (status !== 201) throw new Error(`not subscribed: ${body.type}`);
  return body;
}

export async function secretOf(
  world: World,
  caller: TestCaller,
  id: string,
): Promise<{ secret: string; publicKey: string; previousUntil: string | null }> {
  const { body } = await world.api.get<{ secret: string; publicKey: string; previousUntil: string | null }>(
    `/v1/subscriptions/${id}/secret`,
    { caller },
  );
  return body;
}

/** Receivers look at their own clock: so must the gateway. */
export function setClockRight({ clock }: TestGateway): void {
  clock.advance((Date.now() - clock.now().getTime()) / 1000);
}

/** Once everything that is in the log has been brought to those who may know of it: by the gateway itself, or by `distribute`. */
export async function distributed({ database }: TestGateway, distribute?: () => Promise<unknown>): Promise<void> {
  await until(
    async () => {
      await distribute?.();
      return database.query<[{ left: number }]>(
        `SELECT count(*)::int AS left FROM events e, distribution d
         WHERE (e.settled_by, e.id) > (d.settled_by, d.event_id)`,
      );
    },
    ([{ left }]) => left === 0,
  );
}
