import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { batchParts, BatchBody, ended, findBatch, itemsOf, sendBatch, zipped } from '../setup/batch.js';
import { Answer, Part } from '../setup/api.js';
import { TestCaller } from '../setup/caller.js';
import { anew, careManager, sampleUnit, SampleFile, serviceOffice, World } from '../setup/world.js';
import { ProcessBatch } from '../../src/exchange/batch/process-batch.js';

const slip = sampleUnit('applicable/202407/2-use-slip');
const problem = (code: string) => `urn:careplan:problem:${code}`;

describe('A batch is refused as a whole, and nothing of it is kept,', () => {
  let world: World;

  beforeAll(async () => {
    world = await World.begin({
      environment: { BATCH_FILE_LIMIT: '20', BATCH_LIMIT_BYTES: '20000', BATCH_DESTINATION_LIMIT: '3' },
    });
  });
  afterAll(() => world.end());

  const toK = (files: readonly SampleFile[] = anew(slip), manifest = {}) => ({
    files,
    destinations: [serviceOffice],
    manifest,
  });
  const parts = (...signed: Parameters<typeof batchParts>[2]) => batchParts(world, world.a, signed);
  const post = (given: readonly Part[], caller = world.a, headers = {}) =>
    world.api.post<BatchBody>('/v1/batches', {
      caller,
      parts: given,
      headers: { 'idempotency-key': randomUUID(), ...headers },
    });
  const tiny = (count: number) =>
    Array.from({ length: count }, (_, at) => ({ name: `${at}.txt`, bytes: Buffer.from('x') }));

  async function refused(doing: () => Promise<Answer<BatchBody>>, status: number, code: string, more: object = {}) {
    const { batches: before } = await counted();
    const answer = await world.keepingNothing(doing);
    expect([answer.status, answer.body.type]).toEqual([status, problem(code)]);
    expect(answer.body).toMatchObject(more);
    expect((await counted()).batches).toBe(before);
  }

  async function counted(): Promise<{ batches: number }> {
    const [row] = await world.gateway.database.query<[{ batches: number }]>(
      'SELECT count(*)::int AS batches FROM batches',
    );
    return row;
  }

  it('when there is more of it than allowed, which is told before it is read', async () => {
    const many = await parts({ files: tiny(21), destinations: [serviceOffice] });
    await refused(() => post(many), 413, 'too-large', { limit: 20, unit: 'files' });
    const large = await parts({
      files: [{ name: '1.zip', bytes: Buffer.alloc(20_001) }],
      destinations: [serviceOffice],
    });
    await refused(() => post(large), 413, 'too-large', { limit: 20_000, unit: 'bytes' });
    const destinations = ['1370000001', '1370000002', '1370000003', '1370000004'];
    await refused(async () => post(await parts({ files: tiny(1), destinations })), 413, 'too-large', {
      limit: 3,
      unit: 'destinations',
    });
    const apart = destinations.map((one, at) => ({ files: tiny(at + 1).slice(-1), destinations: [one] }));
    await refused(async () => post(await parts(...apart)), 413, 'too-large', { unit: 'destinations' });
  });

  it('without a manifest, or with a part that is neither manifest nor file', async () => {
    const [manifest, ...files] = await parts(toK());
    await refused(() => post(files), 400, 'upload-malformed');
    await refused(() => post([manifest!, { name: 'else', content: 'x' }, ...files]), 400, 'upload-malformed');
    await refused(() => post([...files, manifest!]), 400, 'upload-malformed');
    const late = await parts(toK(), toK());
    await refused(() => post([late[0]!, late[2]!, late[1]!, ...late.slice(3)]), 400, 'upload-malformed');
  });

  it('when a file is missing, not announced, announced twice, or other than announced', async () => {
    const given = await parts(toK());
    await refused(() => post(given.slice(0, -1)), 422, 'files-mismatch');
    const more = { name: 'file', content: Buffer.from('x'), fileName: '山田.CSV' };
    await refused(() => post([...given, more]), 422, 'files-mismatch', { errors: [{ file: '(other)' }] });
    await refused(() => post([...given, given.at(-1)!]), 422, 'files-mismatch');
    const other = { ...given.at(-1)!, content: Buffer.from('other') };
    await refused(() => post([...given.slice(0, -1), other]), 422, 'files-mismatch');
    const files = anew(slip);
    await refused(async () => post(await parts(toK(files), toK(files.slice(0, 1)))), 422, 'files-mismatch');
  });

  it('when any of its manifests is not good', async () => {
    const bad = async (manifest: object, signer: TestCaller = world.a) =>
      batchParts(world, signer, [toK(), toK(anew(slip), manifest)]);
    await refused(async () => post(await bad({ aud: 'https://elsewhere.example' })), 422, 'manifest-refused', {
      reason: 'audience',
    });
    await refused(async () => post(await bad({ sender: serviceOffice })), 403, 'manifest-not-for-caller');
    await refused(async () => post(await bad({}, world.k)), 422, 'manifest-refused', { reason: 'certificate' });
    const iat = Math.floor(world.gateway.clock.now().getTime() / 1000) - 25 * 3600;
    await refused(async () => post(await bad({ iat })), 422, 'manifest-stale');
    const jti = randomUUID();
    const twice = await parts(toK(anew(slip), { jti }), toK(anew(slip), { jti }));
    await refused(() => post(twice), 409, 'manifest-replayed');
    await refused(() => post([{ name: 'manifest', content: 'x.y.z' }]), 422, 'manifest-refused');
  });

  it('when a manifest of it was used before, for a send or a batch', async () => {
    const jti = randomUUID();
    await world.send(world.a, anew(slip), { manifest: { jti } });
    await refused(async () => post(await parts(toK(), toK(anew(slip), { jti }))), 409, 'manifest-replayed');
  });

  it('without an Idempotency-Key, or with one that was used for something else', async () => {
    const given = await parts(toK());
    const { status, body } = await world.keepingNothing(() =>
      world.api.post('/v1/batches', { caller: world.a, parts: given }),
    );
    expect([status, body['type']]).toEqual([400, problem('idempotency-key-missing')]);
    const idempotencyKey = randomUUID();
    await world.send(world.a, anew(slip), { idempotencyKey });
    const again = () => post(given, world.a, { 'idempotency-key': idempotencyKey });
    await refused(again, 422, 'idempotency-key-reused');
  });

  it('and what is asked about a batch that there is not is answered 404, whatever the id', async () => {
    for (const id of [randomUUID(), 'x', '%00', '01955c2e-7c00-7000-8000-000000000040']) {
      for (const path of [id, `${id}/items`])
        expect((await world.api.get(`/v1/batches/${path}`, { caller: world.a })).status).toBe(404);
      expect((await world.api.post(`/v1/batches/${id}/cancellation`, { caller: world.a })).status).toBe(404);
    }
    const { body: sent } = await sendBatch(world, world.a, [toK()]);
    for (const cursor of ['x', 'WyJ4Il0', 'WyIwIl0', 'WyItMSJd'])
      for (const path of ['/v1/batches', `/v1/batches/${sent.id}/items`])
        expect((await world.api.get(path, { caller: world.a, query: { cursor } })).status).toBe(400);
    await ended(world, world.a, sent.id);
  });
});

describe('A carrier sends a batch for one office that lets it', () => {
  let world: World;
  let relay: TestCaller;

  beforeAll(async () => {
    world = await World.begin({ environment: { ROLE: 'api' } });
    relay = await world.carrier('relay', 'D伝送代行');
  });
  afterAll(() => world.end());

  const forA = (files: readonly SampleFile[] = anew(slip), sender = careManager) => ({
    files,
    destinations: [serviceOffice],
    manifest: { sender },
  });
  const work = (id: string) => world.gateway.app.get(ProcessBatch, { strict: false }).run(id);
  const list = async (caller: TestCaller) =>
    (await world.api.get<{ batches: BatchBody[] }>('/v1/batches', { caller })).body.batches.map(({ id }) => id);

  it('and not without its mandate, nor for two offices at once', async () => {
    const denied = await world.keepingNothing(() => sendBatch(world, relay, [forA()]));
    expect([denied.status, denied.body.type]).toEqual([403, problem('mandate-missing')]);
    const mandate = await world.mandate(relay, world.a, ['send']);
    const other = await world.mandate(relay, world.k, ['send']);
    const mixed = await world.keepingNothing(() => sendBatch(world, relay, [forA(), forA(anew(slip), serviceOffice)]));
    expect([mixed.status, mixed.body.type, mixed.body.reason]).toEqual([422, problem('manifest-refused'), 'senders']);
    for (const { id } of [mandate, other])
      await world.api.post(`/v1/mandates/${id}/revocation`, { caller: relay, json: {} });
  });

  it('which sees it like its own, and the carrier sees what it sent', async () => {
    await world.mandate(relay, world.a, ['send']);
    const { body } = await sendBatch(world, relay, [{ ...forA([zipped(anew(slip))]) }]);
    await work(body.id);
    for (const caller of [relay, world.a]) {
      expect(await findBatch(world, caller, body.id)).toMatchObject({ state: 'finished', byCarrier: true });
      expect(await itemsOf(world, caller, body.id)).toMatchObject([{ state: 'accepted' }]);
      expect(await list(caller)).toContain(body.id);
    }
    expect(await list(world.k)).toEqual([]);
    const own = await sendBatch(world, world.a, [{ files: anew(slip), destinations: [serviceOffice] }]);
    await work(own.body.id);
    expect(await list(relay)).not.toContain(own.body.id);
    expect((await world.api.get(`/v1/batches/${own.body.id}`, { caller: relay })).status).toBe(404);
  });

  it('until that takes its mandate back: what waits then is rejected, what was sent stays', async () => {
    const { body: mandates } = await world.api.get<{ mandates: { id: string; state: string }[] }>('/v1/mandates', {
      caller: relay,
      query: { state: 'active' },
    });
    const { body } = await sendBatch(world, relay, [forA(), forA(), forA()]);
    const processing = world.gateway.app.get(ProcessBatch, { strict: false }) as unknown as {
      send: (work: unknown, item: { number: number }) => Promise<void>;
    };
    const original = processing.send.bind(processing);
    processing.send = async (given, item) => {
      if (item.number === 2)
        await world.api.post(`/v1/mandates/${mandates.mandates[0]!.id}/revocation`, { caller: world.a, json: {} });
      return original(given, item);
    };
    await work(body.id);
    processing.send = original;
    expect(await itemsOf(world, world.a, body.id)).toMatchObject([
      { state: 'accepted' },
      { state: 'rejected', problem: problem('mandate-missing') },
      { state: 'rejected', problem: problem('mandate-missing') },
    ]);
    expect((await world.api.get(`/v1/batches/${body.id}`, { caller: relay })).status).toBe(404);
  });
});
