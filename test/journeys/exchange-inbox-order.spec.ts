import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Sql } from 'sql-template-tag';
import { Statements } from '../../src/database/statements.js';
import { InboxCountStore } from '../../src/exchange/inbox-count.store.js';
import { ListingFilter } from '../../src/exchange/listing-filter.js';
import { ListingStore } from '../../src/exchange/listing.store.js';
import { openStates } from '../../src/exchange/transmission.js';
import { beginning } from '../../src/database/commit-order.js';
import { Answer } from '../setup/api.js';
import { TestCaller } from '../setup/caller.js';
import { until } from '../setup/until.js';
import { sampleUnit, TransmissionBody, withSequence, World } from '../setup/world.js';

const slip = sampleUnit('applicable/202407/2-use-slip');
const plan = sampleUnit('applicable/202407/1-plan');
const slipDeletion = sampleUnit('applicable/202407/5-use-slip-delete');

interface Page {
  readonly transmissions: (TransmissionBody & { unit: { sequence: string } })[];
  readonly next: string;
  readonly more: boolean;
  readonly type?: string;
}
type Query = Record<string, string | number | readonly string[]>;

describe('An inbox of a real month', () => {
  let world: World;
  let relay: TestCaller;
  const sent: Record<string, string> = {};

  beforeAll(async () => {
    world = await World.begin();
    relay = await world.carrier('relay', 'E伝送代行');
    await world.mandate(relay, world.k, ['collect', 'confirm']);
    // Sent in this order; imported in the order of their sequences.
    for (const [name, files, sequence] of [
      ['third', slip, '20250325000003'],
      ['first', slip, '20250325000001'],
      ['plan', plan, '20250325000004'],
      ['second', slip, '20250325000002'],
      ['deletion', slipDeletion, '20250325000005'],
    ] as const) {
      sent[name] = (await world.send(world.a, withSequence(files, sequence))).body.id;
    }
    await world.collect(world.k, sent.first!);
  });
  afterAll(() => world.end());

  const inbox = (query: Query, caller: TestCaller = world.k): Promise<Answer<Page>> =>
    world.api.get<Page>('/v1/inbox', { caller, query });
  const names = (page: Page) => page.transmissions.map(({ id }) => Object.keys(sent).find((name) => sent[name] === id));

  it('comes in the order of import when that is asked for', async () => {
    expect(names((await inbox({})).body)).toEqual(['third', 'first', 'plan', 'second', 'deletion']);
    expect(names((await inbox({ order: 'sequence' })).body)).toEqual(['first', 'second', 'third', 'plan', 'deletion']);
  });

  it('is paged in that order, too, and goes on from an empty page', async () => {
    const found: unknown[] = [];
    let cursor: string | undefined;
    for (let more = true; more;) {
      const { body } = await inbox({ order: 'sequence', limit: 2, ...(cursor !== undefined && { cursor }) });
      found.push(...names(body));
      ({ more, next: cursor } = body);
    }
    expect(found).toEqual(['first', 'second', 'third', 'plan', 'deletion']);
    const { body } = await inbox({ order: 'sequence', cursor: cursor! });
    expect([names(body), body.next, body.more]).toEqual([[], cursor, false]);
    const none = await inbox({ order: 'sequence', month: '202001' });
    expect(names((await inbox({ order: 'sequence', cursor: none.body.next })).body)).toHaveLength(5);
  });

  it('refuses the cursor of the other order', async () => {
    const byArrival = (await inbox({ limit: 1 })).body.next;
    const bySequence = (await inbox({ limit: 1, order: 'sequence' })).body.next;
    const queries: Query[] = [{ cursor: byArrival, order: 'sequence' }, { cursor: bySequence }];
    for (const query of queries) {
      const { status, body } = await inbox(query);
      expect([status, body.type]).toEqual([400, 'urn:careplan:problem:request-invalid']);
    }
  });

  it('gives a carrier the order of import for one office at a time', async () => {
    const query = { order: 'sequence', office: world.k.officeNumber };
    expect(names((await inbox(query, relay)).body)).toEqual(['first', 'second', 'third', 'plan', 'deletion']);
    const all = await inbox({ order: 'sequence' }, relay);
    expect([all.status, all.body.type]).toEqual([400, 'urn:careplan:problem:request-invalid']);
    const { status } = await inbox({ order: 'sequence', office: world.a.officeNumber }, relay);
    expect(status).toBe(403);
  });

  it.each<[string, Query, string[]]>([
    ['what nobody has collected', { unread: 'true' }, ['third', 'plan', 'second', 'deletion']],
    ['persons, from', { personsMin: 1 }, ['third', 'first', 'plan', 'second', 'deletion']],
    ['persons, from beyond', { personsMin: 2 }, []],
    ['persons, up to', { personsMax: 0 }, []],
    ['delete forms', { deletion: 'true' }, ['deletion']],
    ['all but delete forms', { deletion: 'false' }, ['third', 'first', 'plan', 'second']],
    ['what nothing newer replaces', { current: 'true' }, ['plan', 'deletion']],
    ['where it is: the office', { place: 'office' }, ['first']],
    ['where it is: the gateway', { place: 'gateway' }, ['third', 'plan', 'second', 'deletion']],
  ])('is narrowed to %s', async (_, query, expected) => {
    expect(names((await inbox(query)).body)).toEqual(expected);
    expect(names((await inbox(query, relay)).body)).toEqual(expected);
  });

  it('tells a sender at which hop its transmissions are', async () => {
    const at = async (place: string) =>
      names((await world.api.get<Page>('/v1/outbox', { caller: world.a, query: { place } })).body);
    expect(await at('office')).toEqual(['first']);
    await world.collect(relay, sent.third!);
    expect(await at('carrier')).toEqual(['third']);
    const hop = { caller: relay, json: { hop: 'handed-to-office' } };
    await world.api.post(`/v1/transmissions/${sent.third}/hops`, hop);
    expect(await at('office')).toEqual(['third', 'first']);
  });

  it.each<[string, Query]>([
    ['persons below none', { personsMin: -1 }],
    ['persons beyond all', { personsMax: 1e12 }],
    ['an order that there is not', { order: 'size' }],
    ['the order of import of what is long over', { order: 'sequence', state: ['confirmed'] }],
    ['half a truth', { unread: 'perhaps' }],
    ['a place that there is not', { place: 'post' }],
  ])('refuses %s', async (_, query) => {
    const { status, body } = await inbox(query);
    expect([status, body.type]).toEqual([400, 'urn:careplan:problem:request-invalid']);
  });

  it('is counted: what is open and what is unread, by kind and by office', async () => {
    const { status, body } = await world.api.get('/v1/inbox/counts', { caller: world.k });
    const bySender = [{ office: world.a.officeNumber, name: 'A事業所', open: 5, unread: 3 }];
    expect([status, body]).toEqual([
      200,
      {
        open: 5,
        unread: 3,
        byKind: [
          { kind: 'plan', open: 1, unread: 1 },
          { kind: 'use-slip', open: 3, unread: 1 },
          { kind: 'use-slip-delete', open: 1, unread: 1 },
        ],
        bySender,
        byOffice: [{ ...bySender[0], office: world.k.officeNumber, name: 'K事業所' }],
      },
    ]);
    const month = await world.api.get('/v1/inbox/counts', { caller: relay, query: { month: '202504' } });
    expect(month.body).toMatchObject({ open: 4, unread: 2 });
    expect((await world.api.get('/v1/inbox/counts', { caller: world.a })).body).toMatchObject({ open: 0 });
  });

  it.each<[string, Query]>([
    ['/v1/inbox', {}],
    ['/v1/inbox', { order: 'sequence' }],
    ['/v1/inbox/counts', {}],
  ])('is asked for again for nothing while nothing has changed: %s %j', async (path, query) => {
    const first = await world.api.get(path, { caller: world.k, query });
    const headers = { 'if-none-match': String(first.headers.etag) };
    const again = await world.api.get(path, { caller: world.k, query, headers });
    expect([again.status, again.bytes.length]).toEqual([304, 0]);
    const { body } = await world.send(world.a, withSequence(slip, '20250401000000'));
    const changed = await world.api.get(path, { caller: world.k, query, headers });
    expect(changed.status).toBe(200);
    await world.api.post(`/v1/transmissions/${body.id}/recall`, { caller: world.a, json: {} });
  });

  it('has not changed because the transaction of somebody else has ended, though its next is another then', async () => {
    const other = world.gateway.database.createQueryRunner();
    await other.startTransaction();
    await other.query('SELECT pg_current_xact_id()');
    const { body } = await world.send(world.a, withSequence(slip, '20250401000001'));
    const before = await inbox({});
    await other.commitTransaction();
    await other.release();
    const headers = { 'if-none-match': String(before.headers.etag) };
    expect((await world.api.get('/v1/inbox', { caller: world.k, headers })).status).toBe(304);
    // Once nobody else of this database server has one that began before, either: journeys run side by side.
    const after = await until(
      () => inbox({}),
      ({ body: { next } }) => next !== before.body.next,
    );
    for (const { next } of [before.body, after.body]) {
      const rest = await inbox({ cursor: next });
      expect([names(rest.body), rest.body.next]).toEqual([[], next]);
    }
    await world.api.post(`/v1/transmissions/${body.id}/recall`, { caller: world.a, json: {} });
  });

  describe('with a long history', () => {
    beforeAll(async () => {
      const { database } = world.gateway;
      // Most of it of others, some of whose rows are open; an eighth each of what K got, A sent and the relay carried.
      await database.query(
        `WITH history AS (
           INSERT INTO transmissions
             (id, submission_id, client_id, sender, destination, files, size, state, manifest_sha256, created_at,
              arrival_settled_by, sequence, unit_kind, forms, person_count, month, sent_by_carrier)
           SELECT (substr(careplan_uuid_floor(now())::text, 1, 14) || '7' || substr(gen_random_uuid()::text, 16))::uuid,
                  gen_random_uuid(), gen_random_uuid(), CASE WHEN n % 8 = 1 THEN $1 ELSE '14' || n % 400 END,
                  CASE WHEN n % 8 = 0 THEN $2 ELSE '13' || n % 400 END, '[]', 1,
                  CASE WHEN n % 20 = 3 THEN 'available'
                       ELSE (ARRAY['confirmed', 'imported', 'expired', 'recalled'])[1 + n % 4] END, 'm', now(), n % 500,
                  '20250101000000', 'use-slip', '{UPPLAN}', n % 7, '202504',
                  CASE WHEN n % 8 = 2 THEN $3::uuid WHEN n % 2 = 1 THEN gen_random_uuid() END
           FROM generate_series(1, 40000) AS n RETURNING id, state, destination)
         INSERT INTO transmission_carriers (id, client_id, destination, arrival_settled_by, is_open)
         SELECT id, CASE WHEN destination = $2 THEN $3 ELSE gen_random_uuid() END, destination, 1, state = 'available'
         FROM history`,
        [world.a.officeNumber, world.k.officeNumber, relay.clientId],
      );
      await database.query('ANALYZE transmissions, transmission_carriers');
    });

    const filters: [string, Partial<ListingFilter>][] = [
      ['everything open', {}],
      ['unread', { states: ['available'] }],
      ['persons', { personsMin: 1, personsMax: 3 }],
      ['deletions', { deletion: true }],
      ['what stands', { current: true }],
      ['the place', { place: 'gateway' }],
      ['kind, form and month', { kind: 'use-slip', form: 'UPPLAN', month: '202504' }],
    ];
    const asked = (narrowed: Partial<ListingFilter>) => ({ states: openStates, ...narrowed });

    it.each(filters)('it reads open rows only, narrowed to %s', async (_, narrowed) => {
      const now = world.gateway.clock.now();
      for (const party of [world.k, carrierOf(relay)]) {
        await expectOpenRowsOnly((via) => new ListingStore(via).inbox(party, now, asked(narrowed), beginning, 100));
        const office = party.officeNumber === null ? { offices: [world.k.officeNumber] } : {};
        await expectOpenRowsOnly((via) =>
          new ListingStore(via).inboxInImportOrder(party, now, { ...asked(narrowed), ...office }, null, 100),
        );
      }
    });

    it.each(filters)('a sender is told what is under way from such rows only, narrowed to %s', async (_, narrowed) => {
      const now = world.gateway.clock.now();
      for (const party of [world.a, carrierOf(relay)]) {
        const listed = (via: Statements) => new ListingStore(via).outbox(party, now, asked(narrowed), beginning, 100);
        const used = await expectOpenRowsOnly(listed);
        expect(used).toMatch(/sent_settled_by_id_idx/);
      }
    });

    it('it counts open rows only', async () => {
      const now = world.gateway.clock.now();
      for (const party of [world.k, carrierOf(relay)]) {
        await expectOpenRowsOnly((via) => new InboxCountStore(via).open(party, {}, now));
      }
    });

    /** Of what PostgreSQL really does: no row of the history is read, and no month with rows is read as a whole. */
    async function expectOpenRowsOnly(ask: (via: Statements) => Promise<unknown>): Promise<string> {
      const { database } = world.gateway;
      let plan = '';
      const explaining = {
        rows: async (_: string | null, { text, values }: Sql): Promise<[]> => {
          const lines = await database.query<Record<string, string>[]>(
            `EXPLAIN (ANALYZE, BUFFERS, TIMING OFF) ${text}`,
            values,
          );
          plan = lines.map((line) => line['QUERY PLAN']).join('\n');
          return [];
        },
      };
      await ask(explaining as unknown as Statements);
      for (const [, table] of plan.matchAll(/Seq Scan on (transmission\w*)/g)) {
        expect(await database.query(`SELECT id FROM ${table} LIMIT 1`)).toEqual([]);
      }
      const removed = [...plan.matchAll(/Rows Removed by (?:Filter|Join Filter): (\d+)/g)].map(([, rows]) =>
        Number(rows),
      );
      expect(Math.max(0, ...removed)).toBeLessThan(20);
      // Not of the history's size either: 40,000 rows stand on more than 1,000 pages.
      const pages = [...plan.split('Planning:')[0]!.matchAll(/Buffers: shared hit=(\d+)(?: read=(\d+))?/g)].map(
        ([, hit, read]) => Number(hit) + Number(read ?? 0),
      );
      expect(Math.max(...pages)).toBeLessThan(200);
      return plan;
    }
  });
});

function carrierOf({ clientId }: TestCaller): { clientId: string; officeNumber: null } {
  return { clientId, officeNumber: null };
}
