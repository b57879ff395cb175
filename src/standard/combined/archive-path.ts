import { decodeMs932 } from '../ms932.js';

/** Folders and files that operating systems add on their own. */
const ADDED_FOLDERS: ReadonlySet<string> = new Set(['__macosx']);
const ADDED_FILES: ReadonlySet<string> = new Set(['.ds_store', 'thumbs.db', 'desktop.ini']);

const utf8 = new TextDecoder('utf-8', { fatal: true });

/** A path inside of an archive: folders and, but for a folder, the base name at the end. */
export interface ArchivePath {
  readonly segments: readonly string[];
  readonly isFolder: boolean;
}

/**
 * Null when the path is absolute, climbs out of its folder or holds control characters. Windows software writes
 * backslashes (against APPNOTE 4.4.17.1): they separate folders, too.
 */
export function readPath(rawPath: Uint8Array): ArchivePath | null {
  const path = decode(rawPath).replaceAll('\\', '/');
  if (/[\0-\x1f\x7f]/.test(path) || /^(\/|[A-Za-z]:)/.test(path)) return null;
  const segments = path.split('/').filter((segment) => segment !== '' && segment !== '.');
  return segments.includes('..') ? null : { segments, isFolder: path.endsWith('/') };
}

/**
 * Japanese Windows writes CP932, others UTF-8, and few set the flag that tells (APPNOTE appendix D). Text in CP932 is
 * hardly ever well-formed UTF-8. Decoded before any separator is looked for: 5C is the second byte of many characters.
 */
function decode(path: Uint8Array): string {
  try {
    return utf8.decode(path);
  } catch {
    return decodeMs932(path);
  }
}

/** True for what an operating system added: nobody meant to send it. */
export function isAdded(segments: readonly string[]): boolean {
  const folded = segments.map((segment) => segment.toLowerCase());
  const name = folded.at(-1) ?? '';
  return ADDED_FILES.has(name) || name.startsWith('._') || folded.some((segment) => ADDED_FOLDERS.has(segment));
}

/** Equal for paths that are one and the same file on some system: those without case, or with letters decomposed. */
export function pathKey(segments: readonly string[]): string {
  return segments.join('/').normalize('NFC').toLowerCase();
}
