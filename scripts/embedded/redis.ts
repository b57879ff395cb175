import { randomBytes } from 'node:crypto';
import { chownSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { Account, unprivilegedAccount } from './account.js';
import { freePort, LOOPBACK } from './loopback.js';
import { reachableFolder } from './place.js';
import { redisProgram } from './redis-server.js';
import { startTethered, Tethered } from './tether.js';

export interface RedisOptions {
  /** For its settings and log only: nothing is kept. */
  readonly folder: string;
  readonly say?: (line: string) => void;
}

export interface RunningRedis {
  readonly url: string;
  stop(): Promise<void>;
}

const ATTEMPTS = 3;
const START_TIMEOUT_MS = 10_000;

/** Starts a private Redis on this machine only; null, after saying why, where there is none and none can be had. */
export async function startRedis(options: RedisOptions): Promise<RunningRedis | null> {
  const say = options.say ?? console.warn;
  const program = redisProgram();
  if ('missing' in program) {
    say(`NO REDIS: ${program.missing}. Set REDIS_URL to use a server of your own.`);
    return null;
  }
  const account = unprivilegedAccount('nobody');
  const folder = reachableFolder(options.folder, account, say);
  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    const running = await startServer(program.path, folder, account);
    if (running !== null) return running;
  }
  say(`NO REDIS: it did not start:\n${readFileSync(join(folder, 'log'), 'utf8').trim()}`);
  return null;
}

async function startServer(path: string, folder: string, account: Account | null): Promise<RunningRedis | null> {
  const port = await freePort();
  const password = randomBytes(24).toString('hex');
  const settings = writeSettings(folder, port, password, account);
  const logFile = join(folder, 'log');
  writeFileSync(logFile, '', { mode: 0o600 });
  const server = startTethered({ command: path, args: [settings], stopSignal: 'TERM', logFile, account });
  const url = `redis://:${password}@${LOOPBACK}:${port}`;
  if (await answers(url, server)) return { url, stop: () => server.stop() };
  await server.stop();
  return null;
}

/** In a file, because arguments of a process can be read by everybody on the machine. */
function writeSettings(folder: string, port: number, password: string, account: Account | null): string {
  const settings = join(folder, 'redis.conf');
  const lines = [
    `bind ${LOOPBACK}`,
    `port ${port}`,
    `requirepass ${password}`,
    'save ""',
    'appendonly no',
    'maxmemory-policy noeviction', // an evicted key is a lost job
    'dir /',
  ];
  writeFileSync(settings, `${lines.join('\n')}\n`, { mode: 0o600 });
  if (account !== null) chownSync(settings, account.uid, account.gid);
  return settings;
}

async function answers(url: string, server: Tethered): Promise<boolean> {
  const deadline = Date.now() + START_TIMEOUT_MS;
  while (!server.hasEnded() && Date.now() < deadline) {
    if (await ponged(url)) return true;
    await sleep(10);
  }
  return false;
}

async function ponged(url: string): Promise<boolean> {
  const client = new Redis(url, { lazyConnect: true, retryStrategy: () => null });
  client.on('error', () => undefined); // not listening yet
  try {
    return (await client.ping()) === 'PONG';
  } catch {
    return false;
  } finally {
    client.disconnect();
  }
}
