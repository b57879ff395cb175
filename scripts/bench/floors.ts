import pg from 'pg';
import { multipartBody } from '../../src/client/multipart-body.js';
import { undiciTransport } from '../../src/client/transport.js';
import { closedLoop } from './closed-loop.js';
import { Timing } from './percentile.js';
import { UnitFile } from './use-slip-unit.js';

const transport = undiciTransport();

/** Uploads of the same bytes to the bare adapter, by the client's own transport. */
export async function bareUploads(
  url: string,
  unit: readonly UnitFile[],
  concurrency: number,
  seconds: number,
  max: number,
): Promise<Timing> {
  const { headers = {}, body } = multipartBody(unit, 'm'.repeat(3000));
  return closedLoop(concurrency, seconds, max, async () => {
    const signal = AbortSignal.timeout(10_000);
    const { status, bytes } = await transport(`${url}/upload`, { method: 'POST', headers, body, signal });
    await bytes();
    if (status !== 201) throw new Error(`The bare adapter answered ${status}.`);
  });
}

/** One-row inserts of the same bytes into the same PostgreSQL, each its own transaction. */
export async function oneRowInserts(
  databaseUrl: string,
  bytes: Buffer,
  concurrency: number,
  seconds: number,
  max: number,
): Promise<Timing> {
  const pool = new pg.Pool({ connectionString: databaseUrl, max: concurrency });
  try {
    await pool.query(
      'CREATE TABLE bench_floor (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, body bytea NOT NULL)',
    );
    await pool.query('ALTER TABLE bench_floor ALTER COLUMN body SET STORAGE EXTERNAL');
    return await closedLoop(concurrency, seconds, max, async () => {
      await pool.query('INSERT INTO bench_floor (body) VALUES ($1)', [bytes]);
    });
  } finally {
    await pool.query('DROP TABLE IF EXISTS bench_floor');
    await pool.end();
  }
}
