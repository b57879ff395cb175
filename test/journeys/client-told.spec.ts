import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { setTimeout as pause } from 'node:timers/promises';
import { deliveries, readDelivery, replay, replayFailed, testSubscription } from '../../src/client/deliveries.js';
import { eventPages, followEvents, GatewayEvent } from '../../src/client/events.js';
import { GatewayClient } from '../../src/client/gateway-client.js';
import {
  activateSubscription,
  changeSubscription,
  endSubscription,
  readSubscription,
  renewSecret,
  secretOf,
  subscribe,
  subscriptions,
} from '../../src/client/subscriptions.js';
import { verifyWebhook } from '../../src/client/verify-webhook.js';
import { enrol } from '../../src/client/enrol.js';
import { publicUrl } from '../setup/gateway.js';
import { Receiver } from '../setup/receiver.js';
import { until } from '../setup/until.js';
import { distributed, loopbackAllowed, setClockRight } from '../setup/webhooks.js';
import { anew, sampleUnit, serviceOffice, World } from '../setup/world.js';

const slip = sampleUnit('applicable/202407/2-use-slip');

describe('The reference client is told', () => {
  let world: World;
  let k: GatewayClient;
  let receiver: Receiver;
  let isCut = false;

  beforeAll(async () => {
    world = await World.begin({ environment: loopbackAllowed });
    setClockRight(world.gateway);
    const settings = {
      clock: () => world.gateway.clock.now(),
      sleep: () => pause(5),
      fetch: ((url: string, init?: RequestInit) =>
        isCut
          ? Promise.reject(new TypeError('fetch failed'))
          : fetch(url.replace(publicUrl, world.gateway.url), init)) as typeof globalThis.fetch,
    };
    const code = await world.codeFor('K事業所', serviceOffice);
    k = new GatewayClient(await enrol({ baseUrl: publicUrl, code, ...settings }), settings);
  });
  afterAll(() => world.end());
  beforeEach(async () => {
    receiver = await Receiver.begin();
  });
  afterEach(() => receiver.end());

  const send = async () => (await world.send(world.a, anew(slip))).body.id;

  it('of everything up to now, and from there of what comes, through an interruption', async () => {
    const before = await send();
    await distributed(world.gateway);
    let next = '';
    const events: GatewayEvent[] = [];
    for await (const page of eventPages(k, { kinds: ['transmission-available'] })) {
      events.push(...page.events);
      ({ next } = page);
    }
    expect(events.map(({ transmission }) => transmission)).toEqual([before]);

    const following = followEvents(k, { kinds: ['transmission-available'], after: next });
    const first = following.next();
    const second = await send();
    expect((await first).value!.events).toMatchObject([{ transmission: second, offices: [serviceOffice] }]);
    isCut = true;
    const onceMore = following.next();
    const third = await send();
    isCut = false;
    expect((await onceMore).value!.events).toMatchObject([{ transmission: third }]);
    await following.return(undefined);
  });

  it('by a webhook that it makes, tries out, changes, renews and ends', async () => {
    const { id } = await subscribe(k, { channel: 'webhook', url: receiver.url, name: 'Server' });
    const { event } = await testSubscription(k, id);
    const [told] = await receiver.told(1);
    const { publicKey } = await secretOf(k, id);
    const body = verifyWebhook(told!.headers, told!.body, publicKey!, world.gateway.clock.now());
    expect(body).toMatchObject({ type: 'subscription-tested', data: { id: event, subscription: id } });

    expect(await changeSubscription(k, id, { url: receiver.url, kinds: ['notice-given'] })).toMatchObject({
      name: '',
      kinds: ['notice-given'],
    });
    expect((await renewSecret(k, id)).publicKey).not.toBe(publicKey);
    expect((await activateSubscription(k, id)).state).toBe('active');
    expect(await subscriptions(k)).toEqual([await readSubscription(k, id)]);
    await endSubscription(k, id);
    expect(await subscriptions(k)).toEqual([]);
  });

  it('again, on asking: of one event, or of all that failed', async () => {
    const { id } = await subscribe(k, { channel: 'webhook', url: receiver.url, kinds: ['transmission-available'] });
    const since = world.gateway.clock.now();
    await send();
    const [told] = await receiver.told(1);
    const { id: event } = told!.json.data;
    await until(
      () => readDelivery(k, id, event),
      ({ state }) => state === 'delivered',
    );
    await replay(k, id, event);
    await receiver.told(2);
    const repeated = await until(
      () => readDelivery(k, id, event),
      ({ state }) => state === 'delivered',
    );

    expect(receiver.ids).toEqual([event, event]);
    expect(repeated.history.map(({ outcome, status }) => [outcome, status])).toEqual([
      ['delivered', 204],
      ['delivered', 204],
    ]);
    const listed = [];
    for await (const one of deliveries(k, id, 'delivered')) listed.push(one.event);
    expect(listed).toEqual([event]);
    expect(await replayFailed(k, id, since)).toBe(0);
    await endSubscription(k, id);
  });
});
