import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { unpackContent } from '../../src/sealing/content-package.js';
import { sha256Base64url } from '../../src/sealing/digest.js';
import { readReceipt } from '../../src/sealing/receipt.js';
import { readStatementHeader, verifyStatement } from '../../src/sealing/statement.js';
import { testRedis } from '../setup/redis.js';
import { anew, SampleFile, sampleUnit, TransmissionBody, uploadParts, withText, World } from '../setup/world.js';

const slip = sampleUnit('applicable/202407/2-use-slip');
const prefer = 'respond-async';
const limits = { packageBytes: 1 << 24, totalBytes: 1 << 24, files: 50 };
const redis = testRedis();

const broken = (files: readonly SampleFile[]): SampleFile[] => withText(files, 'UPPLAN', '20250407', '20250230');

interface Rejected extends TransmissionBody {
  readonly problem: string | null;
  readonly findingsTotal: number;
  readonly unit: object | null;
}

interface PageBody {
  readonly transmissions: (TransmissionBody & { destinationName: string })[];
}

describe.each([
  { server: 'PostgreSQL', run: describe, options: {} },
  { server: 'Redis', run: redis ? describe : describe.skip, options: redis ? { redis } : {} },
])('A deferred send, its queue on $server,', ({ run, options }) => {
  run('ends as a normal send does, only later', () => {
    let world: World;

    beforeAll(async () => {
      world = await World.begin({ ...options, environment: { SYNC_LIMIT_BYTES: '2000' } });
    });
    afterAll(() => world.end());

    async function deferred(files: readonly SampleFile[], changes = {}): Promise<Rejected> {
      const answer = await world.send(world.a, files, { prefer, ...changes });
      expect(answer.status).toBe(202);
      expect(answer.body).toMatchObject({ state: 'checking', unit: null, receipt: null, contentSha256: null });
      return (await world.checked(world.a, answer.body.id)) as Rejected;
    }

    async function eventsOf(id: string): Promise<{ kind: string; data: object }[]> {
      const path = `/v1/transmissions/${id}/events`;
      return (await world.api.get<{ events: { kind: string; data: object }[] }>(path, { caller: world.a })).body.events;
    }

    async function stagedContents(): Promise<number> {
      const [row] = await world.gateway.database.query<[{ count: number }]>(
        `SELECT count(*)::int FROM contents WHERE kind = 'staged'`,
      );
      return row.count;
    }

    it('becomes available, with a receipt, and opens byte for byte', async () => {
      const files = anew(slip);
      const sent = await deferred(files);

      expect(sent).toMatchObject({ state: 'available', unit: { kind: 'use-slip', personCount: 1 }, problem: null });
      const { certificate } = readStatementHeader(sent.receipt, 'careplan-receipt+jws');
      const receipt = readReceipt(await verifyStatement(sent.receipt, 'careplan-receipt+jws', certificate));
      expect(receipt).toMatchObject({ kind: 'accepted', transmission: sent.id, contentSha256: sent.contentSha256 });
      const { content } = await world.collect(world.k, sent.id);
      expect(sha256Base64url(content)).toBe(sent.contentSha256);
      const opened = unpackContent(content, limits).files.map(({ name, bytes }) => [name, Buffer.from(bytes)]);
      expect(opened.sort()).toEqual(files.map(({ name, bytes }) => [name, bytes]).sort());
      expect((await eventsOf(sent.id)).map(({ kind }) => kind)).toEqual([
        'submission-staged',
        'transmission-available',
        'transmission-collected',
      ]);
    });

    it('is also what becomes of an upload beyond the limit for answers at once', async () => {
      const files = anew(slip).map((file) =>
        file.name.startsWith('UPPLAN_')
          ? { ...file, bytes: Buffer.concat([file.bytes, file.bytes, file.bytes]) }
          : file,
      );
      const answer = await world.send(world.a, files);
      expect([answer.status, answer.body.state]).toEqual([202, 'checking']);
      expect((await world.checked(world.a, answer.body.id)).state).toBe('available');
    });

    it.each(['return=minimal, respond-async', 'respond-async; wait=5', 'Respond-Async'])(
      'is asked for by Prefer: %s',
      async (value) => {
        expect((await world.send(world.a, anew(slip), { prefer: value })).status).toBe(202);
      },
    );

    it.each(['wait=5', 'respond-asynchronously'])('is not asked for by Prefer: %s', async (value) => {
      expect((await world.send(world.a, anew(slip), { prefer: value })).status).toBe(201);
    });

    it('gives the stored 202 again under the same key, whatever became of it', async () => {
      const files = anew(slip);
      const parts = uploadParts(await world.manifest(world.a, files), files);
      const idempotencyKey = randomUUID();
      const first = await world.upload(world.a, parts, { prefer, idempotencyKey });
      await world.checked(world.a, first.body.id);
      const again = await world.keepingNothing(() => world.upload(world.a, parts, { prefer, idempotencyKey }));
      expect([again.status, again.body]).toEqual([202, first.body]);
      expect(again.headers['idempotency-replayed']).toBe('true');
    });

    it('is rejected with the problem and the findings when a cell is wrong, and the destination sees nothing', async () => {
      const sent = await deferred(broken(anew(slip)));

      expect(sent).toMatchObject({ state: 'rejected', problem: 'urn:careplan:problem:check-failed', receipt: null });
      expect(sent).toMatchObject({ findingsTotal: 1, findings: [{ row: 1, column: 10, rule: 'range' }] });
      expect((await eventsOf(sent.id)).map(({ kind, data }) => [kind, data])).toEqual([
        ['submission-staged', {}],
        ['submission-rejected', { problem: 'check-failed', rules: { range: 1 } }],
      ]);
      const asDestination = await world.api.get(`/v1/transmissions/${sent.id}`, { caller: world.k });
      expect(asDestination.status).toBe(404);
    });

    it('frees the sequence of a rejected unit for the corrected one', async () => {
      const files = anew(slip);
      const rejected = await deferred(broken(files));
      const corrected = await deferred(files);
      expect([rejected.state, corrected.state]).toEqual(['rejected', 'available']);
      expect(corrected.id).not.toBe(rejected.id);
    });

    it('is refused at once when the files are two units, which their names tell', async () => {
      const answer = await world.keepingNothing(() => world.send(world.a, [...anew(slip), ...anew(slip)], { prefer }));
      expect([answer.status, answer.body.type]).toEqual([422, 'urn:careplan:problem:not-one-unit']);
    });

    it('is refused at once for a name that is not of the standard, which may be a person’s', async () => {
      const files = anew(slip).map((file, at) => (at === 0 ? { ...file, name: '山田花子の計画.CSV' } : file));
      const answer = await world.keepingNothing(() => world.send(world.a, files, { prefer }));
      expect([answer.status, answer.body.type]).toEqual([422, 'urn:careplan:problem:check-failed']);
      expect(answer.body.errors).toContainEqual(
        expect.objectContaining({ rule: 'file-name', row: null, column: null }),
      );
    });

    it('is given up and told after too many attempts, and may be sent again', async () => {
      const again = anew(slip);
      await world.gateway.database.query(`ALTER TABLE submissions ALTER COLUMN attempts SET DEFAULT 20`);
      const { body } = await world.send(world.a, again, { prefer });
      await world.gateway.database.query(`ALTER TABLE submissions ALTER COLUMN attempts SET DEFAULT 0`);
      expect(await world.checked(world.a, body.id)).toMatchObject({
        state: 'rejected',
        problem: 'urn:careplan:problem:processing-failed',
      });
      expect((await world.send(world.a, again, { prefer })).status).toBe(202);
    });

    it('is rejected when the destination is unknown, and stays in the outbox all the same', async () => {
      const files = anew(slip).map(({ name, bytes }) => ({
        name: name.replace(world.k.officeNumber, '1399999999'),
        bytes: Buffer.from(bytes.toString('latin1').replaceAll(world.k.officeNumber, '1399999999'), 'latin1'),
      }));
      const sent = await deferred(files, { destination: '1399999999' });
      expect(sent).toMatchObject({ state: 'rejected', problem: 'urn:careplan:problem:destination-unknown' });

      const query = { destination: '1399999999' };
      const { body } = await world.api.get<PageBody>('/v1/outbox', { caller: world.a, query });
      expect(body.transmissions).toMatchObject([{ id: sent.id, destinationName: '' }]);
    });

    it('refuses at once what need not be checked to be refused', async () => {
      const files = anew(slip);
      const upload = [{ ...files[0]!, bytes: Buffer.from('x') }, ...files.slice(1)];
      const answer = await world.keepingNothing(() => world.send(world.a, files, { prefer, upload }));
      expect([answer.status, answer.body.type]).toEqual([422, 'urn:careplan:problem:files-mismatch']);

      const jti = randomUUID();
      await deferred(anew(slip), { manifest: { jti } });
      const replay = () => world.send(world.a, anew(slip), { prefer, manifest: { jti } });
      const replayed = await world.keepingNothing(replay);
      expect([replayed.status, replayed.body.type]).toEqual([409, 'urn:careplan:problem:manifest-replayed']);
    });

    it('is a duplicate of the same unit that was sent at once, and the other way round', async () => {
      const [one, other] = [anew(slip), anew(slip)];
      const sentNow = await world.send(world.a, one);
      const again = await world.send(world.a, one, { prefer });
      expect([again.status, again.body.duplicateOf]).toEqual([200, sentNow.body.id]);

      const sentLater = await deferred(other);
      const atOnce = await world.send(world.a, other);
      expect([atOnce.status, atOnce.body.duplicateOf]).toEqual([200, sentLater.id]);
      expect(atOnce.body.receipt).toBe(sentLater.receipt);
    });

    it('leaves no staged content behind, whatever became of it', async () => {
      const ids = [await deferred(anew(slip)), await deferred(broken(anew(slip)))].map(({ state }) => state);
      expect(ids).toEqual(['available', 'rejected']);
      for (let attempt = 0; attempt < 50 && (await stagedContents()) > 0; attempt++) {
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
      expect(await stagedContents()).toBe(0);
    });
  });
});
