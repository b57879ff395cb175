/** Why a record is not well-formed CSV (RFC 4180 quoting, as 標準仕様 uses it for free text). */
export type SyntaxFault = 'unclosed-quote' | 'text-after-quote' | 'bare-quote';

export interface CsvRecord {
  readonly values: readonly string[];
  /** For each value, whether it stood in double quotes. */
  readonly quoted: readonly boolean[];
  /** The first syntax fault of the record with its 1-based column: what follows it may be its consequence. */
  readonly fault: { readonly kind: SyntaxFault; readonly column: number } | null;
  /** How the record ends; `none` at the end of the file. */
  readonly end: 'crlf' | 'lf' | 'cr' | 'none';
}

const QUOTE = 0x22;
const COMMA = 0x2c;
const CR = 0x0d;
const LF = 0x0a;

/**
 * Reads records one after the other. CRLF, LF and a lone CR end a record; a missing end of the last record is nothing.
 * Never throws: a fault is noted in the record, and reading goes on at the next comma or line end.
 */
export class CsvReader {
  private at = 0;
  private values: string[] = [];
  private quoted: boolean[] = [];
  /** Values read of the current record; the one before tells how many to expect, which saves growing the arrays. */
  private count = 0;
  private fault: CsvRecord['fault'] = null;

  constructor(private readonly text: string) {}

  /** The next record, or null at the end of the text. An empty line is a record of one empty value. */
  next(): CsvRecord | null {
    if (this.at >= this.text.length) return null;
    this.values = new Array<string>(this.count);
    this.quoted = new Array<boolean>(this.count);
    this.count = 0;
    this.fault = null;
    do {
      if (this.text.charCodeAt(this.at) === QUOTE) this.readQuoted();
      else this.readBare();
    } while (this.passComma());
    this.values.length = this.count;
    this.quoted.length = this.count;
    return { values: this.values, quoted: this.quoted, fault: this.fault, end: this.passEnd() };
  }

  private readBare(): void {
    const from = this.at;
    this.passToDelimiter();
    this.keep(this.text.slice(from, this.at), false);
  }

  private readQuoted(): void {
    let from = this.at + 1;
    let value = '';
    for (;;) {
      const close = this.text.indexOf('"', from);
      if (close < 0) {
        this.note('unclosed-quote');
        value += this.text.slice(from);
        this.at = this.text.length;
        break;
      }
      if (this.text.charCodeAt(close + 1) === QUOTE) {
        value += this.text.slice(from, close + 1);
        from = close + 2;
        continue;
      }
      value += this.text.slice(from, close);
      this.at = close + 1;
      const rest = this.at;
      if (!this.atDelimiter()) {
        this.note('text-after-quote');
        this.passToDelimiter();
        value += this.text.slice(rest, this.at);
      }
      break;
    }
    this.keep(value, true);
  }

  private keep(value: string, quoted: boolean): void {
    this.values[this.count] = value;
    this.quoted[this.count] = quoted;
    this.count += 1;
  }

  /** A quote met on the way is bare: text in quotes starts with its quote. */
  private passToDelimiter(): void {
    const { text } = this;
    const { length } = text;
    let at = this.at;
    for (; at < length; at += 1) {
      const unit = text.charCodeAt(at);
      if (unit > COMMA) continue;
      if (unit === COMMA || unit === LF || unit === CR) break;
      if (unit === QUOTE) this.note('bare-quote');
    }
    this.at = at;
  }

  private atDelimiter(): boolean {
    const unit = this.text.charCodeAt(this.at);
    return this.at >= this.text.length || unit === COMMA || unit === CR || unit === LF;
  }

  private passComma(): boolean {
    if (this.text.charCodeAt(this.at) !== COMMA) return false;
    this.at += 1;
    return true;
  }

  private passEnd(): CsvRecord['end'] {
    if (this.at >= this.text.length) return 'none';
    const unit = this.text.charCodeAt(this.at);
    this.at += 1;
    if (unit === LF) return 'lf';
    if (this.text.charCodeAt(this.at) !== LF) return 'cr';
    this.at += 1;
    return 'crlf';
  }

  private note(kind: SyntaxFault): void {
    this.fault ??= { kind, column: this.count + 1 };
  }
}

/** True for an empty line. */
export function isBlank(record: CsvRecord): boolean {
  return record.values.length === 1 && record.values[0] === '' && record.quoted[0] === false;
}
