import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Config } from '../../src/config/config.js';
import { readReceipt } from '../../src/sealing/receipt.js';
import { verifyStatement } from '../../src/sealing/statement.js';
import { Answer } from '../setup/api.js';
import { TestCaller } from '../setup/caller.js';
import { startGateway } from '../setup/gateway.js';
import { historyOf, kindsOf } from '../setup/history.js';
import { anew, sampleUnit, TransmissionBody, World } from '../setup/world.js';

const slip = sampleUnit('applicable/202407/2-use-slip');
const days = 86_400;
const problem = (code: string) => `urn:careplan:problem:${code}`;

interface KeptBody extends TransmissionBody {
  readonly expiresAt: string;
  readonly extendedAt: string | null;
  readonly endReceipt: string | null;
  readonly contentDeletedAt: string | null;
  readonly supersededBy: string | null;
}

describe('A transmission is kept for forty days, and its history for good', () => {
  let world: World;

  beforeAll(async () => {
    world = await World.begin();
  });
  afterAll(() => world.end());

  const sent = async (changes = {}) => (await world.send(world.a, anew(slip), changes)).body as KeptBody;
  const find = async (id: string, caller: TestCaller = world.a) =>
    (await world.api.get<KeptBody>(`/v1/transmissions/${id}`, { caller })).body;
  const extend = (id: string, caller: TestCaller): Promise<Answer<KeptBody>> =>
    world.api.post(`/v1/transmissions/${id}/extension`, { caller });
  const reminders = async (id: string) =>
    (await historyOf(world, world.a, id))
      .filter(({ kind }) => kind === 'transmission-expiring')
      .map(({ data }) => data.days);

  async function after(time: number): Promise<void> {
    world.gateway.clock.advance(time);
    await world.gateway.sweep();
  }

  async function contentsOf(id: string): Promise<number> {
    return (await world.gateway.database.query<object[]>('SELECT 1 FROM contents WHERE id = $1', [id])).length;
  }

  it('reminds seven and two days before its end, once each, and not of what was collected', async () => {
    const waiting = await sent();
    const collected = await sent();
    await world.collect(world.k, collected.id);
    await after(32 * days);
    expect(await reminders(waiting.id)).toEqual([]);
    await after(1 * days);
    await after(60);
    expect(await reminders(waiting.id)).toEqual([7]);
    await after(5 * days);
    await after(60);
    expect(await reminders(waiting.id)).toEqual([7, 2]);
    expect(await reminders(collected.id)).toEqual([]);
  });

  it('reminds only of the nearest end when no worker ran for a while', async () => {
    const { id } = await sent();
    await after(39 * days);
    await after(60);
    expect(await reminders(id)).toEqual([2]);
  });

  it('expires uncollected with a receipt for both sides; content is deleted, the sequence free again', async () => {
    const files = anew(slip);
    const { id, contentSha256 } = (await world.send(world.a, files)).body;
    await after(40 * days - 60);
    expect((await find(id)).state).toBe('available');
    await after(60);

    for (const caller of [world.a, world.k]) {
      const { state, endReceipt, contentDeletedAt } = await find(id, caller);
      expect([state, contentDeletedAt]).toEqual(['expired', world.gateway.clock.now().toISOString()]);
      const { signingCertificate } = world.gateway.app.get(Config, { strict: false });
      const receipt = readReceipt(await verifyStatement(endReceipt!, 'careplan-receipt+jws', signingCertificate));
      expect(receipt).toMatchObject({ kind: 'expired', transmission: id, contentSha256 });
    }
    expect(await contentsOf(id)).toBe(0);
    const content = await world.api.get<KeptBody>(`/v1/transmissions/${id}/content`, { caller: world.k });
    expect([content.status, content.body.type]).toEqual([410, problem('content-gone')]);
    expect((await historyOf(world, world.a, id)).at(-1)).toMatchObject({ kind: 'transmission-expired', client: null });
    const again = await world.send(world.a, files);
    expect([again.status, again.body.state]).toEqual([201, 'available']);
  });

  it('leaves the chain when it expires', async () => {
    const older = await sent();
    await world.collect(world.k, older.id);
    world.gateway.clock.advance(1 * days);
    const newer = await sent();
    expect((await find(older.id)).supersededBy).toBe(newer.id);
    await after(40 * days);
    expect([(await find(newer.id)).state, (await find(older.id)).supersededBy]).toEqual(['expired', null]);
  });

  it('deletes the content of what was collected, and keeps its state and history', async () => {
    const transmission = await sent();
    await world.collect(world.k, transmission.id);
    const statement = await world.confirmation(world.k, transmission);
    await world.api.post(`/v1/transmissions/${transmission.id}/confirmation`, {
      caller: world.k,
      json: { statement },
    });
    await after(40 * days);
    await after(60);
    const { state, contentDeletedAt, endReceipt } = await find(transmission.id);
    expect([state, contentDeletedAt !== null, endReceipt]).toEqual(['confirmed', true, null]);
    expect(await contentsOf(transmission.id)).toBe(0);
    expect(await kindsOf(world, world.a, transmission.id)).toEqual([
      'transmission-available',
      'transmission-collected',
      'transmission-confirmed',
      'content-deleted',
    ]);
    const content = await world.api.get(`/v1/transmissions/${transmission.id}/content`, { caller: world.k });
    expect(content.status).toBe(410);
  });

  it('lets what was collected be confirmed even after its content is gone', async () => {
    const transmission = await sent();
    await world.collect(world.k, transmission.id);
    await after(41 * days);
    const statement = await world.confirmation(world.k, transmission);
    const { status, body } = await world.api.post<KeptBody>(`/v1/transmissions/${transmission.id}/confirmation`, {
      caller: world.k,
      json: { statement },
    });
    expect([status, body.state]).toEqual([200, 'confirmed']);
  });

  it('discards what was held that long, without a receipt', async () => {
    const held = await sent({ query: { hold: 'true' } });
    await after(40 * days);
    const { state, endReceipt } = await find(held.id);
    expect([state, endReceipt, await contentsOf(held.id)]).toEqual(['discarded', null, 0]);
    expect((await kindsOf(world, world.a, held.id)).at(-1)).toBe('transmission-discarded');
  });

  it('takes it off the open inbox of whoever carries for the destination', async () => {
    const relay = await world.carrier('relay', 'E伝送代行');
    await world.mandate(relay, world.k, ['collect']);
    const { id } = await sent();
    const open = async () =>
      (await world.api.get<{ transmissions: { id: string }[] }>('/v1/inbox', { caller: relay })).body.transmissions;
    expect((await open()).map((row) => row.id)).toContain(id);
    await after(40 * days);
    expect((await open()).map((row) => row.id)).not.toContain(id);
  });

  describe('is extended once', () => {
    it.each(['destination', 'sender'])('by its %s, with the reminders of the new end', async (side) => {
      const caller = side === 'sender' ? world.a : world.k;
      const before = await sent();
      await after(33 * days);
      const { status, body } = await extend(before.id, caller);
      const difference = Date.parse(body.expiresAt) - Date.parse(before.expiresAt);
      expect([status, difference / 86_400_000]).toEqual([200, 20]);
      await after(10 * days);
      expect((await find(before.id)).state).toBe('available');
      await after(10 * days);
      expect(await reminders(before.id)).toEqual([7, 7]);
      await after(8 * days);
      expect((await find(before.id)).state).toBe('expired');
    });

    it('and no second time, by whichever side', async () => {
      const { id } = await sent();
      await extend(id, world.k);
      const { status, body } = await extend(id, world.a);
      expect([status, body.type]).toEqual([409, problem('already-extended')]);
      const history = await kindsOf(world, world.a, id);
      expect(history.filter((kind) => kind === 'transmission-extended')).toHaveLength(1);
    });

    it('by one of many who ask at the same moment', async () => {
      const { id } = await sent();
      await Promise.all([world.k.token(), world.a.token()]);
      const answers = await Promise.all([world.k, world.a, world.k, world.a].map((caller) => extend(id, caller)));
      expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409, 409]);
    });

    it('as long as there is something to keep', async () => {
      const recalled = await sent();
      await world.api.post(`/v1/transmissions/${recalled.id}/recall`, { caller: world.a, json: {} });
      const expired = await sent();
      const due = await sent();
      world.gateway.clock.advance(40 * days);
      expect((await extend(due.id, world.k)).body.type).toBe(problem('content-gone'));
      await world.gateway.sweep();
      for (const { id } of [recalled, expired]) {
        const { status, body } = await extend(id, world.k);
        expect([status, body.type]).toEqual([410, problem('content-gone')]);
      }
    });

    it('by nobody else', async () => {
      const other = await world.office('1370000096', 'W事業所');
      expect((await extend((await sent()).id, other)).status).toBe(404);
      expect((await extend(randomUUID(), world.k)).status).toBe(404);
    });
  });

  it('has one winner of a collection and its end at the same moment', async () => {
    const beside = await startGateway({ beside: world.gateway });
    try {
      const many = await Promise.all(Array.from({ length: 12 }, () => sent()));
      world.gateway.clock.advance(40 * days - 1);
      await world.k.token();
      const fetches = many.map(({ id }) => world.api.get(`/v1/transmissions/${id}/content`, { caller: world.k }));
      world.gateway.clock.advance(1);
      const [answers] = await Promise.all([Promise.all(fetches), world.gateway.sweep(), beside.sweep()]);
      await world.gateway.sweep();
      for (const [index, { id }] of many.entries()) {
        const { state } = await find(id);
        expect([answers[index]!.status, state]).toEqual(state === 'expired' ? [410, 'expired'] : [200, 'collected']);
        const ends = (await kindsOf(world, world.a, id)).filter((kind) => /collected|expired/.test(kind));
        expect(ends).toEqual([`transmission-${state}`]);
      }
    } finally {
      await beside.close();
    }
  });

  it('finds what is due by the indexes made for it', async () => {
    const now = world.gateway.clock.now();
    // With so few rows a scan of all would be quickest: whether an index can serve is what is asked.
    const plan = (query: string) =>
      world.gateway.database.transaction(async (tx) => {
        await tx.query('SET LOCAL enable_seqscan = off');
        const rows = await tx.query<Record<string, string>[]>(`EXPLAIN ${query}`, [now]);
        return rows.map((row) => Object.values(row)[0]).join('\n');
      });
    const waiting = await plan(
      `SELECT id FROM transmissions t WHERE t.expires_at IS NOT NULL AND t.state IN ('held', 'available')
       AND t.expires_at <= $1 ORDER BY t.expires_at LIMIT 500`,
    );
    const kept = await plan(
      `SELECT id FROM transmissions t WHERE t.expires_at IS NOT NULL AND t.content_deleted_at IS NULL
       AND t.expires_at <= $1 AND t.state IN ('collected', 'confirmed', 'imported', 'import-failed')
       ORDER BY t.expires_at LIMIT 500`,
    );
    for (const text of [waiting, kept]) {
      expect(text).not.toMatch(/Seq Scan|-> +Sort/);
      expect(text).toMatch(/Index (Only )?Scan using transmissions_\w+_expires_at_idx/);
    }
  });
});
