import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { addressedTo, ended, itemsOf, sendBatch, SignedFiles, zipped } from '../setup/batch.js';
import { anew, sampleUnit, SampleFile, World } from '../setup/world.js';

const slip = sampleUnit('applicable/202407/2-use-slip');
const hundred = Array.from({ length: 100 }, (_, at) => `13700${String(at).padStart(5, '0')}`);

/** Offices that are connected through one relay. */
async function connect(world: World, numbers: readonly string[]): Promise<void> {
  const missing = numbers.filter((number) => number !== world.k.officeNumber);
  const offices = missing.map((number) => ({ number, name: `事業所${number}`, serviceTypes: ['11'] }));
  await world.api.post('/v1/offices/import', { caller: world.operator, json: { offices } });
  const relay = await world.carrier('relay', 'D伝送代行');
  for (const number of missing) await world.mandate(relay, number, ['collect']);
}

describe('A whole month’s going out (一括送信) of a hundred destinations', () => {
  let world: World;

  beforeAll(async () => {
    world = await World.begin();
    await connect(world, hundred);
  });
  afterAll(() => world.end());

  const units = (): SampleFile[][] => hundred.map((number) => addressedTo(anew(slip), number));

  async function sentToAll(signed: readonly SignedFiles[]): Promise<void> {
    const { status, body } = await sendBatch(world, world.a, signed);
    expect(status).toBe(202);
    const batch = await ended(world, world.a, body.id);
    expect([batch.state, batch.items, batch.unassigned]).toEqual(['finished', 100, []]);
    expect(batch.counts).toMatchObject({ accepted: 100, rejected: 0 });
    const items = await itemsOf(world, world.a, body.id, 30);
    expect(new Set(items.map(({ destination }) => destination))).toEqual(new Set(hundred));
    expect(new Set(items.map(({ transmission }) => transmission)).size).toBe(100);
  }

  it('goes through with a manifest for each', async () => {
    await sentToAll(units().map((files, at) => ({ files, destinations: [hundred[at]!] })));
  }, 60_000);

  it('goes through as one zip', async () => {
    await sentToAll([{ files: [zipped(units().flat())], destinations: hundred }]);
  }, 60_000);
});
