const EXTENSIONS =
  /\.(zip|zipx|7z|rar|gz|tgz|bz2|tbz2?|xz|txz|zst|z|lzh|lha|lz|lzma|tar|cab|arj|iso|jar|docx|docm|xlsx|xlsm|pptx|pptm|od[tsp]|epub)$/i;

/** First bytes of archives and single compressed files, with the offset at which they stand. */
const SIGNATURES: readonly { readonly at: number; readonly bytes: Buffer }[] = [
  ['PK\x03\x04', 0], // zip, and office documents, which are zip files
  ['PK\x05\x06', 0],
  ['PK\x07\x08', 0],
  ['7z\xbc\xaf\x27\x1c', 0],
  ['Rar!\x1a\x07', 0],
  ['\x1f\x8b', 0], // gzip
  ['\x1f\x9d', 0], // compress
  ['BZh', 0],
  ['\xfd7zXZ\0', 0],
  ['\x28\xb5\x2f\xfd', 0], // zstd
  ['LZIP', 0],
  ['MSCF', 0], // cab
  ['-lh', 2],
  ['-lz', 2],
  ['\x60\xea', 0], // arj
  ['ustar', 257], // tar
  ['CD001', 0x8001], // iso
].map(([text, at]) => ({ at: Number(at), bytes: Buffer.from(String(text), 'latin1') }));

/** True when a file is an archive itself, by its name. */
export const isArchiveName = (name: string): boolean => EXTENSIONS.test(name);

/** True when a file is an archive itself, by its content: what is in it would be sent without a check. */
export function isArchiveContent(content: Buffer): boolean {
  return SIGNATURES.some(({ at, bytes }) => content.subarray(at, at + bytes.length).equals(bytes));
}
