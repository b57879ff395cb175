import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { BatchContents } from '../../src/exchange/batch/batch-contents.js';
import { PlanBatch } from '../../src/exchange/batch/plan-batch.js';
import { PrepareItem } from '../../src/exchange/batch/prepare-item.js';
import { ProcessBatch } from '../../src/exchange/batch/process-batch.js';
import { SettleItem } from '../../src/exchange/batch/settle-item.js';
import { startGateway, TestGateway } from '../setup/gateway.js';
import { testRedis } from '../setup/redis.js';
import { addressedTo, BatchBody, ended, findBatch, itemsOf, sendBatch, zipped } from '../setup/batch.js';
import { anew, sampleUnit, World } from '../setup/world.js';

const slip = sampleUnit('applicable/202407/2-use-slip');
const redis = testRedis();
const problem = (code: string) => `urn:careplan:problem:${code}`;

class Died extends Error {}

describe('A batch that is cut off half-way', () => {
  /** Takes batches in, and works on nothing by itself. */
  let world: World;
  const numbers = ['1370000011', '1370000022', '1370000033'];

  beforeAll(async () => {
    world = await World.begin({ environment: { ROLE: 'api' } });
    await world.office('1370000022', 'L事業所');
    await world.office('1370000033', 'M事業所');
  });
  afterAll(() => world.end());
  afterEach(() => {
    jest.restoreAllMocks();
  });

  async function stage(): Promise<BatchBody> {
    const files = [...numbers, ...numbers].flatMap((number) => addressedTo(anew(slip), number));
    const { status, body } = await sendBatch(world, world.a, [{ files: [zipped(files)], destinations: numbers }]);
    expect(status).toBe(202);
    return body;
  }

  const part = <T>(type: new (...args: never[]) => T, of: TestGateway = world.gateway): T =>
    of.app.get(type as never, { strict: false });
  const work = (id: string, of = world.gateway) => part(ProcessBatch, of).run(id);

  /** What there is of a batch, counted by what must be there exactly once. */
  async function traces(id: string): Promise<Record<string, number>> {
    const [row] = await world.gateway.database.query<[Record<string, number>]>(
      `SELECT (SELECT count(*)::int FROM batch_items WHERE batch_id = $1) AS items,
              (SELECT count(*)::int FROM batch_items WHERE batch_id = $1 AND state = 'accepted') AS accepted,
              (SELECT count(*)::int FROM transmissions WHERE submission_id = $1) AS transmissions,
              (SELECT count(DISTINCT sequence || destination)::int FROM transmissions WHERE submission_id = $1) AS units,
              (SELECT count(*)::int FROM events WHERE submission_id = $1 AND kind = 'transmission-available') AS arrivals,
              (SELECT count(*)::int FROM events WHERE submission_id = $1 AND kind = 'batch-finished') AS endings,
              (SELECT count(*)::int FROM contents c JOIN transmissions t ON t.id = c.id
                 WHERE t.submission_id = $1 AND c.kind = 'sealed') AS contents,
              (SELECT count(*)::int FROM batch_pieces WHERE batch_id = $1) AS pieces`,
      [id],
    );
    return row;
  }

  const whole = { items: 6, accepted: 6, transmissions: 6, units: 6, arrivals: 6, endings: 1, contents: 6, pieces: 0 };

  /** The next time that this is called for a third item, the process dies: before or after it was done. */
  function dieAt(type: typeof SettleItem | typeof PrepareItem, number: number, when: 'before' | 'after'): void {
    const it = part<{ run: (...args: never[]) => Promise<unknown> }>(type as never);
    const original = it.run.bind(it);
    let dead = false;
    jest.spyOn(it, 'run').mockImplementation(async (...args: never[]) => {
      const item = args.find((one) => typeof (one as { number?: unknown })['number'] === 'number') as unknown as {
        number: number;
      };
      // A dead process does nothing any more.
      if (dead) throw new Died();
      if (item.number !== number) return original(...args);
      dead = true;
      if (when === 'after') await original(...args);
      throw new Died();
    });
  }

  it.each([
    ['before a unit is checked', PrepareItem, 'before'],
    ['when it has been sealed', PrepareItem, 'after'],
    ['before its transaction', SettleItem, 'before'],
    ['just after its transaction', SettleItem, 'after'],
  ] as const)('is brought to its end by another process when the first dies %s', async (_, type, when) => {
    const { id } = await stage();
    dieAt(type, 3, when);
    await expect(work(id)).rejects.toThrow(Died);
    const done = when === 'after' && type === SettleItem ? 3 : 2;
    expect(await traces(id)).toMatchObject({ items: 6, accepted: done, transmissions: done, endings: 0 });
    expect((await findBatch(world, world.a, id)).counts).toMatchObject({ accepted: done, waiting: 6 - done });

    const other = await startGateway({ beside: world.gateway, environment: { ROLE: 'api' } });
    const before = (await itemsOf(world, world.a, id)).map(({ number, sequence }) => [number, sequence]);
    await work(id, other);
    await other.close();
    expect(await traces(id)).toEqual(whole);
    expect((await itemsOf(world, world.a, id)).map(({ number, sequence }) => [number, sequence])).toEqual(before);
  });

  it('is planned once, whoever dies before or after', async () => {
    const { id } = await stage();
    const plan = part(PlanBatch);
    const original = plan.run.bind(plan);
    jest.spyOn(plan, 'run').mockImplementationOnce(async (...args) => {
      await original(...args);
      throw new Died();
    });
    await expect(work(id)).rejects.toThrow(Died);
    expect(await traces(id)).toMatchObject({ items: 6, accepted: 0 });
    await work(id);
    expect(await traces(id)).toEqual(whole);
  });

  it('is sent once when two processes work on it at the same time', async () => {
    const other = await startGateway({ beside: world.gateway, environment: { ROLE: 'api' } });
    for (let round = 0; round < 3; round++) {
      const { id } = await stage();
      await Promise.all([work(id), work(id, other), work(id)]);
      await work(id);
      expect(await traces(id)).toEqual(whole);
    }
    await other.close();
  });

  it.each([
    { server: 'PostgreSQL', run: it, options: {} },
    { server: 'Redis', run: redis ? it : it.skip, options: redis ? { redis } : {} },
  ])('is found again by the sweep when the queue on $server never heard of it', async ({ options }) => {
    const { id } = await stage();
    await world.gateway.database.query('TRUNCATE bullmq.job CASCADE');
    world.gateway.clock.advance(6);
    const worker = await startGateway({ beside: world.gateway, ...options });
    await worker.sweep();
    expect((await ended(world, world.a, id)).state).toBe('finished');
    expect(await traces(id)).toEqual(whole);
    await worker.close();
  });

  it('tells a unit that fails again and again as the gateway’s fault, and sends the others', async () => {
    const { id } = await stage();
    dieAtAlways(2);
    for (let attempt = 0; attempt < 20; attempt++) await expect(work(id)).rejects.toThrow(Died);
    expect((await findBatch(world, world.a, id)).counts).toMatchObject({ accepted: 5, waiting: 1 });
    await work(id);
    const [, second] = await itemsOf(world, world.a, id);
    expect(second).toMatchObject({ state: 'rejected', problem: problem('processing-failed') });
    expect((await findBatch(world, world.a, id)).state).toBe('finished');
  });

  function dieAtAlways(number: number): void {
    const prepare = part(PrepareItem);
    const original = prepare.run.bind(prepare);
    jest.spyOn(prepare, 'run').mockImplementation(async (...args) => {
      if (args[1].number === number) throw new Died();
      return original(...args);
    });
  }

  it('names every file of an upload that cannot be taken apart at all, after many attempts', async () => {
    const { id } = await stage();
    jest.spyOn(part(PlanBatch), 'run').mockRejectedValue(new Died());
    for (let attempt = 0; attempt < 20; attempt++) await expect(work(id)).rejects.toThrow(Died);
    await work(id);
    expect(await findBatch(world, world.a, id)).toMatchObject({
      state: 'finished',
      items: 0,
      unassigned: [{ position: 1, reason: 'processing-failed' }],
    });
  });

  describe('by its sender', () => {
    const cancel = (id: string, caller = world.a) =>
      world.api.post<BatchBody>(`/v1/batches/${id}/cancellation`, { caller });

    it('sends nothing when it is cancelled before it was taken apart', async () => {
      const { id } = await stage();
      const { status, body } = await cancel(id);
      expect([status, body.state]).toEqual([200, 'cancelled']);
      await work(id);
      expect(await traces(id)).toMatchObject({ items: 0, transmissions: 0, pieces: 0 });
      expect((await cancel(id)).body).toEqual(body);
    });

    it('keeps what was accepted, and cancels what waits, while the worker is at it', async () => {
      const { id } = await stage();
      const prepare = part(PrepareItem);
      const original = prepare.run.bind(prepare);
      jest.spyOn(prepare, 'run').mockImplementation(async (...args) => {
        if (args[1].number === 3) await cancel(id);
        return original(...args);
      });
      await work(id);
      expect(await traces(id)).toMatchObject({ items: 6, accepted: 2, transmissions: 2, endings: 0, pieces: 0 });
      const batch = await findBatch(world, world.a, id);
      expect([batch.state, batch.counts]).toMatchObject(['cancelled', { accepted: 2, cancelled: 4, waiting: 0 }]);
      const [first] = await itemsOf(world, world.a, id);
      const recalled = await world.api.post(`/v1/transmissions/${first!.transmission}/recall`, {
        caller: world.a,
        json: {},
      });
      expect(recalled.status).toBe(200);
    });

    it('has one winner when it is cancelled and sent at the same moment', async () => {
      await world.a.token();
      for (let round = 0; round < 4; round++) {
        const { id } = await stage();
        const [cancelled] = await Promise.all([cancel(id), work(id)]);
        await work(id);
        const { state, counts } = await findBatch(world, world.a, id);
        expect([cancelled.status, state]).toEqual(cancelled.status === 200 ? [200, 'cancelled'] : [409, 'finished']);
        expect(counts['waiting']).toBe(0);
        expect((await traces(id))['transmissions']).toBe(counts['accepted']);
      }
    });

    it('is too late when every unit has its outcome', async () => {
      const { id } = await stage();
      await work(id);
      const { status, body } = await cancel(id);
      expect([status, body.type, body.state]).toEqual([409, problem('batch-ended'), 'finished']);
      expect((await findBatch(world, world.a, id)).counts).toMatchObject({ accepted: 6 });
    });

    it('is for nobody else to see, to cancel, or to hear of', async () => {
      const { id } = await stage();
      for (const path of [id, `${id}/items`])
        expect((await world.api.get(`/v1/batches/${path}`, { caller: world.k })).status).toBe(404);
      expect((await cancel(id, world.k)).status).toBe(404);
      const { body } = await world.api.get<{ batches: unknown[] }>('/v1/batches', { caller: world.k });
      expect(body.batches).toEqual([]);
      await cancel(id);
    });
  });

  it('leaves nothing of an upload whose process died while it streamed in', async () => {
    const kept = await world.kept();
    jest.spyOn(part(BatchContents), 'putIndex').mockRejectedValue(new Died());
    jest.spyOn(part(BatchContents), 'forget').mockRejectedValueOnce(new Died());
    const answer = await sendBatch(world, world.a, [{ files: [zipped(anew(slip))], destinations: numbers }]);
    expect(answer.status).toBe(500);
    jest.restoreAllMocks();
    expect(await world.kept()).not.toEqual(kept);
    world.gateway.clock.advance(700);
    const worker = await startGateway({ beside: world.gateway, environment: { ROLE: 'worker' } });
    await worker.sweep();
    await worker.close();
    expect(await world.kept()).toEqual(kept);
  });
});
