import { groupBy } from '../group-by.js';
import { Field } from '../layouts/field.js';
import { Form } from '../layouts/form.js';
import { MessageDetail } from '../message-detail.js';
import { byteOrderMark, decodeText } from '../ms932.js';
import { SourceFile } from '../named-file.js';
import { archive } from '../rules/archive.js';
import { blankLine } from '../rules/blank-line.js';
import { columnCount } from '../rules/column-count.js';
import { emptyFile } from '../rules/empty-file.js';
import { encoding } from '../rules/encoding.js';
import { extensionCase } from '../rules/extension-case.js';
import { fileName } from '../rules/file-name.js';
import { lineEnding } from '../rules/line-ending.js';
import { unquotedText } from '../rules/unquoted-text.js';
import { headerRow, isWords } from '../rules/header-row.js';
import { Rule } from '../rules/rule.js';
import { versionUnknown } from '../rules/version-unknown.js';
import { CombinedName, parseCombinedName } from './combined-name.js';
import { CombinedRow, combinedRows, LEADING_COLUMNS } from './combined-rows.js';
import { FileGatherer, GatheredFile } from './gathered-files.js';
import { unitsOf } from './gathered-units.js';
import { laterSequence } from './later-sequence.js';
import { officesOf, readLeading } from './leading-columns.js';
import { FORM_FIELD } from './leading-fields.js';

/** A fault of the combined file itself. `row` counts from 1 and is 0 for a header row; null is the whole file. */
export interface CombinedFault {
  readonly row: number | null;
  readonly column: number | null;
  readonly rule: Rule;
  /** The item at the column. */
  readonly field: Field | null;
  readonly detail: MessageDetail;
}

/** Leads from the rows of a file that was split off to those of the combined file. */
export interface Origin {
  /** Both count from 1. */
  rowOf(row: number): number;
}

export interface SplitFile {
  /** In the order of units, and in them of first records. */
  readonly files: readonly SourceFile[];
  /** By the names of the files. A column is three further to the right in the combined file. */
  readonly origins: ReadonlyMap<string, Origin>;
  /** The first ones, in the order of row and column. */
  readonly faults: readonly CombinedFault[];
  readonly faultsTotal: number;
  /** True when a record could be put into no file: what the files lack may be there. */
  readonly hasLost: boolean;
}

export interface SplitLimits {
  /** Faults that are kept; 1,000 when left out. */
  readonly faults?: number;
  /** Files that it may become; any number when left out. */
  readonly files?: number;
}

/**
 * Splits a combined file (図表133 案②) into the files of the standard. The study names the three columns before each
 * record (図表134) and leaves the rest open; decided here:
 *
 * - An office column holds what the file names of the record's version hold: the office number, and where those names
 *   have service types `_` and the service type.
 * - Records may come in any order. They are sorted by offices, version (CSVバージョン), form and month, and keep their
 *   order and every byte.
 * - Units between two offices need different sequences and are imported in rising order (標準仕様, ファイル命名規約). Of
 *   the units for a destination the first has the sequence of the combined file, each further one a second more, in the
 *   order in which their first records stand.
 *
 * Never throws. One that would become too many files is not split at all: that is its fault.
 */
export function splitCombined(file: SourceFile, limits: SplitLimits = {}): SplitFile {
  const split = new Split(limits);
  const turns = split.run(file);
  while (!turns.next().done);
  return split.result();
}

/** The same, with a pause after every few milliseconds of work, in which others go on. */
export async function splitCombinedInTurns(
  file: SourceFile,
  limits: SplitLimits,
  pause: () => Promise<unknown>,
): Promise<SplitFile> {
  const split = new Split(limits);
  const turns = split.run(file);
  while (!turns.next().done) await pause();
  return split.result();
}

/** Bytes read between two pauses. */
const TURN = 65_536;

class Split {
  private readonly files: SourceFile[] = [];
  private readonly origins = new Map<string, Origin>();
  private readonly faults: CombinedFault[] = [];
  private faultsTotal = 0;
  private row = 0;
  /** Empty lines since the last record: only what follows tells whether they trail. */
  private blanks = 0;
  private hasHeader = false;
  private hasMark = false;
  private versionTold = false;
  private unquotedTold = false;
  private crlf = true;
  private hasLost = false;
  private readonly mostFaults: number;
  private readonly mostFiles: number;

  constructor({ faults = 1000, files = Number.MAX_SAFE_INTEGER }: SplitLimits) {
    this.mostFaults = faults;
    this.mostFiles = files;
  }

  result(): SplitFile {
    const { files, origins, faults, faultsTotal, hasLost } = this;
    return { files, origins, faults, faultsTotal, hasLost };
  }

  /** Ends a turn now and then. */
  *run({ name: file, bytes }: SourceFile): Generator<void> {
    const name = parseCombinedName(file);
    if (name === null) {
      this.hasLost = true;
      return this.add(fileName, null, null, { fileName: 'combined' });
    }
    if (!name.extensionAsPrinted) this.add(extensionCase, null, null);
    const mark = byteOrderMark(bytes);
    this.hasMark = mark !== null;
    // Another encoding throughout: its records cannot be told apart.
    if (mark === 'utf-16') {
      this.hasLost = true;
      return this.tellStart();
    }
    const content = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).subarray(mark === null ? 0 : 3);
    const gatherer = new FileGatherer();
    yield* this.readRows(content, name, gatherer);
    if (gatherer.count > this.mostFiles) return this.refuse();
    for (const { file, sequence } of inUnits(gatherer.all(name.sequence.slice(0, 6)), name.sequence)) {
      this.write(file, sequence, content);
    }
  }

  add(rule: Rule, row: number | null, field: Field | null, detail: MessageDetail = {}): void {
    this.faultsTotal += 1;
    if (this.faults.length < this.mostFaults) {
      this.faults.push({ row, column: field?.number ?? null, rule, field, detail });
    }
  }

  private *readRows(content: Buffer, name: CombinedName, gatherer: FileGatherer): Generator<void> {
    let first = true;
    let turn = TURN;
    for (const row of combinedRows(content.toString('latin1'))) {
      if (first && isHeader(row)) this.hasHeader = true;
      else if (row.isBlank) this.blanks += 1;
      else this.take(row, name, gatherer);
      if (gatherer.count > this.mostFiles) return;
      first = false;
      this.crlf &&= row.end === 'crlf' || row.end === 'none';
      if (row.to < turn) continue;
      turn = row.to + TURN;
      yield;
    }
    if (!this.crlf && this.row > 0) this.add(lineEnding, null, null);
    if (this.row === 0) this.add(emptyFile, null, null);
    else if (this.blanks > 0) this.add(blankLine, this.row + 1, null);
  }

  private take(row: CombinedRow, name: CombinedName, gatherer: FileGatherer): void {
    if (this.row === 0) this.tellStart();
    this.tellBlanks();
    this.row += 1;
    const { address, faults } = readLeading(row, name);
    for (const { rule, field, detail } of faults) {
      if (rule === versionUnknown && this.versionTold) continue;
      this.versionTold ||= rule === versionUnknown;
      this.add(rule, this.row, field, detail);
    }
    if (address === null) this.hasLost = true;
    else gatherer.take(address, this.row, row);
    if (address !== null && !this.unquotedTold) this.tellUnquoted(row, address.form);
  }

  /** Empty lines before a record are records without items. */
  private tellBlanks(): void {
    const looked = Math.min(this.blanks, this.mostFaults);
    for (let index = 1; index <= looked; index += 1) this.add(columnCount, this.row + index, null);
    this.faultsTotal += this.blanks - looked;
    this.row += this.blanks;
    this.blanks = 0;
  }

  private tellUnquoted({ values, quoted }: CombinedRow, { fields }: Form): void {
    if (values.length !== fields.length + LEADING_COLUMNS) return;
    const field = fields.find(({ type, number }) => {
      const at = number - 1 + LEADING_COLUMNS;
      return type === 'text' && quoted[at] === false && values[at] !== '';
    });
    if (field === undefined) return;
    this.unquotedTold = true;
    this.add(unquotedText, this.row, { ...field, number: field.number + LEADING_COLUMNS }, { field });
  }

  private refuse(): void {
    this.hasLost = true;
    this.add(archive, null, null, { archive: 'too-large' });
  }

  /** A header row is told when a record follows: alone it is an empty file. */
  private tellStart(): void {
    if (this.hasHeader) this.add(headerRow, 0, null);
    if (this.hasMark) this.add(encoding, this.hasHeader ? 0 : 1, FORM_FIELD, { byteOrderMark: true });
  }

  private write({ address, month, rows, ranges }: GatheredFile, sequence: string, content: Buffer): void {
    const { form, sender, receiver } = address;
    const segments = [form.code, ...(month === null ? [] : [month]), sender, receiver, sequence];
    const name = `${segments.join('_')}.${form.fileName.extension}`;
    const bytes = Buffer.alloc(ranges.reduce((sum, { from, to }) => sum + to - from, 0));
    let at = 0;
    for (const { from, to } of ranges) at += content.copy(bytes, at, from, to);
    this.files.push({ name, bytes });
    this.origins.set(name, { rowOf: (row) => rows[row - 1] ?? row });
  }
}

/** Item names where the first record has its form, offices and version: words, without a digit. */
function isHeader({ values }: CombinedRow): boolean {
  const names = values.slice(0, LEADING_COLUMNS + 1);
  const isForm = FORM_FIELD.codes?.some(({ code }) => code === names[0]) === true;
  return names.length === LEADING_COLUMNS + 1 && !isForm && names.every((name) => isWords(decodeText(name)));
}

/** Files with the sequence of their unit. Units are counted by the office they go to, whatever its service type. */
function* inUnits(files: readonly GatheredFile[], sequence: string) {
  const units = [...groupBy(files, ({ address }) => officesOf(address)).values()]
    .flatMap((group) => (group[0] === undefined ? [] : unitsOf(group[0].address.edition, group)))
    .sort((a, b) => firstRow(a) - firstRow(b));
  for (const destination of groupBy(units, (unit) => unit[0]?.address.receiver.slice(0, 10) ?? '').values()) {
    for (const [index, unit] of destination.entries()) {
      for (const file of unit) yield { file, sequence: laterSequence(sequence, index) };
    }
  }
}

/** Files of a unit stand in the order of their first records. */
const firstRow = (unit: readonly GatheredFile[]): number => unit[0]?.rows[0] ?? 0;
