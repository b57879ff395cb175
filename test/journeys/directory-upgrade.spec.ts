import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { FirstHouse1795305600000 } from '../../migrations/1795305600000-first-house.js';
import { WhoMayDoWhat1795392000000 } from '../../migrations/1795392000000-who-may-do-what.js';
import { createEmptyDatabase, EmptyDatabase } from '../setup/empty-database.js';

let database: EmptyDatabase;

beforeAll(async () => {
  database = await createEmptyDatabase();
});
afterAll(() => database.drop());

it('Offices of the release before are found by their names after the upgrade, however many there are', async () => {
  const runner = database.source.createQueryRunner();
  await new FirstHouse1795305600000().up(runner);
  await runner.query(
    `INSERT INTO offices (number, name, name_kana, updated_at)
     SELECT (1300000000 + n)::text, 'ひまわり ' || n, 'ﾋﾏﾜﾘ', now() FROM generate_series(1, 10001) AS n`,
  );
  await new WhoMayDoWhat1795392000000().up(runner);
  const unfilled = (await runner.query(`SELECT number FROM offices WHERE search_text = '' LIMIT 3`)) as object[];
  expect(unfilled).toEqual([]);
  const found = (await runner.query(
    `SELECT number, search_text FROM offices WHERE search_grams @> '{ヒマ,00,01}' AND search_text LIKE '%リ10001%'`,
  )) as object[];
  expect(found).toEqual([{ number: '1300010001', search_text: 'ヒマワリ10001\nヒマワリ' }]);
  await runner.release();
});
