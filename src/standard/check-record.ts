import { CellCheck, CellFault } from './cell-check.js';
import { CsvRecord } from './csv.js';
import { MessageDetail } from './message-detail.js';
import { decodeText, isMs932, repertoireOf } from './ms932.js';
import { NamedFile } from './named-file.js';
import { RecordLayout, RecordLayouts } from './record-layout.js';
import { columnCount } from './rules/column-count.js';
import { csvSyntax } from './rules/csv-syntax.js';
import { encoding } from './rules/encoding.js';
import { Rule } from './rules/rule.js';
import { unquotedText } from './rules/unquoted-text.js';

/** One fault of a record; the column is 1-based, null for the whole record. */
export interface Fault {
  readonly rule: Rule;
  readonly column: number | null;
  readonly detail: MessageDetail;
}

/** What was found in one record. */
export interface CheckedRecord {
  /** In column order. */
  readonly faults: readonly Fault[];
  /** Null when the items could not be told apart. */
  readonly layout: RecordLayout | null;
}

const NO_DETAIL: MessageDetail = {};

/** The last value of a column that passed, and the first short ones: dates, codes and numbers, of which there are few. */
class PassedValues {
  private last: string | null = null;
  /** Made with the second value: most columns of a small file have one. */
  private short: Set<string> | null = null;

  has(value: string): boolean {
    return value === this.last || (this.short !== null && value.length <= SHORT && this.short.has(value));
  }

  add(value: string): void {
    if (this.last !== null && value.length <= SHORT) {
      this.short ??= new Set([this.last]);
      if (this.short.size < MOST) this.short.add(value);
    }
    this.last = value;
  }
}

/** Longer values may hold on to the piece of the file that they were cut from. */
const SHORT = 12;
const MOST = 256;

const NOT_MS932: CellFault = { rule: encoding };

/**
 * Lengths and characters are those of decoded text. Bytes of ASCII are their own text; so are those of an item that takes
 * any text, of which every character is permitted that MS932 has beyond ASCII.
 */
function cellFault(check: CellCheck | undefined, isFree: boolean, value: string): CellFault | null {
  const repertoire = repertoireOf(value);
  if (repertoire === 'beyond') return NOT_MS932;
  return check?.(isFree || repertoire === 'ascii' ? value : decodeText(value)) ?? null;
}

/** Checks the records of one file, one after the other; it remembers what a file is told only once. */
export class RecordChecker {
  private readonly layouts: RecordLayouts;
  private unquotedTold = false;
  private faults: Fault[] = [];

  /** For each column values that passed before: rows repeat most of their cells, which need no second look. */
  private passed: PassedValues[] = [];
  private passedLayout: RecordLayout | null = null;

  constructor(file: NamedFile) {
    this.layouts = new RecordLayouts(file);
    // Of a file that was split off, the one that was sent is told once.
    this.unquotedTold = file.toldAs !== undefined;
  }

  /** `known` are faults of the record found before, such as a byte-order mark; their cells are not judged again. */
  check(row: number, record: CsvRecord, known: readonly Fault[] = []): CheckedRecord {
    this.faults = [...known];
    const { values, fault } = record;
    const layout = this.layouts.of(record);
    if (fault !== null) this.addSyntaxFault(values, fault);
    // A wrong number of items in a record with a syntax fault is its consequence.
    if (layout === null && fault === null) this.add(columnCount, null, { form: this.layouts.named.form });
    if (layout === null) {
      this.checkEncoding(values);
    } else {
      this.checkCells(record, layout);
      this.checkRules(row, values, layout);
    }
    if (this.faults.length > 1) this.faults.sort((a, b) => (a.column ?? 0) - (b.column ?? 0));
    return { faults: this.faults, layout };
  }

  readonly isSound = (column: number): boolean =>
    this.faults.length === 0 || !this.faults.some((fault) => fault.column === column);

  /** True for a column without an error: a warning leaves it to the rules of the record. */
  private readonly isCertain = (column: number): boolean =>
    this.faults.length === 0 ||
    !this.faults.some((fault) => fault.column === column && fault.rule.severity === 'error');

  /** Bytes outside MS932 come before any other fault of their cell. */
  private addSyntaxFault(values: readonly string[], { kind, column }: NonNullable<CsvRecord['fault']>): void {
    if (!this.isSound(column)) return;
    if (isMs932(values[column - 1] ?? '')) this.add(csvSyntax, column, { syntax: kind });
    else this.add(encoding, column);
  }

  /** Of a record whose items cannot be told apart. Cells past the last item of the form have no item to name. */
  private checkEncoding(values: readonly string[]): void {
    values.slice(0, this.layouts.named.form.fields.length).forEach((value, index) => {
      if (this.isSound(index + 1) && !isMs932(value)) this.add(encoding, index + 1);
    });
  }

  private checkCells({ values, quoted }: CsvRecord, layout: RecordLayout): void {
    if (layout !== this.passedLayout) {
      this.passed = layout.cells.map(() => new PassedValues());
      this.passedLayout = layout;
    }
    const { cells, texts, free } = layout;
    const { passed } = this;
    for (let index = 0; index < cells.length; index += 1) {
      const value = values[index] ?? '';
      const isText = texts[index] === true;
      if (!passed[index]?.has(value)) {
        if (!this.isSound(index + 1)) continue;
        const fault = cellFault(cells[index], free[index] === true, value);
        if (fault === null) passed[index]?.add(value);
        else this.add(fault.rule, index + 1, fault.doubt === undefined ? NO_DETAIL : { doubt: fault.doubt });
      }
      if (isText && quoted[index] !== true && value !== '') this.noteUnquoted(index + 1);
    }
  }

  private noteUnquoted(column: number): void {
    if (this.unquotedTold || !this.isSound(column)) return;
    this.unquotedTold = true;
    this.add(unquotedText, column);
  }

  private checkRules(row: number, values: readonly string[], { rules }: RecordLayout): void {
    const record = { row, values, isSound: this.isCertain };
    for (const { rule, check } of rules) {
      for (const { column, detail } of check(record)) this.replaceDoubt(rule, column, detail);
    }
  }

  /** One fault, one finding: a certain fault takes the place of a doubtful one in its cell. */
  private replaceDoubt(rule: Rule, column: number | null, detail?: MessageDetail): void {
    this.faults = this.faults.filter((fault) => fault.column !== column || fault.rule.severity === 'error');
    this.add(rule, column, detail);
  }

  private add(rule: Rule, column: number | null, detail: MessageDetail = NO_DETAIL): void {
    this.faults.push({ rule, column, detail });
  }
}
