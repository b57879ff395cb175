/** Characters of ISO 32000-2 7.2.3: white space and delimiters end a token, all others are regular. */
const REGULAR = 0;
const WHITE_SPACE = 1;
const DELIMITER = 2;

const PERCENT = 0x25;

const CLASSES = new Uint8Array(256);
for (const byte of [0x00, 0x09, 0x0a, 0x0c, 0x0d, 0x20]) CLASSES[byte] = WHITE_SPACE;
for (const byte of Buffer.from('()<>[]{}/%')) CLASSES[byte] = DELIMITER;

export const isRegular = (byte: number | undefined): boolean => byte !== undefined && CLASSES[byte] === REGULAR;
export const isWhiteSpace = (byte: number | undefined): boolean => byte !== undefined && CLASSES[byte] === WHITE_SPACE;

/**
 * `<<` and `[` open what `>>` and `]` close; `word` is a number or keyword; `other` a string or a stray delimiter.
 * `hidden` is a string or comment in which an object starts: what follows depends on who reads it.
 */
export type TokenKind = 'name' | '<<' | '>>' | '[' | ']' | 'word' | 'other' | 'hidden' | 'end';

/** Gives the first place from `from` on at which a reader may start to read an object; Infinity when there is none. */
export interface ObjectStarts {
  next(from: number): number;
}

/** Reads tokens of PDF syntax (ISO 32000-2 7.2, 7.3) one after the other. Never throws; linear. */
export class PdfLexer {
  /** Where the token last read starts. */
  start = 0;

  /** `at` is the end of the token last read; it may be set to read on elsewhere. */
  constructor(
    readonly bytes: Buffer,
    private readonly starts: ObjectStarts,
    public at = 0,
  ) {}

  next(): TokenKind {
    do {
      this.passWhiteSpace();
      this.start = this.at;
      if (this.bytes[this.at] !== PERCENT) return this.token();
    } while (this.passed(this.endOfComment()));
    return 'hidden';
  }

  private token(): TokenKind {
    switch (this.bytes[this.at]) {
      case undefined:
        return 'end';
      case 0x2f: // /
        this.at += 1;
        this.passRegular();
        return 'name';
      case 0x28: // (
        return this.passed(this.endOfString()) ? 'other' : 'hidden';
      case 0x3c: // <
        if (this.bytes[this.at + 1] === 0x3c) return this.passed(this.at + 2) ? '<<' : 'hidden';
        return this.passed(this.endOfHexString()) ? 'other' : 'hidden';
      case 0x3e: // >
        return this.bytes[this.at + 1] === 0x3e ? this.take(2, '>>') : this.take(1, 'other');
      case 0x5b:
        return this.take(1, '[');
      case 0x5d:
        return this.take(1, ']');
      default:
        this.passRegular();
        return this.at > this.start ? 'word' : this.take(1, 'other');
    }
  }

  /** The token last read, as it is written. */
  text(): string {
    return this.bytes.toString('latin1', this.start, this.at);
  }

  /** Whether the token last read is written so; spares making a string of it. */
  is(word: string): boolean {
    return this.at - this.start === word.length && this.text() === word;
  }

  /** The name last read, without its solidus; any of its characters may be written as # and two digits (7.3.5). */
  name(): string {
    const raw = this.bytes.toString('latin1', this.start + 1, this.at);
    if (!raw.includes('#')) return raw;
    let name = '';
    for (let at = 0; at < raw.length; at += 1) {
      const code = raw[at] === '#' ? hexByte(raw, at + 1) : -1;
      name += code < 0 ? raw[at] : String.fromCharCode(code);
      if (code >= 0) at += 2;
    }
    return name;
  }

  private take(length: number, kind: TokenKind): TokenKind {
    this.at += length;
    return kind;
  }

  /** Goes on at `end`; false when an object starts in what is passed over. */
  private passed(end: number): boolean {
    const hidden = this.starts.next(this.at + 1) < end;
    this.at = end;
    return !hidden;
  }

  private passWhiteSpace(): void {
    while (CLASSES[this.bytes[this.at] ?? PERCENT] === WHITE_SPACE) this.at += 1;
  }

  private passRegular(): void {
    while (CLASSES[this.bytes[this.at] ?? PERCENT] === REGULAR) this.at += 1;
  }

  private endOfHexString(): number {
    const found = this.bytes.indexOf(0x3e, this.at);
    return found < 0 ? this.bytes.length : found + 1;
  }

  private endOfComment(): number {
    const { bytes } = this;
    let at = this.at;
    while (at < bytes.length && bytes[at] !== 0x0a && bytes[at] !== 0x0d) at += 1;
    return at;
  }

  /** Parentheses inside a literal string are balanced or escaped by a reverse solidus (7.3.4.2). */
  private endOfString(): number {
    const { bytes } = this;
    let depth = 0;
    for (let at = this.at; at < bytes.length; at += 1) {
      const byte = bytes[at];
      if (byte === 0x5c) at += 1;
      else if (byte === 0x28) depth += 1;
      else if (byte === 0x29 && --depth === 0) return at + 1;
    }
    return bytes.length;
  }
}

/** -1 when there are no two hexadecimal digits at that place. */
function hexByte(text: string, at: number): number {
  const high = hexDigit(text.charCodeAt(at));
  const low = hexDigit(text.charCodeAt(at + 1));
  return high < 0 || low < 0 ? -1 : high * 16 + low;
}

function hexDigit(code: number): number {
  if (code >= 0x30 && code <= 0x39) return code - 0x30;
  const letter = code | 0x20;
  return letter >= 0x61 && letter <= 0x66 ? letter - 0x57 : -1;
}
