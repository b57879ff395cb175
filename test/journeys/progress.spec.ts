import { Answer } from '../setup/api.js';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { TestCaller } from '../setup/caller.js';
import { actualDeletionOf, actualOf, personsNumbered, slipDeletionOf, slipOf } from '../setup/monthly.js';
import { careManager, SampleFile, serviceOffice, TransmissionBody, withSequence, World } from '../setup/world.js';

interface Persons {
  planned: number | null;
  collected: number | null;
  answered: number | null;
  missing: number | null;
  unplanned: number | null;
}

interface Units {
  transmissions: number;
  lastSentAt: string | null;
  lastCollectedAt: string | null;
}

interface ProgressRow {
  office: string;
  officeName: string;
  role: string;
  partner: string;
  partnerName: string;
  connected: boolean;
  reachableOtherwise: object;
  persons: Persons;
  slips: Units;
  actuals: Units;
}

const [p1, p2, p3, p4] = personsNumbered(1, 4) as [string, string, string, string];

interface Page {
  readonly progress: ProgressRow[];
  readonly next: string | null;
  readonly more: boolean;
}

describe('The progress of a month', () => {
  let world: World;
  /** A service office of its own for every test: nothing is counted of another. */
  let server: TestCaller;
  let servers = 0;

  beforeAll(async () => {
    world = await World.begin();
  });
  afterAll(() => world.end());
  beforeEach(async () => {
    server = await world.office(`13710${String(++servers).padStart(5, '0')}`, `サービス${servers}`);
  });

  const plan = async (files: readonly SampleFile[], changes = {}) =>
    accepted(await world.send(world.a, files, { destination: server.officeNumber, ...changes }));
  const answer = async (files: readonly SampleFile[], changes = {}) =>
    accepted(await world.send(server, files, { destination: careManager, ...changes }));
  const slip = (...persons: string[]) => slipOf(persons, server.officeNumber);
  const slipDeletion = (...persons: string[]) => slipDeletionOf(persons, server.officeNumber);
  const actual = (...persons: string[]) => actualOf(persons, server.officeNumber);
  const actualDeletion = (...persons: string[]) => actualDeletionOf(persons, server.officeNumber);

  async function rowsFor(caller: TestCaller, query = {}, path = '/v1/progress'): Promise<ProgressRow[]> {
    const limit = 1000;
    const { status, body } = await world.api.get<{ progress: ProgressRow[] }>(path, {
      caller,
      query: { month: '202504', limit, ...query },
    });
    expect(status).toBe(200);
    return body.progress;
  }

  /** What the care manager sees of this test's service office. */
  async function seen(): Promise<ProgressRow | undefined> {
    return (await rowsFor(world.a)).find(({ partner }) => partner === server.officeNumber);
  }
  const persons = async () => (await seen())?.persons;

  it('counts persons planned, collected, answered and missing, the same for both sides', async () => {
    const { id } = await plan(slip(p1, p2, p3));
    expect(await persons()).toEqual({ planned: 3, collected: 0, answered: 0, missing: 3, unplanned: 0 });
    world.gateway.clock.advance(60);
    const sentAt = (await seen())?.slips.lastSentAt;
    await world.collect(server, id);
    const collectedAt = world.gateway.clock.now().toISOString();
    await answer(actual(p1, p2));

    const counted = { planned: 3, collected: 3, answered: 2, missing: 1, unplanned: 0 };
    const [ofServer] = await rowsFor(server);
    expect(await seen()).toEqual({
      office: careManager,
      officeName: 'A事業所',
      role: 'planning',
      partner: server.officeNumber,
      partnerName: `サービス${servers}`,
      connected: true,
      reachableOtherwise: {},
      persons: counted,
      slips: { transmissions: 1, lastSentAt: sentAt, lastCollectedAt: collectedAt },
      actuals: { transmissions: 1, lastSentAt: collectedAt, lastCollectedAt: null },
    });
    expect(ofServer).toMatchObject({
      office: server.officeNumber,
      role: 'serving',
      partner: careManager,
      persons: counted,
    });
  });

  it('counts a person once, however often slips and actuals were sent anew', async () => {
    await plan(slip(p1, p2));
    await plan(slip(p2, p3));
    await answer(actual(p1));
    await answer(actual(p1, p3));
    expect(await persons()).toMatchObject({ planned: 3, answered: 2, missing: 1 });
    expect((await seen())?.slips.transmissions).toBe(2);
  });

  it('takes back who was deleted, and counts again who was planned again', async () => {
    await plan(slip(p1, p2));
    await plan(slipDeletion(p1));
    expect(await persons()).toMatchObject({ planned: 1, missing: 1 });
    await plan(slip(p1));
    expect(await persons()).toMatchObject({ planned: 2, missing: 2 });
  });

  it('misses again whose actuals were deleted', async () => {
    await plan(slip(p1, p2));
    await answer(actual(p1, p2));
    await answer(actualDeletion(p1));
    expect(await persons()).toMatchObject({ planned: 2, answered: 1, missing: 1 });
  });

  it('goes by the order of sequences, not of arrival', async () => {
    await plan(withSequence(slipDeletion(p1), '20250502000000'));
    await plan(withSequence(slip(p1, p2), '20250501000000'));
    expect(await persons()).toMatchObject({ planned: 1 });
  });

  it('tells whose last slip is not collected yet', async () => {
    await world.collect(server, (await plan(slip(p1, p2))).id);
    await plan(slip(p2));
    expect(await persons()).toMatchObject({ planned: 2, collected: 1 });
  });

  it('tells apart whose actuals came without a plan', async () => {
    await plan(slip(p1));
    await answer(actual(p1, p4));
    expect(await persons()).toMatchObject({ planned: 1, answered: 1, missing: 0, unplanned: 1 });
  });

  it('does not count what is held, until it is released', async () => {
    const { id } = await plan(slip(p1), { query: { hold: 'true' } });
    expect(await seen()).toBeUndefined();
    await world.api.post(`/v1/transmissions/${id}/release`, { caller: world.a });
    expect(await persons()).toMatchObject({ planned: 1 });
  });

  it('does not count what was recalled: the slip before it stands again', async () => {
    await plan(slip(p1));
    const { id } = await plan(slipDeletion(p1));
    await world.api.post(`/v1/transmissions/${id}/recall`, { caller: world.a, json: {} });
    expect(await persons()).toMatchObject({ planned: 1, missing: 1 });
  });

  it('counts what was checked in another turn as well', async () => {
    const { id } = await plan(slip(p1, p2), { prefer: 'respond-async' });
    await world.checked(world.a, id);
    expect(await persons()).toMatchObject({ planned: 2 });
  });

  it('is of the month that is asked for', async () => {
    await plan(slip(p1));
    expect(await rowsFor(world.a, { month: '202505' })).toEqual([]);
  });

  it('is narrowed to a role', async () => {
    await plan(slip(p1));
    expect((await rowsFor(server, { role: 'serving' })).map(({ partner }) => partner)).toEqual([careManager]);
    expect(await rowsFor(server, { role: 'planning' })).toEqual([]);
  });

  it('counts the same persons at two partners each for itself', async () => {
    await plan(slip(p1, p2));
    await world.send(world.a, slipOf([p1]), { destination: serviceOffice });
    await world.send(world.k, actualOf([p1]));
    expect(await persons()).toMatchObject({ planned: 2, answered: 0, missing: 2 });
  });

  it('does not expect actuals of a regional center, to which slips are passed on', async () => {
    const center = await world.office(`13790${String(servers).padStart(5, '0')}`, '包括センター');
    const types = { serviceTypes: ['46'] };
    await world.importOffice(center.officeNumber, '包括センター', types);
    const files = slipOf([p1], center.officeNumber).map(({ name, bytes }) => ({
      name: name.replace(`${center.officeNumber}_11`, `${center.officeNumber}_46`),
      bytes,
    }));
    accepted(await world.send(world.a, files, { destination: center.officeNumber }));
    expect((await rowsFor(world.a)).map(({ partner }) => partner)).not.toContain(center.officeNumber);
    expect(await rowsFor(center)).toEqual([]);
  });

  it('says nothing of a person, not even a hash', async () => {
    await plan(slip(p1, p2));
    const text = JSON.stringify(await rowsFor(world.a));
    const [{ hashes }] = await world.gateway.database.query<[{ hashes: string[] }]>(
      `SELECT array_agg(encode(person, 'hex') || ' ' || encode(person, 'base64')) AS hashes
       FROM transmissions, unnest(persons) AS person`,
    );
    expect(hashes.length).toBeGreaterThan(1);
    for (const said of [p1, p2, ...hashes.flatMap((both) => both.split(' '))]) expect(text).not.toContain(said);
  });

  it('is answered with 304 until something of it changes', async () => {
    const ask = (headers = {}) =>
      world.api.get('/v1/progress', { caller: server, query: { month: '202504' }, headers });
    await plan(slip(p1));
    const { headers } = await ask();
    const tag = { 'if-none-match': headers['etag']! };
    expect((await ask(tag)).status).toBe(304);
    await answer(actual(p1));
    expect((await ask(tag)).status).toBe(200);
  });

  it.each<[string, Record<string, string | number>, string]>([
    ['no month', { month: '' }, 'month'],
    ['month 13', { month: '202513' }, 'month'],
    ['an office that is none', { office: 'x' }, 'office'],
    ['a role that nobody has', { role: 'watching' }, 'role'],
    ['a cursor that is none', { cursor: 'garbage' }, 'cursor'],
    [
      'a cursor with a NUL',
      { cursor: Buffer.from('["1371215102","planning","\u0000"]').toString('base64url') },
      'cursor',
    ],
    ['a parameter that nobody knows', { person: '1' }, 'person'],
  ])('with %s is refused with 400, naming the parameter', async (_, query, parameter) => {
    for (const path of ['/v1/progress', '/v1/progress/missing']) {
      const { status, body } = await world.api.get<{ errors: { parameter: string }[] }>(path, {
        caller: world.a,
        query: { month: '202504', ...query },
      });
      expect([status, body.errors[0]?.parameter]).toEqual([400, parameter]);
    }
  });

  describe('in pages', () => {
    it('shows every row once, with no empty page', async () => {
      await plan(slip(p1));
      await world.send(world.a, slipOf([p1]));
      for (const path of ['/v1/progress', '/v1/progress/missing']) {
        const all = await rowsFor(world.a, {}, path);
        expect(all.length).toBeGreaterThan(2);
        const paged: ProgressRow[] = [];
        let cursor: string | null = null;
        do {
          const page: Answer<Page> = await world.api.get(path, {
            caller: world.a,
            query: { month: '202504', limit: 1, ...(cursor !== null && { cursor }) },
          });
          const { body } = page;
          expect([body.progress.length, body.more]).toEqual([1, body.next !== null]);
          paged.push(...body.progress);
          cursor = body.next;
        } while (cursor !== null);
        expect(paged).toEqual(all);
      }
    });
  });

  describe('as a list of reminders', () => {
    const reminders = (caller: TestCaller, query = {}) => rowsFor(caller, query, '/v1/progress/missing');

    it('names the partners whose actuals are missing, with how to reach them, until the last has come', async () => {
      const reachableOtherwise = { fax: '03-1234-5678', mail: 's@example.jp' };
      await world.importOffice(server.officeNumber, '督促先', { reachableOtherwise });
      await plan(slip(p1, p2));
      await answer(actual(p1));
      const found = (await reminders(world.a)).find(({ partner }) => partner === server.officeNumber);
      expect(found).toMatchObject({ partnerName: '督促先', reachableOtherwise, persons: { missing: 1 } });
      await answer(actual(p2));
      expect((await reminders(world.a)).map(({ partner }) => partner)).not.toContain(server.officeNumber);
    });

    it('is of whom it planned for; asked for the other role, of whom it owes actuals', async () => {
      await plan(slip(p1));
      expect(await reminders(server)).toEqual([]);
      expect(await reminders(server, { role: 'serving' })).toMatchObject([{ partner: careManager, role: 'serving' }]);
    });
  });

  describe('for a carrier', () => {
    it('is of its offices, and of nothing that it neither sent nor could open', async () => {
      const relay = await world.carrier('relay', `代行${servers}`);
      await plan(slip(p1));
      await world.mandate(relay, server, ['send', 'collect']);
      expect(await rowsFor(relay)).toEqual([]);
      await plan(slip(p2, p3));
      const manifest = { sender: server.officeNumber };
      accepted(await world.send(relay, actual(p2), { destination: careManager, manifest }));
      await answer(actual(p3));
      expect(await rowsFor(relay)).toMatchObject([
        {
          office: server.officeNumber,
          role: 'serving',
          partner: careManager,
          persons: { planned: 2, answered: 1, missing: 1, unplanned: 0 },
          slips: { transmissions: 1 },
          actuals: { transmissions: 1 },
        },
      ]);
      expect(await persons()).toMatchObject({ planned: 3, answered: 2, missing: 1 });
    });

    it('says null of what its mandate does not let it know, and reminds nobody of that', async () => {
      const relay = await world.carrier('relay', `代行${servers}`);
      await world.mandate(relay, server, ['collect']);
      await plan(slip(p1));
      const [row] = await rowsFor(relay);
      expect(row?.persons).toEqual({ planned: 1, collected: 0, answered: null, missing: null, unplanned: null });
      expect(await rowsFor(relay, { role: 'serving' }, '/v1/progress/missing')).toEqual([]);
    });

    it('ends with the mandate', async () => {
      const relay = await world.carrier('relay', `代行${servers}`);
      const { id } = await world.mandate(relay, server);
      await plan(slip(p1));
      expect(await rowsFor(relay)).toHaveLength(1);
      await world.api.post(`/v1/mandates/${id}/revocation`, { caller: server, json: {} });
      expect(await rowsFor(relay)).toEqual([]);
      for (const office of [server.officeNumber, '1379999999']) {
        const { status, body } = await world.api.get<{ type: string }>('/v1/progress', {
          caller: relay,
          query: { month: '202504', office },
        });
        expect([status, body.type]).toEqual([403, 'urn:careplan:problem:mandate-missing']);
      }
    });

    it('goes through several offices in one list, or one of them alone', async () => {
      const relay = await world.carrier('network', `地域網${servers}`);
      const other = await world.office(`13780${String(servers).padStart(5, '0')}`, '別サービス');
      await world.mandate(relay, server);
      await world.mandate(relay, other);
      await plan(slip(p1));
      await world.send(world.a, slipOf([p1], other.officeNumber), { destination: other.officeNumber });
      const offices = (await rowsFor(relay)).map(({ office }) => office);
      expect(offices).toEqual([server.officeNumber, other.officeNumber].sort());
      const [only, ...more] = await rowsFor(relay, { office: other.officeNumber });
      expect([only?.office, more]).toEqual([other.officeNumber, []]);
    });
  });
});

function accepted({ status, body }: { status: number; body: TransmissionBody }): TransmissionBody {
  if (status >= 300) throw new Error(`refused: ${status} ${body.type} ${JSON.stringify(body.errors)}`);
  return body;
}
