import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readReceipt } from '../../src/sealing/receipt.js';
import { verifyStatement } from '../../src/sealing/statement.js';
import { Config } from '../../src/config/config.js';
import { Answer } from '../setup/api.js';
import { TestCaller } from '../setup/caller.js';
import { historyOf, kindsOf } from '../setup/history.js';
import { anew, sampleUnit, TransmissionBody, withText, World } from '../setup/world.js';

const slip = sampleUnit('applicable/202407/2-use-slip');
const problem = (code: string) => `urn:careplan:problem:${code}`;

interface LifeBody extends TransmissionBody {
  readonly endReceipt: string | null;
  readonly endedAt: string | null;
  readonly contentDeletedAt: string | null;
  readonly supersedes: string | null;
  readonly supersededBy: string | null;
}

describe('A sender takes a transmission back before its first byte has left', () => {
  let world: World;

  beforeAll(async () => {
    world = await World.begin();
  });
  afterAll(() => world.end());

  const sent = async (files = anew(slip)) => (await world.send(world.a, files)).body;

  function recall(id: string, caller: TestCaller = world.a, json: object = {}): Promise<Answer<LifeBody>> {
    return world.api.post(`/v1/transmissions/${id}/recall`, { caller, json });
  }

  it('signs a receipt for it, deletes the content and keeps the history', async () => {
    const { id, contentSha256 } = await sent();
    world.gateway.clock.advance(60);
    const { status, body } = await recall(id, world.a, { reason: 'wrong-destination' });

    expect([status, body.state]).toEqual([200, 'recalled']);
    expect([body.endedAt, body.contentDeletedAt]).toEqual(Array(2).fill(world.gateway.clock.now().toISOString()));
    const { signingCertificate } = world.gateway.app.get(Config, { strict: false });
    const receipt = readReceipt(await verifyStatement(body.endReceipt!, 'careplan-receipt+jws', signingCertificate));
    expect(receipt).toMatchObject({ kind: 'recalled', transmission: id, contentSha256 });
    expect(await world.gateway.database.query('SELECT id FROM contents WHERE id = $1', [id])).toEqual([]);
    expect(await historyOf(world, world.a, id)).toMatchObject([
      { kind: 'transmission-available' },
      { kind: 'transmission-recalled', client: world.a.clientId, data: { reason: 'wrong-destination' } },
    ]);
  });

  it('shows the destination that it was recalled, and nothing of its content', async () => {
    const { id } = await sent();
    await recall(id);
    const seen = await world.api.get<LifeBody>(`/v1/transmissions/${id}`, { caller: world.k });
    expect([seen.status, seen.body.state]).toEqual([200, 'recalled']);
    const content = await world.api.get<LifeBody>(`/v1/transmissions/${id}/content`, { caller: world.k });
    expect([content.status, content.body.type]).toEqual([410, problem('content-gone')]);
    const inbox = await world.api.get<{ transmissions: { id: string }[] }>('/v1/inbox', { caller: world.k });
    expect(inbox.body.transmissions.map((row) => row.id)).not.toContain(id);
  });

  it('changes nothing when it is repeated', async () => {
    const { id } = await sent();
    const first = await recall(id);
    world.gateway.clock.advance(5);
    const again = await recall(id, world.a, { reason: 'sent-twice' });
    expect([again.status, again.body]).toEqual([200, first.body]);
    expect(await kindsOf(world, world.a, id)).toEqual(['transmission-available', 'transmission-recalled']);
  });

  it('frees the sequence: the same unit, or a corrected one, may be sent under it', async () => {
    const files = anew(slip);
    const first = await sent(files);
    await recall(first.id);
    const corrected = await world.send(world.a, withText(files, 'UPPLAN', '20250407', '20250408'));
    expect([corrected.status, corrected.body.state, corrected.body.duplicateOf]).toEqual([201, 'available', undefined]);
    expect(corrected.body.id).not.toBe(first.id);
  });

  it('leaves the chain: what it had replaced stands again', async () => {
    const older = await sent();
    const newer = await sent();
    const newest = await sent();
    await recall(newer.id);
    const seen = async (id: string) =>
      (await world.api.get<LifeBody>(`/v1/transmissions/${id}`, { caller: world.k })).body;
    expect((await seen(older.id)).supersededBy).toBe(newest.id);
    expect((await seen(newest.id)).supersedes).toBe(older.id);
    await recall(newest.id);
    expect((await seen(older.id)).supersededBy).toBeNull();
  });

  it('is too late once it was collected, and says what to do instead', async () => {
    const { id } = await sent();
    await world.collect(world.k, id);
    const { status, body } = await recall(id);
    expect([status, body.type, body.state]).toEqual([409, problem('already-collected'), 'collected']);
    expect(await kindsOf(world, world.a, id)).toEqual(['transmission-available', 'transmission-collected']);
  });

  it('is refused for what is held, and what was rejected', async () => {
    const held = await world.send(world.a, anew(slip), { query: { hold: 'true' } });
    const broken = await world.send(world.a, withText(anew(slip), 'UPPLAN', '20250407', '20250230'), {
      prefer: 'respond-async',
    });
    await world.checked(world.a, broken.body.id);
    for (const [id, state] of [
      [held.body.id, 'held'],
      [broken.body.id, 'rejected'],
    ] as const) {
      const { status, body } = await recall(id);
      expect([status, body.type, body.state]).toEqual([409, problem('not-recallable'), state]);
    }
  });

  it.each(['too-late', '', 7])('refuses the reason %j', async (reason) => {
    const { id } = await sent();
    const { status, body } = await recall(id, world.a, { reason });
    expect([status, body.type]).toEqual([400, problem('request-invalid')]);
  });

  it('is the sender’s alone: for its destination and for others there is nothing to recall', async () => {
    const { id } = await sent();
    const other = await world.office('1370000099', 'X事業所');
    for (const caller of [world.k, other]) expect((await recall(id, caller)).status).toBe(404);
    expect((await recall('not-an-id')).status).toBe(404);
    expect(await kindsOf(world, world.a, id)).toEqual(['transmission-available']);
  });

  it('is done for many at once, each for itself', async () => {
    const [one, two, three] = [await sent(), await sent(), await sent()];
    await world.collect(world.k, two.id);
    const unknown = '01955c2e-7c00-7000-8000-000000000010';
    const { status, body } = await world.api.post<{ outcomes: object[] }>('/v1/recalls', {
      caller: world.a,
      json: { transmissions: [one.id, two.id, three.id, unknown], reason: 'wrong-person' },
    });
    expect([status, body.outcomes]).toEqual([
      200,
      [
        { transmission: one.id, state: 'recalled', problem: null },
        { transmission: two.id, state: null, problem: problem('already-collected') },
        { transmission: three.id, state: 'recalled', problem: null },
        { transmission: unknown, state: null, problem: problem('not-found') },
      ],
    ]);
  });

  describe('through a carrier', () => {
    let relay: TestCaller;
    beforeAll(async () => {
      relay = await world.carrier('relay', 'D伝送代行');
    });

    it('needs the mandate to recall, and reaches what the carrier sent itself', async () => {
      await world.mandate(relay, world.a, ['send']);
      const manifest = { sender: world.a.officeNumber };
      const byRelay = await world.send(relay, anew(slip), { manifest, destination: world.k.officeNumber });
      const byOffice = await sent();

      const without = await recall(byRelay.body.id, relay);
      expect([without.status, without.body.type]).toEqual([403, problem('mandate-missing')]);
      expect(without.body).toMatchObject({ scope: 'recall', office: world.a.officeNumber });

      await world.mandate(relay, world.a, ['send', 'recall']);
      expect((await recall(byOffice.id, relay)).status).toBe(404);
      expect((await recall(byRelay.body.id, relay)).body.state).toBe('recalled');
    });

    it('is open to the office itself for what its carrier sent', async () => {
      const manifest = { sender: world.a.officeNumber };
      const byRelay = await world.send(relay, anew(slip), { manifest, destination: world.k.officeNumber });
      expect((await recall(byRelay.body.id)).body.state).toBe('recalled');
    });
  });

  it('has one winner of a recall and a collection at the same moment, and histories that agree', async () => {
    await world.k.token();
    await world.a.token();
    for (let round = 0; round < 40; round++) {
      const { id } = await sent();
      const fetch = () => world.api.get<LifeBody>(`/v1/transmissions/${id}/content`, { caller: world.k });
      const [content, recalled] =
        round % 2 === 0
          ? await Promise.all([fetch(), recall(id)])
          : ((await Promise.all([recall(id), fetch()])).toReversed() as [Answer<LifeBody>, Answer<LifeBody>]);
      const isRecalled = recalled.status === 200;
      expect([content.status, recalled.status]).toEqual(isRecalled ? [410, 200] : [200, 409]);
      expect(await kindsOf(world, world.a, id)).toEqual([
        'transmission-available',
        isRecalled ? 'transmission-recalled' : 'transmission-collected',
      ]);
    }
  });
});
