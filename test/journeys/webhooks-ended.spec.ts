import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Receiver } from '../setup/receiver.js';
import { until } from '../setup/until.js';
import { distributed, loopbackAllowed, setClockRight, subscribe, subscribed } from '../setup/webhooks.js';
import { anew, sampleUnit, World } from '../setup/world.js';

const unit = sampleUnit('applicable/202407/2-use-slip');
const rounds = 12;

/** Whatever else is done to it at the same moment. */
describe('a webhook that ends', () => {
  let world: World;
  let receiver: Receiver;

  beforeAll(async () => {
    world = await World.begin({ environment: loopbackAllowed });
    setClockRight(world.gateway);
    receiver = await Receiver.begin();
  });
  afterAll(async () => {
    await world.end();
    await receiver.end();
  });

  const openEnds = () =>
    world.gateway.database.query<{ pending: number; due: number }[]>(
      `SELECT (SELECT count(*)::int FROM deliveries WHERE state = 'pending') AS pending,
         (SELECT count(*)::int FROM subscriptions WHERE due_at IS NOT NULL) AS due`,
    );

  it('while it is told, tried out and told again, answers everybody and leaves nothing to be done', async () => {
    const refused: number[] = [];
    for (let round = 0; round < rounds; round++) {
      receiver.manner = () => (round % 3 === 0 ? 410 : round % 3 === 1 ? 500 : 204);
      const { id } = await subscribed(world, world.k, { url: receiver.url });
      const path = `/v1/subscriptions/${id}`;
      const asK = { caller: world.k };
      const since = { ...asK, json: { since: '2026-01-01T00:00:00Z' } };
      await world.send(world.a, anew(unit));
      await world.api.post(`${path}/test`, asK);
      const answers = await Promise.all([
        world.api.post(`${path}/test`, asK),
        world.api.post(`${path}/replays`, since),
        world.send(world.a, anew(unit)),
        world.api.delete(path, asK),
        world.api.post(`${path}/replays`, since),
        world.api.post(`${path}/test`, asK),
        subscribe(world, world.k, { channel: 'atom' }),
      ]);
      refused.push(...answers.map(({ status }) => status).filter((status) => status >= 500));
    }
    await distributed(world.gateway);
    const left = await until(openEnds, ([row]) => row!.pending === 0 && row!.due === 0);

    expect(refused).toEqual([]);
    expect(left).toEqual([{ pending: 0, due: 0 }]);
  });
});
