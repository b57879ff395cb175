import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { TestCaller } from '../setup/caller.js';
import { enrolCarrier, MandateRow, putMandate } from '../setup/carrier.js';
import { serviceOffice, World } from '../setup/world.js';

interface OfficeBody {
  number: string;
  connected: boolean;
  direct: boolean;
  through: { client: string; name: string; kind: string }[];
}

const number = '1375000001';

describe('An office is connected', () => {
  let world: World;
  let relay: TestCaller;
  let network: TestCaller;

  beforeAll(async () => {
    world = await World.begin();
    relay = await enrolCarrier(world, 'relay', 'B伝送');
    network = await enrolCarrier(world, 'network', 'A地域連携');
  });
  afterAll(() => world.end());

  /** The office as each way of asking shows it: they must not differ. */
  async function seen(office = number): Promise<OfficeBody> {
    const { body: one } = await world.api.get<OfficeBody>(`/v1/offices/${office}`, { caller: world.k });
    const { body: page } = await world.api.get<{ offices: OfficeBody[] }>('/v1/offices', {
      caller: relay,
      query: { number: office },
    });
    const { body: looked } = await world.api.post<{ offices: OfficeBody[] }>('/v1/offices/lookup', {
      caller: world.operator,
      json: { numbers: [office] },
    });
    const filtered = async (connected: string) =>
      (
        await world.api.get<{ offices: OfficeBody[] }>('/v1/offices', {
          caller: world.k,
          query: { number: office, connected },
        })
      ).body.offices;
    expect(page.offices).toEqual([one]);
    expect(looked.offices).toEqual([one]);
    expect(await filtered(String(one.connected))).toEqual([one]);
    expect(await filtered(String(!one.connected))).toEqual([]);
    return one;
  }

  async function withMandate(row: MandateRow, carrier: TestCaller = relay): Promise<OfficeBody> {
    await world.importOffice(number, 'E事業所');
    await world.gateway.database.query('DELETE FROM mandates');
    await putMandate(world, number, carrier, row);
    return seen();
  }

  it('by software of its own', async () => {
    expect(await seen(serviceOffice)).toMatchObject({ connected: true, direct: true, through: [] });
  });

  it('through a carrier that may collect for it', async () => {
    expect(await withMandate({ scopes: ['collect'] })).toMatchObject({
      connected: true,
      direct: false,
      through: [{ client: relay.clientId, name: 'B伝送', kind: 'relay' }],
    });
  });

  it('through several carriers, told by their names', async () => {
    await withMandate({});
    await putMandate(world, number, network);
    const { through } = await seen();
    expect(through.map(({ name, kind }) => [name, kind])).toEqual([
      ['A地域連携', 'network'],
      ['B伝送', 'relay'],
    ]);
  });

  it('both by itself and through a carrier', async () => {
    await putMandate(world, serviceOffice, relay);
    expect(await seen(serviceOffice)).toMatchObject({ direct: true, through: [{ client: relay.clientId }] });
  });

  it.each<[string, MandateRow]>([
    ['may send only', { scopes: ['send', 'recall'] }],
    ['was only proposed', { state: 'proposed' }],
    ['is suspended', { state: 'suspended' }],
    ['was revoked', { state: 'revoked' }],
    ['begins later', { from: 60 }],
    ['is over', { from: -120, until: 0 }],
  ])('not through a carrier whose mandate %s', async (_, row) => {
    expect(await withMandate(row)).toMatchObject({ connected: false, through: [] });
  });

  it('not through a carrier whose certificate is revoked, and again once it has another', async () => {
    const other = await enrolCarrier(world, 'relay', 'C伝送');
    expect(await withMandate({}, other)).toMatchObject({ connected: true });
    await world.endCertificate(other, 'revoked');
    expect(await seen()).toMatchObject({ connected: false, through: [] });
    await world.terminal(other);
    expect(await seen()).toMatchObject({ connected: true });
  });

  it('not through a carrier that is suspended', async () => {
    await withMandate({});
    const set = (state: string) =>
      world.gateway.database.query('UPDATE clients SET state = $2 WHERE id = $1', [network.clientId, state]);
    await withMandate({}, network);
    expect((await world.api.get<OfficeBody>(`/v1/offices/${number}`, { caller: world.k })).body.connected).toBe(true);
    await set('suspended');
    expect((await world.api.get<OfficeBody>(`/v1/offices/${number}`, { caller: world.k })).body.connected).toBe(false);
    await set('active');
  });
});

describe('Many offices looked up at once', () => {
  let world: World;

  beforeAll(async () => {
    world = await World.begin();
  });
  afterAll(() => world.end());

  const lookup = (numbers: unknown) =>
    world.api.post<{ offices: OfficeBody[]; unknown: string[]; errors?: { pointer: string }[] }>('/v1/offices/lookup', {
      caller: world.a,
      json: { numbers },
    });

  it('come in the order asked for, and the unknown ones apart', async () => {
    await world.importOffice('1375000002', 'F事業所');
    const { status, body } = await lookup(['1399999999', '1375000002', '1371215102', '1300000000', '1370000011']);
    expect(status).toBe(200);
    expect(body.offices.map((office) => [office.number, office.connected])).toEqual([
      ['1375000002', false],
      ['1371215102', true],
      ['1370000011', true],
    ]);
    expect(body.unknown).toEqual(['1399999999', '1300000000']);
  });

  it('are 500 at most', async () => {
    const numbers = Array.from({ length: 501 }, (_, n) => String(1300000000 + n));
    expect((await lookup(numbers.slice(1))).body.unknown).toHaveLength(500);
    const { status, body } = await lookup(numbers);
    expect(status).toBe(400);
    expect(body.errors?.map(({ pointer }) => pointer)).toEqual(['/numbers']);
  });

  it.each<[string, unknown, string]>([
    ['none', [], '/numbers'],
    ['no list', '1370000011', '/numbers'],
    ['a number twice', ['1370000011', '1370000011'], '/numbers'],
    ['a number that is none', ['1370000011', '137'], '/numbers/1'],
  ])('are refused where there is %s', async (_, numbers, pointer) => {
    const { status, body } = await lookup(numbers);
    expect(status).toBe(400);
    expect(body.errors?.map((error) => error.pointer)).toEqual([pointer]);
  });
});
