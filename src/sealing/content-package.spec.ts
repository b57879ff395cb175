import { describe, it, expect } from '@jest/globals';
import fc from 'fast-check';
import { unzipSync, zipSync } from 'fflate';
import { codeOf } from './certificates.fixture.js';
import { PackageRefused, packContent, unpackContent } from './content-package.js';

const limits = { packageBytes: 1_000_000, totalBytes: 2_000_000, files: 5 };
const content = {
  manifest: 'e30.e30.c2ln',
  files: [
    { name: 'UPPLAN.csv', bytes: new Uint8Array(Buffer.from('1,2\r\n'.repeat(500))) },
    { name: '添付.pdf', bytes: new Uint8Array([1, 2, 3]) },
  ],
  message: 'よろしくお願いします',
};
const refusal = (zip: Uint8Array, change: Partial<typeof limits> = {}) =>
  codeOf(() => unpackContent(zip, { ...limits, ...change }));
const zipOf = (entries: Record<string, string>) =>
  zipSync(Object.fromEntries(Object.entries(entries).map(([name, text]) => [name, Buffer.from(text)])), {
    mtime: new Date(1980, 0, 1),
  });

/** Overwrites a little-endian number at the first (local) or last (directory) place of a record's signature. */
function patch(zip: Uint8Array, signature: string, offset: number, value: number, bytes: 2 | 4): Uint8Array {
  const changed = Buffer.from(zip);
  const at = changed.indexOf(Buffer.from(signature, 'latin1')) + offset;
  if (bytes === 2) changed.writeUInt16LE(value, at);
  else changed.writeUInt32LE(value, at);
  return changed;
}

describe('a content package', () => {
  it('gives back manifest, files and message as they were', () => {
    expect(unpackContent(packContent(content), limits)).toEqual(content);
    const { message, ...silent } = content;
    expect(message).toBeDefined();
    expect(unpackContent(packContent(silent), limits)).toEqual(silent);
  });

  it('is a zip for everybody, deflated, and equal for equal content', () => {
    const zip = packContent(content);
    expect(Object.keys(unzipSync(zip))).toEqual(['manifest.jws', 'files/UPPLAN.csv', 'files/添付.pdf', 'message.txt']);
    expect(zip.length).toBeLessThan(1000);
    expect(Buffer.from(packContent(content)).equals(Buffer.from(zip))).toBe(true);
  });

  it('round-trips any files', () => {
    const file = fc.record({
      name: fc.stringMatching(/^[A-Z0-9_]{1,20}\.csv$/),
      bytes: fc.uint8Array({ maxLength: 5000 }),
    });
    fc.assert(
      fc.property(
        fc.uniqueArray(file, { selector: ({ name }) => name, maxLength: 5 }),
        fc.string({ unit: 'grapheme' }),
        (files, message) => {
          const back = unpackContent(packContent({ manifest: 'm', files, message }), limits);
          expect(back.files.map(({ name }) => name).sort()).toEqual(files.map(({ name }) => name).sort());
          for (const { name, bytes } of files)
            expect(back.files.find((one) => one.name === name)?.bytes).toEqual(bytes);
          expect(back.message).toBe(Buffer.from(message).toString());
        },
      ),
    );
  });

  it.each([
    '',
    '.',
    '..',
    '../x',
    'a/b',
    'a\\b',
    '/etc/passwd',
    'C:x',
    'x\0',
    'x\n',
    ' x',
    'x.',
    '.hidden',
    'x\u202Efdp.exe',
    'x'.repeat(256),
  ])('holds no file named %j', async (name) => {
    expect(await codeOf(() => packContent({ manifest: 'm', files: [{ name, bytes: Buffer.of(1) }] }))).toBe('name');
    expect(['name', 'malformed']).toContain(await refusal(zipOf({ 'manifest.jws': 'm', [`files/${name}`]: 'x' })));
  });

  it('holds no two files that would be one where case does not count', async () => {
    expect(await refusal(zipOf({ 'manifest.jws': 'm', 'files/a.csv': 'x', 'files/A.csv': 'y' }))).toBe('name');
  });

  it.each<[string, Uint8Array, string]>([
    ['without a manifest', zipOf({ 'files/a.csv': 'x' }), 'entry'],
    ['with an entry outside the folder', zipOf({ 'manifest.jws': 'm', 'other.txt': 'x' }), 'entry'],
    ['with nothing in it', zipOf({}), 'entry'],
    ['of no bytes', new Uint8Array(), 'malformed'],
    ['that is no zip', Buffer.from('PK this is not a zip at all, though long enough'), 'malformed'],
    ['with a text before it', Buffer.concat([Buffer.from('#!'), zipOf({ 'manifest.jws': 'm' })]), 'malformed'],
    ['with a text after it', Buffer.concat([zipOf({ 'manifest.jws': 'm' }), Buffer.of(0)]), 'malformed'],
    ['that is encrypted', patch(zipOf({ 'manifest.jws': 'm' }), 'PK\x01\x02', 8, 1, 2), 'malformed'],
    ['with another method', patch(zipOf({ 'manifest.jws': 'm' }), 'PK\x01\x02', 10, 12, 2), 'malformed'],
    ['with an entry beginning elsewhere', patch(zipOf({ 'manifest.jws': 'm' }), 'PK\x01\x02', 42, 1, 4), 'malformed'],
    [
      'whose directory names another file',
      patch(zipOf({ 'manifest.jws': 'm' }), 'PK\x01\x02', 46, 0x6161, 2),
      'malformed',
    ],
    [
      'with a message that is not UTF-8',
      zipSync({ 'manifest.jws': Buffer.from('m'), 'message.txt': Buffer.of(0xff) }),
      'malformed',
    ],
  ])('%s is refused', async (_, zip, code) => {
    expect(await refusal(zip)).toBe(code);
  });

  it('is refused over its limits', async () => {
    const zip = packContent(content);
    expect(await refusal(zip, { packageBytes: zip.length - 1 })).toBe('too-large');
    expect(await refusal(zip, { totalBytes: 2_000 })).toBe('too-large');
    expect(await refusal(zip, { files: 1 })).toBe('too-many-files');
    const seven = zipOf({
      'manifest.jws': 'm',
      ...Object.fromEntries([...'abcdef'].map((name) => [`files/${name}`, name])),
    });
    expect(await refusal(seven)).toBe('too-many-files');
  });

  it('that grows beyond what it declares is stopped', async () => {
    const bomb = zipSync({ 'manifest.jws': Buffer.from('m'), 'files/a.csv': new Uint8Array(50_000_000) }, { level: 9 });
    expect(await refusal(bomb)).toBe('too-large');
    // The same bomb, declaring 10 bytes in the directory: the second entry's record is the last one.
    const lying = Buffer.from(bomb);
    lying.writeUInt32LE(10, lying.lastIndexOf(Buffer.from('PK\x01\x02', 'latin1')) + 24);
    const started = performance.now();
    expect(await refusal(lying)).toBe('malformed');
    expect(performance.now() - started).toBeLessThan(1000);
  });

  it('with bytes behind the end of a compressed stream is refused', async () => {
    const zip = Buffer.from(zipSync({ 'manifest.jws': Buffer.from('m'.repeat(100)) }));
    const directory = zip.indexOf(Buffer.from('PK\x01\x02', 'latin1'));
    const compressed = zip.readUInt32LE(18);
    const longer = Buffer.concat([zip.subarray(0, directory), Buffer.of(0), zip.subarray(directory)]);
    for (const at of [18, directory + 1 + 20]) longer.writeUInt32LE(compressed + 1, at); // both records of the entry
    longer.writeUInt32LE(directory + 1, longer.length - 22 + 16); // where the directory begins
    expect(await refusal(longer)).toBe('malformed');
  });

  it('that declares more than it holds is refused', async () => {
    const zip = zipSync({ 'manifest.jws': Buffer.from('m'.repeat(100)) });
    expect(await refusal(patch(zip, 'PK\x01\x02', 24, 101, 4))).toBe('malformed');
  });

  it('refuses random and damaged bytes with its own error and no other', () => {
    const zip = packContent(content);
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) =>
        expect(() => unpackContent(bytes, limits)).toThrow(PackageRefused),
      ),
    );
    fc.assert(
      fc.property(fc.nat(zip.length - 1), fc.nat(255), (at, value) => {
        const damaged = Uint8Array.from(zip);
        damaged[at] = value;
        try {
          unpackContent(damaged, limits);
        } catch (error) {
          expect(error).toBeInstanceOf(PackageRefused);
        }
      }),
      { numRuns: 1000 },
    );
  });
});
