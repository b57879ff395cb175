import { promisify } from 'node:util';
import { crc32, inflateRaw } from 'node:zlib';
import { SourceFile } from '../named-file.js';
import { ArchiveEntry, readDirectory } from './archive-directory.js';
import { ArchiveFault, ArchiveRefusal } from './archive-fault.js';
import { isArchiveContent } from './nested-archive.js';

export type { ArchiveFault } from './archive-fault.js';

/** A file out of an archive; `path` has its folders, separated by `/`, and its base name. */
export interface ArchivedFile extends SourceFile {
  readonly path: string;
}

export interface ArchiveLimits {
  readonly files: number;
  /** Of all files together, unpacked; less than a buffer can hold. */
  readonly bytes: number;
}

const inflate = promisify<Buffer, { maxOutputLength: number }, Buffer>(inflateRaw);

/**
 * Unpacks a zip file that holds the files of one or more units (図表133 案①), in the order of its directory. Its folders
 * are free, as the study leaves them open. All or nothing; never rejects.
 */
export async function unpackArchive(bytes: Uint8Array, limits: ArchiveLimits): Promise<ArchivedFile[] | ArchiveFault> {
  const archive = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  try {
    const files: ArchivedFile[] = [];
    let remaining = limits.bytes;
    for (const entry of await readDirectory(archive, limits.files)) {
      const content = await contentOf(entry, archive, remaining);
      remaining -= content.length;
      files.push({ path: entry.path, name: entry.name, bytes: content });
    }
    return files.length === 0 ? 'empty' : files;
  } catch (error) {
    return faultOf(error);
  }
}

/** Inflates no further than one byte over the bound: sizes that an archive declares may be lies. */
async function contentOf(entry: ArchiveEntry, archive: Buffer, bound: number): Promise<Buffer> {
  const data = archive.subarray(entry.from, entry.to);
  const content = entry.deflated ? await inflate(data, { maxOutputLength: bound + 1 }) : data;
  if (content.length > bound) throw new ArchiveRefusal('too-large');
  if (content.length !== entry.declaredSize || crc32(content) !== entry.declaredChecksum) {
    throw new ArchiveRefusal('damaged');
  }
  if (isArchiveContent(content)) throw new ArchiveRefusal('nested');
  return content;
}

/** What is no refusal comes from yauzl or zlib: their words and codes tell two cases apart, all others are damage. */
function faultOf(error: unknown): ArchiveFault {
  if (error instanceof ArchiveRefusal) return error.fault;
  const { code, message = '' } = error as Partial<NodeJS.ErrnoException>;
  if (code === 'ERR_BUFFER_TOO_LARGE') return 'too-large';
  return message.includes('encryption') ? 'encrypted' : 'damaged';
}
