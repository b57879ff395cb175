import { crc32, deflateRawSync } from 'node:zlib';

/** One entry of a zip file under construction; what is not given is told truly. */
export interface ZipEntry {
  readonly path: string | Buffer;
  readonly content?: Buffer;
  /** Stored unless deflated. */
  readonly deflated?: boolean;
  readonly method?: number;
  readonly flags?: number;
  /** Mode of Unix. */
  readonly mode?: number;
  readonly declaredSize?: number;
  readonly declaredChecksum?: number;
  /** The name in the entry's own header. */
  readonly headerPath?: string;
  /** Index of an earlier entry whose header and data this one shares. */
  readonly sharedWith?: number;
}

/** Writes a zip file (APPNOTE 4.3) as its entries say, lies included. */
export function zip(entries: readonly ZipEntry[]): Buffer {
  const locals: Buffer[] = [];
  const records: Buffer[] = [];
  const offsets: number[] = [];
  let size = 0;
  for (const entry of entries) {
    const { content = Buffer.alloc(0), deflated = false, path, sharedWith } = entry;
    const data = deflated ? deflateRawSync(content) : content;
    const local = Buffer.concat([
      Buffer.from('PK\x03\x04'),
      shared(entry, content, data, Buffer.from(entry.headerPath ?? path)),
      Buffer.from(entry.headerPath ?? path),
      data,
    ]);
    const offset = sharedWith === undefined ? size : (offsets[sharedWith] ?? 0);
    offsets.push(offset);
    if (sharedWith === undefined) {
      locals.push(local);
      size += local.length;
    }
    const rest = Buffer.alloc(14);
    rest.writeUInt32LE(((entry.mode ?? 0) << 16) >>> 0, 6);
    rest.writeUInt32LE(offset, 10);
    records.push(
      Buffer.from('PK\x01\x02\x14\x03', 'latin1'),
      shared(entry, content, data, Buffer.from(path)),
      rest,
      Buffer.from(path),
    );
  }
  const directory = Buffer.concat(records);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(size, 16);
  return Buffer.concat([...locals, directory, end]);
}

/** What the header of an entry and its record in the directory have alike, from the version on. */
function shared(entry: ZipEntry, content: Buffer, data: Buffer, path: Buffer): Buffer {
  const fields = Buffer.alloc(26);
  fields.writeUInt16LE(20, 0);
  fields.writeUInt16LE(entry.flags ?? 0, 2);
  fields.writeUInt16LE(entry.method ?? (entry.deflated === true ? 8 : 0), 4);
  fields.writeUInt32LE(entry.declaredChecksum ?? crc32(content), 10);
  fields.writeUInt32LE(data.length, 14);
  fields.writeUInt32LE(entry.declaredSize ?? content.length, 18);
  fields.writeUInt16LE(path.length, 22);
  return fields;
}
