import { rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { embeddedKeys } from './keys.js';
import { freePort } from './loopback.js';
import { createTemporaryHome } from './place.js';
import { startPostgres } from './postgres.js';
import { startRedis } from './redis.js';

export interface EmbeddedOptions {
  /** Where everything rests that shall be there next time. Default: `.data` of the working directory. */
  readonly dataDirectory?: string;
  /** Everything in a fresh folder that is removed afterwards; the database is fast instead of durable. */
  readonly temporary?: boolean;
  /**
   * `if-url` (default): Redis where REDIS_URL names one, else the queues rest in PostgreSQL. `never`: in PostgreSQL even
   * then. `private`: without REDIS_URL a Redis of one's own, where there is one to be had.
   */
  readonly redis?: 'never' | 'if-url' | 'private';
  readonly say?: (line: string) => void;
}

export interface Embedded {
  /** This process's environment, completed with all that the gateway needs. */
  readonly environment: NodeJS.ProcessEnv;
  stop(): Promise<void>;
}

/** Everything started so far; stopped in reverse order. */
type Started = (() => Promise<void> | void)[];

const AUTHORITY_VARIABLES = ['SIGNING_KEY', 'SIGNING_CERTIFICATE', 'ISSUING_CA_KEY', 'ISSUING_CA_CERTIFICATE'];

/** Provides whatever the environment does not name already: database, queue, keys, address. */
export async function bringUpEmbedded(options: EmbeddedOptions = {}): Promise<Embedded> {
  const started: Started = [];
  try {
    const home = options.temporary ? temporaryHome(started) : resolve(options.dataDirectory ?? '.data');
    const environment = { ...process.env };
    Object.assign(environment, await database(environment, home, options, started));
    Object.assign(environment, await queue(environment, home, options, started));
    Object.assign(environment, withoutGiven(environment, await embeddedKeys(join(home, 'keys'), new Date())));
    Object.assign(environment, await address(environment, options));
    environment.OPERATOR_CODE_FILE ||= join(home, 'operator-enrolment-code');
    if (options.redis === 'never') delete environment.REDIS_URL;
    return { environment, stop: () => stopAll(started) };
  } catch (error) {
    await stopAll(started);
    throw error;
  }
}

function temporaryHome(started: Started): string {
  const home = createTemporaryHome();
  started.push(() => rmSync(home, { recursive: true, force: true }));
  return home;
}

async function database(given: NodeJS.ProcessEnv, home: string, { temporary, say }: EmbeddedOptions, started: Started) {
  if (given.DATABASE_URL) return {};
  const postgres = await startPostgres({ folder: join(home, 'postgres'), temporary, say });
  started.push(() => postgres.stop());
  return { DATABASE_URL: postgres.url };
}

async function queue(given: NodeJS.ProcessEnv, home: string, options: EmbeddedOptions, started: Started) {
  if (given.REDIS_URL || options.redis !== 'private') return {};
  const redis = await startRedis({ folder: join(home, 'redis'), say: options.say });
  if (redis === null) return {};
  started.push(() => redis.stop());
  return { REDIS_URL: redis.url };
}

/** Keys and certificates belong together: one of the authority's given means that all of them come from outside. */
function withoutGiven(given: NodeJS.ProcessEnv, made: Record<string, string>): Record<string, string> {
  const isGiven = (name: string): boolean => Boolean(given[name] || given[`${name}_FILE`]);
  const authorityGiven = AUTHORITY_VARIABLES.some(isGiven);
  const wanted = Object.entries(made).filter(([file]) => {
    const name = file.replace(/_FILE$/, '');
    return AUTHORITY_VARIABLES.includes(name) ? !authorityGiven : !isGiven(name);
  });
  return Object.fromEntries(wanted);
}

/** A lasting gateway is found at the same port every time; temporary ones must not get into each other's way. */
async function address(given: NodeJS.ProcessEnv, { temporary }: EmbeddedOptions) {
  if (given.HTTP_PORT) return {};
  return { HTTP_PORT: temporary ? String(await freePort()) : '3000' };
}

async function stopAll(started: Started): Promise<void> {
  for (let stop = started.pop(); stop !== undefined; stop = started.pop()) await stop();
}
