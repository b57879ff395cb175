import { Check, CheckOptions, CheckReport, inNameOrder, SourceFile } from './check.js';
import { ToldAs } from './named-file.js';

/** One file whose bytes come in pieces of any size, as from a disk. */
export interface PiecedFile {
  readonly name: string;
  /** Where its findings are told, when it was split off another file. */
  readonly toldAs?: ToldAs;
  pieces(): AsyncIterable<Uint8Array>;
}

/** The check of `checkFiles`, piece by piece: no file is ever held as a whole. */
export async function checkPieces(files: readonly PiecedFile[], options: CheckOptions = {}): Promise<CheckReport> {
  const check = new Check(options);
  await writePieces(check, files);
  return check.report();
}

/** The part of it before the report. */
export async function writePieces(check: Check, files: readonly PiecedFile[]): Promise<void> {
  for (const file of inNameOrder(files)) {
    const checked = check.open(file.name, file.toldAs);
    for await (const piece of file.pieces()) checked.write(piece);
    checked.end();
  }
}

/** Bytes between two pauses: a millisecond or two of work, for hostile bytes some tens. */
const TURN = 65_536;

/**
 * Files that are held in memory, in pieces with a pause after every TURN bytes, in which others that wait for the same
 * thread go on: a large file, or many, must not hold them up.
 */
export function inTurns(
  files: readonly (SourceFile & Pick<PiecedFile, 'toldAs'>)[],
  pause: () => Promise<unknown>,
): PiecedFile[] {
  let room = TURN;
  async function* pieces(bytes: Uint8Array): AsyncIterable<Uint8Array> {
    for (let at = 0; at < bytes.length;) {
      const piece = bytes.subarray(at, at + room);
      yield piece;
      at += piece.length;
      room -= piece.length;
      if (room > 0) continue;
      await pause();
      room = TURN;
    }
  }
  return files.map(({ bytes, ...file }) => ({ ...file, pieces: () => pieces(bytes) }));
}
