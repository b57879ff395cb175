import { CheckedRecord, Fault, RecordChecker } from './check-record.js';
import { CsvReader, CsvRecord, isBlank } from './csv.js';
import { FindingList } from './finding-list.js';
import { byteOrderMark, decodeMs932, UNDECODABLE } from './ms932.js';
import { NamedFile } from './named-file.js';
import { PersonCollector, Persons } from './persons.js';
import { blankLine } from './rules/blank-line.js';
import { columnCount } from './rules/column-count.js';
import { emptyFile } from './rules/empty-file.js';
import { encoding } from './rules/encoding.js';
import { headerRow, isHeaderRow } from './rules/header-row.js';
import { lineEnding } from './rules/line-ending.js';
import { monthMismatch } from './rules/month-mismatch.js';

/** What the rules over several files need to know of one of them. */
export interface RecordFacts {
  readonly persons: Persons;
  /** True when a record's month is not that of the name: the name does not tell the month for certain. */
  readonly monthDiffers: boolean;
}

/** Two lists, each in report order: of the file as a whole, and of its records. */
export interface RecordFindings {
  readonly whole: FindingList;
  readonly records: FindingList;
}

const MARK: Fault = { rule: encoding, column: 1, detail: { byteOrderMark: true } };

/** Reads and checks the records of one CSV file in one pass. */
export function checkRecords(file: NamedFile, findings: RecordFindings): RecordFacts {
  return new FileCheck(file, findings).run();
}

class FileCheck {
  private readonly collector: PersonCollector;
  private row = 0;
  /** Empty lines since the last record: only what follows tells whether they trail. */
  private blanks = 0;
  private monthDiffers = false;
  /** Faults of a header row not told yet; null when there is none. */
  private header: readonly Fault[] | null = null;

  constructor(
    private readonly file: NamedFile,
    private readonly findings: RecordFindings,
  ) {
    this.collector = new PersonCollector(file.name.receiver);
  }

  run(): RecordFacts {
    const { bytes } = this.file.source;
    const mark = byteOrderMark(bytes);
    if (mark === 'utf-16') {
      // Another encoding throughout: its records cannot be told apart, so nothing more is said of them.
      this.report(1, [MARK]);
      this.collector.persons.incomplete = true;
    } else {
      this.read(decodeMs932(mark === null ? bytes : bytes.subarray(3)), mark === null ? [] : [MARK]);
    }
    return { persons: this.collector.persons, monthDiffers: this.monthDiffers };
  }

  private read(text: string, faultsOfFirst: readonly Fault[]): void {
    const checker = new RecordChecker(this.file, text.includes(UNDECODABLE));
    const reader = new CsvReader(text);
    let first = true;
    let crlf = true;
    for (let record = reader.next(); record !== null; record = reader.next()) {
      crlf &&= record.end === 'crlf' || record.end === 'none';
      if (first && isHeaderRow(record.values, this.file.name.form)) this.header = faultsOfFirst;
      else if (isBlank(record)) this.blanks += 1;
      else this.take(record, checker, first ? faultsOfFirst : []);
      first = false;
    }
    if (!crlf && this.row > 0) this.findings.whole.add(lineEnding, { file: this.file.source.name });
    this.finish();
  }

  /** A header row is row 0. It is told when a record follows: alone it is an empty file, and that is the one fault. */
  private tellHeader(): void {
    if (this.header === null) return;
    this.findings.records.add(headerRow, { file: this.file.source.name, row: 0 });
    this.report(0, this.header);
    this.header = null;
  }

  private take(record: CsvRecord, checker: RecordChecker, known: readonly Fault[]): void {
    this.tellHeader();
    // Empty lines before a record are records without items.
    for (; this.blanks > 0; this.blanks -= 1) {
      this.row += 1;
      this.report(this.row, [{ rule: columnCount, column: null, detail: { form: this.file.name.form } }]);
    }
    this.row += 1;
    const checked: CheckedRecord = checker.check(this.row, record, known);
    if (checked.faults.length > 0) this.report(this.row, checked.faults);
    this.collector.take(this.row, record, checked);
  }

  private finish(): void {
    const file = this.file.source.name;
    if (this.row === 0) {
      this.findings.whole.add(emptyFile, { file });
      this.collector.persons.incomplete = true;
    } else if (this.blanks > 0) {
      this.findings.records.add(blankLine, { file, row: this.row + 1 });
    }
  }

  private report(row: number, faults: readonly Fault[]): void {
    for (const { rule, column, detail } of faults) {
      if (rule === monthMismatch) this.monthDiffers = true;
      const field = column === null ? undefined : this.file.name.form.fields[column - 1];
      const place = { file: this.file.source.name, row, ...(column === null ? {} : { column }), field };
      this.findings.records.add(rule, place, detail);
    }
  }
}
