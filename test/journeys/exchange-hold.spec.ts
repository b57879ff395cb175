import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Answer } from '../setup/api.js';
import { TestCaller } from '../setup/caller.js';
import { kindsOf } from '../setup/history.js';
import { anew, sampleUnit, SampleFile, TransmissionBody, withText, World } from '../setup/world.js';

const slip = sampleUnit('applicable/202407/2-use-slip');
const broken = (files: readonly SampleFile[]) => withText(files, 'UPPLAN', '20250407', '20250230');
const problem = (code: string) => `urn:careplan:problem:${code}`;

interface Page {
  readonly transmissions: { id: string; state: string }[];
}

describe('A sender holds a unit back (登録・保留) until it releases or discards it', () => {
  let world: World;

  beforeAll(async () => {
    world = await World.begin();
  });
  afterAll(() => world.end());

  const hold = (files: readonly SampleFile[] = anew(slip), changes: object = {}) =>
    world.send(world.a, files, { query: { hold: 'true' }, ...changes });

  function act(
    deed: 'release' | 'discard',
    id: string,
    caller: TestCaller = world.a,
  ): Promise<Answer<TransmissionBody>> {
    return world.api.post(`/v1/transmissions/${id}/${deed}`, { caller });
  }

  const find = (id: string, caller: TestCaller) =>
    world.api.get<TransmissionBody & { unit: { personCount: number } }>(`/v1/transmissions/${id}`, { caller });

  async function staged(id: string): Promise<string[]> {
    const rows = await world.gateway.database.query<{ kind: string }[]>('SELECT kind FROM contents WHERE id = $1', [
      id,
    ]);
    return rows.map(({ kind }) => kind);
  }

  it('checks it at once, and shows it to its sender for review', async () => {
    const { status, body } = await hold();
    expect([status, body.state, body.receipt]).toEqual([201, 'held', null]);
    const { body: outbox } = await world.api.get<Page>('/v1/outbox', { caller: world.a, query: { state: 'held' } });
    expect(outbox.transmissions.map(({ id }) => id)).toContain(body.id);
    expect((await find(body.id, world.a)).body.unit.personCount).toBe(1);
    expect(await kindsOf(world, world.a, body.id)).toEqual(['transmission-held']);
    expect(await staged(body.id)).toEqual(['staged']);
  });

  it('lets nobody else see it', async () => {
    const { body } = await hold();
    expect((await find(body.id, world.k)).status).toBe(404);
    expect((await world.api.get(`/v1/transmissions/${body.id}/content`, { caller: world.k })).status).toBe(404);
    const { body: inbox } = await world.api.get<Page>('/v1/inbox', { caller: world.k });
    expect(inbox.transmissions.map(({ id }) => id)).not.toContain(body.id);
    for (const deed of ['release', 'discard'] as const) expect((await act(deed, body.id, world.k)).status).toBe(404);
  });

  it('keeps nothing of what the check refuses', async () => {
    const { status, body } = await world.keepingNothing(() => hold(broken(anew(slip))));
    expect([status, body.type]).toEqual([422, problem('check-failed')]);
  });

  it('releases it: sealed, with its receipt, for the destination to collect', async () => {
    const { body: held } = await hold();
    world.gateway.clock.advance(3 * 86_400);
    const { status, body } = await act('release', held.id);
    expect([status, body.state]).toEqual([200, 'available']);
    expect(body.receipt).toMatch(/^eyJ/);
    expect(await staged(held.id)).toEqual(['sealed']);
    expect(await kindsOf(world, world.a, held.id)).toEqual([
      'transmission-held',
      'transmission-available',
      'transmission-released',
    ]);
    const { binding } = await world.collect(world.k, held.id);
    expect(binding.transmission).toBe(held.id);
  });

  it('seals it for the certificates of the moment when it goes', async () => {
    const { body: held } = await hold();
    const terminal = await world.terminal(world.k);
    await act('release', held.id);
    expect((await world.collect(terminal, held.id)).binding.transmission).toBe(held.id);
  });

  it('keeps it held when there is a problem with the destination by then', async () => {
    const lonely = await world.office('1370000098', 'Y事業所');
    const { body: held } = await hold(renamed(anew(slip), '1370000098'), { destination: '1370000098' });
    expect(held.state).toBe('held');
    await world.endCertificate(lonely, 'revoked');
    const { status, body } = await act('release', held.id);
    expect([status, body.type]).toEqual([422, problem('destination-not-connected')]);
    expect((await find(held.id, world.a)).body.state).toBe('held');
  });

  it('changes nothing when it is released again, or by two terminals at once', async () => {
    const { body: held } = await hold();
    await world.a.token();
    const answers = await Promise.all(Array.from({ length: 5 }, () => act('release', held.id)));
    expect(answers.map(({ status, body }) => [status, body.state])).toEqual(Array(5).fill([200, 'available']));
    expect(new Set(answers.map(({ body }) => body.receipt)).size).toBe(1);
    expect((await kindsOf(world, world.a, held.id)).filter((kind) => kind === 'transmission-released')).toHaveLength(1);
  });

  it('discards it: the content is gone, and the sequence free', async () => {
    const files = anew(slip);
    const { body: held } = await hold(files);
    const { status, body } = await act('discard', held.id);
    expect([status, body.state]).toEqual([200, 'discarded']);
    expect(await staged(held.id)).toEqual([]);
    expect((await act('discard', held.id)).body.state).toBe('discarded');
    const released = await act('release', held.id);
    expect([released.status, released.body.type]).toEqual([409, problem('not-held')]);
    expect((await world.send(world.a, files)).body).toMatchObject({ state: 'available' });
  });

  it('has one winner of a release and a discard at the same moment', async () => {
    await world.a.token();
    for (let round = 0; round < 10; round++) {
      const { body: held } = await hold();
      const [released, discarded] = await Promise.all([act('release', held.id), act('discard', held.id)]);
      expect([released.status, discarded.status].sort()).toEqual([200, 409]);
      const { state } = (await find(held.id, world.a)).body;
      expect(state).toBe(released.status === 200 ? 'available' : 'discarded');
      expect(await staged(held.id)).toEqual(released.status === 200 ? ['sealed'] : []);
    }
  });

  it('neither releases nor discards what was never held', async () => {
    const { body } = await world.send(world.a, anew(slip));
    for (const deed of ['release', 'discard'] as const) {
      const answer = await act(deed, body.id);
      expect([answer.status, answer.body.type, answer.body.state]).toEqual([409, problem('not-held'), 'available']);
    }
  });

  it('answers the same unit again with the one that is held', async () => {
    const files = anew(slip);
    const { body: held } = await hold(files);
    const again = await world.send(world.a, files);
    expect([again.status, again.body.id, again.body.state]).toEqual([200, held.id, 'held']);
  });

  it('checks it at once even where the sender prefers to be answered later', async () => {
    const { status, body } = await hold(anew(slip), { prefer: 'respond-async' });
    expect([status, body.state, await staged(body.id)]).toEqual([201, 'held', ['staged']]);
  });

  it('releases and discards many at once, each for itself', async () => {
    const [one, two, three] = [(await hold()).body, (await hold()).body, (await world.send(world.a, anew(slip))).body];
    const many = async (deed: string, transmissions: string[]) =>
      (await world.api.post<{ outcomes: object[] }>(`/v1/${deed}`, { caller: world.a, json: { transmissions } })).body;
    expect(await many('releases', [one.id, three.id])).toEqual({
      outcomes: [
        { transmission: one.id, state: 'available', problem: null },
        { transmission: three.id, state: null, problem: problem('not-held') },
      ],
    });
    expect(await many('discards', [two.id, one.id])).toEqual({
      outcomes: [
        { transmission: two.id, state: 'discarded', problem: null },
        { transmission: one.id, state: null, problem: problem('not-held') },
      ],
    });
  });

  it('lets a carrier hold and release what it sends, while its mandate stands', async () => {
    const relay = await world.carrier('relay', 'D伝送代行');
    const mandate = await world.mandate(relay, world.a, ['send']);
    const manifest = { sender: world.a.officeNumber };
    const changes = { manifest, destination: world.k.officeNumber, query: { hold: 'true' } };
    const [one, two] = [await world.send(relay, anew(slip), changes), await world.send(relay, anew(slip), changes)];
    expect((await act('release', one.body.id, relay)).body.state).toBe('available');
    await world.api.post(`/v1/mandates/${mandate.id}/revocation`, { caller: world.a });
    expect((await act('release', two.body.id, relay)).status).toBe(404);
    expect((await act('release', two.body.id)).body.state).toBe('available');
  });
});

/** The same unit for another office. */
function renamed(files: readonly SampleFile[], destination: string): SampleFile[] {
  return files.map(({ name, bytes }) => ({
    name: name.replace('_1370000011_', `_${destination}_`),
    bytes: Buffer.from(bytes.toString('latin1').replaceAll('1370000011', destination), 'latin1'),
  }));
}
