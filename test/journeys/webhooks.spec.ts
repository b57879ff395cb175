import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { createSecretKey, randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { Webhook } from 'standardwebhooks';
import { newId } from '../../src/database/identifiers.js';
import { encryptAtRest } from '../../src/sealing/at-rest.js';
import { TestCaller } from '../setup/caller.js';
import { Receiver } from '../setup/receiver.js';
import { until } from '../setup/until.js';
import {
  loopbackAllowed,
  secretOf,
  setClockRight,
  subscribe,
  subscribed,
  SubscriptionBody,
} from '../setup/webhooks.js';
import { anew, careManager, sampleUnit, serviceOffice, World } from '../setup/world.js';

const unit = sampleUnit('applicable/202407/2-use-slip');
const minute = 60;
const hour = 60 * minute;

describe('webhooks', () => {
  let world: World;
  let receiver: Receiver;

  beforeAll(async () => {
    world = await World.begin({ environment: loopbackAllowed });
  });
  afterAll(() => world.end());
  beforeEach(async () => {
    receiver = await Receiver.begin();
  });
  afterEach(async () => {
    for (const caller of [world.a, world.k]) {
      const { body } = await world.api.get<{ subscriptions: SubscriptionBody[] }>('/v1/subscriptions', { caller });
      for (const { id } of body.subscriptions) await world.api.delete(`/v1/subscriptions/${id}`, { caller });
    }
    await receiver.end();
  });

  const arrivals = (more: object = {}) => ({ url: receiver.url, kinds: ['transmission-available'], ...more });
  const send = async () => (await world.send(world.a, anew(unit))).body.id;
  const find = async (id: string, caller: TestCaller = world.k) =>
    (await world.api.get<SubscriptionBody>(`/v1/subscriptions/${id}`, { caller })).body;
  const deliveries = (id: string) =>
    world.gateway.database.query<{ state: string; attempts: number; due_at: Date }[]>(
      'SELECT state, attempts, due_at FROM deliveries WHERE subscription_id = $1 ORDER BY position',
      [id],
    );

  it('tell the destination of what has arrived, by ids alone, so that the public package verifies it', async () => {
    const { id } = await subscribed(world, world.k, { url: receiver.url });
    const { secret } = await secretOf(world, world.k, id);
    setClockRight(world.gateway);

    const transmission = await send();
    const [told] = await receiver.told(1);

    expect(new Webhook(secret).verify(told!.body, told!.headers as Record<string, string>)).toEqual({
      type: 'transmission-available',
      timestamp: world.gateway.clock.now().toISOString(),
      data: { id: told!.headers['webhook-id'], offices: [serviceOffice], transmission },
    });
  });

  it('tell nothing of the time before, and only the kinds that were chosen', async () => {
    const before = await send();
    await subscribed(world, world.k, {
      url: receiver.url,
      kinds: ['transmission-available', 'transmission-collected'],
    });
    await subscribed(world, world.a, { url: receiver.url, kinds: ['transmission-confirmed'] });

    const after = await send();
    await world.collect(world.k, after);
    await receiver.told(2);
    await sleep(500);

    expect(receiver.received.map(({ json }) => [json.type, json.data['transmission']])).toEqual([
      ['transmission-available', after],
      ['transmission-collected', after],
    ]);
    expect(receiver.received.map(({ json }) => json.data['transmission'])).not.toContain(before);
  });

  it('tell of what comes after the subscription, however long ago its transaction began', async () => {
    const slow = world.gateway.database.createQueryRunner();
    await slow.startTransaction();
    const began = `INSERT INTO events (id, kind, at, transmission_id, sender, destination)
      SELECT $1, 'transmission-available', now(), $1, $2, $3`;
    await slow.query(began, [newId(), careManager, serviceOffice]);
    const id = (await subscribe(world, world.k, arrivals())).body.id;
    await slow.commitTransaction();
    await slow.release();
    await receiver.told(1);

    expect(await deliveries(id)).toHaveLength(1);
  });

  it('try again by the schedule, under the same id, until they are taken', async () => {
    receiver.manner = () => 500;
    const { id } = await subscribed(world, world.k, arrivals());
    await send();
    await receiver.told(1);

    // The rest of a failing receiver begins with the third failure; the schedule's waits are all longer, but for the first.
    const waits = [5, 5 * minute, 30 * minute, 2 * hour, 5 * hour, 10 * hour, 14 * hour, 20 * hour];
    for (const [index, wait] of waits.entries()) {
      const [delivery] = await until(
        () => deliveries(id),
        ([one]) => one?.attempts === index + 1,
      );
      const seconds = (delivery!.due_at.getTime() - world.gateway.clock.now().getTime()) / 1000;
      expect(seconds).toBeGreaterThan(wait * 0.89);
      expect(seconds).toBeLessThan(wait * 1.11);
      world.gateway.clock.advance(seconds + 1);
      await receiver.told(index + 2);
    }
    receiver.manner = () => 200;
    await until(
      () => deliveries(id),
      ([one]) => one?.attempts === 9,
    );
    world.gateway.clock.advance(27 * hour);
    await receiver.told(10);

    expect(new Set(receiver.ids).size).toBe(1);
    await until(
      () => deliveries(id),
      ([one]) => one?.state === 'delivered',
    );
    expect(await find(id)).toMatchObject({ state: 'active', failures: 0, failingSince: null });
  });

  it('give a delivery up after ten attempts', async () => {
    receiver.manner = () => 404;
    const { id } = await subscribed(world, world.k, arrivals());
    await send();
    for (let attempt = 1; attempt <= 10; attempt++) {
      await receiver.told(attempt);
      const [delivery] = await until(
        () => deliveries(id),
        ([one]) => one?.attempts === attempt,
      );
      const seconds = (delivery!.due_at.getTime() - world.gateway.clock.now().getTime()) / 1000;
      world.gateway.clock.advance(seconds + 1);
    }
    await until(
      () => deliveries(id),
      ([one]) => one?.state === 'failed',
    );
    await sleep(500);

    expect(receiver.received).toHaveLength(10);
  });

  it('end to be sent to a receiver that has failed for five days', async () => {
    receiver.manner = () => 500;
    const { id } = await subscribed(world, world.k, arrivals());
    for (let day = 0; day <= 5; day++) {
      const called = receiver.received.length;
      await send();
      await receiver.told(called + 1);
      await until(
        () => find(id),
        ({ failures }) => failures > day,
      );
      world.gateway.clock.advance(24 * hour + 1);
    }
    await until(
      () => find(id),
      ({ state }) => state === 'disabled',
    );

    expect(await find(id)).toMatchObject({ disabledBecause: 'failing' });
    await until(
      () => deliveries(id),
      (all) => all.every(({ state }) => state === 'failed'),
    );
  });

  it('hold nothing against a new URL that was the old one’s', async () => {
    receiver.manner = () => [503, { 'retry-after': '3600' }];
    const { id } = await subscribed(world, world.k, arrivals());
    await send();
    await until(
      () => find(id),
      ({ failures }) => failures === 1,
    );
    receiver.manner = () => 204;
    const url = `${receiver.url}/corrected`;
    const json = arrivals({ url });
    const { body } = await world.api.put<SubscriptionBody>(`/v1/subscriptions/${id}`, { caller: world.k, json });
    await send();
    await receiver.told(2);

    expect(body).toMatchObject({ url, failures: 0, failingSince: null });
  });

  it('take a redirect for a failure, and follow none', async () => {
    const elsewhere = await Receiver.begin();
    receiver.manner = () => [307, { location: elsewhere.url }];
    const { id } = await subscribed(world, world.k, arrivals());
    await send();
    await until(
      () => deliveries(id),
      ([one]) => one?.attempts === 1,
    );

    expect((await deliveries(id))[0]?.state).toBe('pending');
    expect(elsewhere.received).toEqual([]);
    await elsewhere.end();
  });

  it('stop for good where the receiver says that it is gone', async () => {
    receiver.manner = () => 410;
    const { id } = await subscribed(world, world.k, arrivals());
    await send();
    await until(
      () => find(id),
      ({ state }) => state === 'disabled',
    );
    await send();
    await sleep(500);

    expect(await find(id)).toMatchObject({ state: 'disabled', disabledBecause: 'gone' });
    expect(receiver.received).toHaveLength(1);
    expect((await deliveries(id)).map(({ state }) => state)).toEqual(['failed']);
  });

  it('leave a failing receiver in peace, and tell it of everything when it is back', async () => {
    receiver.manner = () => 503;
    const { id } = await subscribed(world, world.k, arrivals());
    for (let n = 0; n < 20; n++) await send();
    await until(
      () => find(id),
      ({ failures }) => failures >= 3,
    );
    const calls = await until(
      () => receiver.received.length,
      (length) => length === receiver.received.length,
    );
    expect(calls).toBeLessThan(20);

    receiver.manner = () => 200;
    world.gateway.clock.advance(hour);
    await until(
      () => deliveries(id),
      (all) => all.length === 20 && all.every(({ state }) => state === 'delivered'),
    );
    expect(new Set(receiver.ids).size).toBe(20);
  });

  it('wait as long as a receiver asks for', async () => {
    receiver.manner = () => [429, { 'retry-after': '600' }];
    const { id } = await subscribed(world, world.k, arrivals());
    await send();
    const [delivery] = await until(
      () => deliveries(id),
      ([one]) => one?.attempts === 1,
    );

    expect(delivery!.due_at.getTime() - world.gateway.clock.now().getTime()).toBe(600_000);
  });

  it('are signed by the old keys, too, for a day after the secret was renewed', async () => {
    setClockRight(world.gateway);
    const { id } = await subscribed(world, world.k, arrivals());
    const before = await secretOf(world, world.k, id);
    const { body: after } = await world.api.post<{ secret: string; previousUntil: string }>(
      `/v1/subscriptions/${id}/secret`,
      { caller: world.k },
    );
    await send();
    const [told] = await receiver.told(1);

    expect(after.secret).not.toBe(before.secret);
    for (const { secret } of [before, after]) {
      expect(new Webhook(secret).verify(told!.body, told!.headers as Record<string, string>)).toBeDefined();
    }
    world.gateway.clock.advance(24 * hour);
    await send();
    const late = (await receiver.told(2))[1]!;
    expect(String(late.headers['webhook-signature']).split(' ')).toHaveLength(2);
    expect(await secretOf(world, world.k, id)).toMatchObject({ secret: after.secret, previousUntil: null });
  });

  it('wait for a new secret where the old one cannot be opened any more, and none is sent unsigned', async () => {
    setClockRight(world.gateway);
    const { id } = await subscribed(world, world.k, arrivals());
    await world.gateway.database.query('UPDATE subscriptions SET secrets = $2 WHERE id = $1', [
      id,
      encryptAtRest(Buffer.from('[]'), createSecretKey(randomBytes(32)), `webhook secrets ${id}`),
    ]);
    await send();
    await until(
      () =>
        world.gateway.database.query<{ rest_until: Date | null }[]>(
          'SELECT rest_until FROM subscriptions WHERE id = $1',
          [id],
        ),
      ([row]) => row!.rest_until !== null,
    );
    const unsigned = receiver.received.length;
    const secret = { caller: world.k };
    const refused = await world.api.get<{ type: string }>(`/v1/subscriptions/${id}/secret`, secret);
    const renewed = await world.api.post<{ secret: string }>(`/v1/subscriptions/${id}/secret`, secret);
    world.gateway.clock.advance(300);
    const [told] = await receiver.told(1);

    expect(refused.body.type).toBe('urn:careplan:problem:secret-unreadable');
    expect(renewed.status).toBe(200);
    expect(unsigned).toBe(0);
    expect(String(told!.headers['webhook-signature']).split(' ')).toHaveLength(2);
  });

  it('are for the carrier while the mandate stands, and only of the offices that it chose', async () => {
    const relay = await world.carrier('relay', '伝送代行 R');
    const mandate = await world.mandate(relay, world.k);
    await subscribed(world, relay, arrivals({ offices: [serviceOffice] }));
    const first = await send();
    await receiver.told(1);
    await world.api.post(`/v1/mandates/${mandate.id}/suspension`, { caller: world.k, json: {} });
    await send();
    await sleep(700);

    expect(receiver.received.map(({ json }) => json.data)).toEqual([
      { id: expect.any(String), offices: [serviceOffice], transmission: first },
    ]);
    expect((await subscribe(world, relay, arrivals({ offices: [careManager] }))).body.type).toBe(
      'urn:careplan:problem:mandate-missing',
    );
  });

  it('end with their subscription, and nothing of its address and keys is left', async () => {
    receiver.manner = () => 500;
    const { id } = await subscribed(world, world.k, arrivals());
    await send();
    await until(
      () => deliveries(id),
      ([one]) => one?.attempts === 1,
    );
    const { status } = await world.api.delete(`/v1/subscriptions/${id}`, { caller: world.k });
    world.gateway.clock.advance(hour);
    await sleep(500);

    expect(status).toBe(204);
    expect((await world.api.get(`/v1/subscriptions/${id}`, { caller: world.k })).status).toBe(404);
    expect(receiver.received).toHaveLength(1);
    expect((await deliveries(id))[0]?.state).toBe('cancelled');
    const [left] = await world.gateway.database.query<object[]>(
      'SELECT address, secrets, secret_sha256, due_at FROM subscriptions WHERE id = $1',
      [id],
    );
    expect(left).toEqual({ address: null, secrets: null, secret_sha256: null, due_at: null });
  });
});
