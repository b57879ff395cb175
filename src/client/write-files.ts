import { constants } from 'node:fs';
import { copyFile, link, lstat, mkdir, open, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileNameKey, isPlainFileName } from '../sealing/file-name.js';
import { PackagedFile } from '../sealing/content-package.js';

export type WriteFault = 'name' | 'differs';

/** A file was not written. Nothing of its transmission was, unless the disk changed in between. */
export class WriteRefused extends Error {
  constructor(
    readonly code: WriteFault,
    readonly file: string,
  ) {
    super(`${file} not written: ${code}`);
    this.name = 'WriteRefused';
  }
}

export interface Written {
  readonly name: string;
  readonly path: string;
  /** False when the very same file was there already. */
  readonly isNew: boolean;
}

/** Names that Windows takes for devices, whatever their extension. */
const DEVICE = /^(con|prn|aux|nul|com[0-9]|lpt[0-9])(\.|$)/i;

/**
 * Writes files exactly as they are into one folder, for this account only, each whole or not at all. A file that is
 * there already with the same bytes is left; one with other bytes is never overwritten. Throws WriteRefused.
 */
export async function writeFiles(folder: string, files: readonly PackagedFile[]): Promise<Written[]> {
  refuseUnsafeNames(files);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const present = new Set<string>();
  for (const { name, bytes } of files) if (await isThere(join(folder, name), name, bytes)) present.add(name);
  const written: Written[] = [];
  for (const { name, bytes } of files) {
    const path = join(folder, name);
    written.push({ name, path, isNew: !present.has(name) && (await writeNew(path, name, bytes)) });
  }
  return written;
}

/** One plain name each, no two alike: what a sender calls its files must not decide where they land. */
function refuseUnsafeNames(files: readonly PackagedFile[]): void {
  const seen = new Set<string>();
  for (const { name } of files) {
    const key = fileNameKey(name);
    if (!isPlainFileName(name) || DEVICE.test(name) || seen.has(key)) throw new WriteRefused('name', name);
    seen.add(key);
  }
}

/** True when the same file is there. A link, a folder or other bytes under that name are refused. */
async function isThere(path: string, name: string, bytes: Uint8Array): Promise<boolean> {
  const found = await lstat(path).catch(unlessAbsent);
  if (!found) return false;
  const isSame = found.isFile() && found.size === bytes.length && (await readFile(path)).equals(bytes);
  if (!isSame) throw new WriteRefused('differs', name);
  return true;
}

/** Written aside, then given its name, which fails when the name was taken meanwhile. */
async function writeNew(path: string, name: string, bytes: Uint8Array): Promise<boolean> {
  const unfinished = `${path}.${process.pid}.unfinished`;
  try {
    await rm(unfinished, { force: true });
    const file = await open(unfinished, 'wx', 0o600);
    try {
      await file.writeFile(bytes);
      await file.sync(); // a confirmation may follow: what it states must survive a power cut
    } finally {
      await file.close();
    }
    await giveName(unfinished, path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    return !(await isThere(path, name, bytes));
  } finally {
    await rm(unfinished, { force: true });
  }
}

/** Some file systems (FAT, network shares) know no links; copying with COPYFILE_EXCL does not overwrite either. */
async function giveName(from: string, to: string): Promise<void> {
  try {
    await link(from, to);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? '';
    if (!['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK'].includes(code)) throw error;
    await copyFile(from, to, constants.COPYFILE_EXCL);
  }
}

function unlessAbsent(error: NodeJS.ErrnoException): null {
  if (error.code === 'ENOENT') return null;
  throw error;
}
