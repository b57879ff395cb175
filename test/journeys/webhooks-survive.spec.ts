import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { setTimeout as sleep } from 'node:timers/promises';
import { startGateway } from '../setup/gateway.js';
import { Receiver } from '../setup/receiver.js';
import { testRedis } from '../setup/redis.js';
import { until } from '../setup/until.js';
import { distributed, loopbackAllowed, setClockRight, subscribe, subscribed } from '../setup/webhooks.js';
import { startWorkerProcess } from '../setup/worker-process.js';
import { anew, sampleUnit, World } from '../setup/world.js';

const unit = sampleUnit('applicable/202407/2-use-slip');
const redis = testRedis();
const kinds = ['transmission-available'];

describe('A webhook survives', () => {
  let receiver: Receiver;

  beforeEach(async () => {
    receiver = await Receiver.begin();
  });
  afterEach(() => receiver.end());

  describe('its worker', () => {
    let world: World;

    beforeAll(async () => {
      world = await World.begin({ environment: { ROLE: 'api' } });
      setClockRight(world.gateway);
    });
    afterAll(() => world.end());

    it('that is killed while the receiver has not answered: another tells it again, under the same id', async () => {
      await subscribe(world, world.k, { url: 'https://receiver.example/hook', kinds });
      await world.gateway.database.query('UPDATE subscriptions SET address = $1', [receiver.url]);
      receiver.manner = () => 'hangs';
      const doomed = await startWorkerProcess(world.gateway, loopbackAllowed);
      await world.send(world.a, anew(unit));
      await receiver.told(1);
      await doomed.kill();

      receiver.manner = () => 204;
      const environment = { ...loopbackAllowed, ROLE: 'worker' };
      const other = await startGateway({ beside: world.gateway, environment });
      await sleep(700);
      expect(receiver.ids).toHaveLength(1); // as far as anybody knows, somebody has it in hand
      setClockRight(world.gateway);
      world.gateway.clock.advance(61);
      await receiver.told(2);
      const rows = () =>
        world.gateway.database.query<{ state: string; attempts: number }[]>('SELECT state, attempts FROM deliveries');
      await until(rows, ([row]) => row?.state === 'delivered');

      expect(new Set(receiver.ids).size).toBe(1);
      expect(await rows()).toEqual([{ state: 'delivered', attempts: 1 }]);
      await other.close();
    });

    it('and its being several: each is told once', async () => {
      await world.gateway.database.query(`UPDATE subscriptions SET state = 'ended', due_at = NULL`);
      const { id } = (await subscribe(world, world.k, { url: 'https://receiver.example/hook', kinds })).body;
      await world.gateway.database.query('UPDATE subscriptions SET address = $2 WHERE id = $1', [id, receiver.url]);
      const environment = { ...loopbackAllowed, ROLE: 'worker' };
      const workers = [];
      for (let count = 0; count < 3; count++) workers.push(await startGateway({ beside: world.gateway, environment }));
      for (let count = 0; count < 20; count++) await world.send(world.a, anew(unit));
      await receiver.told(20);
      await distributed(world.gateway);
      await sleep(300);

      expect(receiver.ids).toHaveLength(20);
      expect(new Set(receiver.ids).size).toBe(20);
      await Promise.all(workers.map((worker) => worker.close()));
    });
  });

  (redis ? it : it.skip)('the loss of Redis: what was due meanwhile is told when it is back', async () => {
    const environment = { ...loopbackAllowed };
    const away = { ...redis!, url: 'redis://127.0.0.1:1' };
    const world = await World.begin({ redis: away, environment });
    await subscribed(world, world.k, { url: receiver.url, kinds });
    await world.send(world.a, anew(unit));
    await distributed(world.gateway);
    await sleep(700);
    expect(receiver.received).toEqual([]);

    const back = await startGateway({
      redis: redis!,
      beside: world.gateway,
      environment: { ...environment, ROLE: 'worker' },
    });
    // Who does not reach Redis holds nothing back from who does: nothing has to run out first (this clock stands still).
    await receiver.told(1);
    await back.close();
    await world.end();
  });
});
