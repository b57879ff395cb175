import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { unpackContent } from '../../src/sealing/content-package.js';
import { readStatementHeader, verifyStatement } from '../../src/sealing/statement.js';
import { readManifest } from '../../src/sealing/manifest.js';
import { TestCaller } from '../setup/caller.js';
import { addressedTo, batchParts, combinedOf, ended, findBatch, itemsOf, sendBatch, zipped } from '../setup/batch.js';
import { anew, sampleUnit, SampleFile, withText, World } from '../setup/world.js';

const slip = sampleUnit('applicable/202407/2-use-slip');
const broken = (files: readonly SampleFile[]) => withText(files, 'UPPLAN', '20250407', '20250230');
const limits = { packageBytes: 1 << 24, totalBytes: 1 << 24, files: 50 };
const problem = (code: string) => `urn:careplan:problem:${code}`;

describe('One go for many destinations (一括送信)', () => {
  let world: World;
  let offices: TestCaller[];

  beforeAll(async () => {
    world = await World.begin();
    offices = [world.k, await world.office('1370000022', 'L事業所'), await world.office('1370000033', 'M事業所')];
  });
  afterAll(() => world.end());

  /** A unit for each office, never sent before. */
  const units = () => offices.map(({ officeNumber }) => addressedTo(anew(slip), officeNumber));
  const numbers = () => offices.map(({ officeNumber }) => officeNumber);

  async function contentOf(office: TestCaller, transmission: string) {
    return unpackContent((await world.collect(office, transmission)).content, limits);
  }

  describe('with a manifest for each unit', () => {
    const signed = () => units().map((files, at) => ({ files, destinations: [numbers()[at]!] }));

    it('is taken in at once, sorted by unit and destination, and sent', async () => {
      const answer = await sendBatch(world, world.a, signed());
      expect([answer.status, answer.body.state]).toEqual([202, 'staged']);
      expect(answer.headers['location']).toBe(`/v1/batches/${answer.body.id}`);
      const batch = await ended(world, world.a, answer.body.id);
      expect(batch).toMatchObject({ state: 'finished', items: 3, unassigned: [], undeliverable: [] });
      expect(batch.counts).toMatchObject({ accepted: 3, waiting: 0, rejected: 0 });
      const items = await itemsOf(world, world.a, batch.id);
      expect(items.map(({ number, destination, state, kind }) => [number, destination, state, kind])).toEqual(
        numbers().map((number, at) => [at + 1, number, 'accepted', 'use-slip']),
      );
    });

    it('hands every office exactly its own files, with the manifest that its sender signed', async () => {
      const sent = signed();
      const { body } = await sendBatch(world, world.a, sent);
      await ended(world, world.a, body.id);
      for (const [at, item] of (await itemsOf(world, world.a, body.id)).entries()) {
        const { files, manifest } = await contentOf(offices[at]!, item.transmission!);
        expect(new Map(files.map(({ name, bytes }) => [name, Buffer.from(bytes)]))).toEqual(
          new Map(sent[at]!.files.map(({ name, bytes }) => [name, bytes])),
        );
        const { certificate } = readStatementHeader(manifest, 'careplan-manifest+jws');
        expect(certificate.thumbprint).toBe(world.a.certificate.thumbprint);
        const said = readManifest(await verifyStatement(manifest, 'careplan-manifest+jws', certificate));
        expect(said.destinations).toEqual([item.destination]);
      }
    });

    it('makes transmissions like any other: in the inbox, the outbox, with a receipt and a history', async () => {
      const { body } = await sendBatch(world, world.a, signed());
      await ended(world, world.a, body.id);
      const [item] = await itemsOf(world, world.a, body.id);
      const path = `/v1/transmissions/${item!.transmission}`;
      const { body: seen } = await world.api.get(path, { caller: world.k });
      expect(seen).toMatchObject({ state: 'available', submission: body.id, unit: { kind: 'use-slip' } });
      expect(seen['receipt']).toMatch(/^eyJ/);
      const { body: inbox } = await world.api.get<{ transmissions: { id: string }[] }>('/v1/inbox', {
        caller: world.k,
      });
      expect(inbox.transmissions.map(({ id }) => id)).toContain(item!.transmission);
    });

    it('lets each stand for itself: one wrong cell rejects one unit', async () => {
      const [one, two, three] = signed();
      const { body } = await sendBatch(world, world.a, [one!, { ...two!, files: broken(two!.files) }, three!]);
      expect((await ended(world, world.a, body.id)).counts).toMatchObject({ accepted: 2, rejected: 1 });
      const items = await itemsOf(world, world.a, body.id);
      expect(items.map(({ state }) => state)).toEqual(['accepted', 'rejected', 'accepted']);
      expect(items[1]).toMatchObject({
        problem: problem('check-failed'),
        transmission: null,
        findings: [{ row: 1, column: 10, rule: 'range' }],
      });
      const [, second] = await Promise.all(
        offices.map((caller) => world.api.get<{ transmissions: { submission: string }[] }>('/v1/inbox', { caller })),
      );
      expect(second!.body.transmissions.map(({ submission }) => submission)).not.toContain(body.id);
    });

    it('says of a unit that was sent before which transmission it was, and of a used sequence that it is used', async () => {
      const [one, two] = signed();
      const first = await world.send(world.a, one!.files, { destination: one!.destinations[0]! });
      const second = await world.send(world.a, two!.files, { destination: two!.destinations[0]! });
      const other = two!.files.map((file) => ({
        ...file,
        bytes: Buffer.from(file.bytes.toString('latin1').replaceAll('\r\n', '\n'), 'latin1'),
      }));
      const { body } = await sendBatch(world, world.a, [one!, { ...two!, files: other }]);
      expect((await ended(world, world.a, body.id)).counts).toMatchObject({ duplicate: 1, rejected: 1 });
      expect([first.status, second.status]).toEqual([201, 201]);
      expect(await itemsOf(world, world.a, body.id)).toMatchObject([
        { state: 'duplicate', transmission: first.body.id, problem: null },
        { state: 'rejected', transmission: null, problem: problem('sequence-reused') },
      ]);
    });

    it('answers a repeated request with its stored answer, and sends nothing twice', async () => {
      const parts = await batchParts(world, world.a, signed());
      const idempotencyKey = 'once-and-for-all';
      const first = await sendBatch(world, world.a, [], { parts, idempotencyKey });
      await ended(world, world.a, first.body.id);
      const again = await world.keepingNothing(() => sendBatch(world, world.a, [], { parts, idempotencyKey }));
      expect([again.status, again.body]).toEqual([202, first.body]);
      expect(again.headers['idempotency-replayed']).toBe('true');
      const afresh = await world.keepingNothing(() => sendBatch(world, world.a, [], { parts }));
      expect([afresh.status, afresh.body.type]).toEqual([409, problem('manifest-replayed')]);
    });

    it('holds every unit where that is asked for, until each is released', async () => {
      const { body } = await sendBatch(world, world.a, signed(), { hold: true });
      const batch = await ended(world, world.a, body.id);
      expect([batch.hold, batch.counts['held']]).toEqual([true, 3]);
      const [item] = await itemsOf(world, world.a, body.id);
      const path = `/v1/transmissions/${item!.transmission}`;
      expect((await world.api.get(path, { caller: world.k })).status).toBe(404);
      const released = await world.api.post(`${path}/release`, { caller: world.a });
      expect([released.status, released.body['state']]).toEqual([200, 'available']);
      expect((await contentOf(world.k, item!.transmission!)).files).toHaveLength(item!.files.length);
    });
  });

  describe.each([
    { form: 'a zip (案①)', pack: (files: SampleFile[]) => zipped(files) },
    {
      form: 'one combined CSV (案②)',
      pack: (files: SampleFile[]) => combinedOf(files.filter(({ name }) => name.endsWith('.CSV'))),
    },
  ])('as $form, signed as a whole', ({ pack, form }) => {
    const isZip = form.includes('zip');

    it('is taken apart, and each destination gets its own part with the gateway’s signed extract', async () => {
      const file = pack(units().flat());
      const { body } = await sendBatch(world, world.a, [{ files: [file], destinations: numbers() }]);
      const batch = await ended(world, world.a, body.id);
      const items = await itemsOf(world, world.a, body.id);
      expect(items.map(({ state, problem, findings }) => [state, problem, findings])).toEqual(
        Array(3).fill(['accepted', null, []]),
      );
      expect(batch).toMatchObject({ items: 3, unassigned: [] });
      for (const item of items) {
        const office = offices.find(({ officeNumber }) => officeNumber === item.destination)!;
        const { files, manifest } = await contentOf(office, item.transmission!);
        expect(files.map(({ name }) => name).sort()).toEqual(item.files.map(({ name }) => name).sort());
        const { certificate } = readStatementHeader(manifest, 'careplan-extract+jws');
        const extract = await verifyStatement<object>(manifest, 'careplan-extract+jws', certificate);
        expect(extract).toMatchObject({
          kind: 'extract',
          submission: body.id,
          sender: world.a.officeNumber,
          destination: item.destination,
          signed: { thumbprint: world.a.certificate.thumbprint },
        });
        for (const other of numbers().filter((number) => number !== item.destination))
          expect(JSON.stringify(extract)).not.toContain(other);
      }
    });

    it('rejects one unit and sends the others, and says where the wrong cell stands in what was sent', async () => {
      const [one, two, three] = units();
      const file = pack([...one!, ...broken(two!), ...three!]);
      const { body } = await sendBatch(world, world.a, [{ files: [file], destinations: numbers() }]);
      await ended(world, world.a, body.id);
      const items = await itemsOf(world, world.a, body.id);
      const rejected = items.find(({ destination }) => destination === numbers()[1])!;
      expect(items.filter(({ state }) => state === 'accepted')).toHaveLength(2);
      expect(rejected).toMatchObject({ state: 'rejected', problem: problem('check-failed') });
      const [finding] = rejected.findings;
      if (isZip) expect(finding).toMatchObject({ row: 1, column: 10, rule: 'range' });
      else expect(finding).toMatchObject({ file: file.name, column: 13, rule: 'range' });
      if (!isZip) expect(finding!.row).toBeGreaterThan(1);
    });

    it('sends nothing to an office that the sender did not sign for', async () => {
      const [one, two] = units();
      const { body } = await sendBatch(world, world.a, [
        { files: [pack([...one!, ...two!])], destinations: [numbers()[0]!, numbers()[2]!] },
      ]);
      await ended(world, world.a, body.id);
      expect(await itemsOf(world, world.a, body.id)).toMatchObject([
        { destination: numbers()[0], state: 'accepted' },
        { destination: numbers()[1], state: 'rejected', problem: problem('destination-not-signed') },
      ]);
    });

    it('finds the same units when it is sent again', async () => {
      const signed = [{ files: [pack(units().flat())], destinations: numbers() }];
      const first = await sendBatch(world, world.a, signed);
      await ended(world, world.a, first.body.id);
      const again = await sendBatch(world, world.a, signed);
      expect((await ended(world, world.a, again.body.id)).counts).toMatchObject({ duplicate: 3, accepted: 0 });
      const transmissions = async (id: string) =>
        (await itemsOf(world, world.a, id)).map(({ transmission }) => transmission);
      expect(await transmissions(again.body.id)).toEqual(await transmissions(first.body.id));
    });
  });

  it('pages through the items of a batch, and through the batches, without a gap', async () => {
    const { body } = await sendBatch(world, world.a, [{ files: units().flat(), destinations: numbers() }]);
    await ended(world, world.a, body.id);
    const all = await itemsOf(world, world.a, body.id);
    expect(all).toHaveLength(3);
    expect(await itemsOf(world, world.a, body.id, 1)).toEqual(all);
    const page = await world.api.get<{ batches: { id: string }[]; next: string | null }>('/v1/batches', {
      caller: world.a,
      query: { limit: 1 },
    });
    expect([page.body.batches.map(({ id }) => id), page.body.next === null]).toEqual([[body.id], false]);
    const next = await world.api.get<{ batches: { id: string }[] }>('/v1/batches', {
      caller: world.a,
      query: { limit: 1, cursor: page.body.next! },
    });
    expect(next.body.batches.map(({ id }) => id)).not.toContain(body.id);
    expect((await findBatch(world, world.a, body.id)).state).toBe('finished');
  });
});
