import { directInteger, PdfDictionary, readDictionary } from './pdf-dictionary.js';
import { PdfLexer } from './pdf-lexer.js';
import { ObjectHeads } from './pdf-object-heads.js';
import { isObjectStream, ObjectStreams } from './pdf-object-stream.js';

/**
 * Names that stand for what runs or starts something (ISO 32000-2 12.6.4): script, programs, forms that read or send
 * files, other and embedded documents, media players. Not among them are /OpenAction and /AA, which may do no more than
 * set a view, /URI, which opens a link on a click, and files that are merely embedded. The last two are what cannot be
 * examined: an XFA form is a document of its own with its own scripts, an encrypted file hides whatever it has.
 */
const ACTIVE: ReadonlySet<string> = new Set([
  'JavaScript',
  'JS',
  'Launch',
  'ImportData',
  'SubmitForm',
  'GoToR',
  'GoToE',
  'RichMedia',
  'RichMediaExecute',
  'Rendition',
  'Movie',
  'OnInstantiate',
  'XFA',
  'Encrypt',
]);

/**
 * True when a PDF carries active content, or may: one that cannot be examined is refused the same way. All objects are
 * read where they stand, without the cross-reference table, in one pass. Never throws.
 *
 * Strings, comments and the content of streams are passed over, since the names in them are only text. But a reader goes
 * wherever the cross-reference table sends it: an object that starts inside of what is passed over makes the file one
 * that cannot be examined.
 */
export function hasActiveContent(bytes: Uint8Array): boolean {
  return new Examination(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)).isActive();
}

const END_OF_STREAM = Buffer.from('endstream');

class Examination {
  private readonly heads: ObjectHeads;
  private readonly lexer: PdfLexer;
  private readonly streams = new ObjectStreams();

  constructor(private readonly bytes: Buffer) {
    this.heads = new ObjectHeads(bytes);
    this.lexer = new PdfLexer(bytes, this.heads);
  }

  isActive(): boolean {
    return scan(this.lexer, (start, end) => this.isStreamActive(start, end));
  }

  /** The lexer stands behind the keyword `stream`, and ends behind the content. */
  private isStreamActive(start: number, end: number): boolean {
    const dictionary = readDictionary(this.bytes, start, end);
    if (dictionary === null) return true;
    const from = startOfContent(this.bytes, this.lexer.at);
    const to = this.endOfContent(dictionary, from);
    if (this.heads.next(from) < to) return true;
    this.lexer.at = to;
    if (!isObjectStream(dictionary)) return false;
    const opened = this.streams.open(dictionary, this.bytes.subarray(from, to));
    // An object stream holds no streams (7.5.7).
    return opened === null || scan(new PdfLexer(opened.content, opened.starts), () => true);
  }

  /** By its length when that is written in place and right, else at the next `endstream`. */
  private endOfContent(dictionary: PdfDictionary, from: number): number {
    const length = directInteger(dictionary, 'Length');
    if (length !== null && /^\s*endstream/.test(this.bytes.toString('latin1', from + length, from + length + 12))) {
      return from + length;
    }
    const found = this.bytes.indexOf(END_OF_STREAM, from);
    return found < 0 ? this.bytes.length : found;
  }
}

/** Reads to the end or to the first thing that is active; `onStream` gets the range of a stream's dictionary. */
function scan(lexer: PdfLexer, onStream: (start: number, end: number) => boolean): boolean {
  let depth = 0;
  let start = 0;
  /** The end of the dictionary just read: only behind a dictionary `stream` is a keyword. */
  let end = -1;
  for (let kind = lexer.next(); kind !== 'end'; kind = lexer.next()) {
    if (kind === 'hidden' || (kind === 'name' && ACTIVE.has(lexer.name()))) return true;
    // A stream inside of another object is none of the standard's (7.3.8.1).
    if (end >= 0 && lexer.is('stream') && (depth > 0 || onStream(start, end))) return true;
    end = kind === '>>' ? lexer.at : -1;
    if (kind === '<<' || kind === '[') {
      if (depth === 0) start = lexer.start;
      depth += 1;
    } else if (kind === '>>' || kind === ']') depth = Math.max(0, depth - 1);
    else if (lexer.is('obj')) depth = 0;
  }
  return false;
}

/** A line end follows the keyword (7.3.8.1); blanks before it are passed over, as readers do. */
function startOfContent(bytes: Buffer, afterKeyword: number): number {
  let at = afterKeyword;
  while (bytes[at] === 0x20 || bytes[at] === 0x09) at += 1;
  if (bytes[at] === 0x0d && bytes[at + 1] === 0x0a) return at + 2;
  return bytes[at] === 0x0d || bytes[at] === 0x0a ? at + 1 : afterKeyword;
}
