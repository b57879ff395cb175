import { zipSync, type Zippable } from 'fflate';
import { fileNameKey, isPlainFileName } from './file-name.js';
import { PackageRefused, readZip, type PackageLimits } from './zip-reader.js';

export { PackageRefused, type PackageFault, type PackageLimits } from './zip-reader.js';

export interface PackagedFile {
  name: string;
  bytes: Uint8Array;
}

/** What is sealed: the files exactly as sent, the signed manifest, and the sender's message. */
export interface ContentPackage {
  /** Compact JWS. */
  manifest: string;
  files: PackagedFile[];
  message?: string;
}

const MANIFEST = 'manifest.jws';
const MESSAGE = 'message.txt';
const FOLDER = 'files/';

/**
 * One moment for every entry, so that equal content is equal bytes. A zip stores local time: built from local parts,
 * it reads the same in every time zone.
 */
const ENTRY_TIME = new Date(1980, 0, 1, 12);

/** Packs content as a deflated zip, deterministically. Throws PackageRefused for names that could not be unpacked. */
export function packContent(content: ContentPackage): Uint8Array {
  checkNames(content.files);
  const entries: Zippable = { [MANIFEST]: Buffer.from(content.manifest) };
  for (const { name, bytes } of content.files) entries[FOLDER + name] = bytes;
  if (content.message !== undefined) entries[MESSAGE] = Buffer.from(content.message);
  return zipSync(entries, { mtime: ENTRY_TIME, level: 6 });
}

/**
 * Unpacks what `packContent` made, within limits that hold before and while inflating. Files are as they were, their
 * digests not compared with the manifest. Throws PackageRefused.
 */
export function unpackContent(zip: Uint8Array, limits: PackageLimits): ContentPackage {
  const entries = readZip(zip, { ...limits, entries: limits.files + 2 });
  const manifest = entries.get(MANIFEST);
  const message = entries.get(MESSAGE);
  if (!manifest) throw new PackageRefused('entry');
  const files = [...entries]
    .filter(([path]) => path !== MANIFEST && path !== MESSAGE)
    .map(([path, bytes]) => ({ name: nameIn(path), bytes }));
  if (files.length > limits.files) throw new PackageRefused('too-many-files');
  checkNames(files);
  return {
    manifest: textOf(manifest),
    files,
    ...(message === undefined ? {} : { message: textOf(message) }),
  };
}

function nameIn(path: string): string {
  if (!path.startsWith(FOLDER)) throw new PackageRefused('entry');
  return path.slice(FOLDER.length);
}

function checkNames(files: PackagedFile[]): void {
  const keys = new Set(files.map(({ name }) => fileNameKey(name)));
  if (keys.size !== files.length || !files.every(({ name }) => isPlainFileName(name))) throw new PackageRefused('name');
}

function textOf(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (cause) {
    throw new PackageRefused('malformed', { cause });
  }
}
