import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Sql } from 'sql-template-tag';
import { progressStatement } from '../../src/progress/progress.store.js';
import { TestCaller } from '../setup/caller.js';
import { careManager, World } from '../setup/world.js';

const everything = { month: '202504', missingOnly: false };
const partners = 100;
const updates = 10;
const personsEach = 20;
const monthsBefore = 12;
const carried = 300;

describe('The progress of a busy month, after a busy year', () => {
  let world: World;
  let relay: TestCaller;

  beforeAll(async () => {
    world = await World.begin();
    relay = await world.carrier('relay', '大きな代行');
    const offices = `SELECT (2000000000 + n)::text FROM generate_series(1, ${partners}) n`;
    await query(
      `INSERT INTO offices (number, name, updated_at) SELECT number, 'S', now() FROM (${offices}) o (number)`,
    );
    const months = `SELECT to_char(date '2025-04-01' - make_interval(months => n), 'YYYYMM')
                    FROM generate_series(0, ${monthsBefore}) n`;
    // Each slip plans all persons of its partner; actuals answer for the first half of them.
    await exchanged(`'${careManager}'`, 'o.number', 'use-slip', personsEach, offices, months);
    await exchanged('o.number', `'${careManager}'`, 'actual', personsEach / 2, offices, months);
    await carriedOffices();
    await query('ANALYZE');
  });
  afterAll(() => world.end());

  const query = (text: string, values: unknown[] = []) =>
    world.gateway.database.query<Record<string, string>[]>(text, values);

  /**
   * Units in each month between each of the offices and one that is named. Their ids are of today: none stands alone in a
   * table.
   */
  async function exchanged(
    sender: string,
    destination: string,
    kind: string,
    persons: number,
    offices: string,
    months: string,
  ): Promise<void> {
    await query(
      `WITH unit AS (
         SELECT (substr(careplan_uuid_floor(now())::text, 1, 14) || '7' || substr(gen_random_uuid()::text, 16))::uuid AS id,
           ${sender} AS sender, ${destination} AS destination, m.month,
           (20250000000000 + u)::text AS sequence,
           ARRAY(SELECT decode(md5(o.number || m.month || p), 'hex') FROM generate_series(1, ${persons}) p) AS persons
         FROM (${offices}) o (number), (${months}) m (month), generate_series(1, ${updates}) u),
       kept AS (
         INSERT INTO transmissions (id, submission_id, client_id, sender, destination, unit_kind, month, sequence, files,
           size, state, manifest_sha256, created_at, available_at, persons, sent_by_carrier)
         SELECT id, id, $1::uuid, sender, destination, $2::text, month, sequence, '[{"name": "X"}]', 1, 'confirmed', 'x', now(),
           now(), persons, CASE WHEN sender <> '${careManager}' THEN $1::uuid END FROM unit)
       INSERT INTO unit_keys (sender, destination, sequence, transmission_id, files_sha256, series, month)
       SELECT sender, destination, month || sequence, id, 'x', $2::text, month FROM unit`,
      [relay.clientId, kind],
    );
  }

  /** Offices that the relay sends for, with a planner of their own. */
  async function carriedOffices(): Promise<void> {
    const offices = `SELECT (3000000000 + n)::text FROM generate_series(1, ${carried}) n`;
    await query(
      `INSERT INTO offices (number, name, updated_at) SELECT number, 'C', now() FROM (${offices}) o (number)`,
    );
    await query(
      `INSERT INTO mandates (id, office_number, carrier_id, scopes, state, proposed_by, valid_from, created_at, updated_at)
       SELECT gen_random_uuid(), number, $1, '{send,collect}', 'active', 'office', '2025-01-01', now(), now()
       FROM (${offices}) o (number)`,
      [relay.clientId],
    );
    await exchanged('o.number', `'${careManager}'`, 'actual', 5, offices, `SELECT '202504'`);
  }

  async function planOf({ text, values }: Sql): Promise<string> {
    const rows = await query(`EXPLAIN (ANALYZE, COSTS OFF) ${text}`, [...values]);
    const lines = rows.map((row) => Object.values(row)[0] ?? '');
    return lines.filter((line) => !line.includes('never executed')).join('\n');
  }

  it('is counted right', async () => {
    const { body } = await world.api.get<{ progress: { partner: string; persons: object; slips: object }[] }>(
      '/v1/progress',
      { caller: world.a, query: { month: '202504', limit: 1000 } },
    );
    const planned = body.progress.filter(({ partner }) => partner.startsWith('2'));
    expect(planned).toHaveLength(partners);
    for (const { persons, slips } of planned) {
      expect(persons).toEqual({ planned: 20, collected: 0, answered: 10, missing: 10, unplanned: 0 });
      expect(slips).toMatchObject({ transmissions: updates });
    }
  });

  it('reads the keys of the month alone, by their indexes, and no table as a whole', async () => {
    const now = world.gateway.clock.now();
    const party = { clientId: world.a.clientId, officeNumber: careManager };
    const plan = await planOf(progressStatement(party, everything, null, 101, now));
    expect(plan).toMatch(/Index (Only )?Scan (on|using) unit_keys_sent_of_month/);
    expect(plan).toMatch(/Index (Only )?Scan (on|using) unit_keys_received_of_month/);
    expect(plan).not.toMatch(/Seq Scan on (unit_keys|transmissions)/);
  });

  it('costs a carrier the offices on the page, not all that it acts for', async () => {
    const now = world.gateway.clock.now();
    const party = { clientId: relay.clientId, officeNumber: null };
    const plan = await planOf(progressStatement(party, everything, null, 11, now));
    const counted = /CTE unit[\s\S]*?loops=(\d+)/.exec(plan)?.[1];
    expect(Number(counted)).toBeGreaterThan(9);
    expect(Number(counted)).toBeLessThan(carried / 2);
  });
});
