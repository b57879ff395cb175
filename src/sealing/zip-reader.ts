import { inflateRawSync } from 'node:zlib';

export interface PackageLimits {
  /** Bytes of the zip itself. */
  packageBytes: number;
  /** Bytes of everything in it, inflated. */
  totalBytes: number;
  /** Files of the sender, beside manifest and message. */
  files: number;
}

export type PackageFault = 'malformed' | 'too-large' | 'too-many-files' | 'name' | 'entry';

/** A content package that cannot be packed or unpacked safely. */
export class PackageRefused extends Error {
  constructor(
    readonly code: PackageFault,
    options?: ErrorOptions,
  ) {
    super(`content package refused: ${code}`, options);
    this.name = 'PackageRefused';
  }
}

// Record layouts: APPNOTE.TXT 6.3.10 §4.3.7 (local header), §4.3.12 (directory), §4.3.16 (end of directory).
const LOCAL = { signature: 0x04034b50, size: 30 };
const DIRECTORY = { signature: 0x02014b50, size: 46 };
const END = { signature: 0x06054b50, size: 22 };
/** General purpose bit 11: the name is UTF-8 (§4.4.4). Encryption, streaming and patch bits are refused. */
const UTF8_FLAG = 0x0800;
const STORED = 0;
const DEFLATED = 8;

interface Entry {
  path: string;
  method: number;
  compressed: number;
  inflated: number;
  offset: number;
}

/**
 * Reads a zip of the plain form we write: entries one behind the other from the first byte, then the directory, then
 * its end. Refusing everything else (gaps, overlaps, comments, Zip64, encryption) takes the ground from under archives
 * that read differently in different readers, and from bombs that inflate one stream many times.
 * Checksums are not compared: the seal around the package has authenticated every byte. Throws PackageRefused.
 */
export function readZip(
  zip: Uint8Array,
  limits: { packageBytes: number; totalBytes: number; entries: number },
): Map<string, Uint8Array> {
  if (zip.length > limits.packageBytes) throw new PackageRefused('too-large');
  const view = new DataView(zip.buffer, zip.byteOffset, zip.byteLength);
  try {
    const directory = findDirectory(view);
    if (directory.count > limits.entries) throw new PackageRefused('too-many-files');
    const entries = readDirectory(zip, view, directory);
    const declared = entries.reduce((total, { inflated }) => total + inflated, 0);
    if (declared > limits.totalBytes) throw new PackageRefused('too-large');
    return readEntries(zip, view, entries, directory.start);
  } catch (cause) {
    // Reading past the end is a RangeError of DataView, a broken stream an error of the inflater.
    throw cause instanceof PackageRefused ? cause : new PackageRefused('malformed', { cause });
  }
}

function demand(condition: boolean): void {
  if (!condition) throw new PackageRefused('malformed');
}

function findDirectory(view: DataView): { start: number; end: number; count: number } {
  const end = view.byteLength - END.size;
  demand(end >= 0 && view.getUint32(end, true) === END.signature);
  const count = view.getUint16(end + 10, true);
  const size = view.getUint32(end + 12, true);
  const start = view.getUint32(end + 16, true);
  demand(view.getUint32(end + 4, true) === 0 && view.getUint16(end + 8, true) === count); // one disk only
  demand(start + size === end && view.getUint16(end + 20, true) === 0);
  return { start, end, count };
}

function readDirectory(
  zip: Uint8Array,
  view: DataView,
  { start, end, count }: { start: number; end: number; count: number },
): Entry[] {
  const entries: Entry[] = [];
  let at = start;
  for (let index = 0; index < count; index++) {
    demand(view.getUint32(at, true) === DIRECTORY.signature);
    const flags = view.getUint16(at + 8, true);
    const method = view.getUint16(at + 10, true);
    const nameSize = view.getUint16(at + 28, true);
    demand((flags & ~UTF8_FLAG) === 0 && (method === STORED || method === DEFLATED));
    demand(view.getUint32(at + 30, true) === 0); // neither extra field nor comment
    entries.push({
      path: pathAt(zip, at + DIRECTORY.size, nameSize),
      method,
      compressed: view.getUint32(at + 20, true),
      inflated: view.getUint32(at + 24, true),
      offset: view.getUint32(at + 42, true),
    });
    at += DIRECTORY.size + nameSize;
    demand(at <= end);
  }
  demand(at === end);
  return entries;
}

function pathAt(zip: Uint8Array, at: number, size: number): string {
  return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(zip.subarray(at, at + size));
}

function readEntries(zip: Uint8Array, view: DataView, entries: Entry[], end: number): Map<string, Uint8Array> {
  const contents = new Map<string, Uint8Array>();
  let at = 0;
  for (const entry of entries) {
    demand(entry.offset === at && view.getUint32(at, true) === LOCAL.signature);
    const nameSize = view.getUint16(at + 26, true);
    demand(pathAt(zip, at + LOCAL.size, nameSize) === entry.path && view.getUint16(at + 28, true) === 0);
    const data = at + LOCAL.size + nameSize;
    at = data + entry.compressed;
    demand(at <= end && !contents.has(entry.path));
    contents.set(entry.path, contentOf(zip.subarray(data, at), entry));
  }
  demand(at === end);
  return contents;
}

function contentOf(data: Uint8Array, { method, inflated }: Entry): Uint8Array {
  if (method === DEFLATED) return inflate(data, inflated);
  demand(data.length === inflated);
  return data.slice();
}

/** Inflates to exactly the declared size: zlib itself stops an entry that lies as soon as there is more. */
function inflate(data: Uint8Array, size: number): Uint8Array {
  // With `info` the answer tells how much was read, too; the typings do not know it.
  const { buffer, engine } = inflateRawSync(data, { maxOutputLength: Math.max(size, 1), info: true }) as unknown as {
    buffer: Buffer;
    engine: { bytesWritten: number };
  };
  demand(buffer.length === size && engine.bytesWritten === data.length);
  return new Uint8Array(buffer);
}
