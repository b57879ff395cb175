import { Check, CheckOptions, CheckReport, inNameOrder, SourceFile } from '../check.js';
import { inTurns, PiecedFile, writePieces } from '../check-pieces.js';
import { archive } from '../rules/archive.js';
import { ArchiveLimits, unpackArchive } from './archive.js';
import { SplitFile, splitCombinedInTurns } from './combined-file.js';
import { isCombinedLike } from './combined-name.js';
import { LEADING_COLUMNS } from './combined-rows.js';

export interface SentOptions extends CheckOptions {
  /** How much all zips together may hold, and how many files they and combined CSVs may become. */
  readonly archives: ArchiveLimits;
  /** Lets others go on, now and then; nobody when left out. */
  readonly pause?: () => Promise<unknown>;
}

/** True when a file is meant as a zip (案①). */
export const isArchive = (name: string): boolean => /\.zip$/i.test(name);

/**
 * Checks files as they were sent: those of the standard, attachments, and the combined forms of the study, a zip (案①)
 * and one CSV for many destinations (案②). Findings point at the file, row and column that was sent; of a file out of a
 * zip, at that file. Units name the files of the standard. Rejects only when the bytes of a file cannot be had.
 */
export async function checkSent(files: readonly PiecedFile[], options: SentOptions): Promise<CheckReport> {
  const check = new Check(options);
  const apart = new TakenApart(check, options);
  for (const file of inNameOrder(files)) await apart.take(file);
  await writePieces(check, apart.files);
  return check.report();
}

class TakenApart {
  readonly files: PiecedFile[] = [];
  /** What is left of the bounds. */
  private readonly room: { files: number; bytes: number };
  private readonly pause: () => Promise<unknown>;

  constructor(
    private readonly check: Check,
    { archives, pause = async () => undefined }: SentOptions,
  ) {
    this.room = { ...archives };
    this.pause = pause;
  }

  async take(file: PiecedFile): Promise<void> {
    if (isArchive(file.name)) await this.unpack(await whole(file));
    else if (isCombinedLike(file.name)) await this.split(await whole(file));
    else this.files.push(file);
  }

  private async unpack({ name, bytes }: SourceFile): Promise<void> {
    const unpacked = await unpackArchive(bytes, this.room);
    if (typeof unpacked === 'string') {
      this.check.excuse(name);
      return this.check.found.add(archive, { file: name }, { archive: unpacked });
    }
    this.room.files -= unpacked.length;
    this.room.bytes -= unpacked.reduce((sum, file) => sum + file.bytes.length, 0);
    for (const file of unpacked) {
      if (isCombinedLike(file.name)) await this.split(file);
      else this.files.push(...inTurns([file], this.pause));
    }
  }

  private async split(file: SourceFile): Promise<void> {
    const { files, origins, hasLost, ...told } = await splitCombinedInTurns(
      file,
      { files: this.room.files },
      this.pause,
    );
    this.room.files -= files.length;
    this.tell(file.name, told);
    // Nothing of it is there to show what belongs to it.
    if (hasLost && files.length === 0) this.check.excuse(file.name);
    for (const each of inTurns(files, this.pause)) {
      const rowOf = (row: number) => origins.get(each.name)?.rowOf(row) ?? row;
      this.files.push({ ...each, toldAs: { file: file.name, rowOf, columnsBefore: LEADING_COLUMNS, hasLost } });
    }
  }

  private tell(file: string, { faults, faultsTotal }: Pick<SplitFile, 'faults' | 'faultsTotal'>): void {
    for (const { rule, row, column, field, detail } of faults) {
      const place = { file, row: row ?? undefined, column: column ?? undefined, field: field ?? undefined };
      this.check.found.add(rule, place, detail);
    }
    const [last] = faults.slice(-1);
    if (last !== undefined) this.check.found.count(last.rule, faultsTotal - faults.length);
  }
}

async function whole({ name, pieces }: PiecedFile): Promise<SourceFile> {
  const parts: Uint8Array[] = [];
  for await (const part of pieces()) parts.push(part);
  return { name, bytes: Buffer.concat(parts) };
}
