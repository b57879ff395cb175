import { open, readdir, readFile, stat } from 'node:fs/promises';
import { basename, join, relative } from 'node:path';
import { SourceFile } from '../../standard/named-file.js';
import { InBoth } from '../language.js';

/** A file on this machine. */
export interface LocatedFile {
  /** Its bare name. */
  readonly name: string;
  /** Its path from the folder that was asked for, to tell files of the same name apart. */
  readonly label: string;
  readonly path: string;
}

/** Files that are looked at together, since a unit lies in one folder. */
export interface FileSet {
  readonly files: readonly LocatedFile[];
}

/** A path that is not there, or cannot be read. */
export class PathUnreadable extends Error {
  readonly text: InBoth;

  constructor(path: string, code: string) {
    const reason =
      code === 'ENOENT' ? { ja: 'ありません。', en: 'not found' } : { ja: `読めません（${code}）。`, en: code };
    super(`${path}: ${reason.en}`);
    this.name = 'PathUnreadable';
    this.text = { ja: `${path}: ${reason.ja}`, en: `${path}: ${reason.en}` };
  }
}

/**
 * Finds the files that paths name, in the order of their names. Files named one by one form one set; so does each folder
 * and subfolder. In folders, hidden files and .json files (manifests, earlier reports) are passed over. Throws
 * PathUnreadable.
 */
export async function findFiles(paths: readonly string[]): Promise<readonly FileSet[]> {
  const single: LocatedFile[] = [];
  const folders: FileSet[] = [];
  for (const path of paths) {
    if ((await reading(path, stat)).isDirectory()) folders.push(...(await filesIn(path, path)));
    else single.push(located(path, path));
  }
  return single.length === 0 ? folders : [{ files: single }, ...folders];
}

async function filesIn(folder: string, root: string): Promise<readonly FileSet[]> {
  const entries = await reading(folder, (path) => readdir(path, { withFileTypes: true }));
  const visible = entries.filter(({ name }) => !name.startsWith('.')).sort((a, b) => (a.name < b.name ? -1 : 1));
  const files: LocatedFile[] = [];
  const subfolders: FileSet[] = [];
  for (const entry of visible) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) subfolders.push(...(await filesIn(path, root)));
    else if (!/\.json$/i.test(entry.name)) files.push(located(path, relative(root, path)));
  }
  return [{ files }, ...subfolders];
}

const located = (path: string, label: string): LocatedFile => ({ name: basename(path), label, path });

/** The files with their bytes. Throws PathUnreadable. */
export function loadFiles(files: readonly LocatedFile[]): Promise<SourceFile[]> {
  return Promise.all(
    files.map(async ({ name, path }) => ({ name, bytes: await reading(path, (each) => readFile(each)) })),
  );
}

/** Bytes read at a time. */
const PIECE = 1 << 20;

/** The bytes of a file piece by piece, however large it is. Throws PathUnreadable. */
export async function* piecesOf({ path }: LocatedFile): AsyncIterable<Uint8Array> {
  const file = await reading(path, (each) => open(each));
  try {
    for await (const piece of file.createReadStream({ highWaterMark: PIECE })) yield piece as Buffer;
  } catch (error) {
    throw unreadable(path, error);
  } finally {
    await file.close();
  }
}

async function reading<T>(path: string, read: (path: string) => Promise<T>): Promise<T> {
  try {
    return await read(path);
  } catch (error) {
    throw unreadable(path, error);
  }
}

const unreadable = (path: string, error: unknown): PathUnreadable =>
  new PathUnreadable(path, (error as NodeJS.ErrnoException).code ?? String(error));
