import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { TestCaller } from '../setup/caller.js';
import { Receiver } from '../setup/receiver.js';
import { until } from '../setup/until.js';
import { loopbackAllowed, subscribed } from '../setup/webhooks.js';
import { anew, sampleUnit, World } from '../setup/world.js';

const unit = sampleUnit('applicable/202407/2-use-slip');

interface DeliveryBody {
  readonly event: string;
  readonly kind: string;
  readonly state: string;
  readonly attempts: number;
  readonly history?: { number: number; outcome: string; status: number | null }[];
  readonly type?: string;
}

describe('what a subscription was told', () => {
  let world: World;
  let receiver: Receiver;
  let id: string;

  beforeAll(async () => {
    world = await World.begin({ environment: loopbackAllowed });
  });
  afterAll(() => world.end());
  beforeEach(async () => {
    receiver = await Receiver.begin();
    id = (await subscribed(world, world.k, { url: receiver.url, kinds: ['transmission-available'] })).id;
  });
  afterEach(async () => {
    await world.api.delete(`/v1/subscriptions/${id}`, { caller: world.k });
    await receiver.end();
  });

  const send = () => world.send(world.a, anew(unit));
  const list = async (query: Record<string, string> = {}, caller: TestCaller = world.k) =>
    (
      await world.api.get<{ deliveries: DeliveryBody[]; next: string | null }>(`/v1/subscriptions/${id}/deliveries`, {
        caller,
        query,
      })
    ).body;
  const find = async (event: string) =>
    (await world.api.get<DeliveryBody>(`/v1/subscriptions/${id}/deliveries/${event}`, { caller: world.k })).body;
  const post = <Body = DeliveryBody>(path: string, json: object = {}) =>
    world.api.post<Body>(`/v1/subscriptions/${id}/${path}`, { caller: world.k, json });

  it('is listed, newest first, with every attempt and what the receiver answered', async () => {
    receiver.manner = () => (receiver.received.length === 1 ? 500 : 204);
    await send();
    await until(list, ({ deliveries }) => deliveries[0]?.attempts === 1);
    world.gateway.clock.advance(10);
    await until(list, ({ deliveries }) => deliveries[0]?.state === 'delivered');
    await send();
    const { deliveries } = await until(
      list,
      (all) => all.deliveries.filter(({ state }) => state === 'delivered').length === 2,
    );

    expect(deliveries.map(({ event }) => event)).toEqual([receiver.ids[2], receiver.ids[0]]);
    expect(await find(receiver.ids[0]!)).toMatchObject({
      kind: 'transmission-available',
      attempts: 2,
      history: [
        { number: 1, outcome: 'status', status: 500 },
        { number: 2, outcome: 'delivered', status: 204 },
      ],
    });
    const first = await list({ limit: '1' });
    const second = await list({ limit: '1', cursor: first.next! });
    expect([first.deliveries[0]?.event, second.deliveries[0]?.event, second.next]).toEqual([
      receiver.ids[2],
      receiver.ids[0],
      null,
    ]);
    expect((await list({ state: 'failed' })).deliveries).toEqual([]);
  });

  it('can be told again, under the same id and by the whole schedule', async () => {
    await send();
    await until(list, ({ deliveries }) => deliveries[0]?.state === 'delivered');
    receiver.manner = () => 500;
    const { status } = await post(`deliveries/${receiver.ids[0]}/replay`);
    await until(list, ({ deliveries }) => deliveries[0]?.attempts === 2);
    receiver.manner = () => 204;
    world.gateway.clock.advance(10); // the second wait of a schedule that began anew
    await until(list, ({ deliveries }) => deliveries[0]?.state === 'delivered');

    expect(status).toBe(202);
    expect(new Set(receiver.ids).size).toBe(1);
    expect((await find(receiver.ids[0]!)).history).toHaveLength(3);
  });

  it('can be told again from a time on, where it failed; once the subscription is active again', async () => {
    receiver.manner = () => 410;
    await send();
    await until(list, ({ deliveries }) => deliveries[0]?.state === 'failed');
    const since = new Date(world.gateway.clock.now().getTime() - 1000).toISOString();
    const refused = await post('replays', { since });
    receiver.manner = () => 204;
    const activated = await post<{ state: string; failures: number }>('activation');
    const later = new Date(world.gateway.clock.now().getTime() + 1000).toISOString();

    expect([refused.status, refused.body.type]).toEqual([409, 'urn:careplan:problem:subscription-state']);
    expect([activated.status, activated.body]).toMatchObject([200, { state: 'active', failures: 0 }]);
    expect((await post('replays', { since: later })).body).toEqual({ replayed: 0, more: false });
    expect((await post('replays', { since })).body).toEqual({ replayed: 1, more: false });
    await until(list, ({ deliveries }) => deliveries[0]?.state === 'delivered');
  });

  it('can be tried out with an event that goes to it alone', async () => {
    const other = await Receiver.begin();
    const { id: apart } = await subscribed(world, world.k, { url: other.url });
    const { status, body } = await post('test');
    const [told] = await receiver.told(1);
    await until(list, ({ deliveries }) => deliveries[0]?.state === 'delivered');

    expect([status, body.kind]).toEqual([202, 'subscription-tested']);
    expect(told!.json).toMatchObject({ type: 'subscription-tested', data: { id: body.event, subscription: id } });
    expect(other.received.filter(({ json }) => json.type === 'subscription-tested')).toEqual([]);
    await world.api.delete(`/v1/subscriptions/${apart}`, { caller: world.k });
    await other.end();
  });

  it('is nobody else’s to see or to repeat', async () => {
    await send();
    const { deliveries } = await until(list, (all) => all.deliveries[0]?.state === 'delivered');
    for (const path of ['deliveries', `deliveries/${deliveries[0]!.event}`]) {
      const { status } = await world.api.get(`/v1/subscriptions/${id}/${path}`, { caller: world.a });
      expect([path, status]).toEqual([path, 404]);
    }
    for (const path of ['test', 'activation', 'replays', `deliveries/${deliveries[0]!.event}/replay`]) {
      const json = { since: '2026-01-01T00:00:00Z' };
      const { status } = await world.api.post(`/v1/subscriptions/${id}/${path}`, { caller: world.a, json });
      expect([path, status]).toEqual([path, 404]);
    }
  });

  it('takes no time that there is not', async () => {
    for (const since of ['yesterday', '2026-02-30T00:00:00Z', '2026-12-31T23:59:60Z', '+275760-09-13T00:00:00Z']) {
      expect([since, (await post('replays', { since })).status]).toEqual([since, 400]);
    }
  });
});
