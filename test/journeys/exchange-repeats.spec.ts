import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Answer } from '../setup/api.js';
import { anew, SampleFile, sampleUnit, TransmissionBody, uploadParts, withText, World } from '../setup/world.js';

const slip = sampleUnit('applicable/202407/2-use-slip');

/** The same names with another, still correct content: a visit on another day. */
const otherContent = (files: readonly SampleFile[]): SampleFile[] => withText(files, 'UPPLAN', '20250407', '20250408');
const broken = (files: readonly SampleFile[]): SampleFile[] => withText(files, 'UPPLAN', '20250407', '20250230');

type Growth = Partial<Record<string, number>>;

describe('A send may be repeated without harm, whatever was lost on the way', () => {
  let world: World;

  beforeAll(async () => {
    world = await World.begin();
  });
  afterAll(() => world.end());

  const once: Growth = {
    submissions: 1,
    transmissions: 1,
    contents: 1,
    unit_keys: 1,
    idempotency_records: 1,
    used_manifests: 1,
  };

  /** Does it, and returns by how many rows each table grew. */
  async function growth(work: () => Promise<unknown>): Promise<Growth> {
    const before = await world.kept();
    await work();
    const after = await world.kept();
    const grown = Object.keys(after).map((table) => [table, after[table]! - before[table]!] as const);
    return Object.fromEntries(grown.filter(([, rows]) => rows !== 0));
  }

  async function eventsOf(id: string): Promise<string[]> {
    const path = `/v1/transmissions/${id}/events`;
    const { body } = await world.api.get<{ events: { kind: string }[] }>(path, { caller: world.a });
    return body.events.map(({ kind }) => kind);
  }

  function expectRefused(answer: Answer<TransmissionBody>, status: number, code: string): void {
    expect([answer.status, answer.body.type]).toEqual([status, `urn:careplan:problem:${code}`]);
  }

  describe('under the same Idempotency-Key', () => {
    it('gives the stored answer again, and says so', async () => {
      const files = anew(slip);
      const parts = uploadParts(await world.manifest(world.a, files), files);
      const idempotencyKey = randomUUID();
      const first = await world.upload(world.a, parts, { idempotencyKey });
      const again = await world.keepingNothing(() => world.upload(world.a, parts, { idempotencyKey }));

      expect(first.status).toBe(201);
      expect(first.headers).not.toHaveProperty('idempotency-replayed');
      expect([again.status, again.body]).toEqual([201, first.body]);
      expect(again.headers).toMatchObject({ 'idempotency-replayed': 'true', location: first.headers.location });
    });

    it('gives the stored answer also when the manifest is too old to be sent anew', async () => {
      const files = anew(slip);
      const parts = uploadParts(await world.manifest(world.a, files), files);
      const idempotencyKey = randomUUID();
      const first = await world.upload(world.a, parts, { idempotencyKey });
      world.gateway.clock.advance(25 * 3600);
      const again = await world.upload(world.a, parts, { idempotencyKey });
      expect([again.status, again.body.id]).toEqual([201, first.body.id]);
    });

    it('takes the key in quotes for the same key', async () => {
      const files = anew(slip);
      const parts = uploadParts(await world.manifest(world.a, files), files);
      const key = randomUUID();
      await world.upload(world.a, parts, { idempotencyKey: `"${key}"` });
      const again = await world.upload(world.a, parts, { idempotencyKey: key });
      expect(again.headers['idempotency-replayed']).toBe('true');
    });

    it('still gives the answer of then, after the transmission has moved on', async () => {
      const files = anew(slip);
      const parts = uploadParts(await world.manifest(world.a, files), files);
      const idempotencyKey = randomUUID();
      const { body } = await world.upload(world.a, parts, { idempotencyKey });
      await world.collect(world.k, body.id);
      expect((await world.upload(world.a, parts, { idempotencyKey })).body).toEqual(body);
    });

    it('refuses another manifest', async () => {
      const idempotencyKey = randomUUID();
      await world.send(world.a, anew(slip), { idempotencyKey });
      const answer = await world.keepingNothing(() => world.send(world.a, anew(slip), { idempotencyKey }));
      expectRefused(answer, 422, 'idempotency-key-reused');
    });

    it('keeps the keys of two clients apart', async () => {
      const idempotencyKey = randomUUID();
      const actuals = anew(sampleUnit('applicable/202407/3-actual'));
      expect((await world.send(world.a, anew(slip), { idempotencyKey })).status).toBe(201);
      expect((await world.send(world.k, actuals, { idempotencyKey })).status).toBe(201);
    });

    it('makes one transmission of ten identical requests at the same time', async () => {
      const files = anew(slip);
      const parts = uploadParts(await world.manifest(world.a, files), files);
      const idempotencyKey = randomUUID();
      await world.a.token();
      const upload = (): Promise<Answer<TransmissionBody>> => world.upload(world.a, parts, { idempotencyKey });
      let answers: Answer<TransmissionBody>[] = [];
      const grown = await growth(async () => {
        answers = await Promise.all(Array.from({ length: 10 }, upload));
      });

      expect(grown).toEqual(once);
      for (const answer of answers.filter(({ status }) => status !== 201)) {
        expectRefused(answer, 409, 'request-still-running');
        expect(answer.headers['retry-after']).toBe('1');
      }
      const accepted = answers.filter(({ status }) => status === 201);
      expect(new Set(accepted.map(({ body }) => body.id)).size).toBe(1);
      // Whoever was told to wait gets the same answer a moment later.
      expect((await upload()).body).toEqual(accepted[0]?.body);
    });

    it('frees the key of a refused send, so that the corrected one may use it', async () => {
      const idempotencyKey = randomUUID();
      const files = anew(slip);
      const refused = await world.keepingNothing(() => world.send(world.a, broken(files), { idempotencyKey }));
      expectRefused(refused, 422, 'check-failed');
      expect((await world.send(world.a, files, { idempotencyKey })).status).toBe(201);
    });

    it.each(['', 'with space', 'ｆｕｌｌ', 'x'.repeat(256)])('refuses a key that is none: %j', async (key) => {
      const files = anew(slip);
      const parts = uploadParts(await world.manifest(world.a, files), files);
      const headers = { 'idempotency-key': encodeURI(key) === key ? key : Buffer.from(key).toString('latin1') };
      const send = () => world.api.post<TransmissionBody>('/v1/transmissions', { caller: world.a, parts, headers });
      const answer = await world.keepingNothing(send);
      expectRefused(answer, 400, key === '' ? 'idempotency-key-missing' : 'request-invalid');
    });
  });

  describe('as the same unit under another key', () => {
    it('answers 200 with the first transmission and its receipt', async () => {
      const files = anew(slip);
      const first = await world.send(world.a, files);
      let again = first;
      const grown = await growth(async () => {
        again = await world.send(world.a, files);
      });

      expect(again.status).toBe(200);
      expect(again.body).toEqual({ ...first.body, duplicateOf: first.body.id });
      expect(again.headers.location).toBe(first.headers.location);
      // The manifest is spent and the answer remembered; nothing else came of it.
      expect(grown).toEqual({ idempotency_records: 1, used_manifests: 1 });
      expect(await eventsOf(first.body.id)).toEqual(['transmission-available']);
    });

    it('tells with it where the transmission is by now', async () => {
      const files = anew(slip);
      const { id } = (await world.send(world.a, files)).body;
      await world.collect(world.k, id);
      expect((await world.send(world.a, files)).body).toMatchObject({ duplicateOf: id, state: 'collected' });
    });

    it('takes the files in any order for the same unit', async () => {
      const files = anew(slip);
      const { id } = (await world.send(world.a, files)).body;
      expect((await world.send(world.a, [...files].reverse())).body.duplicateOf).toBe(id);
    });

    it('makes one transmission of ten sends at the same time, each under a manifest and a key of its own', async () => {
      const files = anew(slip);
      const manifests = await Promise.all(Array.from({ length: 10 }, () => world.manifest(world.a, files)));
      await world.a.token();
      let answers: Answer<TransmissionBody>[] = [];
      const grown = await growth(async () => {
        const uploads = manifests.map((manifest) => world.upload(world.a, uploadParts(manifest, files)));
        answers = await Promise.all(uploads);
      });

      expect(answers.map(({ status }) => status).sort()).toEqual([...Array<number>(9).fill(200), 201]);
      expect(new Set(answers.map(({ body }) => body.id)).size).toBe(1);
      expect(new Set(answers.map(({ body }) => body.receipt)).size).toBe(1);
      expect(grown).toEqual({ ...once, idempotency_records: 10, used_manifests: 10 });
      expect(await eventsOf(answers[0]!.body.id)).toEqual(['transmission-available']);
    });

    it('makes one transmission of ten sends at the same time under one manifest', async () => {
      const files = anew(slip);
      const parts = uploadParts(await world.manifest(world.a, files), files);
      await world.a.token();
      const answers = await Promise.all(Array.from({ length: 10 }, () => world.upload(world.a, parts)));
      expect(answers.map(({ status }) => status).sort()).toEqual([...Array<number>(9).fill(200), 201]);
      expect(new Set(answers.map(({ body }) => body.id)).size).toBe(1);
    });
  });

  describe('as the same sequence with other content', () => {
    it('refuses it, names the transmission that holds the sequence, and keeps nothing of it', async () => {
      const files = anew(slip);
      const { id } = (await world.send(world.a, files)).body;
      let answer: Answer<TransmissionBody> | undefined;
      const grown = await growth(async () => {
        answer = await world.send(world.a, otherContent(files));
      });

      expectRefused(answer!, 409, 'sequence-reused');
      expect(answer!.body).toMatchObject({ transmission: id });
      // At most the manifest counts as used; it may be repeated and is refused in the same way.
      expect({ used_manifests: 1, ...grown }).toEqual({ used_manifests: 1 });
      expect(await eventsOf(id)).toEqual(['transmission-available']);
    });

    it('refuses it again when the refused request is repeated', async () => {
      const files = anew(slip);
      await world.send(world.a, files);
      const other = otherContent(files);
      const parts = uploadParts(await world.manifest(world.a, other), other);
      const idempotencyKey = randomUUID();
      for (let time = 0; time < 2; time++) {
        expectRefused(await world.upload(world.a, parts, { idempotencyKey }), 409, 'sequence-reused');
      }
    });

    it('lets one of two contents win when both come at the same time', async () => {
      const files = anew(slip);
      const answers = await Promise.all([world.send(world.a, files), world.send(world.a, otherContent(files))]);
      expect(answers.map(({ status }) => status).sort()).toEqual([201, 409]);
    });
  });
});
