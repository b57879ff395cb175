import pg from 'pg';
import { createDataSource } from '../../src/database/data-source.js';
import { databaseUrl, TEMPLATE_DATABASE, TEST_DATABASE_PREFIX } from './connection-info.js';

/** Any number that nobody else uses on that server. */
const RUN_LOCK = 4_120_247;

/**
 * Claims the server for this run, clears what earlier runs left, and migrates the template that every test file's
 * database is cloned from. Returns what ends the claim.
 */
export async function prepareTemplate(server: string): Promise<() => Promise<void>> {
  const admin = new pg.Client({ connectionString: server });
  admin.on('error', () => undefined); // the server may be stopped before this connection is
  await admin.connect();
  try {
    await claimServer(admin);
    await dropLeftovers(admin);
    await admin.query(`CREATE DATABASE ${TEMPLATE_DATABASE}`);
    await migrate(databaseUrl(server, TEMPLATE_DATABASE));
    // Nobody may connect from now on: a template that is connected to cannot be cloned.
    await admin.query(`ALTER DATABASE ${TEMPLATE_DATABASE} WITH ALLOW_CONNECTIONS false`);
  } catch (error) {
    await admin.end();
    throw error;
  }
  return async () => {
    await dropLeftovers(admin).catch(() => undefined); // the next run does it again
    await admin.end();
  };
}

/** Two runs on one server would drop each other's databases. The lock ends with the connection, even after a crash. */
async function claimServer(admin: pg.Client): Promise<void> {
  const { rows } = await admin.query<{ free: boolean }>('SELECT pg_try_advisory_lock($1) AS free', [RUN_LOCK]);
  if (!rows[0]?.free) throw new Error('Another test run uses the server of DATABASE_URL: wait for it, or use another.');
}

async function dropLeftovers(admin: pg.Client): Promise<void> {
  const { rows } = await admin.query<{ datname: string }>(
    'SELECT datname FROM pg_database WHERE datname = $1 OR starts_with(datname, $2)',
    [TEMPLATE_DATABASE, TEST_DATABASE_PREFIX],
  );
  for (const { datname } of rows) {
    await admin.query(`DROP DATABASE IF EXISTS ${pg.escapeIdentifier(datname)} WITH (FORCE)`);
  }
}

async function migrate(url: string): Promise<void> {
  const source = createDataSource(url, { poolSize: 1 });
  await source.initialize();
  try {
    await source.runMigrations();
  } finally {
    await source.destroy();
  }
}
