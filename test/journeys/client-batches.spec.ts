import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Batch, batchEnded, batchItems, cancelBatch, findBatch, sendBatch } from '../../src/client/batch.js';
import { batchToSend, BatchForm } from '../../src/client/batch-to-send.js';
import { collect } from '../../src/client/collect.js';
import { enrol } from '../../src/client/enrol.js';
import { GatewayClient } from '../../src/client/gateway-client.js';
import { issueEnrolmentCode } from '../../src/client/operate.js';
import { publicUrl } from '../setup/gateway.js';
import { addressedTo, combinedOf, zipped } from '../setup/batch.js';
import { anew, sampleUnit, SampleFile, World } from '../setup/world.js';

const slip = sampleUnit('applicable/202407/2-use-slip');
const csvOf = (files: readonly SampleFile[]) => files.filter(({ name }) => name.endsWith('.CSV'));

/** The reference client itself, as the software on both sides of a batch. */
describe('The reference client sends in one go', () => {
  let world: World;
  let sender: GatewayClient;
  let receivers: GatewayClient[];

  const settings = () => ({
    clock: () => world.gateway.clock.now(),
    fetch: ((url: string, init?: RequestInit) =>
      fetch(url.replace(publicUrl, world.gateway.url), init)) as typeof globalThis.fetch,
  });
  const enrolled = async (code: string) =>
    new GatewayClient(await enrol({ baseUrl: publicUrl, code, ...settings() }), settings());

  beforeAll(async () => {
    world = await World.begin();
    const operator = await enrolled(await world.gateway.operatorCode());
    const other = await world.office('1370000022', 'L事業所');
    const terminalOf = async (clientId: string) => enrolled((await issueEnrolmentCode(operator, clientId)).code);
    sender = await terminalOf(world.a.clientId);
    receivers = [await terminalOf(world.k.clientId), await terminalOf(other.clientId)];
  });
  afterAll(() => world.end());

  const units = () => receivers.map(({ officeNumber }) => addressedTo(anew(slip), officeNumber));

  async function sent(files: readonly SampleFile[], form: BatchForm): Promise<Batch> {
    const { id } = await sendBatch(sender, await batchToSend(files, form));
    const steps: string[] = [];
    const batch = await batchEnded(sender, id, ({ state }) => steps.push(state));
    expect(steps.every((state) => state === 'staged' || state === 'working')).toBe(true);
    return batch;
  }

  it.each([
    ['a manifest for each unit', 'units', (files: SampleFile[]) => files, false],
    ['one manifest over all files', 'whole', (files: SampleFile[]) => files, true],
    ['a zip of its own making', 'zip', (files: SampleFile[]) => files, true],
    ['a zip that it was given', 'units', (files: SampleFile[]) => [zipped(files)], true],
    ['a combined CSV', 'units', (files: SampleFile[]) => [combinedOf(csvOf(files))], true],
  ] as const)('with %s, and every destination verifies what it opens', async (_, form, pack, byExtract) => {
    const files = pack(units().flat());
    const batch = await sent(files, form);
    expect(batch.counts).toMatchObject({ accepted: 2, rejected: 0 });
    for (const item of await batchItems(sender, batch.id)) {
      const receiver = receivers.find(({ officeNumber }) => officeNumber === item.destination)!;
      const collected = await collect(receiver, item.transmission!);
      expect(collected.files.map(({ name }) => name).sort()).toEqual(item.files.map(({ name }) => name).sort());
      expect(collected.signedBy).toMatchObject({ office: world.a.officeNumber, client: world.a.clientId });
      expect(collected.signedBy.byExtract ?? false).toBe(byExtract);
      expect(collected.receipt.submission).toBe(batch.id);
    }
  });

  it('and signs for nobody whose files it does not see', async () => {
    const [one] = units();
    const [group, ...others] = await batchToSend([zipped(one!)], 'units');
    expect([group!.destinations, others]).toEqual([[world.k.officeNumber], []]);
  });

  it('and names to the gateway what fits nowhere along with the rest', async () => {
    const batch = await sent([...units().flat(), { name: '覚え書き.txt', bytes: Buffer.from('x') }], 'units');
    expect(batch.counts).toMatchObject({ accepted: 2 });
    expect(batch.unassigned).toMatchObject([{ name: null, reason: 'file-name' }]);
  });

  it('and holds, where it is asked to', async () => {
    const { id } = await sendBatch(sender, await batchToSend(units().flat(), 'units'), { hold: true });
    expect((await batchEnded(sender, id)).counts).toMatchObject({ held: 2, accepted: 0 });
  });

  it('and cannot cancel what is through', async () => {
    const { id } = await sent(units().flat(), 'units');
    await expect(cancelBatch(sender, id)).rejects.toMatchObject({ code: 'batch-ended' });
    expect((await findBatch(sender, id)).state).toBe('finished');
  });
});
