import { Readable } from 'node:stream';
import { describe, expect, it } from '@jest/globals';
import { unzipSync } from 'fflate';
import { fromRandomAccessReaderPromise, RandomAccessReader } from 'yauzl';
import { CollectionZip } from './collection-zip.js';
import { CollectedEntry, CollectionCutOff, readCollectionZip } from './read-collection-zip.js';

const contents: [string, Buffer][] = [
  ['a.jwe.json', Buffer.from('first')],
  ['b.jwe.json', Buffer.alloc(70_000, 'b')],
  ['empty', Buffer.alloc(0)],
  ['index.json', Buffer.from('{}')],
];

function written(zip = new CollectionZip()): Buffer {
  const parts = contents.flatMap(([name, bytes]) => zip.entry(name, bytes));
  return Buffer.concat([...parts, zip.end()]);
}

async function readAll(bytes: Buffer, pieceLength = 1000, largest = 1_000_000) {
  const entries: CollectedEntry[] = [];
  const pieces = Array.from({ length: Math.ceil(bytes.length / pieceLength) }, (_, at) =>
    bytes.subarray(at * pieceLength, (at + 1) * pieceLength),
  );
  try {
    for await (const entry of readCollectionZip(Readable.from(pieces), largest)) entries.push(entry);
    return { entries, fault: null };
  } catch (error) {
    return { entries, fault: (error as CollectionCutOff).fault };
  }
}

/** Answers as a file would that is so much longer in front. */
class FarReader extends RandomAccessReader {
  constructor(
    private readonly bytes: Buffer,
    private readonly before: number,
  ) {
    super();
  }

  override _readStreamForRange(from: number, to: number): Readable {
    return Readable.from([this.bytes.subarray(from - this.before, to - this.before)]);
  }
}

describe('The zip of a collection', () => {
  it('is a zip like any other', () => {
    expect(Object.entries(unzipSync(written())).map(([name, bytes]) => [name, Buffer.from(bytes)])).toEqual(contents);
  });

  it('may be longer than 4 GB: what stands beyond is found by Zip64', async () => {
    const before = 5_000_000_000;
    const bytes = written(new CollectionZip(before));
    const zip = await fromRandomAccessReaderPromise(new FarReader(bytes, before), before + bytes.length, {});
    const found: [string, Buffer][] = [];
    for await (const entry of zip.eachEntry()) {
      const stream = await zip.openReadStreamPromise(entry);
      found.push([entry.fileName, Buffer.concat(await stream.toArray())]);
    }
    expect(found).toEqual(contents);
  });

  it.each([1, 7, 1000, 1_000_000])('is read while it streams in, in pieces of %d bytes', async (pieceLength) => {
    const { entries, fault } = await readAll(written(), pieceLength);
    expect(entries.map(({ name, bytes }) => [name, bytes])).toEqual(contents);
    expect(fault).toBeNull();
  });

  it('gives every entry that came whole, wherever it was cut off', async () => {
    const whole = written();
    for (let at = 0; at < 250; at++) {
      const cut = Math.floor((whole.length * at) / 250);
      const { entries, fault } = await readAll(whole.subarray(0, cut));
      expect(entries.map(({ name, bytes }) => [name, bytes])).toEqual(contents.slice(0, entries.length));
      expect(entries.length === contents.length || fault === 'cut-off').toBe(true);
    }
  });

  it('is refused when it is something else', async () => {
    expect((await readAll(Buffer.from('<html>not a zip at all, but long enough for a header</html>'))).fault).toBe(
      'malformed',
    );
    const deflated = written();
    deflated.writeUInt16LE(8, 8);
    expect((await readAll(deflated)).fault).toBe('malformed');
    expect((await readAll(written(), 1000, 60_000)).fault).toBe('too-large');
  });
});
