import { describe, expect, it } from '@jest/globals';
import { zipSync } from 'fflate';
import fc from 'fast-check';
import { ms932, sampleUnit } from '../../../test/fixtures/sample-units.js';
import { unpackArchive } from './archive.js';
import { zip, ZipEntry } from './zip.fixture.js';

const LIMITS = { files: 10, bytes: 1000 };
const END_OF_DIRECTORY = 22;
const content = Buffer.from('202407,"text"\r\n');
const file = (path: string | Buffer, more: Partial<ZipEntry> = {}): ZipEntry => ({ path, content, ...more });
const unpack = (entries: readonly ZipEntry[], limits = LIMITS) => unpackArchive(zip(entries), limits);

async function paths(entries: readonly ZipEntry[]): Promise<unknown> {
  const files = await unpack(entries);
  return typeof files === 'string' ? files : files.map((each) => each.path);
}

describe('an archive is unpacked', () => {
  it('with the bytes of every file, stored or deflated', async () => {
    expect(await unpack([file('UP1KYO.CSV'), file('a/b/UP2KYO.CSV', { deflated: true })])).toEqual([
      { path: 'UP1KYO.CSV', name: 'UP1KYO.CSV', bytes: content },
      { path: 'a/b/UP2KYO.CSV', name: 'UP2KYO.CSV', bytes: content },
    ]);
  });

  it('as other software writes it', async () => {
    const unit = sampleUnit('applicable/202407/1-plan');
    const archive = zipSync(Object.fromEntries(unit.map(({ name, bytes }) => [`plan/${name}`, bytes])));
    const files = await unpackArchive(archive, { files: 4, bytes: 100_000 });
    if (typeof files === 'string') throw new Error(files);
    expect(files.map(({ name, bytes }) => ({ name, bytes: new Uint8Array(bytes) }))).toEqual(unit);
  });

  it('out of a part of a larger buffer', async () => {
    const padded = Buffer.concat([Buffer.alloc(7), zip([file('a.CSV')])]);
    expect(await unpackArchive(new Uint8Array(padded).subarray(7), LIMITS)).toHaveLength(1);
  });

  it.each([
    ['backslashes', 'a\\b\\c.CSV', 'a/b/c.CSV'],
    ['folders that stay where they are', './a//./c.CSV', 'a/c.CSV'],
    ['folders in UTF-8', '計画/表.CSV', '計画/表.CSV'],
    ['folders in CP932, whose bytes include 5C', Buffer.from(ms932('計画表\\表.CSV'), 'latin1'), '計画表/表.CSV'],
    ['two dots in a name', 'a..b/..c.CSV', 'a..b/..c.CSV'],
  ])('with %s', async (_, path, expected) => {
    expect(await paths([file(path)])).toEqual([expected]);
  });

  it('without folders and what operating systems add', async () => {
    const added = ['a/', 'b\\', '__MACOSX/a/._c.CSV', 'a/.DS_Store', 'a/Thumbs.db', 'Desktop.ini', 'a/._c.CSV'];
    const folder: ZipEntry = { path: 'd', mode: 0o040755 };
    expect(await paths([...added.map((path) => file(path)), folder, file('a/c.CSV')])).toEqual(['a/c.CSV']);
  });

  it('up to the limits', async () => {
    const limits = { files: 2, bytes: content.length * 2 };
    expect(await unpack([file('a'), file('b', { deflated: true })], limits)).toHaveLength(2);
  });
});

describe('an archive is refused as', () => {
  it.each([
    '../a.CSV',
    'a/../../b.CSV',
    'a\\..\\b.CSV',
    '/a.CSV',
    '\\\\host\\a.CSV',
    'C:\\a.CSV',
    'c:a.CSV',
    'a\0.CSV',
    '.',
    '',
  ])('path: %j', async (path) => {
    expect(await paths([file(path)])).toBe('path');
  });

  it('path: a link, or another thing that is no file', async () => {
    expect(await paths([file('a.CSV', { mode: 0o120777 })])).toBe('path');
    expect(await paths([file('a.CSV', { mode: 0o010644 })])).toBe('path');
    expect(await paths([file('a.CSV', { mode: 0o100644 })])).toEqual(['a.CSV']);
  });

  it('encrypted', async () => {
    expect(await paths([file('a.CSV', { flags: 1, declaredSize: content.length - 12 })])).toBe('encrypted');
    expect(await paths([file('a.CSV', { flags: 1, method: 99 })])).toBe('encrypted');
    expect(await paths([file('a.CSV', { flags: 0x41 })])).toBe('encrypted');
  });

  it('unsupported: another compression method', async () => {
    expect(await paths([file('a.CSV', { method: 14 })])).toBe('unsupported');
  });

  it.each(['a.zip', 'a.ZIP', 'a.7z', 'a.rar', 'a.CSV.gz', 'a.lzh', 'a.tar', 'a.tgz', 'a.docx', 'a.xlsx'])(
    'nested: %s',
    async (path) => {
      expect(await paths([file(path)])).toBe('nested');
    },
  );

  it.each([
    ['zip', zip([file('a')])],
    ['an empty zip', zip([])],
    ['7z', Buffer.from('7z\xbc\xaf\x27\x1c', 'latin1')],
    ['rar', Buffer.from('Rar!\x1a\x07\x01', 'latin1')],
    ['gzip', Buffer.from('\x1f\x8b\x08', 'latin1')],
    ['lzh', Buffer.from('\x20\x30-lh5-', 'latin1')],
    ['tar', Buffer.concat([Buffer.alloc(257), Buffer.from('ustar')])],
  ])('nested: %s under another name', async (_, inner) => {
    expect(await paths([file('a.CSV', { content: inner, deflated: true })])).toBe('nested');
  });

  it('duplicate: one path twice, also where only some systems take them for one', async () => {
    expect(await paths([file('a/b.CSV'), file('a\\b.CSV')])).toBe('duplicate');
    expect(await paths([file('a.CSV'), file('A.csv')])).toBe('duplicate');
    expect(await paths([file('が.CSV'), file('が.CSV'.normalize('NFD'))])).toBe('duplicate');
    expect(await paths([file('a/c.CSV'), file('b/c.CSV')])).toEqual(['a/c.CSV', 'b/c.CSV']);
  });

  it('empty: no file at all', async () => {
    expect(await paths([])).toBe('empty');
    expect(await paths([file('a/'), file('.DS_Store')])).toBe('empty');
  });

  it('too-large: files, or entries that are none', async () => {
    const many = (count: number, end: string) => Array.from({ length: count }, (_, index) => file(`${index}${end}`));
    expect(await paths(many(11, '.CSV'))).toBe('too-large');
    expect(await paths(many(41, '/'))).toBe('too-large');
  });

  it('too-large: bytes of one file or of all', async () => {
    expect(await paths([file('a', { content: Buffer.alloc(1001) })])).toBe('too-large');
    expect(await paths([file('a', { content: Buffer.alloc(1001), deflated: true })])).toBe('too-large');
    const half = { content: Buffer.alloc(501), deflated: true };
    expect(await paths([file('a', half), file('b', half)])).toBe('too-large');
  });

  it('too-large: a bomb, whatever size it declares, and without inflating it', async () => {
    const bomb = { content: Buffer.alloc(50_000_000), deflated: true };
    const archives = [bomb, { ...bomb, declaredSize: 10 }].map((each) => zip([file('a.CSV', each)]));
    const before = process.memoryUsage().arrayBuffers;
    for (const archive of archives) expect(await unpackArchive(archive, LIMITS)).toBe('too-large');
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(10_000_000);
  });

  it.each([
    ['a size that is not the real one', [file('a', { deflated: true, declaredSize: 3 })]],
    ['a size of stored data that is not the real one', [file('a', { declaredSize: 3 })]],
    ['a checksum that is not the real one', [file('a', { declaredChecksum: 1 })]],
    ['data that cannot be inflated', [file('a', { method: 8 })]],
    ['two names of one entry', [file('a.CSV', { headerPath: 'b.CSV' })]],
    [
      'entries that share their data',
      [file('a'), file('a/b', { sharedWith: 0, headerPath: 'a' }), file('c', { sharedWith: 0 })],
    ],
  ])('damaged: %s', async (_, entries) => {
    expect(await paths(entries)).toBe('damaged');
  });

  it('damaged: an entry inside of another', async () => {
    const inner = zip([file('b.CSV')]).subarray(0, 30 + 'b.CSV'.length + content.length);
    const outer = file('a.CSV', { content: Buffer.concat([Buffer.from('x'), inner]) });
    const both = zip([outer, file('b.CSV', { sharedWith: 0 })]);
    const offset = both.length - END_OF_DIRECTORY - 'b.CSV'.length - 4;
    both.writeUInt32LE(30 + 'a.CSV'.length + 1, offset);
    expect(await unpackArchive(both, LIMITS)).toBe('damaged');
    // The same archive is taken without the outer entry.
    const alone = zip([{ ...outer, path: 'a' }, file('b.CSV')]);
    expect(await unpackArchive(alone, LIMITS)).toHaveLength(2);
  });

  it.each([
    ['nothing', Buffer.alloc(0)],
    ['text', Buffer.from('202407,1\r\n'.repeat(100))],
    ['half an archive', zip([file('a')]).subarray(0, 60)],
    ['the end of an archive', zip([file('a')]).subarray(10)],
  ])('damaged: %s', async (_, bytes) => {
    expect(await unpackArchive(bytes, LIMITS)).toBe('damaged');
  });
});

describe('whatever bytes there are', () => {
  const archive = zip([file('a/b.CSV'), file('c.CSV', { deflated: true }), file('__MACOSX/._c.CSV')]);

  it('the answer comes, within the limits and the same again', async () => {
    const patches = fc.array(fc.tuple(fc.nat(archive.length - 1), fc.nat(255)), { maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(patches, async (changes) => {
        const damaged = Buffer.from(archive);
        for (const [at, byte] of changes) damaged[at] = byte;
        const files = await unpackArchive(damaged, LIMITS);
        expect(await unpackArchive(damaged, LIMITS)).toEqual(files);
        if (typeof files === 'string') return;
        expect(files.reduce((sum, { bytes }) => sum + bytes.length, 0)).toBeLessThanOrEqual(LIMITS.bytes);
        for (const { path, name } of files) expect(`/${path}`.endsWith(`/${name}`)).toBe(true);
      }),
      { numRuns: 1000 },
    );
  });

  it('nothing is unpacked of noise', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 200 }), async (bytes) => {
        expect(await unpackArchive(bytes, LIMITS)).toBe('damaged');
      }),
    );
  });
});
