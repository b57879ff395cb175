import { DIRECTORY, LOCAL, STORED, UTF8_FLAG } from './collection-zip.js';

export interface CollectedEntry {
  readonly name: string;
  readonly bytes: Buffer;
}

/** The stream is no zip as CollectionZip writes it, or it ended before its directory. */
export class CollectionCutOff extends Error {
  constructor(readonly fault: 'cut-off' | 'malformed' | 'too-large') {
    super(`collection: ${fault}`);
    this.name = 'CollectionCutOff';
  }
}

/**
 * The entries of a zip while it streams in: each as soon as it is whole, one in memory at a time. Checksums are not
 * compared: what an entry holds is sealed, and the seal authenticates every byte.
 * @throws CollectionCutOff after the entries that came whole, and whatever the stream throws
 */
export async function* readCollectionZip(
  stream: AsyncIterable<Uint8Array>,
  largestEntry: number,
): AsyncGenerator<CollectedEntry> {
  const pieces = new Pieces(stream);
  try {
    yield* entriesIn(pieces, largestEntry);
    // What follows repeats what was said; it is read so that the connection can serve again.
    await pieces.skipRest();
  } finally {
    await pieces.close();
  }
}

async function* entriesIn(pieces: Pieces, largestEntry: number): AsyncGenerator<CollectedEntry> {
  for (;;) {
    const signature = (await pieces.take(4)).readUInt32LE(0);
    if (signature === DIRECTORY.signature) return;
    if (signature !== LOCAL.signature) throw new CollectionCutOff('malformed');
    const header = await pieces.take(LOCAL.size - 4);
    const isPlain = header.readUInt16LE(2) === UTF8_FLAG && header.readUInt16LE(4) === STORED;
    const [size, nameLength, extraLength] = [header.readUInt32LE(14), header.readUInt16LE(22), header.readUInt16LE(24)];
    if (!isPlain || header.readUInt32LE(18) !== size) throw new CollectionCutOff('malformed');
    if (size > largestEntry) throw new CollectionCutOff('too-large');
    const name = (await pieces.take(nameLength)).toString('utf8');
    await pieces.take(extraLength);
    yield { name, bytes: await pieces.take(size) };
  }
}

/** Bytes of a stream in the portions asked for. */
class Pieces {
  private readonly source: AsyncIterator<Uint8Array>;
  private rest: Uint8Array = new Uint8Array();

  constructor(stream: AsyncIterable<Uint8Array>) {
    this.source = stream[Symbol.asyncIterator]();
  }

  async take(length: number): Promise<Buffer> {
    const parts: Uint8Array[] = [];
    for (let missing = length; missing > 0;) {
      if (this.rest.length === 0) this.rest = await this.next();
      const part = this.rest.subarray(0, missing);
      this.rest = this.rest.subarray(part.length);
      parts.push(part);
      missing -= part.length;
    }
    return Buffer.concat(parts, length);
  }

  async skipRest(): Promise<void> {
    while (!(await this.source.next()).done);
  }

  /** Also when nobody wants the rest. */
  async close(): Promise<void> {
    await this.source.return?.();
  }

  private async next(): Promise<Uint8Array> {
    const { done, value } = await this.source.next();
    if (done) throw new CollectionCutOff('cut-off');
    return value;
  }
}
