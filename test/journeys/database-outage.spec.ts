import { once } from 'node:events';
import { AddressInfo, connect, createServer, Server, Socket } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { isOutage } from '../../src/database/outage.js';
import { createTestDatabase, TestDatabase } from '../setup/database.js';

/** PostgreSQL behind a line that can be cut. */
class Line {
  private readonly sockets = new Set<Socket>();
  private constructor(
    private readonly server: Server,
    readonly url: string,
  ) {}

  static async to(databaseUrl: string): Promise<Line> {
    const target = new URL(databaseUrl);
    const server = createServer();
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const url = new URL(databaseUrl);
    url.hostname = '127.0.0.1';
    url.port = String((server.address() as AddressInfo).port);
    const line = new Line(server, url.href);
    server.on('connection', (near) => {
      const far = connect(Number(target.port), target.hostname);
      for (const socket of [near, far]) {
        line.sockets.add(socket);
        socket.on('error', () => undefined);
      }
      near.pipe(far).pipe(near);
    });
    return line;
  }

  /** By a close, as a proxy that restarts does, or by a reset. */
  cut(how: 'close' | 'reset'): void {
    for (const socket of this.sockets) {
      if (how === 'close') socket.destroy();
      else socket.resetAndDestroy();
    }
    this.sockets.clear();
  }

  end(): void {
    this.cut('close');
    this.server.close();
  }
}

describe('PostgreSQL away or full is told from a fault of ours', () => {
  let database: TestDatabase;
  let line: Line;
  const pools: pg.Pool[] = [];

  beforeAll(async () => {
    database = await createTestDatabase();
    line = await Line.to(database.url);
  });
  afterEach(() => Promise.all(pools.splice(0).map((pool) => pool.end())));
  afterAll(async () => {
    line.end();
    await database.drop();
  });

  function poolOf(options: pg.PoolConfig): pg.Pool {
    const pool = new pg.Pool({ connectionString: line.url, connectionTimeoutMillis: 5_000, ...options });
    pool.on('error', () => undefined);
    pools.push(pool);
    return pool;
  }

  const failureOf = (work: Promise<unknown>): Promise<unknown> => work.then(() => 'no failure').catch((error) => error);

  it('knows a pool that has no connection left', async () => {
    const pool = poolOf({ max: 1, connectionTimeoutMillis: 2_000 });
    const held = await pool.connect();
    const failure = await failureOf(pool.query('SELECT 1'));
    held.release();
    expect(isOutage(failure)).toBe(true);
  });

  it.each(['close', 'reset'] as const)('knows a connection lost in the middle of a query by a %s', async (how) => {
    const pool = poolOf({});
    const pending = failureOf(pool.query('SELECT pg_sleep(5)'));
    setTimeout(() => line.cut(how), 300);
    expect(isOutage(await pending)).toBe(true);
  });

  it('knows a connection that PostgreSQL itself ends', async () => {
    const pool = poolOf({});
    const client = await pool.connect();
    client.on('error', () => undefined);
    const pid = (await client.query<{ pid: number }>('SELECT pg_backend_pid() AS pid')).rows[0]?.pid;
    const pending = failureOf(client.query('SELECT pg_sleep(5)'));
    await pool.query('SELECT pg_terminate_backend($1)', [pid]);
    const failure = await pending;
    const next = await failureOf(client.query('SELECT 1'));
    client.release(true);
    expect([isOutage(failure), isOutage(next)]).toEqual([true, true]);
  });

  it('knows a server that takes no connections, and a statement that ran out of time', async () => {
    const gone = new URL(database.url);
    gone.port = '1';
    expect(isOutage(await failureOf(poolOf({ connectionString: gone.href }).query('SELECT 1')))).toBe(true);
    expect(isOutage(await failureOf(poolOf({ statement_timeout: 50 }).query('SELECT pg_sleep(5)')))).toBe(true);
  });

  it.each(['SELECT 1 / 0', 'SELECT nothing FROM nowhere', "SELECT 'x'::int"])('takes %s for a fault', async (text) => {
    expect(isOutage(await failureOf(poolOf({}).query(text)))).toBe(false);
  });

  it('takes an error of the code for a fault', () => {
    expect(isOutage(new TypeError('x is not a function'))).toBe(false);
    expect(isOutage(undefined)).toBe(false);
  });
});
