import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { TestCaller } from '../setup/caller.js';
import { anew, sampleUnit, SampleFile, TransmissionBody, withSequence, World } from '../setup/world.js';

const slip = sampleUnit('applicable/202407/2-use-slip');
const plan = sampleUnit('applicable/202407/1-plan');
const slipDeletion = sampleUnit('applicable/202407/5-use-slip-delete');

interface LinkedBody extends TransmissionBody {
  readonly supersedes: string | null;
  readonly supersededBy: string | null;
  readonly unit: { kind: string; sequence: string; isDeletion: boolean };
}

describe('A newer unit of the same offices, kind and month links to the older', () => {
  let world: World;

  beforeAll(async () => {
    world = await World.begin();
  });
  afterAll(() => world.end());

  const send = async (files: readonly SampleFile[], changes = {}) =>
    (await world.send(world.a, files, changes)).body as LinkedBody;
  const seen = async (id: string, caller: TestCaller = world.k) =>
    (await world.api.get<LinkedBody>(`/v1/transmissions/${id}`, { caller })).body;
  const chain = (id: string, caller: TestCaller) =>
    world.api.get<{ transmissions: LinkedBody[] }>(`/v1/transmissions/${id}/chain`, { caller });

  it('for both sides, as a plan, its corrections and its deletion', async () => {
    const first = await send(anew(slip));
    const second = await send(anew(slip));
    const deletion = await send(anew(slipDeletion));
    const other = await send(anew(plan));

    expect([first.supersedes, second.supersedes, deletion.supersedes, other.supersedes]).toEqual([
      null,
      first.id,
      second.id,
      null,
    ]);
    expect([deletion.unit.isDeletion, second.unit.isDeletion]).toEqual([true, false]);
    for (const caller of [world.a, world.k]) {
      expect((await seen(first.id, caller)).supersededBy).toBe(second.id);
      expect((await seen(second.id, caller)).supersededBy).toBe(deletion.id);
      const { body } = await chain(second.id, caller);
      expect(body.transmissions.map(({ id, unit }) => [id, unit.kind])).toEqual([
        [first.id, 'use-slip'],
        [second.id, 'use-slip'],
        [deletion.id, 'use-slip-delete'],
      ]);
    }
  });

  it('and the answer that is given again says so, too', async () => {
    const older = await send(anew(slip));
    const files = anew(slip);
    const idempotencyKey = 'chain-1';
    const manifest = await world.manifest(world.a, files);
    const parts = [
      { name: 'manifest', content: manifest },
      ...files.map(({ name, bytes }) => ({ name: 'file', content: bytes, fileName: name })),
    ];
    const first = await world.upload(world.a, parts, { idempotencyKey });
    const again = await world.upload(world.a, parts, { idempotencyKey });
    expect((first.body as LinkedBody).supersedes).toBe(older.id);
    expect(again.body).toEqual(first.body);
  });

  it('when the older of two arrives last, it takes its place between', async () => {
    const base = await send(withSequence(plan, '20250701000000'));
    const newest = await send(withSequence(plan, '20250703000000'));
    const late = await send(withSequence(plan, '20250702000000'));
    expect([late.supersedes, late.supersededBy]).toEqual([base.id, newest.id]);
    expect((await seen(base.id)).supersededBy).toBe(late.id);
    expect((await seen(newest.id)).supersedes).toBe(late.id);
  });

  it('after a deferred check as after an immediate one', async () => {
    const older = await send(anew(slip));
    const deferred = await send(anew(slip), { prefer: 'respond-async' });
    await world.checked(world.a, deferred.id);
    expect((await seen(deferred.id)).supersedes).toBe(older.id);
    expect((await seen(older.id)).supersededBy).toBe(deferred.id);
  });

  it('leaves out what is still held', async () => {
    const older = await send(anew(slip));
    const held = await send(anew(slip), { query: { hold: 'true' } });
    const newer = await send(anew(slip));
    expect([held.supersedes, newer.supersedes]).toEqual([null, older.id]);
    const byDestination = (await chain(newer.id, world.k)).body.transmissions.map(({ id }) => id);
    expect(byDestination).not.toContain(held.id);
    await world.api.post(`/v1/transmissions/${held.id}/release`, { caller: world.a });
    expect([(await seen(held.id)).supersedes, (await seen(held.id)).supersededBy]).toEqual([older.id, newer.id]);
  });

  it('is one line, however many are sent, released and recalled at the same moment', async () => {
    await world.a.token();
    const held = await Promise.all(Array.from({ length: 6 }, () => send(anew(plan), { query: { hold: 'true' } })));
    const sent = await Promise.all(Array.from({ length: 6 }, () => send(anew(plan))));
    const recalled = sent.slice(0, 3).map(({ id }) => id);
    const [recalls] = await Promise.all([
      world.api.post('/v1/recalls', { caller: world.a, json: { transmissions: recalled } }),
      world.api.post('/v1/releases', { caller: world.a, json: { transmissions: held.map(({ id }) => id) } }),
      ...Array.from({ length: 6 }, () => send(anew(plan))),
    ]);
    expect(recalls.status).toBe(200);

    const { transmissions } = (await chain(held[0]!.id, world.k)).body;
    const sequences = transmissions.map(({ unit }) => unit.sequence);
    expect(sequences).toEqual([...sequences].sort());
    const ids = transmissions.map(({ id }) => id);
    expect(ids).not.toEqual(expect.arrayContaining([recalled[0]]));
    expect(transmissions.map(({ supersedes }) => supersedes)).toEqual([null, ...ids.slice(0, -1)]);
    expect(transmissions.map(({ supersededBy }) => supersededBy)).toEqual([...ids.slice(1), null]);
    const query = { current: 'true', kind: 'plan', limit: 1000 };
    const { body } = await world.api.get<{ transmissions: LinkedBody[] }>('/v1/inbox', { caller: world.k, query });
    expect(body.transmissions.map(({ id }) => id)).toEqual([ids.at(-1)]);
  });

  it('is nobody else’s to see', async () => {
    const { id } = await send(anew(slip));
    const other = await world.office('1370000097', 'Z事業所');
    expect((await chain(id, other)).status).toBe(404);
    expect((await chain('nothing', world.a)).status).toBe(404);
  });
});
