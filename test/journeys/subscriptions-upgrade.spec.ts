import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { migrations } from '../../migrations/all.js';
import { ToldFairly1795651200000 } from '../../migrations/1795651200000-told-fairly.js';
import { Statements } from '../../src/database/statements.js';
import { DueStore } from '../../src/notification/subscriptions/due.store.js';
import { createEmptyDatabase, EmptyDatabase } from '../setup/empty-database.js';

let database: EmptyDatabase;

beforeAll(async () => {
  database = await createEmptyDatabase();
});
afterAll(() => database.drop());

it('Whoever subscribed before the upgrade is told on, from the mark that it had', async () => {
  const runner = database.source.createQueryRunner();
  for (const Migration of migrations.slice(0, migrations.indexOf(ToldFairly1795651200000))) {
    await new Migration().up(runner);
  }
  const [client, id] = [randomUUID(), randomUUID()];
  await runner.query(`INSERT INTO offices (number, name, updated_at) VALUES ('1370000011', 'K', now())`);
  await runner.query(
    `INSERT INTO clients (id, kind, name, office_number, created_at) VALUES ($1, 'office', 'K', '1370000011', now())`,
    [client],
  );
  await runner.query(
    `INSERT INTO subscriptions (id, client_id, reader, channel, name, state, due_at, created_at, changed_at)
     VALUES ($1, $2, '1370000011', 'webhook', '', 'active', now(), now(), now())`,
    [id, client],
  );
  const marks = (): Promise<{ settled_by: string }[]> => runner.query('SELECT settled_by FROM subscriptions');
  const before = await marks();
  await new ToldFairly1795651200000().up(runner);
  expect(await marks()).toEqual(before);
  await new ToldFairly1795651200000().up(runner); // where the migration before it did so already
  expect(await marks()).toEqual(before);
  await runner.release();

  const due = new DueStore(new Statements(database.source));
  const now = new Date(Date.now() + 1_000);
  expect(await due.take(now, 10, ['webhook'])).toEqual([{ id, lane: 'webhooks' }]);
  expect([await due.begin(id, now), await due.begin(id, now)]).toEqual(['active', null]);
});
