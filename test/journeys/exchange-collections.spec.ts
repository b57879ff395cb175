import { createHash } from 'node:crypto';
import { IncomingMessage, request } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { unzipSync } from 'fflate';
import { openContent } from '../../src/sealing/seal.js';
import { sha256Base64url } from '../../src/sealing/digest.js';
import { CollectedEntry, readCollectionZip } from '../../src/sealing/read-collection-zip.js';
import { TestCaller } from '../setup/caller.js';
import { kindsOf } from '../setup/history.js';
import { anew, SampleFile, sampleUnit, TransmissionBody, World } from '../setup/world.js';

const plan = sampleUnit('applicable/202407/1-plan');
const slip = sampleUnit('applicable/202407/2-use-slip');
const problem = (code: string) => `urn:careplan:problem:${code}`;
const largestEntry = 1 << 28;
const idOf = (n: number) => `01955c2e-7c00-7000-8000-${String(n).padStart(12, '0')}`;

interface IndexLine {
  readonly transmission: string;
  readonly file: string | null;
  readonly size: number | null;
  readonly sha256: string | null;
  readonly sender: string | null;
  readonly destination: string | null;
  readonly sequence: string | null;
  readonly problem: string | null;
}

describe('Many contents are collected as one zip', () => {
  let world: World;

  beforeAll(async () => {
    world = await World.begin();
  });
  afterAll(() => world.end());

  const send = async (files: readonly SampleFile[]): Promise<TransmissionBody> => {
    const { body } = await world.send(world.a, files);
    return world.checked(world.a, body.id);
  };
  const stateOf = async (id: string) =>
    (await world.api.get<TransmissionBody>(`/v1/transmissions/${id}`, { caller: world.a })).body.state;
  const collectAll = (ids: readonly string[], caller: TestCaller = world.k) =>
    world.api.post('/v1/collections', { caller, json: { transmissions: ids } });
  const indexIn = (entries: Record<string, Uint8Array>) =>
    (JSON.parse(Buffer.from(entries['index.json']!).toString()) as { transmissions: IndexLine[] }).transmissions;

  /** Opened with the destination's key, it is what the sender's receipt says. */
  async function expectContent({ contentSha256 }: TransmissionBody, sealed: Uint8Array): Promise<void> {
    const { certificate, privateKey } = world.k;
    const text = Buffer.from(sealed).toString();
    const { content } = await openContent(text, { thumbprint: certificate.thumbprint, privateKey });
    expect(sha256Base64url(content)).toBe(contentSha256);
  }

  it('with an index that tells in which order they are to be imported, and what each entry holds', async () => {
    const sent = [await send(anew(slip)), await send(anew(plan))];
    const foreign = idOf(1);
    const asked = [sent[1]!.id, foreign, sent[0]!.id];
    const answer = await collectAll(asked);
    expect([answer.status, answer.headers['content-type']]).toEqual([200, 'application/zip']);
    const entries = unzipSync(answer.bytes);
    const index = indexIn(entries);
    expect(index.map((line) => line.transmission)).toEqual(asked);
    const nothing = { file: null, size: null, sha256: null, sender: null, destination: null, sequence: null };
    expect(index[1]).toEqual({ transmission: foreign, ...nothing, problem: problem('not-found') });
    for (const line of [index[0]!, index[2]!]) {
      const bytes = entries[line.file!]!;
      expect([line.size, line.sha256]).toEqual([bytes.length, createHash('sha256').update(bytes).digest('base64url')]);
      expect([line.sender, line.destination]).toEqual([world.a.officeNumber, world.k.officeNumber]);
      await expectContent(
        sent.find(({ id }) => id === line.transmission)!,
        bytes,
      );
    }
    expect(index[2]!.sequence! < index[0]!.sequence!).toBe(true);
  });

  it('says why one was not collected that was recalled, expired or sealed for others', async () => {
    const recalled = await send(anew(slip));
    await world.api.post(`/v1/transmissions/${recalled.id}/recall`, { caller: world.a, json: {} });
    const relay = await world.carrier('relay', 'E伝送代行');
    const before = await send(anew(slip));
    await world.mandate(relay, world.k, ['collect']);
    const index = indexIn(unzipSync((await collectAll([recalled.id])).bytes));
    expect(index).toMatchObject([{ transmission: recalled.id, file: null, problem: problem('content-gone') }]);
    const ofRelay = indexIn(unzipSync((await collectAll([before.id, recalled.id], relay)).bytes));
    expect(ofRelay).toMatchObject([
      { file: null, sender: null, problem: problem('not-found') },
      { file: null, sender: null, problem: problem('not-found') },
    ]);
    expect(await stateOf(before.id)).toBe('available');
  });

  it.each<[string, object]>([
    ['nothing', { transmissions: [] }],
    ['the same twice', { transmissions: [idOf(1), idOf(1)] }],
    ['what is no id', { transmissions: ['../../etc/passwd'] }],
    ['too many', { transmissions: Array.from({ length: 1001 }, (_, n) => idOf(n)) }],
  ])('is refused for %s', async (_, json) => {
    const { status, body } = await world.api.post('/v1/collections', { caller: world.k, json });
    expect([status, body.type]).toEqual([400, problem('request-invalid')]);
  });

  describe('whose stream broke half-way', () => {
    const sent: TransmissionBody[] = [];
    const before: CollectedEntry[] = [];
    let statesAtTheBreak: string[];

    beforeAll(async () => {
      for (let n = 0; n < 12; n++) sent.push(await send(anew(slip)));
      // As large as with scans of some pages: blanks behind a JSON document change nothing of it.
      await world.gateway.database.query(
        `UPDATE contents SET body = body || convert_to(repeat(' ', 4000000), 'UTF8') WHERE id = ANY ($1)`,
        [sent.map(({ id }) => id)],
      );
      const stream = await begin(sent.map(({ id }) => id));
      // The reader takes two, and then nothing for a while: what it has not taken is not read from the database either.
      const entries = readCollectionZip(stream, largestEntry);
      for (let n = 0; n < 2; n++) before.push((await entries.next()).value as CollectedEntry);
      await sleep(500);
      statesAtTheBreak = await Promise.all(sent.map(({ id }) => stateOf(id)));
      stream.destroy();
    });

    /** The answer as it streams in: nothing is read before it is asked for. */
    async function begin(ids: readonly string[], caller = world.k): Promise<IncomingMessage> {
      const token = await caller.token();
      return new Promise((resolve, reject) => {
        const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
        const asking = request(`${world.gateway.url}/v1/collections`, { method: 'POST', headers }, resolve);
        asking.on('error', reject);
        asking.end(JSON.stringify({ transmissions: ids }));
      });
    }

    it('each that came whole is good', async () => {
      expect(before).toHaveLength(2);
      for (const [at, { name, bytes }] of before.entries()) {
        expect(name).toBe(`${sent[at]!.id}.jwe.json`);
        await expectContent(sent[at]!, bytes);
      }
    });

    it('no more was taken from the database than the reader could be given', () => {
      expect(statesAtTheBreak.slice(0, 2)).toEqual(['collected', 'collected']);
      const collected = statesAtTheBreak.filter((state) => state === 'collected').length;
      expect(collected).toBeLessThan(sent.length);
      // In the order asked: what was not begun is open to a recall.
      expect(statesAtTheBreak.slice(collected)).toEqual(Array(sent.length - collected).fill('available'));
    });

    it('all are collected when asked for again: each once in the history, the same bytes, a recalled one told', async () => {
      const last = sent.at(-1)!;
      const path = `/v1/transmissions/${last.id}/recall`;
      expect((await world.api.post(path, { caller: world.a, json: {} })).status).toBe(200);
      const ids = sent.map(({ id }) => id);
      const entries = unzipSync((await collectAll(ids)).bytes);
      expect(indexIn(entries).map((line) => line.problem)).toEqual([
        ...Array<null>(sent.length - 1).fill(null),
        problem('content-gone'),
      ]);
      for (const { name, bytes } of before) expect(bytes.equals(entries[name]!)).toBe(true);
      for (const one of sent.slice(0, -1)) {
        await expectContent(one, entries[`${one.id}.jwe.json`]!);
        expect(await stateOf(one.id)).toBe('collected');
        const collected = (await kindsOf(world, world.a, one.id)).filter((kind) => kind === 'transmission-collected');
        expect(collected).toHaveLength(1);
      }
      expect(entries[`${last.id}.jwe.json`]).toBeUndefined();
      expect(await stateOf(last.id)).toBe('recalled');
    });

    it('and every content handed over has an access record of its own', async () => {
      const rows = await world.gateway.database.query<{ resource_id: string; status: number }[]>(
        `SELECT resource_id, status FROM access_records
         WHERE operation = 'POST /v1/collections' AND resource_id = ANY ($1) ORDER BY id`,
        [sent.map(({ id }) => id)],
      );
      const first = sent[0]!.id;
      expect(rows.filter((row) => row.resource_id === first).map(({ status }) => status)).toEqual([200, 200]);
      const last = sent.at(-1)!.id;
      expect(rows.filter((row) => row.resource_id === last).map(({ status }) => status)).toEqual([410]);
    });

    it('a certificate revoked meanwhile ends the stream', async () => {
      const terminal = await world.terminal(world.k);
      const asked = sent.slice(0, -1).map(({ id }) => id);
      const stream = await begin(asked, terminal);
      await world.endCertificate(terminal, 'revoked');
      const names: string[] = [];
      const reading = async () => {
        for await (const { name } of readCollectionZip(stream, largestEntry)) names.push(name);
      };
      await expect(reading()).rejects.toThrow();
      expect(names.length).toBeLessThan(asked.length);
      expect(names).not.toContain('index.json');
    });
  });

  it('is answered with a status where nothing can be collected at all', async () => {
    const { database } = world.gateway;
    const one = await send(anew(slip));
    await database.query('ALTER TABLE contents RENAME TO contents_away');
    try {
      const { status, body } = await collectAll([one.id]);
      expect([status, body.type]).toEqual([500, problem('internal-error')]);
    } finally {
      await database.query('ALTER TABLE contents_away RENAME TO contents');
    }
    expect(await stateOf(one.id)).toBe('available');
  });
});
