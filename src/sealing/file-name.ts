/** Control characters, path separators, and characters some file system gives a meaning to. */
const UNSAFE = /[\p{Cc}\p{Cf}\p{Cs}/\\:*?"<>|]/u;
const BYTES_MAX = 255;

/** A name that is one plain file in one folder, on every system it may be unpacked on. */
export function isPlainFileName(name: string): boolean {
  if (name === '' || name !== name.trim() || name.startsWith('.') || name.endsWith('.')) return false;
  return !UNSAFE.test(name) && Buffer.byteLength(name) <= BYTES_MAX;
}

/** Names alike by this would overwrite each other on a file system that ignores case. */
export function fileNameKey(name: string): string {
  return name.normalize('NFC').toLowerCase();
}
