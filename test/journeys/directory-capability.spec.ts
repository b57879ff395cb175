import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { TestCaller } from '../setup/caller.js';
import { enrolCarrier, putMandate } from '../setup/carrier.js';
import { careManager, serviceOffice, World } from '../setup/world.js';

interface OfficeBody {
  name: string;
  versions: string[];
  attachments: boolean;
  reachableOtherwise: object;
  capabilityStatedAt: string | null;
  updatedAt: string;
  type?: string;
  errors?: { pointer: string }[];
}

const stated = {
  versions: ['202407'],
  attachments: true,
  reachableOtherwise: { fax: '03-9876-5432', mail: 'k@example.jp' },
};

describe('What an office says of itself', () => {
  let world: World;
  let relay: TestCaller;

  beforeAll(async () => {
    world = await World.begin();
    relay = await enrolCarrier(world, 'relay', 'B伝送');
  });
  afterAll(() => world.end());

  const state = (caller: TestCaller, number: string, json: unknown = stated, headers: Record<string, string> = {}) =>
    world.api.call<OfficeBody>('PUT', `/v1/offices/${number}/capability`, { caller, json, headers });
  const find = (number: string, headers: Record<string, string> = {}) =>
    world.api.get<OfficeBody>(`/v1/offices/${number}`, { caller: world.a, headers });
  const events = () =>
    world.gateway.database.query<object[]>(
      `SELECT client_id, office_number, data FROM events WHERE kind = 'capability-stated' ORDER BY id`,
    );

  it('is shown to everybody, with when it was said', async () => {
    world.gateway.clock.advance(60);
    const { status, body, headers } = await state(world.k, serviceOffice);
    expect(status).toBe(200);
    const at = world.gateway.clock.now().toISOString();
    expect(body).toMatchObject({ ...stated, capabilityStatedAt: at, updatedAt: at });
    const read = await find(serviceOffice);
    expect(read.body).toEqual(body);
    expect(read.headers['etag']).toBe(headers['etag']);
  });

  it('leaves an event that names client and office, and no number or address to reach it', async () => {
    expect(await events()).toEqual([
      {
        client_id: world.k.clientId,
        office_number: serviceOffice,
        data: { versions: ['202407'], attachments: true },
      },
    ]);
  });

  it('changes nothing when it is said again, in whatever order, not even dates', async () => {
    world.gateway.clock.advance(60);
    const before = [await find(serviceOffice), await events()].map((one) =>
      JSON.stringify('body' in one ? one.body : one),
    );
    const { mail, fax } = stated.reachableOtherwise;
    expect((await state(world.k, serviceOffice, { ...stated, reachableOtherwise: { mail, fax } })).status).toBe(200);
    const after = [await find(serviceOffice), await events()].map((one) =>
      JSON.stringify('body' in one ? one.body : one),
    );
    expect(after).toEqual(before);
  });

  it('replaces what was said before, whole', async () => {
    const { body } = await state(world.k, serviceOffice, { versions: [], attachments: false, reachableOtherwise: {} });
    expect(body).toMatchObject({ versions: [], attachments: false, reachableOtherwise: {} });
    await state(world.k, serviceOffice, { ...stated, versions: ['202208', '202407'] });
    expect((await find(serviceOffice)).body.versions).toEqual(['202407', '202208']);
  });

  it('is not overwritten by any import, which still renames the office', async () => {
    await state(world.k, serviceOffice);
    await world.importOffice(serviceOffice, '改称K事業所', { versions: ['202208'], reachableOtherwise: { fax: '1' } });
    expect((await find(serviceOffice)).body).toMatchObject({ ...stated, name: '改称K事業所' });
    const row = `${serviceOffice},再改称K事業所,,東京都,11,202208,0,2,x@example.jp`;
    const { body } = await world.api.post('/v1/offices/master', {
      caller: world.operator,
      body: {
        type: 'text/csv',
        content: `number,name,nameKana,prefecture,serviceTypes,versions,attachments,fax,mail\r\n${row}\r\n`,
      },
    });
    expect(body).toMatchObject({ updated: 1 });
    expect((await find(serviceOffice)).body).toMatchObject({ ...stated, name: '再改称K事業所' });
  });

  it('may be said by a carrier that collects for it', async () => {
    await world.importOffice('1376000001', 'G事業所');
    await putMandate(world, '1376000001', relay, { scopes: ['collect'] });
    expect((await state(relay, '1376000001')).status).toBe(200);
    expect((await find('1376000001')).body).toMatchObject(stated);
  });

  it.each([
    ['has no mandate', undefined],
    ['may send only', { scopes: ['send'] }],
    ['was revoked', { state: 'revoked' }],
    ['is suspended', { state: 'suspended' }],
    ['is over', { from: -120, until: 0 }],
  ])('may not be said by a carrier that %s', async (_, row) => {
    await world.importOffice('1376000002', 'H事業所');
    await world.gateway.database.query(`DELETE FROM mandates WHERE office_number = '1376000002'`);
    if (row) await putMandate(world, '1376000002', relay, row);
    const { status, body } = await state(relay, '1376000002');
    expect([status, body.type]).toEqual([403, 'urn:careplan:problem:not-allowed']);
    expect((await find('1376000002')).body).toMatchObject({ capabilityStatedAt: null });
  });

  it('may not be said by another office', async () => {
    const before = (await find(serviceOffice)).body;
    const { status, body } = await state(world.a, serviceOffice, { ...stated, versions: [] });
    expect([status, body.type]).toEqual([403, 'urn:careplan:problem:not-allowed']);
    expect((await find(serviceOffice)).body).toEqual(before);
  });

  it('may not be said by the operator, who has the master for that', async () => {
    expect((await state(world.operator, serviceOffice)).status).toBe(403);
  });

  it.each(['9999999999', 'x', '1376000002%00', '%E3%81%82'])(
    'of an office that there is not (%s) is 404',
    async (number) => {
      for (const caller of [world.a, relay]) expect((await state(caller, number)).status).toBe(404);
    },
  );

  it.each<[string, object, string]>([
    ['no versions', { versions: undefined }, '/versions'],
    ['a version that nobody knows', { versions: ['202501'] }, '/versions/0'],
    ['a version twice', { versions: ['202407', '202407'] }, '/versions'],
    ['attachments that are a text', { attachments: 'true' }, '/attachments'],
    ['nothing of how else it is reached', { reachableOtherwise: undefined }, '/reachableOtherwise'],
    ['a mail address that is none', { reachableOtherwise: { mail: 'k@' } }, '/reachableOtherwise/mail'],
    ['a fax number with NUL', { reachableOtherwise: { fax: '0\0' } }, '/reachableOtherwise/fax'],
    ['a misspelt member', { verions: [] }, '/verions'],
  ])('is refused with %s', async (_, change, pointer) => {
    const { status, body } = await state(world.k, serviceOffice, { ...stated, ...change });
    expect(status).toBe(400);
    expect(body.errors?.map((error) => error.pointer)).toEqual([pointer]);
  });

  describe('with If-Match', () => {
    it('is taken while the office is as it was read', async () => {
      const tag = (await find(careManager)).headers['etag'] ?? '';
      const { status, headers } = await state(world.a, careManager, stated, { 'if-match': tag });
      expect(status).toBe(200);
      const next = await state(
        world.a,
        careManager,
        { ...stated, attachments: false },
        { 'if-match': headers['etag'] ?? '' },
      );
      expect(next.status).toBe(200);
      expect((await state(world.a, careManager, stated, { 'if-match': '*' })).status).toBe(200);
    });

    it.each(['"other"', 'W/', ''])('is refused with 412 when it was read otherwise (%s)', async (form) => {
      const read = (await find(careManager)).headers['etag'] ?? '';
      const tag = form === 'W/' ? `W/${read}` : form;
      const { status, body } = await state(
        world.a,
        careManager,
        { ...stated, versions: [] },
        { 'if-match': tag || 'x' },
      );
      expect([status, body.type]).toEqual([412, 'urn:careplan:problem:office-changed']);
      expect((await find(careManager)).headers['etag']).toBe(read);
    });

    it('lets only one of several win that read the same', async () => {
      const tag = (await find(careManager)).headers['etag'] ?? '';
      const answers = await Promise.all(
        ['1', '2', '3', '4'].map((fax) =>
          state(world.a, careManager, { ...stated, reachableOtherwise: { fax } }, { 'if-match': tag }),
        ),
      );
      expect(answers.map(({ status }) => status).sort()).toEqual([200, 412, 412, 412]);
    });
  });

  it('is a reason to read the office anew, and until then it is answered 304', async () => {
    const tag = (await find(serviceOffice)).headers['etag'] ?? '';
    const again = await find(serviceOffice, { 'if-none-match': tag });
    expect([again.status, again.bytes.length, again.headers['etag']]).toEqual([304, 0, tag]);
    expect((await find(serviceOffice, { 'if-none-match': '*' })).status).toBe(304);
    await state(world.k, serviceOffice, { ...stated, reachableOtherwise: {} });
    expect((await find(serviceOffice, { 'if-none-match': tag })).status).toBe(200);
  });

  it('is recorded with the office that was read, also where the answer was 304', async () => {
    const tag = (await find(serviceOffice)).headers['etag'] ?? '';
    await find(serviceOffice, { 'if-none-match': tag });
    const records = await world.gateway.database.query<object[]>(
      `SELECT resource_id, status FROM access_records WHERE status = 304 ORDER BY at DESC LIMIT 1`,
    );
    expect(records).toEqual([{ resource_id: serviceOffice, status: 304 }]);
  });
});
