import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chownSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import pg from 'pg';
import { Account, unprivilegedAccount } from './account.js';
import { freePort, LOOPBACK } from './loopback.js';
import { claim, livingOwner } from './owner.js';
import { reachableFolder } from './place.js';
import { PostgresBinaries, postgresBinaries } from './postgres-binaries.js';
import { clearStalePostmaster } from './postmaster.js';
import { startTethered, Tethered } from './tether.js';

export interface PostgresOptions {
  /** Holds the data, the superuser's password and the log; made when missing. */
  readonly folder: string;
  /** Fast instead of durable. Only for data that nobody will miss. */
  readonly temporary?: boolean;
  readonly say?: (line: string) => void;
}

export interface RunningPostgres {
  readonly url: string;
  stop(): Promise<void>;
}

interface Cluster {
  readonly folder: string;
  readonly data: string;
  readonly temporary: boolean;
  readonly account: Account | null;
  readonly binaries: PostgresBinaries;
}

const NAME = 'careplan'; // of the superuser and of the database
const ATTEMPTS = 3;
const START_TIMEOUT_MS = 120_000; // recovery after a crash is part of it

const always = [`listen_addresses=${LOOPBACK}`, 'unix_socket_directories=', 'timezone=UTC', 'max_connections=200'];
const unsafeButFast = [
  'fsync=off',
  'synchronous_commit=off',
  'full_page_writes=off',
  'wal_level=minimal',
  'max_wal_senders=0',
  'max_wal_size=4GB',
  'checkpoint_timeout=1h',
];

/** Starts a private PostgreSQL on this machine only. It stops with this process, however that ends. */
export async function startPostgres(options: PostgresOptions): Promise<RunningPostgres> {
  const cluster = openCluster(options);
  await clearStalePostmaster(cluster.data, cluster.binaries, cluster.account);
  for (let attempt = 1; ; attempt++) {
    if (!existsSync(join(cluster.data, 'PG_VERSION'))) await initialise(cluster);
    refuseOtherVersion(cluster);
    const running = await startServer(cluster);
    if (running !== null) return running;
    if (attempt === ATTEMPTS) throw new Error(`PostgreSQL did not start:\n${endOfLog(cluster)}`);
  }
}

function openCluster(options: PostgresOptions): Cluster {
  const account = unprivilegedAccount('postgres');
  const folder = reachableFolder(options.folder, account, options.say ?? console.log);
  const owner = livingOwner(folder);
  if (owner !== null)
    throw new Error(`The embedded database in ${folder} is in use by process ${owner}: stop that first.`);
  claim(folder);
  const temporary = options.temporary ?? false;
  return { folder, data: join(folder, 'data'), temporary, account, binaries: postgresBinaries(account) };
}

/** Made aside and renamed when whole, so that an interrupted first start leaves nothing that looks like a database. */
async function initialise({ folder, data, temporary, account, binaries }: Cluster): Promise<void> {
  const unfinished = `${data}.unfinished`;
  const passwordForServer = join(folder, 'password.initdb');
  const password = randomBytes(24).toString('hex');
  rmSync(unfinished, { recursive: true, force: true });
  mkdirSync(unfinished, { mode: 0o700 });
  writeFileSync(join(folder, 'password'), password, { mode: 0o600 });
  writeFileSync(passwordForServer, password, { mode: 0o600 });
  if (account !== null) for (const path of [unfinished, passwordForServer]) chownSync(path, account.uid, account.gid);
  try {
    const locale = ['--encoding=UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'];
    const access = [`--username=${NAME}`, `--pwfile=${passwordForServer}`, '--auth=scram-sha-256'];
    const flags = [`--pgdata=${unfinished}`, ...access, ...locale, ...(temporary ? ['--no-sync'] : [])];
    // Beside the event loop, so that a signal meanwhile is heard at once.
    await promisify(execFile)(binaries.initdb, flags, { cwd: '/', ...(account ?? {}) });
  } finally {
    rmSync(passwordForServer, { force: true });
  }
  renameSync(unfinished, data);
}

function refuseOtherVersion({ data, binaries }: Cluster): void {
  const made = readFileSync(join(data, 'PG_VERSION'), 'utf8').trim();
  if (made === binaries.majorVersion) return;
  throw new Error(
    `${data} was made by PostgreSQL ${made}, this is ${binaries.majorVersion}: dump it there, load it here.`,
  );
}

/** Null when the server did not come up: most likely somebody else took the port in between. */
async function startServer(cluster: Cluster): Promise<RunningPostgres | null> {
  const password = readFileSync(join(cluster.folder, 'password'), 'utf8');
  const port = await freePort();
  const url = `postgresql://${NAME}:${password}@${LOOPBACK}:${port}`;
  const server = launch(cluster, port);
  if (await answers(`${url}/postgres`, server)) return { url: `${url}/${NAME}`, stop: () => server.stop() };
  await server.stop();
  return null;
}

function launch({ folder, data, temporary, account, binaries }: Cluster, port: number): Tethered {
  const settings = [...always, `port=${port}`, ...(temporary ? unsafeButFast : [])];
  const logFile = join(folder, 'log');
  writeFileSync(logFile, '', { mode: 0o600 });
  return startTethered({
    command: binaries.postgres,
    args: ['-D', data, ...settings.flatMap((setting) => ['-c', setting])],
    stopSignal: 'INT', // PostgreSQL's fast shutdown: sessions are ended, data is safe
    logFile,
    account,
    ...(temporary ? { removeAfterwards: data } : {}),
  });
}

/** Asks until the server answers; false when it ended instead. The first answer also makes the database. */
async function answers(url: string, server: Tethered): Promise<boolean> {
  const deadline = Date.now() + START_TIMEOUT_MS;
  while (!server.hasEnded() && Date.now() < deadline) {
    const client = new pg.Client({ connectionString: url });
    client.on('error', () => undefined); // a server that goes away meanwhile shows in hasEnded
    try {
      await client.connect();
      await createDatabase(client);
      return true;
    } catch (error) {
      if (!isStarting(error)) throw error;
      await sleep(25);
    } finally {
      await client.end().catch(() => undefined);
    }
  }
  return false;
}

/** Nobody listens yet, or "the database system is starting up" (57P03), or it shut the connection while going down. */
function isStarting(error: unknown): boolean {
  const { code } = error as { code?: string };
  return code === undefined || ['ECONNREFUSED', 'ECONNRESET', '57P03', '57P01'].includes(code);
}

async function createDatabase(client: pg.Client): Promise<void> {
  const { rowCount } = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [NAME]);
  if (rowCount === 0) await client.query(`CREATE DATABASE ${NAME}`);
}

function endOfLog({ folder }: Cluster): string {
  return readFileSync(join(folder, 'log'), 'utf8').split('\n').slice(-15).join('\n').trim();
}
