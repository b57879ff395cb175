import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Sql } from 'sql-template-tag';
import { nextEvents } from '../../src/notification/feed/distribution.store.js';
import { Statements } from '../../src/database/statements.js';
import { World } from '../setup/world.js';

/** As many rows as offices of a small prefecture have in some weeks. */
const rows = 40_000;
const readers = 400;

describe('reading the feed', () => {
  let world: World;

  beforeAll(async () => {
    world = await World.begin();
    await world.gateway.database.query(
      `INSERT INTO feed (id, reader, position, kind, at, destination_side)
       SELECT (substr(careplan_uuid_floor(now())::text, 1, 24) || lpad(to_hex(n), 12, '0'))::uuid,
         lpad((n % ${readers})::text, 10, '0'), 1000 + n, 'transmission-available', now(), lpad((n % ${readers})::text, 10, '0')
       FROM generate_series(1, ${rows}) n`,
    );
    await world.gateway.database.query('ANALYZE feed');
  });
  afterAll(() => world.end());

  it('looks at the rows of its reader alone, by the index', async () => {
    const statements = world.gateway.app.get(Statements);
    const sent = new Map<string | null, Sql>();
    const send = statements.rows.bind(statements);
    statements.rows = ((name: string | null, statement: Sql) => {
      sent.set(name, statement);
      return send(name, statement);
    }) as typeof statements.rows;
    await world.api.get('/v1/events', { caller: world.k });

    const { text, values } = sent.get('feed-read')!;
    const asked = values.map((value) => (value === '1370000011' ? '0000000007' : value));
    const lines = await world.gateway.database.query<{ 'QUERY PLAN': string }[]>(`EXPLAIN ANALYZE ${text}`, asked);
    const plan = lines.map((line) => line['QUERY PLAN']).join('\n');

    expect(plan).not.toContain('Seq Scan on feed');
    expect(plan).toMatch(/Index Scan (using|on) feed_\w+_reader_position_idx/);
    expect(plan).toContain(`rows=${rows / readers}`);
  });
});

describe('reading the log', () => {
  let world: World;

  beforeAll(async () => {
    world = await World.begin({ environment: { ROLE: 'api' } });
    await world.gateway.database.query(
      `INSERT INTO events (id, kind, at, sender, destination)
       SELECT (substr(careplan_uuid_floor(now())::text, 1, 24) || lpad(to_hex(n), 12, '0'))::uuid, 'transmission-available',
         now(), '1', '2' FROM generate_series(1, ${rows}) n`,
    );
    await world.gateway.database.query('ANALYZE events');
  });
  afterAll(() => world.end());

  it('goes on where it stopped, however much lies before that', async () => {
    await world.gateway.database.query(
      `UPDATE distribution d SET settled_by = e.settled_by, event_id = e.id
       FROM (SELECT settled_by, id FROM events ORDER BY settled_by DESC, id DESC OFFSET 10 LIMIT 1) e`,
    );
    const { text, values } = nextEvents(1_000);
    const lines = await world.gateway.database.query<{ 'QUERY PLAN': string }[]>(`EXPLAIN ANALYZE ${text}`, values);
    const plan = lines.map((line) => line['QUERY PLAN']).join('\n');

    expect(plan).not.toContain('Seq Scan on events');
    expect(plan).not.toContain('Rows Removed');
    expect(plan).toMatch(/Index Cond: \(\(ROW\(settled_by, id\) > ROW/);
  });
});
