import { crc32 } from 'node:zlib';

// Record layouts: APPNOTE.TXT 6.3.10 §4.3.7 (local header), §4.3.12 (directory), §4.3.14–16 (its end), §4.5.3 (Zip64).
export const LOCAL = { signature: 0x04034b50, size: 30 };
export const DIRECTORY = { signature: 0x02014b50, size: 46 };
const ZIP64_END = { signature: 0x06064b50, size: 56 };
const ZIP64_LOCATOR = { signature: 0x07064b50, size: 20 };
const END = { signature: 0x06054b50, size: 22 };

export const STORED = 0;
/** General purpose bit 11: the name is UTF-8 (§4.4.4). */
export const UTF8_FLAG = 0x0800;
const ZIP64_EXTRA = { id: 0x0001, size: 8 };
const PLAIN_VERSION = 20;
const ZIP64_VERSION = 45;
/** 1980-01-01, the earliest that there is: when a content was packed is nobody's business. */
const EARLIEST_DATE = 0x0021;
const IN_ZIP64 = 0xffffffff;

interface Written {
  readonly name: Buffer;
  readonly checksum: number;
  readonly size: number;
  readonly offset: number;
}

/**
 * Writes a zip entry by entry, of any length. Each entry says its size and checksum before its bytes, not after them, so
 * that of a stream that broke every entry that came whole can be kept, and any reader of streams reads it. Nothing is
 * compressed: ciphertext cannot be.
 */
export class CollectionZip {
  private readonly entries: Written[] = [];

  /** @param offset how many bytes stand before what is written here */
  constructor(private offset = 0) {}

  /** The header of an entry, and its bytes as they are: each shorter than 4 GB. */
  entry(name: string, bytes: Uint8Array): [Buffer, Uint8Array] {
    if (bytes.length >= IN_ZIP64) throw new RangeError('an entry of 4 GB and more');
    const entry = { name: Buffer.from(name), checksum: crc32(bytes), size: bytes.length, offset: this.offset };
    const header = Buffer.alloc(LOCAL.size);
    header.writeUInt32LE(LOCAL.signature, 0);
    header.writeUInt16LE(PLAIN_VERSION, 4);
    writeProperties(header, 6, entry);
    this.entries.push(entry);
    this.offset += header.length + entry.name.length + bytes.length;
    return [Buffer.concat([header, entry.name]), bytes];
  }

  /** The directory and its end. */
  end(): Buffer {
    const directory = Buffer.concat(this.entries.map(directoryEntry));
    const isLarge = this.offset >= IN_ZIP64;
    return Buffer.concat([
      directory,
      ...(isLarge ? zip64End(this.entries.length, directory.length, this.offset) : []),
      directoryEnd(this.entries.length, directory.length, isLarge ? IN_ZIP64 : this.offset),
    ]);
  }
}

function directoryEntry(entry: Written): Buffer {
  const isFar = entry.offset >= IN_ZIP64;
  const header = Buffer.alloc(DIRECTORY.size);
  header.writeUInt32LE(DIRECTORY.signature, 0);
  header.writeUInt16LE(ZIP64_VERSION, 4);
  header.writeUInt16LE(isFar ? ZIP64_VERSION : PLAIN_VERSION, 6);
  writeProperties(header, 8, entry);
  header.writeUInt16LE(isFar ? 4 + ZIP64_EXTRA.size : 0, 30);
  header.writeUInt32LE(isFar ? IN_ZIP64 : entry.offset, 42);
  return Buffer.concat([header, entry.name, ...(isFar ? [zip64Offset(entry.offset)] : [])]);
}

/** What the header of an entry and its line in the directory have in common, in this order. */
function writeProperties(header: Buffer, at: number, { name, checksum, size }: Written): void {
  header.writeUInt16LE(UTF8_FLAG, at);
  header.writeUInt16LE(STORED, at + 2);
  header.writeUInt16LE(EARLIEST_DATE, at + 6);
  header.writeUInt32LE(checksum, at + 8);
  header.writeUInt32LE(size, at + 12);
  header.writeUInt32LE(size, at + 16);
  header.writeUInt16LE(name.length, at + 20);
}

function zip64Offset(offset: number): Buffer {
  const extra = Buffer.alloc(4 + ZIP64_EXTRA.size);
  extra.writeUInt16LE(ZIP64_EXTRA.id, 0);
  extra.writeUInt16LE(ZIP64_EXTRA.size, 2);
  extra.writeBigUInt64LE(BigInt(offset), 4);
  return extra;
}

function zip64End(count: number, size: number, offset: number): [Buffer, Buffer] {
  const end = Buffer.alloc(ZIP64_END.size);
  end.writeUInt32LE(ZIP64_END.signature, 0);
  end.writeBigUInt64LE(BigInt(ZIP64_END.size - 12), 4);
  end.writeUInt16LE(ZIP64_VERSION, 12);
  end.writeUInt16LE(ZIP64_VERSION, 14);
  for (const [at, value] of [
    [24, count],
    [32, count],
    [40, size],
    [48, offset],
  ] as const) {
    end.writeBigUInt64LE(BigInt(value), at);
  }
  const locator = Buffer.alloc(ZIP64_LOCATOR.size);
  locator.writeUInt32LE(ZIP64_LOCATOR.signature, 0);
  locator.writeBigUInt64LE(BigInt(offset + size), 8);
  locator.writeUInt32LE(1, 16);
  return [end, locator];
}

function directoryEnd(count: number, size: number, offset: number): Buffer {
  const end = Buffer.alloc(END.size);
  end.writeUInt32LE(END.signature, 0);
  end.writeUInt16LE(count, 8);
  end.writeUInt16LE(count, 10);
  end.writeUInt32LE(size, 12);
  end.writeUInt32LE(offset, 16);
  return end;
}
