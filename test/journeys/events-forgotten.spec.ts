import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { TestCaller } from '../setup/caller.js';
import { EventStream } from '../setup/event-stream.js';
import { distributed } from '../setup/webhooks.js';
import { anew, sampleUnit, World } from '../setup/world.js';

const slip = sampleUnit('applicable/202407/2-use-slip');

interface Page {
  readonly events: { readonly transmission: string }[];
  readonly next: string;
  readonly type: string;
}

describe('events of long ago', () => {
  let world: World;
  let ids: string[];
  let afterFirst: string;

  const ask = (caller: TestCaller, query: Record<string, string> = {}) =>
    world.api.get<Page>('/v1/events', { caller, query: { kind: 'transmission-available', ...query } });
  const tables = async () =>
    (
      await world.gateway.database.query<{ name: string }[]>(
        `SELECT inhrelid::regclass::text AS name FROM pg_inherits
         WHERE inhparent IN ('feed'::regclass, 'deliveries'::regclass, 'delivery_attempts'::regclass)`,
      )
    ).map(({ name }) => name);

  /** As if these rows had come in January: their ids are of then, and they lie in tables of then. */
  async function putBack(id: string): Promise<void> {
    const { database } = world.gateway;
    await database.query(
      `UPDATE feed SET id = overlay(id::text placing left(careplan_uuid_floor('2026-01-31T23:59:59Z')::text, 13) from 1 for 13)::uuid
       WHERE transmission_id = $1`,
      [id],
    );
    const [from, to] = ['2026-01-01', '2026-02-01'].map((day) => `careplan_uuid_floor('${day}T00:00:00Z')`);
    for (const table of ['feed', 'deliveries', 'delivery_attempts']) {
      await database.query(`CREATE TABLE ${table}_202601 (LIKE ${table} INCLUDING ALL)`);
      const moved = `DELETE FROM ${table}_default WHERE ${table === 'feed' ? 'id' : 'event_id'} < ${to} RETURNING *`;
      await database.query(`WITH moved AS (${moved}) INSERT INTO ${table}_202601 SELECT * FROM moved`);
      await database.query(
        `DO $$ BEGIN EXECUTE format('ALTER TABLE ${table} ATTACH PARTITION ${table}_202601 FOR VALUES FROM (%L) TO (%L)',
           ${from}, ${to}); END $$`,
      );
    }
  }

  beforeAll(async () => {
    world = await World.begin();
    ids = [];
    for (let count = 0; count < 3; count++) ids.push((await world.send(world.a, anew(slip))).body.id);
    await distributed(world.gateway);
    afterFirst = (await ask(world.k, { limit: '1' })).body.next;
    await putBack(ids[1]!);
    expect((await ask(world.k)).body.events.map(({ transmission }) => transmission)).toEqual(ids);
    await world.gateway.sweep();
  });
  afterAll(() => world.end());

  it('are dropped with the tables of their months', async () => {
    const left = await tables();
    expect(left.filter((name) => name.endsWith('202601'))).toEqual([]);
    expect(left).toContain('feed_default');
  });

  it('are not passed over in silence: a cursor of then is refused, in a stream, too', async () => {
    const refused = await ask(world.k, { after: afterFirst });
    expect([refused.status, refused.body.type]).toEqual([410, 'urn:careplan:problem:cursor-too-old']);
    const stream = await EventStream.open(world.gateway.url, world.k, { lastEventId: afterFirst });
    expect(stream.status).toBe(410);
    stream.close();
  });

  it('are left out by whoever begins at the beginning, and page by page goes on to the end', async () => {
    const first = await ask(world.k, { limit: '1' });
    expect(first.body.events.map(({ transmission }) => transmission)).toEqual([ids[2]]);
    const second = await ask(world.k, { after: first.body.next });
    expect([second.status, second.body.events]).toEqual([200, []]);
  });

  it('leave a reader who was told of nothing where it is: its cursor goes on with what others are told', async () => {
    const { body: before } = await ask(world.k, { kind: 'notice-given' });
    await world.send(world.a, anew(slip));
    await distributed(world.gateway);
    const { body: after } = await ask(world.k, { kind: 'notice-given', after: before.next });
    expect(after.events).toEqual([]);
    expect(after.next).not.toBe(before.next);
  });
});
