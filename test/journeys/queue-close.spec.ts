import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from '@jest/globals';
import { startGateway } from '../setup/gateway.js';
import { testRedis } from '../setup/redis.js';
import { RedisLine } from '../setup/redis-line.js';
import { until } from '../setup/until.js';

const redis = testRedis();

(redis ? it : it.skip)(
  'A process ends, also while a worker has lost the connection on which it waits for jobs',
  async () => {
    const line = await RedisLine.to({ ...redis!, prefix: `${redis!.prefix}-${randomBytes(4).toString('hex')}` });
    const gateway = await startGateway({ redis: line.redis });
    await until(
      () => line.blockingCount,
      (count) => count > 0,
    );
    line.cutBlocking();
    await until(
      () => line.blockingCount,
      (count) => count === 0,
    );
    await sleep(100); // a first attempt to connect again has failed
    const ended = await Promise.race([gateway.close().then(() => true), sleep(20_000).then(() => false)]);
    await line.close();

    expect(ended).toBe(true);
  },
);
