/** Why a record is not well-formed CSV (RFC 4180 quoting, as 標準仕様 uses it for free text). */
export type SyntaxFault = 'unclosed-quote' | 'text-after-quote' | 'bare-quote';

export interface CsvRecord {
  /** One character a byte, as `bytesAsText` gives them; no more than the reader was told to keep. */
  readonly values: readonly string[];
  /** For each value, whether it stood in double quotes. */
  readonly quoted: readonly boolean[];
  /** How many values the record has, kept or not. */
  readonly count: number;
  /** The first syntax fault of the record with its 1-based column: what follows it may be its consequence. */
  readonly fault: { readonly kind: SyntaxFault; readonly column: number } | null;
  /** How the record ends; `none` at the end of the file. */
  readonly end: 'crlf' | 'lf' | 'cr' | 'none';
  /** Where the record starts in the file, and where the next one does: byte offsets. */
  readonly from: number;
  readonly to: number;
}

const QUOTE = 0x22;
const COMMA = 0x2c;
const CR = 0x0d;
const LF = 0x0a;

/** What the next character belongs to. */
const enum At {
  RecordStart,
  CellStart,
  Bare,
  Quoted,
  /** After a quote in a quoted cell: it closes the cell, or is the first of two. */
  QuoteInQuoted,
  /** After the CR that ends a record: an LF belongs to it. */
  AfterCr,
}

/**
 * Reads records out of text that comes in pieces of any size, and hands each over as soon as it is complete. CRLF, LF
 * and a lone CR end a record; a missing end of the last record is nothing. Never throws: a fault is noted in the
 * record, and reading goes on at the next comma or line end. No character is looked at twice, wherever the pieces break.
 *
 * The text is bytes, one character each: no trail byte of MS932 is a quote, a comma or a line end (they start at 40),
 * so records and items can be told apart before any character is decoded.
 */
export class CsvReader {
  private state = At.RecordStart;
  private text = '';
  private at = 0;
  /** Offset of `text` in the file. */
  private base = 0;
  private from = 0;
  /** What earlier pieces, or the part before a doubled quote, gave of the cell. */
  private cell = '';
  private cellQuoted = false;
  /** True when a quoted cell holds doubled quotes, not yet made single. */
  private hasDoubled = false;
  private values: string[] = [];
  private quoted: boolean[] = [];
  private count = 0;
  private fault: CsvRecord['fault'] = null;

  /** `keep` bounds the values kept of a record: a hostile file of commas must not become an array of millions. */
  constructor(
    private readonly take: (record: CsvRecord) => void,
    private readonly keep = Number.MAX_SAFE_INTEGER,
  ) {}

  write(text: string): void {
    this.text = text;
    this.at = 0;
    while (this.at < text.length) this.step();
    this.base += text.length;
    this.text = '';
    this.at = 0;
  }

  /** The end of the file: what was begun is a record, too. */
  end(): void {
    if (this.state === At.RecordStart) return;
    if (this.state === At.AfterCr) return this.closeRecord('cr');
    if (this.state === At.Quoted) this.note('unclosed-quote');
    this.closeCell('');
    this.closeRecord('none');
  }

  private step(): void {
    switch (this.state) {
      case At.RecordStart:
      case At.CellStart:
        return this.startCell();
      case At.Bare:
        return this.readBare();
      case At.Quoted:
        return this.readQuoted();
      case At.QuoteInQuoted:
        return this.passQuote();
      case At.AfterCr:
        return this.passLf();
    }
  }

  private startCell(): void {
    if (this.text.charCodeAt(this.at) === QUOTE) {
      this.cellQuoted = true;
      this.at += 1;
      this.state = At.Quoted;
      this.readQuoted();
    } else {
      this.state = At.Bare;
      this.readBare();
    }
  }

  /** A quote met on the way is bare: text in quotes starts with its quote. */
  private readBare(): void {
    const { text, at: from } = this;
    const { length } = text;
    for (let at = from; at < length; at += 1) {
      const unit = text.charCodeAt(at);
      if (unit > COMMA) continue;
      if (unit === QUOTE) this.note('bare-quote');
      if (unit !== COMMA && unit !== CR && unit !== LF) continue;
      this.at = at;
      this.closeCell(text.slice(from, at));
      return this.passDelimiter(unit);
    }
    this.cell += text.slice(from);
    this.at = length;
  }

  /** Doubled quotes stay doubled until the cell closes: a hostile cell of quotes must not become a million pieces. */
  private readQuoted(): void {
    const { text, at: from } = this;
    let close = text.indexOf('"', from);
    while (close >= 0 && text.charCodeAt(close + 1) === QUOTE) {
      this.hasDoubled = true;
      close = text.indexOf('"', close + 2);
    }
    if (close < 0) {
      this.cell += text.slice(from);
      this.at = text.length;
      return;
    }
    this.cell += text.slice(from, close);
    this.at = close + 1;
    this.state = At.QuoteInQuoted;
    if (this.at < text.length) this.passQuote();
  }

  private passQuote(): void {
    const unit = this.text.charCodeAt(this.at);
    if (unit === QUOTE) {
      this.cell += '""';
      this.hasDoubled = true;
      this.at += 1;
      this.state = At.Quoted;
    } else if (unit === COMMA || unit === CR || unit === LF) {
      this.closeCell('');
      this.passDelimiter(unit);
    } else {
      this.note('text-after-quote');
      this.undouble();
      this.state = At.Bare;
    }
  }

  private undouble(): void {
    if (!this.hasDoubled) return;
    this.cell = this.cell.replaceAll('""', '"');
    this.hasDoubled = false;
  }

  private passDelimiter(unit: number): void {
    this.at += 1;
    if (unit === COMMA) {
      this.state = At.CellStart;
    } else if (unit === LF) {
      this.closeRecord('lf');
    } else if (this.text.charCodeAt(this.at) === LF) {
      this.at += 1;
      this.closeRecord('crlf');
    } else {
      this.state = At.AfterCr;
    }
  }

  private passLf(): void {
    const isLf = this.text.charCodeAt(this.at) === LF;
    if (isLf) this.at += 1;
    this.closeRecord(isLf ? 'crlf' : 'cr');
  }

  private closeCell(rest: string): void {
    this.undouble();
    if (this.count < this.keep) {
      this.values[this.count] = this.cell === '' ? rest : this.cell + rest;
      this.quoted[this.count] = this.cellQuoted;
    }
    this.count += 1;
    this.cell = '';
    this.cellQuoted = false;
  }

  private closeRecord(end: CsvRecord['end']): void {
    const { values, quoted, count, fault, from } = this;
    const to = this.base + this.at;
    const kept = Math.min(count, this.keep);
    if (values.length > kept) {
      values.length = kept;
      quoted.length = kept;
    }
    this.from = to;
    // As many as the record before: that spares growing the arrays value by value.
    this.values = new Array<string>(kept);
    this.quoted = new Array<boolean>(kept);
    this.count = 0;
    this.fault = null;
    this.state = At.RecordStart;
    this.take({ values, quoted, count, fault, end, from, to });
  }

  private note(kind: SyntaxFault): void {
    this.fault ??= { kind, column: this.count + 1 };
  }
}
