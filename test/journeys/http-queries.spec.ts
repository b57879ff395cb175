import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Call } from '../setup/api.js';
import { sampleUnit, TransmissionBody, withSequence, World } from '../setup/world.js';

interface Page {
  transmissions: TransmissionBody[];
  next: string;
  more: boolean;
  errors?: { parameter: string }[];
}

const slip = sampleUnit('applicable/202407/2-use-slip');
const cursor = (content: unknown) => Buffer.from(JSON.stringify(content)).toString('base64url');
const id = '01955c2e-7c00-7000-8000-000000000002';

describe('A query', () => {
  let world: World;
  const sent: string[] = [];

  beforeAll(async () => {
    world = await World.begin();
    for (let n = 0; n < 5; n++) {
      const { status, body } = await world.send(world.a, withSequence(slip, `2025032510010${n}`));
      expect(status).toBe(201);
      sent.push(body.id);
    }
  });
  afterAll(() => world.end());

  const inbox = (query: Call['query'], path = '/v1/inbox') =>
    world.api.get<Page>(path, { caller: path === '/v1/inbox' ? world.k : world.a, ...(query && { query }) });
  const idsOf = (page: Page): string[] => page.transmissions.map((transmission) => transmission.id);

  it.each<[string, NonNullable<Call['query']>, string]>([
    ['limit=0', { limit: 0 }, 'limit'],
    ['limit=1001', { limit: 1001 }, 'limit'],
    ['limit=-1', { limit: -1 }, 'limit'],
    ['limit=abc', { limit: 'abc' }, 'limit'],
    ['limit=1.5', { limit: 1.5 }, 'limit'],
    ['limit=1e400', { limit: '1e400' }, 'limit'],
    ['limit=', { limit: '' }, 'limit'],
    ['limit=99999999999999999999', { limit: '9'.repeat(20) }, 'limit'],
    ['two limits', { limit: ['1', '2'] }, 'limit'],
    ['two cursors', { cursor: ['a', 'b'] }, 'cursor'],
    ['a month that is none', { month: '2025-04' }, 'month'],
    ['an office number that is none', { sender: '137' }, 'sender'],
    ['a state that is none', { state: 'lost' }, 'state'],
    ['a state twice', { state: ['available', 'available'] }, 'state'],
    ['one good state and one that is none', { state: ['available', 'lost'] }, 'state'],
    ['a month that no year has', { month: '202513' }, 'month'],
    ['a kind that is none', { kind: 'use-slips' }, 'kind'],
    ['a form that is none', { form: 'UPPLANS' }, 'form'],
    ['the name of what every object has', { kind: 'constructor' }, 'kind'],
    ['an endless kind', { kind: 'x'.repeat(10_000) }, 'kind'],
    ['NUL in it', { kind: 'use\0slip' }, 'kind'],
    ['a parameter that nobody knows', { colour: 'blue' }, 'colour'],
  ])('with %s is refused with 400, naming the parameter', async (_, query, parameter) => {
    const { status, body } = await inbox(query);
    expect(status).toBe(400);
    expect(body).toMatchObject({ type: 'urn:careplan:problem:request-invalid' });
    expect(new Set(body.errors?.map((error) => error.parameter))).toEqual(new Set([parameter]));
  });

  it('with a state that a sender sees, but a destination does not, is refused in the inbox only', async () => {
    expect((await inbox({ state: 'checking' })).status).toBe(400);
    expect((await inbox({ state: 'checking' }, '/v1/outbox')).status).toBe(200);
  });

  it.each<[string, Call['query']]>([
    ['nothing in it', {}],
    ['limit=1000', { limit: 1000 }],
    ['one state, which is a list of one', { state: 'available' }],
    ['two states', { state: ['available', 'collected'] }],
    ['two states the other way round', { state: ['collected', 'available'] }],
    ['a parameter called __proto__', JSON.parse('{"__proto__":"x"}') as Call['query']],
  ])('with %s is answered', async (_, query) => {
    const { status, body } = await inbox(query);
    expect(status).toBe(200);
    expect(idsOf(body)).toEqual(sent);
  });

  it.each([
    ['is empty', ''],
    ['is garbage', 'garbage'],
    ['is no base64url', '%%%'],
    ['is no JSON', Buffer.from('[1').toString('base64url')],
    ['holds no list', cursor({ settledBy: '1' })],
    ['holds nothing', cursor([])],
    ['holds null', cursor(null)],
    ['holds half a mark', cursor(['1'])],
    ['holds a number for a text', cursor([1, id])],
    ['counts beyond a bigint', cursor(['9223372036854775808', id])],
    ['counts beyond everything', cursor(['9'.repeat(300), id])],
    ['counts below zero', cursor(['-1', id])],
    ['counts in hexadecimal', cursor(['0x10', id])],
    ['holds an id that is none', cursor(['1', 'x'])],
    ['holds statements', cursor(['1', `${id}'; DROP TABLE clients; --`])],
    ['holds more rows than any of ours', cursor(Array(202).fill(['1', id]).flat())],
    ['is longer than any of ours', 'A'.repeat(4097)],
  ])('with a cursor that %s is refused with 400', async (_, text) => {
    const { status, body } = await inbox({ cursor: text });
    expect(status).toBe(400);
    expect(body.errors?.map((error) => error.parameter)).toEqual(['cursor']);
  });

  it('with a cursor cut short anywhere is refused, or goes on from somewhere, but never fails', async () => {
    const { next } = (await inbox({ limit: 2 })).body;
    const statuses = new Set<number>();
    for (let length = 1; length < next.length; length += 5) {
      statuses.add((await inbox({ cursor: next.slice(0, length) })).status);
    }
    expect([...statuses].every((status) => status === 200 || status === 400)).toBe(true);
    expect(statuses).toContain(400);
  });

  it('goes page by page through everything once, in the order of arrival', async () => {
    const seen: string[] = [];
    let next: string | undefined;
    for (let more = true; more;) {
      const { body } = await inbox({ limit: 2, ...(next !== undefined && { cursor: next }) });
      expect(body.transmissions.length).toBeGreaterThan(0);
      seen.push(...idsOf(body));
      ({ next, more } = body);
    }
    expect(seen).toEqual(sent);
    const { body } = await inbox({ cursor: next! });
    expect(body).toMatchObject({ transmissions: [], more: false });
  });

  it('with the largest cursor there can be finds nothing, and the place after everything', async () => {
    const { status, body } = await inbox({ cursor: cursor(['9223372036854775807', id]) });
    expect(status).toBe(200);
    expect(body.transmissions).toEqual([]);
  });

  it('with the cursor of another office shows nothing of that office: a cursor grants nothing', async () => {
    const foreign = (await inbox({ limit: 1 })).body.next;
    const { status, body } = await world.api.get<Page>('/v1/inbox', { caller: world.a, query: { cursor: foreign } });
    expect(status).toBe(200);
    expect(body.transmissions).toEqual([]);
  });
});
