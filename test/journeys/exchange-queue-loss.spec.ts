import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Redis } from 'ioredis';
import { ProcessSubmission } from '../../src/exchange/process-submission.js';
import { startGateway, TestGateway } from '../setup/gateway.js';
import { testRedis, TestRedis } from '../setup/redis.js';
import { anew, SampleFile, sampleUnit, TransmissionBody, withText, World } from '../setup/world.js';

const slip = sampleUnit('applicable/202407/2-use-slip');
const redis = ownDatabase(testRedis());
const broken = (files: readonly SampleFile[]): SampleFile[] => withText(files, 'UPPLAN', '20250407', '20250230');

/** A numbered database of the server for this file alone, since one test empties it. */
function ownDatabase(server: TestRedis | null): TestRedis | null {
  return server && { ...server, url: new URL('/7', server.url).href };
}

describe.each([
  { server: 'PostgreSQL', run: describe, options: {} },
  { server: 'Redis', run: redis ? describe : describe.skip, options: redis ? { redis } : {} },
])('What was answered 202 is checked whatever becomes of the queue on $server,', ({ server, run, options }) => {
  run('because the database is the truth', () => {
    /** Answers requests, and works on nothing: what is staged stays staged until a worker comes. */
    let world: World;

    beforeAll(async () => {
      world = await World.begin({ ...options, environment: { ROLE: 'api' } });
    });
    afterAll(() => world.end());

    async function stage(files: readonly SampleFile[] = anew(slip)): Promise<TransmissionBody> {
      const { status, body } = await world.send(world.a, files, { prefer: 'respond-async' });
      expect(status).toBe(202);
      return body;
    }

    async function stateOf(id: string): Promise<string> {
      return (await world.api.get<TransmissionBody>(`/v1/transmissions/${id}`, { caller: world.a })).body.state;
    }

    async function eventsOf(id: string): Promise<string[]> {
      const path = `/v1/transmissions/${id}/events`;
      const { body } = await world.api.get<{ events: { kind: string }[] }>(path, { caller: world.a });
      return body.events.map(({ kind }) => kind);
    }

    function process(submission: string): Promise<void> {
      return world.gateway.app.get(ProcessSubmission, { strict: false }).run(submission);
    }

    /** Everything the queue knew is gone. */
    async function forget(): Promise<void> {
      if (server === 'PostgreSQL') {
        await world.gateway.database.query('TRUNCATE bullmq.job CASCADE');
        return;
      }
      const connection = new Redis(redis!.url);
      await connection.flushdb();
      await connection.quit();
    }

    describe('while it is being checked', () => {
      it('is shown to its sender as such', async () => {
        const { id } = await stage();
        expect(await stateOf(id)).toBe('checking');
        expect(await eventsOf(id)).toEqual(['submission-staged']);
        const query = { state: 'checking' };
        const { body } = await world.api.get<{ transmissions: TransmissionBody[] }>('/v1/outbox', {
          caller: world.a,
          query,
        });
        expect(body.transmissions.map((row) => row.id)).toContain(id);
      });

      it('is not there for its destination', async () => {
        const { id } = await stage();
        const inbox = await world.api.get<{ transmissions: unknown[] }>('/v1/inbox', { caller: world.k });
        expect(inbox.body.transmissions).toEqual([]);
        for (const path of [id, `${id}/content`, `${id}/events`]) {
          expect((await world.api.get(`/v1/transmissions/${path}`, { caller: world.k })).status).toBe(404);
        }
        const statement = await world.confirmation(world.k, { id, contentSha256: 'x' });
        const confirmation = { caller: world.k, json: { statement } };
        expect((await world.api.post(`/v1/transmissions/${id}/confirmation`, confirmation)).status).toBe(404);
        expect(await stateOf(id)).toBe('checking');
      });

      it.each([{}, { prefer: 'respond-async' }])(
        'is the first transmission of the same unit sent again %j',
        async (changes) => {
          const files = anew(slip);
          const { id } = await stage(files);
          const again = await world.send(world.a, files, changes);
          expect([again.status, again.body.duplicateOf, again.body.state]).toEqual([200, id, 'checking']);
        },
      );

      it.each([{}, { prefer: 'respond-async' }])('holds its sequence against other content %j', async (changes) => {
        const files = anew(slip);
        await stage(files);
        const other = await world.send(world.a, withText(files, 'UPPLAN', '20250407', '20250408'), changes);
        expect([other.status, other.body.type]).toEqual([409, 'urn:careplan:problem:sequence-reused']);
      });
    });

    describe('when it is processed', () => {
      it.each([
        ['available', slip, 'transmission-available'],
        ['rejected', broken(slip), 'submission-rejected'],
      ] as const)('by five workers at the same time, is %s once', async (state, files, event) => {
        const { id, submission } = await stage(anew(files));
        await Promise.all(Array.from({ length: 5 }, () => process(submission)));
        await process(submission);
        expect(await stateOf(id)).toBe(state);
        expect(await eventsOf(id)).toEqual(['submission-staged', event]);
      });

      it('goes by the certificates of that moment, not of the moment of sending', async () => {
        const office = await world.office('1370000036', 'J事業所');
        const files = anew(slip).map(({ name, bytes }) => ({
          name: name.replace(world.k.officeNumber, office.officeNumber),
          bytes: Buffer.from(bytes.toString('latin1').replaceAll(world.k.officeNumber, office.officeNumber), 'latin1'),
        }));
        const { body } = await world.send(world.a, files, {
          prefer: 'respond-async',
          destination: office.officeNumber,
        });
        await world.endCertificate(office, 'revoked');
        await process(body.submission);
        const path = `/v1/transmissions/${body.id}`;
        expect((await world.api.get(path, { caller: world.a })).body).toMatchObject({
          state: 'rejected',
          problem: 'urn:careplan:problem:destination-not-connected',
        });
      });

      it('does nothing for a submission that does not exist', async () => {
        const before = await world.kept();
        await process('01955c2e-7c00-7000-8000-000000000010');
        expect(await world.kept()).toEqual(before);
      });
    });

    describe('when a worker comes', () => {
      let worker: TestGateway;
      let lost: TransmissionBody;
      let queued: TransmissionBody;

      beforeAll(async () => {
        lost = await stage();
        await sleep(200); // the job is announced without being waited for
        await forget();
        queued = await stage();
        await sleep(200);
        worker = await startGateway({ ...options, beside: world.gateway, environment: { ROLE: 'worker' } });
      });
      afterAll(() => worker.close());

      it('checks what waits in the queue', async () => {
        expect((await world.checked(world.a, queued.id)).state).toBe('available');
      });

      it('cannot know of what the queue forgot, and the sweeper leaves alone what is only just on its way', async () => {
        await worker.sweep();
        await sleep(300);
        expect(await stateOf(lost.id)).toBe('checking');
      });

      it('checks that too once the sweeper has brought it back, and once only, however often it sweeps', async () => {
        world.gateway.clock.advance(6);
        await Promise.all([worker.sweep(), worker.sweep(), worker.sweep()]);
        expect((await world.checked(world.a, lost.id)).state).toBe('available');
        await worker.sweep();
        expect(await eventsOf(lost.id)).toEqual(['submission-staged', 'transmission-available']);
      });

      it('leaves nothing unchecked behind', async () => {
        const unchecked = (): Promise<unknown[]> =>
          world.gateway.database.query(`SELECT id FROM submissions WHERE state = 'checking'`);
        for (let attempt = 0; attempt < 100 && (await unchecked()).length > 0; attempt++) await sleep(50);
        expect(await unchecked()).toEqual([]);
      });
    });
  });
});

(redis ? describe : describe.skip)('While Redis cannot be reached', () => {
  const away = { ...redis!, url: 'redis://127.0.0.1:1' };

  it('a deferred send is still answered 202 at once, and checked when Redis is back', async () => {
    const world = await World.begin({ redis: away, environment: { ROLE: 'api' } });
    const begun = Date.now();
    const { status, body } = await world.send(world.a, anew(slip), { prefer: 'respond-async' });
    expect(status).toBe(202);
    expect(Date.now() - begun).toBeLessThan(2000);

    const worker = await startGateway({ redis: redis!, beside: world.gateway, environment: { ROLE: 'worker' } });
    world.gateway.clock.advance(6);
    await worker.sweep();
    expect((await world.checked(world.a, body.id)).state).toBe('available');
    await worker.close();
    await world.end();
  });

  it('a worker neither hangs in its sweep nor in its end', async () => {
    const world = await World.begin({ redis: away });
    await world.send(world.a, anew(slip), { prefer: 'respond-async' });
    world.gateway.clock.advance(6);
    const begun = Date.now();
    await world.gateway.sweep();
    await world.end();
    expect(Date.now() - begun).toBeLessThan(10_000);
  });
});
