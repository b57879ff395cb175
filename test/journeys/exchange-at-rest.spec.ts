import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { packContent } from '../../src/sealing/content-package.js';
import { ProcessSubmission } from '../../src/exchange/process-submission.js';
import { anew, SampleFile, sampleUnit, TransmissionBody, uploadParts, withText, World } from '../setup/world.js';

const slip = sampleUnit('applicable/202407/2-use-slip');

describe('Nothing that rests in the database can be read there', () => {
  let world: World;
  let manifest: string;
  let files: SampleFile[];
  let staged: TransmissionBody;
  let sealed: TransmissionBody;

  beforeAll(async () => {
    // Without a worker the staged content stays where it is.
    world = await World.begin({ environment: { ROLE: 'api' } });
    files = anew(slip);
    manifest = await world.manifest(world.a, files);
    staged = (await world.upload(world.a, uploadParts(manifest, files), { prefer: 'respond-async' })).body;
    sealed = (await world.send(world.a, anew(slip))).body;
    await world.send(world.a, withText(anew(slip), 'UPPLAN', '20250407', '20250230'));
  });
  afterAll(() => world.end());

  /** What would be found if contents rested as they are: the bytes of a file, and what a zip leaves uncompressed. */
  function traces(): Buffer[] {
    return [
      ...files.map(({ bytes }) => bytes.subarray(20, 60)),
      ...files.map(({ name }) => Buffer.from(name)),
      Buffer.from('manifest.jws'),
      Buffer.from(manifest.slice(0, 60)),
      Buffer.from('504b0304', 'hex'),
    ];
  }

  async function contentsWith(trace: Buffer): Promise<string[]> {
    const rows = await world.gateway.database.query<{ kind: string }[]>(
      'SELECT kind FROM contents WHERE position($1::bytea IN body) > 0',
      [trace],
    );
    return rows.map(({ kind }) => kind);
  }

  it('finds these traces where content is packed and not encrypted', () => {
    const packed = Buffer.from(packContent({ manifest, files: [...files] }));
    const found = traces().filter((trace) => packed.includes(trace));
    expect(found.length).toBeGreaterThan(files.length);
  });

  it('holds one staged and one sealed content, and finds no trace in either', async () => {
    const kinds = await world.gateway.database.query('SELECT kind FROM contents ORDER BY kind');
    expect(kinds).toEqual([{ kind: 'sealed' }, { kind: 'staged' }]);
    for (const trace of traces()) {
      for (const form of [trace, Buffer.from(trace.toString('base64')), Buffer.from(trace.toString('base64url'))]) {
        expect(await contentsWith(form)).toEqual([]);
      }
    }
  });

  it('encrypts the same unit anew each time', async () => {
    const once = await contentOf(sealed.id);
    const again = await world.send(world.a, anew(slip));
    expect((await contentOf(again.body.id)).subarray(-60)).not.toEqual(once.subarray(-60));
  });

  it('names a person in no table at all, not even in findings, events and answers that are kept', async () => {
    const tables = await world.gateway.database.query<{ name: string }[]>(
      `SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public' AND table_type = 'BASE TABLE'`,
    );
    expect(tables.length).toBeGreaterThan(10);
    for (const { name } of tables) {
      const [row] = await world.gateway.database.query<[{ count: number }]>(
        `SELECT count(*)::int FROM "${name}" AS t WHERE t::text LIKE ANY ($1)`,
        [['%1234567896%', '%20250230%', '%花子%']],
      );
      expect([name, row.count]).toEqual([name, 0]);
    }
  });

  it('removes staged content together with the check', async () => {
    await world.gateway.app.get(ProcessSubmission, { strict: false }).run(staged.submission);
    const rows = await world.gateway.database.query('SELECT kind FROM contents WHERE id = ANY ($1::uuid[])', [
      [staged.submission, staged.id],
    ]);
    expect(rows).toEqual([{ kind: 'sealed' }]);
    for (const trace of traces()) expect(await contentsWith(trace)).toEqual([]);
  });

  async function contentOf(id: string): Promise<Buffer> {
    const [row] = await world.gateway.database.query<[{ body: Buffer }]>('SELECT body FROM contents WHERE id = $1', [
      id,
    ]);
    return row.body;
  }
});
