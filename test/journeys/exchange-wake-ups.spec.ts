import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Redis } from 'ioredis';
import { Waits } from '../../src/queue/waits.js';
import { Config } from '../../src/config/config.js';
import { WakeUps } from '../../src/queue/wake-ups.js';
import { Api } from '../setup/api.js';
import { startGateway, TestGateway } from '../setup/gateway.js';
import { testRedis } from '../setup/redis.js';
import { RedisLine } from '../setup/redis-line.js';
import { anew, sampleUnit, World } from '../setup/world.js';

const slip = sampleUnit('applicable/202407/2-use-slip');
const redis = testRedis();

async function until(holds: () => boolean): Promise<void> {
  for (let attempt = 0; !holds(); attempt++) {
    if (attempt === 1000) throw new Error('it did not come to that');
    await sleep(10);
  }
}

(redis ? describe : describe.skip)('Wake-ups by Redis', () => {
  let line: RedisLine;
  let here: WakeUps;
  let there: WakeUps;

  beforeAll(async () => {
    line = await RedisLine.to(redis!);
    const config = { redisUrl: line.redis.url, queuePrefix: redis!.prefix } as Config;
    [here, there] = [new WakeUps(config), new WakeUps(config)];
    here.onApplicationBootstrap();
    there.onApplicationBootstrap();
  });
  afterAll(async () => {
    here.onApplicationShutdown();
    there.onApplicationShutdown();
    await line.close();
  });

  it('reach another process, and only those who listen for that name', async () => {
    const heard: string[] = [];
    there.listen(['office 1'], () => heard.push('1'));
    const deafen = there.listen(['office 2'], () => heard.push('2'));
    await until(() => there.isTold);
    await sleep(1_100);
    heard.length = 0;
    here.wake(['office 1', 'office 2', 'office 3']);
    await until(() => heard.length === 2);
    deafen();
    here.wake(['office 2']);
    here.wake(['office 1']);
    await until(() => heard.length === 3);
    expect(heard).toEqual(['1', '2', '1']);
  });

  it('reach who listens in the same process once', async () => {
    let heard = 0;
    here.listen(['office 4', 'office 5'], () => heard++);
    await until(() => here.isTold);
    await sleep(1_100); // those who listen are told once when the subscription begins, spread over a second
    heard = 0;
    here.wake(['office 4']);
    here.wake(['office 5']);
    await until(() => heard === 2);
    await sleep(50);
    expect(heard).toBe(2);
  });

  it('are nothing to fall over, whatever else is written to their channel', async () => {
    let heard = 0;
    there.listen(['office 6'], () => heard++);
    const stranger = new Redis(redis!.url);
    for (const message of ['', '{', 'null', '[null, {}, 7]', '"office 6"', '["office 6"]']) {
      await stranger.publish(`${redis!.prefix}:wake-ups`, message);
    }
    stranger.disconnect();
    await until(() => heard > 0);
    expect(heard).toBe(1);
  });

  it('that may have been missed while Redis was away make everybody look once more, and then arrive again', async () => {
    let heard = 0;
    there.listen(['office 7'], () => heard++);
    line.cut();
    await until(() => !there.isTold && !here.isTold && heard === 1);
    here.wake(['office 7']); // lost
    there.wake(['office 7']); // told within the process
    expect(heard).toBe(2);
    line.mend();
    await until(() => there.isTold && here.isTold && heard === 3);
    let attempts = 0;
    while (heard === 3 && attempts++ < 100) {
      here.wake(['office 7']);
      await sleep(50);
    }
    expect(heard).toBeGreaterThan(3);
  });
});

(redis ? describe : describe.skip)('While somebody waits Redis goes and comes', () => {
  let line: RedisLine;
  let world: World;
  let beside: TestGateway;

  beforeAll(async () => {
    line = await RedisLine.to({ ...redis!, prefix: `${redis!.prefix}-${randomBytes(4).toString('hex')}` });
    world = await World.begin({ redis: line.redis });
    beside = await startGateway({ beside: world.gateway, redis: line.redis });
  });
  afterAll(async () => {
    await beside.close();
    await world.end();
    await line.close();
  });

  interface Page {
    readonly transmissions: { id: string }[];
    readonly next: string;
  }
  let cursor: string | undefined;

  /** Of the process beside the one that is sent to. */
  async function wait(): Promise<string[]> {
    const query: Record<string, string> = cursor === undefined ? {} : { cursor };
    const headers = { prefer: 'wait=30' };
    const answer = await new Api(beside).get<Page>('/v1/inbox', { caller: world.k, query, headers });
    expect(answer.headers['preference-applied']).toBe('wait=30');
    cursor = answer.body.next;
    return answer.body.transmissions.map(({ id }) => id);
  }

  const send = async () => (await world.send(world.a, anew(slip))).body.id;

  it('and what arrives before, meanwhile and after is told', async () => {
    const wakeUps = beside.app.get(WakeUps);
    const first = wait();
    await until(() => wakeUps.isTold);
    expect(await Promise.all([send(), first])).toEqual([expect.any(String), [expect.any(String)]]);

    const meanwhile = wait();
    await sleep(100);
    line.cut();
    await until(() => !wakeUps.isTold);
    const id = await send();
    expect(await meanwhile).toEqual([id]);
    const without = wait();
    await sleep(100);
    const second = await send();
    expect(await without).toEqual([second]);

    const after = wait();
    line.mend();
    await until(() => wakeUps.isTold);
    const third = await send();
    expect(await after).toEqual([third]);
  });

  it('and no wait is left over', () => {
    expect(beside.app.get(Waits).count('request')).toBe(0);
  });
});
