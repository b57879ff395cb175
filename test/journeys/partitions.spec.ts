import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DataSource } from 'typeorm';
import { createDataSource } from '../../src/database/data-source.js';
import { createTestDatabase, TestDatabase } from '../setup/database.js';

describe('The monthly partitions', () => {
  let database: TestDatabase;
  let source: DataSource;

  beforeAll(async () => {
    database = await createTestDatabase();
    source = await createDataSource(database.url, { poolSize: 4 }).initialize();
  });
  afterAll(async () => {
    await source.destroy();
    await database.drop();
  });

  const tableOf = async (id: string): Promise<string | undefined> =>
    (
      await source.query<{ table: string }[]>(`SELECT tableoid::regclass::text AS table FROM contents WHERE id = $1`, [
        id,
      ])
    )[0]?.table;

  it('are made ahead as often as one likes, by several at once', async () => {
    await Promise.all(Array.from({ length: 4 }, () => source.query('SELECT careplan_ensure_partitions(6)')));
    const rows = await source.query<object[]>(`SELECT FROM pg_inherits WHERE inhparent = 'contents'::regclass`);
    expect(rows).toHaveLength(1 + 7);
  });

  it('take over what fell into the default partition before they were made', async () => {
    const rows = await source.query<{ id: string; month: string }[]>(
      `SELECT careplan_uuid_floor(moment) AS id, to_char(moment, 'YYYYMM') AS month
       FROM (SELECT date_trunc('month', now() AT TIME ZONE 'UTC') AT TIME ZONE 'UTC' + interval '8 months 3 days' AS moment) AS late`,
    );
    const { id, month } = rows[0]!;
    await source.query(`INSERT INTO contents (id, kind, body, created_at) VALUES ($1, 'sealed', 'x', now())`, [id]);
    expect(await tableOf(id)).toBe('contents_default');

    await source.query('SELECT careplan_ensure_partitions(9)');

    expect(await tableOf(id)).toBe(`contents_${month}`);
    expect(await source.query(`SELECT body::text FROM contents WHERE id = $1`, [id])).toHaveLength(1);
  });
});
