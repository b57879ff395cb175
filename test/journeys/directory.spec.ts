import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { World } from '../setup/world.js';

interface OfficeRow {
  number: string;
  name: string;
}

const kana = { number: '1371000001', name: '訪問介護 ひまわり', nameKana: 'ホウモンカイゴ ヒマワリ' };
const full = {
  ...kana,
  prefecture: '東京都',
  serviceTypes: ['11', '13'],
  versions: ['202407'],
  attachments: true,
  reachableOtherwise: { fax: '03-1234-5678', mail: 'himawari@example.jp' },
};

describe('The directory', () => {
  let world: World;

  beforeAll(async () => {
    world = await World.begin();
  });
  afterAll(() => world.end());

  const importAll = (offices: unknown) =>
    world.api.post<Record<string, unknown> & { errors?: { pointer: string }[] }>('/v1/offices/import', {
      caller: world.operator,
      json: { offices },
    });
  const find = (number: string) => world.api.get(`/v1/offices/${number}`, { caller: world.a });
  const rows = () => world.gateway.database.query<OfficeRow[]>('SELECT * FROM offices ORDER BY number');
  const numbered = (count: number) =>
    Array.from({ length: count }, (_, n) => ({
      number: `14${String(n).padStart(8, '0')}`,
      name: `事業所${n}`,
      serviceTypes: ['11'],
    }));

  it('takes over an office with everything stated of it, and shows it to every caller', async () => {
    const answer = await importAll([full]);
    expect(answer.status).toBe(200);
    expect(answer.body).toEqual({ imported: 1 });
    for (const caller of [world.a, world.operator]) {
      const { body } = await world.api.get(`/v1/offices/${full.number}`, { caller });
      expect(body).toEqual({
        ...full,
        connected: false,
        direct: false,
        through: [],
        capabilityStatedAt: null,
        updatedAt: world.gateway.clock.now().toISOString(),
      });
    }
  });

  it('fills in what was left out: no kana, no prefecture, every version, no attachments, no other way to reach it', async () => {
    await importAll([{ number: '1371000002', name: 'B', serviceTypes: [] }]);
    const { body } = await find('1371000002');
    expect(body).toMatchObject({
      nameKana: '',
      prefecture: '',
      serviceTypes: [],
      versions: ['202407', '202208'],
      attachments: false,
      reachableOtherwise: {},
    });
  });

  it('is not changed by the same import again, not even in its dates', async () => {
    await importAll([full]);
    const before = await rows();
    world.gateway.clock.advance(60);
    expect((await importAll([full])).body).toEqual({ imported: 1 });
    expect(await rows()).toEqual(before);
  });

  it('replaces what an office was before, whole', async () => {
    world.gateway.clock.advance(60);
    await importAll([{ number: full.number, name: '訪問介護 あさがお', serviceTypes: ['15'] }]);
    const { body } = await find(full.number);
    expect(body).toMatchObject({
      name: '訪問介護 あさがお',
      nameKana: '',
      serviceTypes: ['15'],
      reachableOtherwise: {},
      updatedAt: world.gateway.clock.now().toISOString(),
    });
  });

  it('takes 1,000 offices at once, and not one more', async () => {
    expect((await importAll(numbered(1000))).body).toEqual({ imported: 1000 });
    const before = await rows();
    const { status, body } = await importAll(numbered(1001));
    expect(status).toBe(400);
    expect(body.errors).toEqual([expect.objectContaining({ pointer: '/offices' })]);
    expect(await rows()).toEqual(before);
  });

  it('refuses a number given twice, pointing at each repetition, and takes over none', async () => {
    const before = await rows();
    const [first, second] = [
      { ...full, number: '1372000001' },
      { ...full, number: '1372000002' },
    ];
    const { status, body } = await importAll([first, second, first, second, first]);
    expect(status).toBe(422);
    expect(body['type']).toBe('urn:careplan:problem:office-twice');
    expect(body.errors?.map(({ pointer }) => pointer)).toEqual([2, 3, 4].map((n) => `/offices/${n}/number`));
    expect(await rows()).toEqual(before);
  });

  it.each<[string, object, string]>([
    ['a number of nine characters', { number: '137000001' }, '/number'],
    ['a number in full-width digits', { number: '１３７０００００１１' }, '/number'],
    ['a number with a line end', { number: '1370000011\n' }, '/number'],
    ['no number', { number: undefined }, '/number'],
    ['no name', { name: '' }, '/name'],
    ['an endless name', { name: 'あ'.repeat(201) }, '/name'],
    ['a name that is a number', { name: 7 }, '/name'],
    ['a service type of three characters', { serviceTypes: ['111'] }, '/serviceTypes/0'],
    ['a service type twice', { serviceTypes: ['11', '11'] }, '/serviceTypes'],
    ['service types that are no list', { serviceTypes: '11' }, '/serviceTypes'],
    ['a version that nobody knows', { versions: ['202501'] }, '/versions/0'],
    ['a mail address that is none', { reachableOtherwise: { mail: 'k@' } }, '/reachableOtherwise/mail'],
    ['a misspelt member', { nameKanna: 'ケイ' }, '/nameKanna'],
    ['a misspelt member deep inside', { reachableOtherwise: { facs: '1' } }, '/reachableOtherwise/facs'],
  ])('refuses an import with %s in it, and takes over none of the others', async (_, change, place) => {
    const before = await rows();
    const offices = [
      { ...full, number: '1373000001' },
      { ...full, number: '1373000002', ...change },
    ];
    const { status, body } = await importAll(offices);
    expect(status).toBe(400);
    expect(body.errors).toEqual([expect.objectContaining({ pointer: `/offices/1${place}` })]);
    expect(await rows()).toEqual(before);
  });

  it.each([
    ['no list', undefined],
    ['an empty list', []],
    ['a list of null', [null]],
  ])('refuses an import with %s', async (_, offices) => {
    const before = await rows();
    expect((await importAll(offices)).status).toBe(400);
    expect(await rows()).toEqual(before);
  });

  it('keeps the last of several imports that happen at once, whole, whatever their order', async () => {
    const imports = ['甲', '乙', '丙', '丁'].map((name, at) => {
      const offices = numbered(300).map((office) => ({ ...office, name }));
      return importAll(at % 2 === 0 ? offices : offices.reverse());
    });
    const answers = await Promise.all(imports);
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    const names = (await rows()).filter(({ number }) => number < '1400000300' && number >= '1400000000');
    expect(new Set(names.map(({ name }) => name)).size).toBe(1);
  });

  it('does not know an office that nobody imported', async () => {
    const { status, body } = await find('9999999999');
    expect(status).toBe(404);
    expect(body).toMatchObject({ type: 'urn:careplan:problem:not-found' });
  });

  describe('says of an office that data can be sent to it', () => {
    const number = '1374000001';
    const connected = async () => (await find(number)).body['connected'];
    const revoke = (thumbprint: string) =>
      world.gateway.database.query(
        `UPDATE certificates SET revoked_at = $2, revocation_reason = 'superseded' WHERE thumbprint = $1`,
        [thumbprint, world.gateway.clock.now()],
      );

    it('from its first certificate on', async () => {
      await world.importOffice(number, 'C事業所');
      expect(await connected()).toBe(false);
      const code = await world.codeFor('C事業所', number);
      expect(code).toMatch(/^[2-9A-Z-]{29}$/);
      expect(await connected()).toBe(false);
      await world.office(number, 'C事業所');
      expect(await connected()).toBe(true);
    });

    it('as long as one of its certificates is good', async () => {
      const [first, second] = [await world.office(number, 'C事業所'), await world.office(number, 'C事業所')];
      await revoke(first.certificate.thumbprint);
      expect(await connected()).toBe(true);
      await world.gateway.database.query(
        `UPDATE certificates SET revoked_at = now(), revocation_reason = 'superseded'
         WHERE revoked_at IS NULL AND thumbprint <> $1 AND client_id IN (SELECT id FROM clients WHERE office_number = $2)`,
        [second.certificate.thumbprint, number],
      );
      expect(await connected()).toBe(true);
      await revoke(second.certificate.thumbprint);
      expect(await connected()).toBe(false);
    });

    it('not while its client is suspended', async () => {
      const caller = await world.office(number, 'C事業所');
      const set = (state: string) =>
        world.gateway.database.query('UPDATE clients SET state = $2 WHERE id = $1', [caller.clientId, state]);
      expect(await connected()).toBe(true);
      await set('suspended');
      expect(await connected()).toBe(false);
    });

    it('not after its certificate has expired', async () => {
      expect((await find(world.k.officeNumber)).body['connected']).toBe(true);
      const expired = await world.office('1374000002', 'D事業所');
      await world.gateway.database.query('UPDATE certificates SET not_after = $2 WHERE thumbprint = $1', [
        expired.certificate.thumbprint,
        world.gateway.clock.now(),
      ]);
      expect((await find('1374000002')).body['connected']).toBe(false);
    });
  });
});
