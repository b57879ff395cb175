import { join } from 'node:path';
import { startPostgres } from '../../scripts/embedded/postgres.js';
import { startRedis } from '../../scripts/embedded/redis.js';
import { TEST_DATABASE_SERVER, TEST_REDIS_MISSING, TEST_REDIS_URL } from './connection-info.js';
import { onTeardown, stopServices, temporaryHome } from './running-services.js';
import { prepareTemplate } from './template-database.js';

/**
 * Once before all journeys: PostgreSQL and Redis, those of DATABASE_URL and REDIS_URL or private ones, and the migrated
 * template. It is compiled ahead (dist/test/setup) because Jest would turn it into CommonJS, which TypeORM's migrations
 * and the rest of the sources are not.
 */
// eslint-disable-next-line import-x/no-default-export -- Jest asks for it
export default async function globalSetup(): Promise<void> {
  try {
    const server = process.env.DATABASE_URL || (await privatePostgres());
    onTeardown(await prepareTemplate(server));
    process.env[TEST_DATABASE_SERVER] = server;
    await provideRedis();
  } catch (error) {
    await stopServices();
    throw error;
  }
}

async function privatePostgres(): Promise<string> {
  const postgres = await startPostgres({
    folder: join(temporaryHome(), 'postgres'),
    temporary: true,
    say: console.warn,
  });
  onTeardown(() => postgres.stop());
  return postgres.url;
}

/** A missing Redis skips its journeys, and says so; where nobody would read that, in CI, it fails the run. */
async function provideRedis(): Promise<void> {
  const said: string[] = [];
  const url = process.env.REDIS_URL || (await privateRedis((line) => said.push(line)));
  if (url !== null) {
    process.env[TEST_REDIS_URL] = url;
    return;
  }
  const reason = said.join(' ');
  if (process.env.CI === 'true') throw new Error(reason);
  process.env[TEST_REDIS_MISSING] = reason;
  console.warn(`\n*** THE QUEUE JOURNEYS ON REDIS ARE SKIPPED *** ${reason}\n`);
}

async function privateRedis(say: (line: string) => void): Promise<string | null> {
  const redis = await startRedis({ folder: join(temporaryHome(), 'redis'), say });
  if (redis === null) return null;
  onTeardown(() => redis.stop());
  return redis.url;
}
