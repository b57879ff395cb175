import { randomBytes } from 'node:crypto';
import { TEST_REDIS_MISSING, TEST_REDIS_URL } from './connection-info.js';

export interface TestRedis {
  readonly url: string;
  /** Of this test file alone: workers of other files must not take its jobs. */
  readonly prefix: string;
}

const prefix = `careplan-test-${randomBytes(6).toString('hex')}`;

/** Null, after saying why, where there is no Redis: the caller then skips its tests (`describe.skip`). */
export function testRedis(): TestRedis | null {
  const url = process.env[TEST_REDIS_URL];
  if (url !== undefined) return { url, prefix };
  console.warn(`SKIPPED: ${process.env[TEST_REDIS_MISSING] ?? 'this test runs as a journey only'}`);
  return null;
}
