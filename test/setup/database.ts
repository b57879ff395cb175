import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { databaseUrl, TEMPLATE_DATABASE, TEST_DATABASE_PREFIX, TEST_DATABASE_SERVER } from './connection-info.js';

export interface TestDatabase {
  readonly url: string;
  /** Also ends the connections that a test left open. */
  drop(): Promise<void>;
}

const OBJECT_IN_USE = '55006';
const ATTEMPTS = 50;

/** A migrated database for one test file: a clone of the template, so that files can run side by side. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const server = process.env[TEST_DATABASE_SERVER];
  if (server === undefined) throw new Error('There is no test database server: this test runs as a journey only.');
  const name = `${TEST_DATABASE_PREFIX}${randomBytes(6).toString('hex')}`;
  await onServer(server, (client) => cloneTemplate(client, name));
  return {
    url: databaseUrl(server, name),
    drop: () => onServer(server, (client) => dropDatabase(client, name)),
  };
}

/** Autovacuum may look at the template just then: PostgreSQL then refuses to copy it. */
async function cloneTemplate(client: pg.Client, name: string): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      await client.query(`CREATE DATABASE ${name} TEMPLATE ${TEMPLATE_DATABASE}`);
      return;
    } catch (error) {
      if ((error as { code?: string }).code !== OBJECT_IN_USE || attempt === ATTEMPTS) throw error;
      await sleep(20 + Math.random() * 80);
    }
  }
}

async function dropDatabase(client: pg.Client, name: string): Promise<void> {
  await client.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
}

async function onServer(server: string, work: (client: pg.Client) => Promise<void>): Promise<void> {
  const client = new pg.Client({ connectionString: server });
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}
