import { randomBytes, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Answer, Call, Part } from '../setup/api.js';
import { anew, SampleFile, sampleUnit, TransmissionBody, uploadParts, World } from '../setup/world.js';

const slip = sampleUnit('applicable/202407/2-use-slip');
const boundary = 'a-boundary-of-this-test';
const limits = { bytes: 4096, files: 5 };

interface Refusal extends TransmissionBody {
  readonly limit?: number;
  readonly unit?: string;
}

describe('An upload is taken only when its parts are exactly those that the manifest names', () => {
  let world: World;

  beforeAll(async () => {
    world = await World.begin({
      environment: { SUBMISSION_LIMIT_BYTES: String(limits.bytes), SUBMISSION_FILE_LIMIT: String(limits.files) },
    });
  });
  afterAll(() => world.end());

  /** Uploads what `change` makes of a fresh unit, whose manifest names it unchanged; expects nothing to be kept. */
  async function refusalOf(change: (files: SampleFile[]) => readonly SampleFile[]): Promise<Answer<Refusal>> {
    const files = anew(slip);
    return world.keepingNothing(() => world.send(world.a, files, { upload: change(files) }));
  }

  /** Uploads what `arrange` makes of the proper parts; expects nothing to be kept. */
  async function refusalOfParts(arrange: (manifest: Part, files: Part[]) => Part[]): Promise<Answer<Refusal>> {
    const files = anew(slip);
    const [manifest, ...parts] = uploadParts(await world.manifest(world.a, files), files);
    return world.keepingNothing(() => world.upload(world.a, arrange(manifest!, parts)));
  }

  function post(call: Call): Promise<Answer<Refusal>> {
    const headers = { 'idempotency-key': randomUUID(), ...call.headers };
    return world.keepingNothing(() => world.api.post('/v1/transmissions', { ...call, caller: world.a, headers }));
  }

  function expectRefused(answer: Answer<Refusal>, status: number, code: string): void {
    expect([answer.status, answer.body.type]).toEqual([status, `urn:careplan:problem:${code}`]);
  }

  /** A body that is written by hand: the manifest, then the files under the names given. */
  async function body(
    change: (text: string) => string,
    nameOf = (file: SampleFile) => file.name,
  ): Promise<Call['body']> {
    const files = anew(slip);
    const field = (rest: string, content: string): string =>
      `--${boundary}\r\ncontent-disposition: form-data; ${rest}\r\n\r\n${content}\r\n`;
    const parts = [
      field('name="manifest"', await world.manifest(world.a, files)),
      ...files.map((file) => field(`name="file"; filename="${nameOf(file)}"`, file.bytes.toString('latin1'))),
    ];
    const content = Buffer.from(change(`${parts.join('')}--${boundary}--\r\n`), 'latin1');
    return { type: `multipart/form-data; boundary=${boundary}`, content };
  }

  it('takes a body written by hand, so that the refusals below are for their one fault', async () => {
    const call = { caller: world.a, headers: { 'idempotency-key': randomUUID() }, body: (await body((text) => text))! };
    expect((await world.api.post('/v1/transmissions', call)).status).toBe(201);
  });

  it('takes the manifest as a file part as well', async () => {
    const files = anew(slip);
    const [manifest, ...parts] = uploadParts(await world.manifest(world.a, files), files);
    const asFile = { ...manifest!, fileName: 'manifest.jws' };
    expect((await world.upload(world.a, [asFile, ...parts])).status).toBe(201);
  });

  describe('files that are not those of the manifest', () => {
    const other = { name: 'UPHOSOKU_202504_1371215102_43_1370000011_11_20240101000000.CSV', bytes: Buffer.from('1') };

    it.each<[string, string | null, (files: SampleFile[]) => readonly SampleFile[]]>([
      ['a file that it does not name', other.name, (files) => [...files, other]],
      ['a file twice', 'first', (files) => [...files, files[0]!]],
      ['a file less', 'first', (files) => files.slice(1)],
      ['one byte changed', 'first', ([first, ...rest]) => [{ ...first!, bytes: flipped(first!.bytes) }, ...rest]],
      ['one byte less', 'first', ([first, ...rest]) => [{ ...first!, bytes: first!.bytes.subarray(1) }, ...rest]],
      [
        'one byte more',
        'first',
        ([first, ...rest]) => [{ ...first!, bytes: Buffer.concat([first!.bytes, Buffer.of(10)]) }, ...rest],
      ],
      ['an empty file', 'first', ([first, ...rest]) => [{ ...first!, bytes: Buffer.alloc(0) }, ...rest]],
      [
        'two contents exchanged',
        'first',
        ([a, b, ...rest]) => [{ ...a!, bytes: b!.bytes }, { ...b!, bytes: a!.bytes }, ...rest],
      ],
    ])('refuses %s, naming the file', async (_, file, change) => {
      let first = '';
      const answer = await refusalOf((files) => {
        first = files[0]!.name;
        return change(files);
      });
      expectRefused(answer, 422, 'files-mismatch');
      expect(answer.body.errors?.map((error) => error.file)).toEqual([file === 'first' ? first : file]);
    });

    it('refuses no file at all', async () => {
      expectRefused(await refusalOf(() => []), 422, 'files-mismatch');
    });

    it('does not repeat a name that could not be one of the standard', async () => {
      const answer = await refusalOf((files) => [...files, { name: '田中 花子.CSV', bytes: Buffer.from('x') }]);
      expectRefused(answer, 422, 'files-mismatch');
      expect(answer.body.errors?.map((error) => error.file)).toEqual(['(other)']);
    });

    it.each(['../', '/etc/', 'C:\\data\\', './'])('refuses a path before the name: %s', async (path) => {
      const answer = await post({
        body: (await body(
          (text) => text,
          (file) => path + file.name,
        ))!,
      });
      expectRefused(answer, 422, 'files-mismatch');
    });
  });

  describe('parts in another order or under other names', () => {
    it.each<[string, (manifest: Part, files: Part[]) => Part[]]>([
      ['no manifest', (_, files) => files],
      ['the manifest last', (manifest, files) => [...files, manifest]],
      ['the manifest twice', (manifest, files) => [manifest, manifest, ...files]],
      ['a part that nobody asked for', (manifest, files) => [manifest, ...files, { name: 'note', content: 'hello' }]],
      [
        'a file part under another name',
        (manifest, files) => [manifest, ...files.map((part) => ({ ...part, name: 'files' }))],
      ],
      [
        'a file part without a file name',
        (manifest, files) => [manifest, ...files.map(({ name, content }) => ({ name, content }))],
      ],
    ])('refuses %s', async (_, arrange) => {
      expectRefused(await refusalOfParts(arrange), 400, 'upload-malformed');
    });
  });

  describe('bodies that are no multipart/form-data', () => {
    it.each<[string, (text: string) => string]>([
      ['an empty body', () => ''],
      ['no part at all', () => `--${boundary}--\r\n`],
      ['another boundary than announced', (text) => text.replaceAll(boundary, 'another')],
      ['no last boundary', (text) => text.replace(`--${boundary}--\r\n`, '')],
      ['a body cut off in a file', (text) => text.slice(0, -200)],
      ['a body cut off in the manifest', (text) => text.slice(0, 300)],
      ['a part without its header', (text) => text.replaceAll('content-disposition', 'x-disposition')],
    ])('refuses %s', async (_, change) => {
      expectRefused(await post({ body: (await body(change))! }), 400, 'upload-malformed');
    });

    it('refuses multipart without a boundary', async () => {
      expectRefused(await post({ body: { type: 'multipart/form-data', content: 'x' } }), 400, 'upload-malformed');
    });

    it('refuses a request without a body', async () => {
      expectRefused(await post({}), 400, 'upload-malformed');
    });

    it.each(['application/json', 'text/csv', 'application/zip', 'multipart/mixed; boundary=x'])(
      'refuses %s',
      async (type) => {
        expectRefused(await post({ body: { type, content: 'x' } }), 415, 'unsupported-media-type');
      },
    );
  });

  describe('more than is allowed', () => {
    it('names the limit when a manifest announces too many bytes, before a file is read', async () => {
      const [first, ...rest] = anew(slip);
      const files = [{ ...first!, bytes: randomBytes(limits.bytes) }, ...rest];
      const answer = await world.keepingNothing(() => world.send(world.a, files, { upload: [] }));
      expectRefused(answer, 413, 'too-large');
      expect(answer.body).toMatchObject({ limit: limits.bytes, unit: 'bytes' });
    });

    it('names the limit when a manifest announces too many files', async () => {
      const files = [...anew(slip), ...anew(slip)];
      const answer = await world.keepingNothing(() => world.send(world.a, files));
      expectRefused(answer, 413, 'too-large');
      expect(answer.body).toMatchObject({ limit: limits.files, unit: 'files' });
    });

    it.each([
      ['a field', undefined],
      ['a file', 'manifest.jws'],
    ])('refuses a manifest beyond 256 KiB, sent as %s', async (_, fileName) => {
      const content = 'x'.repeat(256 * 1024 + 1);
      const manifest: Part =
        fileName === undefined ? { name: 'manifest', content } : { name: 'manifest', content, fileName };
      expectRefused(await refusalOfParts((__, files) => [manifest, ...files]), 413, 'too-large');
    });

    it('reads no more of a file than was announced, however much arrives', async () => {
      const answer = await refusalOf(([first, ...rest]) => [{ ...first!, bytes: randomBytes(3 << 20) }, ...rest]);
      expectRefused(answer, 422, 'files-mismatch');
    });

    it('stops at the first file that was not announced, however many follow', async () => {
      const answer = await refusalOf((files) => [
        ...files,
        ...Array.from({ length: 40 }, (_, at) => ({ name: `${at}.CSV`, bytes: Buffer.from('x') })),
      ]);
      expectRefused(answer, 422, 'files-mismatch');
      expect(answer.body.errors?.map((error) => error.file)).toEqual(['0.CSV']);
    });
  });

  it('needs an Idempotency-Key, even for an upload that is good otherwise', async () => {
    const files = anew(slip);
    const parts = uploadParts(await world.manifest(world.a, files), files);
    const answer = await world.keepingNothing(() =>
      world.api.post<Refusal>('/v1/transmissions', { caller: world.a, parts }),
    );
    expectRefused(answer, 400, 'idempotency-key-missing');
  });
});

function flipped(bytes: Buffer): Buffer {
  const copy = Buffer.from(bytes);
  copy[10]! ^= 1;
  return copy;
}
