import { Fault, RecordChecker } from './check-record.js';
import { CsvReader, CsvRecord } from './csv.js';
import { isBlank, VALUES_KEPT } from './csv-records.js';
import { inVersion } from './file-name.js';
import { FindingList } from './finding-list.js';
import { byteOrderMark, bytesAsText, decodeText, isMs932 } from './ms932.js';
import { NamedFile } from './named-file.js';
import { PersonCollector, Persons } from './persons.js';
import { blankLine } from './rules/blank-line.js';
import { columnCount } from './rules/column-count.js';
import { emptyFile } from './rules/empty-file.js';
import { encoding } from './rules/encoding.js';
import { headerRow, isHeaderRow } from './rules/header-row.js';
import { lineEnding } from './rules/line-ending.js';
import { monthMismatch } from './rules/month-mismatch.js';
import { VERSION_COLUMN } from './rules/version-unknown.js';

/** What the rules over several files need to know of one of them. */
export interface RecordFacts {
  readonly persons: Persons;
  /** True when a record's month is not that of the name: the name does not tell the month for certain. */
  readonly monthDiffers: boolean;
}

const MARK: Fault = { rule: encoding, column: 1, detail: { byteOrderMark: true } };

/** Bytes of a cell in which the name of an item fits. */
const NAME_LENGTH = 400;

const namesIn = ({ values }: CsvRecord): string[] => values.map((value) => decodeText(value.slice(0, NAME_LENGTH)));

/** The longest mark. */
const MARK_LENGTH = 3;

/** Bytes read at a time: enough to be fast, little enough to stay in the processor's cache. */
const PIECE = 65_536;

/** Reads and checks the records of one CSV file in one pass, as its bytes come. */
export class RecordsCheck {
  private readonly collector: PersonCollector;
  /** Made when the first record tells the version. */
  private checker: RecordChecker | null = null;
  private readonly reader = new CsvReader((record) => this.read(record), VALUES_KEPT);
  /** The first bytes, as long as there are too few of them to know whether they are a byte-order mark. */
  private begun: Uint8Array | null = new Uint8Array(0);
  /** Another encoding throughout: its records cannot be told apart, so nothing more is said of them. */
  private unreadable = false;
  private faultsOfFirst: readonly Fault[] = [];
  private first = true;
  private crlf = true;
  private row = 0;
  /** Empty lines since the last record: only what follows tells whether they trail. */
  private blanks = 0;
  private monthDiffers = false;
  /** Faults of a header row not told yet; null when there is none. */
  private header: readonly Fault[] | null = null;

  constructor(
    private named: NamedFile,
    private readonly findings: FindingList,
  ) {
    this.collector = new PersonCollector(named.name.receiver);
    this.collector.persons.incomplete = named.toldAs?.hasLost ?? false;
  }

  /** The file, in the version that its first record declares where its name leaves that open. */
  get file(): NamedFile {
    return this.named;
  }

  write(bytes: Uint8Array): void {
    let rest = bytes;
    if (this.begun !== null) {
      rest = this.begun.length === 0 ? bytes : Buffer.concat([this.begun, bytes]);
      if (rest.length < MARK_LENGTH) this.begun = rest;
      else rest = this.passMark(rest);
    }
    if (this.begun !== null || this.unreadable) return;
    for (let at = 0; at < rest.length; at += PIECE) this.reader.write(bytesAsText(rest.subarray(at, at + PIECE)));
  }

  end(): RecordFacts {
    if (this.begun !== null) this.reader.write(bytesAsText(this.passMark(this.begun)));
    if (!this.unreadable) {
      this.reader.end();
      this.finish();
    }
    return { persons: this.collector.persons, monthDiffers: this.monthDiffers };
  }

  private passMark(bytes: Uint8Array): Uint8Array {
    this.begun = null;
    const mark = byteOrderMark(bytes);
    if (mark === null) return bytes;
    if (mark === 'utf-8') {
      this.faultsOfFirst = [MARK];
      return bytes.subarray(MARK_LENGTH);
    }
    this.report(1, [MARK]);
    this.collector.persons.incomplete = true;
    this.unreadable = true;
    return bytes.subarray(bytes.length);
  }

  private read(record: CsvRecord): void {
    const { first, faultsOfFirst } = this;
    this.first = false;
    this.crlf &&= record.end === 'crlf' || record.end === 'none';
    if (first && isHeaderRow(namesIn(record), this.file.name.form)) this.header = this.headerFaults(record);
    else if (isBlank(record)) this.blanks += 1;
    else this.take(record, first ? faultsOfFirst : []);
  }

  /** A header row is row 0. It is told when a record follows: alone it is an empty file, and that is the one fault. */
  private tellHeader(): void {
    if (this.header === null) return;
    this.findings.add(headerRow, { file: this.file, row: 0 });
    this.report(0, this.header);
    this.header = null;
  }

  private take(record: CsvRecord, known: readonly Fault[]): void {
    this.tellHeader();
    // Empty lines before a record are records without items.
    if (this.blanks > 0) {
      this.findings.addRun(columnCount, this.file, this.row + 1, this.blanks, { form: this.file.name.form });
      this.row += this.blanks;
      this.blanks = 0;
    }
    this.row += 1;
    this.checker ??= this.checkerFor(record);
    const checked = this.checker.check(this.row, record, known);
    if (checked.faults.length > 0) this.report(this.row, checked.faults);
    this.collector.take(this.row, record, checked);
  }

  /** Names of items may be anything, but not in another encoding. */
  private headerFaults({ values }: CsvRecord): readonly Fault[] {
    if (this.faultsOfFirst.length > 0) return this.faultsOfFirst;
    const { fields } = this.file.name.form;
    return fields.flatMap(({ number }) =>
      isMs932(values[number - 1] ?? '') ? [] : [{ rule: encoding, column: number, detail: {} }],
    );
  }

  private checkerFor({ values }: CsvRecord): RecordChecker {
    this.named = { ...this.named, name: inVersion(this.named.name, values[VERSION_COLUMN - 1] ?? '') };
    return new RecordChecker(this.named);
  }

  private finish(): void {
    const { file } = this;
    if (!this.crlf && this.row > 0 && file.toldAs === undefined) this.findings.add(lineEnding, { file });
    if (this.row === 0) {
      this.findings.add(emptyFile, { file });
      this.collector.persons.incomplete = true;
    } else if (this.blanks > 0) {
      this.findings.add(blankLine, { file, row: this.row + 1 });
    }
  }

  private report(row: number, faults: readonly Fault[]): void {
    for (const { rule, column, detail } of faults) {
      if (rule === monthMismatch) this.monthDiffers = true;
      const field = column === null ? undefined : this.file.name.form.fields[column - 1];
      const place = { file: this.file, row, ...(column === null ? {} : { column }), field };
      this.findings.add(rule, place, detail);
    }
  }
}
