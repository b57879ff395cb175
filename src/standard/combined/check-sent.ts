import { CheckOptions, CheckReport, inNameOrder, MAX_FINDINGS, SourceFile } from '../check.js';
import { checkPieces, inTurns, PiecedFile } from '../check-pieces.js';
import { FindingList } from '../finding-list.js';
import { compareFindings, Finding, RuleCode } from '../findings.js';
import { archive } from '../rules/archive.js';
import { ArchiveLimits, unpackArchive } from './archive.js';
import { Origin, SplitFile, splitCombined } from './combined-file.js';
import { isCombinedLike } from './combined-name.js';
import { LEADING_COLUMNS } from './combined-rows.js';

export interface SentOptions extends CheckOptions {
  /** How much all zips together may hold, and how many files they and combined CSVs may become. */
  readonly archives: ArchiveLimits;
  /** Lets others go on, now and then; nobody when left out. */
  readonly pause?: () => Promise<unknown>;
}

const isArchive = (name: string): boolean => /\.zip$/i.test(name);

/**
 * Checks files as they were sent: those of the standard, attachments, and the combined forms of the study, a zip (案①)
 * and one CSV for many destinations (案②). Findings point at the file, row and column that was sent; of a file out of a
 * zip, at that file. Units name the files of the standard. Never rejects.
 */
export async function checkSent(files: readonly PiecedFile[], options: SentOptions): Promise<CheckReport> {
  const apart = new TakenApart(options);
  for (const file of inNameOrder(files)) await apart.take(file);
  return apart.report();
}

class TakenApart {
  private readonly files: PiecedFile[] = [];
  private readonly combined: { readonly file: string; readonly origins: SplitFile['origins'] }[] = [];
  private readonly found: FindingList;
  /** What is left of the bounds. */
  private readonly room: { files: number; bytes: number };
  /** True when something could be put into no file: what the files lack may be there. */
  private hasLost = false;

  constructor(private readonly options: SentOptions) {
    this.room = { ...options.archives };
    this.found = new FindingList(options.maxFindings ?? MAX_FINDINGS);
  }

  async take(file: PiecedFile): Promise<void> {
    if (isArchive(file.name)) await this.unpack(await whole(file));
    else if (isCombinedLike(file.name)) this.split(await whole(file));
    else this.files.push(file);
  }

  private async unpack({ name, bytes }: SourceFile): Promise<void> {
    const unpacked = await unpackArchive(bytes, this.room);
    if (typeof unpacked === 'string') {
      this.hasLost = true;
      return this.found.add(archive, { file: name }, { archive: unpacked });
    }
    this.room.files -= unpacked.length;
    this.room.bytes -= unpacked.reduce((sum, file) => sum + file.bytes.length, 0);
    for (const file of unpacked) {
      if (isCombinedLike(file.name)) this.split(file);
      else this.files.push(...this.pieced([file]));
    }
  }

  private split(file: SourceFile): void {
    const split = splitCombined(file, { files: this.room.files });
    this.room.files -= split.files.length;
    for (const { rule, row, column, field, detail } of split.faults) {
      const place = { file: file.name, ...(row === null ? {} : { row }), ...(column === null ? {} : { column }) };
      this.found.add(rule, { ...place, field: field ?? undefined }, detail);
    }
    this.hasLost ||= split.hasLost;
    this.combined.push({ file: file.name, origins: split.origins });
    this.files.push(...this.pieced(split.files));
  }

  private pieced(files: readonly SourceFile[]): PiecedFile[] {
    return inTurns(files, this.options.pause ?? (async () => undefined));
  }

  async report(): Promise<CheckReport> {
    const { ok, units, findings, findingsTotal } = await checkPieces(this.files, this.options);
    const told = this.asSent(findings);
    return {
      ok: ok && this.found.errors === 0,
      units,
      findings: [...told, ...this.found.kept].sort(compareFindings).slice(0, this.found.limit),
      findingsTotal: findingsTotal - (findings.length - told.length) + this.found.total,
    };
  }

  /** Findings where they lie in what was sent. */
  private asSent(findings: readonly Finding[]): Finding[] {
    const origins = new Map(
      this.combined.flatMap(({ file, origins: split }) =>
        [...split].map(([name, origin]) => [name, { file, origin }] as const),
      ),
    );
    const once = new Set<string>();
    return findings.flatMap((finding) => {
      if (this.hasLost && MAY_FOLLOW.includes(finding.rule)) return [];
      const at = origins.get(finding.file ?? '');
      if (at === undefined) return [finding];
      const sent = inSent(finding, at.file, at.origin);
      const isOnce = ONCE_A_FILE.includes(sent.rule);
      if (sent.row !== null && !isOnce) return [sent];
      const key = `${at.file} ${sent.rule} ${isOnce ? '' : sent.message.en}`;
      if (once.has(key)) return [];
      once.add(key);
      return [sent];
    });
  }
}

/** What may merely follow from a zip or a record that could be put into no file. */
const MAY_FOLLOW: readonly RuleCode[] = ['unit', 'relation', 'person-not-served'];

/** Like a finding on a file as a whole, told once of what was sent as one file. */
const ONCE_A_FILE: readonly RuleCode[] = ['unquoted-text'];

/** The item keeps its name; its column is behind the leading ones. */
function inSent(finding: Finding, file: string, origin: Origin): Finding {
  return {
    ...finding,
    file,
    row: finding.row === null ? null : origin.rowOf(finding.row),
    column: finding.column === null ? null : finding.column + LEADING_COLUMNS,
  };
}

async function whole({ name, pieces }: PiecedFile): Promise<SourceFile> {
  const parts: Uint8Array[] = [];
  for await (const part of pieces()) parts.push(part);
  return { name, bytes: Buffer.concat(parts) };
}
