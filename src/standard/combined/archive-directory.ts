import { Entry, fromBufferPromise, ZipFile } from 'yauzl';
import { ArchiveRefusal } from './archive-fault.js';
import { isAdded, pathKey, readPath } from './archive-path.js';
import { isArchiveName } from './nested-archive.js';

/** One file of an archive before it is unpacked. What the archive says of size and checksum is not believed yet. */
export interface ArchiveEntry {
  readonly path: string;
  readonly name: string;
  readonly deflated: boolean;
  readonly declaredSize: number;
  readonly declaredChecksum: number;
  /** Where the entry starts, with its header, and where its data stand in the archive. */
  readonly start: number;
  readonly from: number;
  readonly to: number;
}

const STORED = 0;
const DEFLATED = 8;

// Type of a file in the mode of Unix: upper half of the external attributes (APPNOTE 4.4.15 leaves them to the system).
const FILE_TYPE = 0o170000;
const PLAIN_FILE = 0o100000;
const FOLDER = 0o040000;

/** Folders, and what operating systems add, are not counted as files, but must not be without number either. */
const ENTRIES_PER_FILE = 4;

/** Reads the directory of an archive, without what operating systems add. Rejects with a refusal. */
export async function readDirectory(bytes: Buffer, files: number): Promise<readonly ArchiveEntry[]> {
  const archive = await fromBufferPromise(bytes, { decodeStrings: false });
  const entries: ArchiveEntry[] = [];
  const keys = new Set<string>();
  let count = 0;
  for await (const entry of archive.eachEntry()) {
    count += 1;
    if (count > files * ENTRIES_PER_FILE) throw new ArchiveRefusal('too-large');
    const segments = fileSegments(entry);
    if (segments === null) continue;
    const key = pathKey(segments);
    if (keys.has(key)) throw new ArchiveRefusal('duplicate');
    keys.add(key);
    if (keys.size > files) throw new ArchiveRefusal('too-large');
    entries.push(await located(archive, entry, segments));
  }
  refuseOverlaps(entries);
  return entries;
}

/** Null for a folder and for what is not meant to be sent. */
function fileSegments(entry: Entry): readonly string[] | null {
  const path = readPath(entry.fileNameRaw);
  const type = (entry.externalFileAttributes >>> 16) & FILE_TYPE;
  if (path === null || ![0, PLAIN_FILE, FOLDER].includes(type)) throw new ArchiveRefusal('path');
  if (path.isFolder || type === FOLDER || isAdded(path.segments)) return null;
  if (path.segments.length === 0) throw new ArchiveRefusal('path');
  return path.segments;
}

async function located(archive: ZipFile, entry: Entry, segments: readonly string[]): Promise<ArchiveEntry> {
  const name = segments.at(-1) ?? '';
  if (entry.isEncrypted()) throw new ArchiveRefusal('encrypted');
  if (entry.compressionMethod !== STORED && entry.compressionMethod !== DEFLATED)
    throw new ArchiveRefusal('unsupported');
  if (isArchiveName(name)) throw new ArchiveRefusal('nested');
  const header = await archive.readLocalFileHeaderPromise(entry, { minimal: false });
  // Software that reads on from header to header would see another file than software that reads the directory.
  if (!header.fileName.equals(entry.fileNameRaw)) throw new ArchiveRefusal('damaged');
  return {
    path: segments.join('/'),
    name,
    deflated: entry.compressionMethod === DEFLATED,
    declaredSize: entry.uncompressedSize,
    declaredChecksum: entry.crc32,
    start: entry.relativeOffsetOfLocalHeader,
    from: header.fileDataStart,
    to: header.fileDataStart + entry.compressedSize,
  };
}

/** Entries that share their data make a small archive unpack to any size: no archiver writes such a thing. */
function refuseOverlaps(entries: readonly ArchiveEntry[]): void {
  let end = 0;
  for (const { start, to } of [...entries].sort((a, b) => a.start - b.start)) {
    if (start < end) throw new ArchiveRefusal('damaged');
    end = to;
  }
}
