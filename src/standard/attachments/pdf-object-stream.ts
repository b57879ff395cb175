import { inflateSync } from 'node:zlib';
import { directInteger, PdfDictionary } from './pdf-dictionary.js';
import { ObjectStarts, PdfLexer } from './pdf-lexer.js';
import { undoPngPredictor } from './pdf-predictor.js';

/** What all object streams of a file may hold when decoded: more than real files of 10 MiB have, and soon examined. */
const TOTAL_LIMIT_BYTES = 16 * 1024 * 1024;
/** Each inflation costs some time, however little it gives. */
const STREAMS_LIMIT = 5000;

/** The decoded content of an object stream, and where its objects start in it. */
export interface ObjectStream {
  readonly content: Buffer;
  readonly starts: ObjectStarts;
}

/** Readers take a stream for an object stream by its two numbers, with or without its type (ISO 32000-2 7.5.7). */
export function isObjectStream(dictionary: PdfDictionary): boolean {
  return dictionary.get('Type')?.includes('/ObjStm') === true || (dictionary.has('N') && dictionary.has('First'));
}

/** Opens the object streams of one file; inflation stops at the bound. */
export class ObjectStreams {
  private remaining = TOTAL_LIMIT_BYTES;
  private opened = 0;

  /**
   * Null when the stream cannot be looked into: a filter other than FlateDecode, damage, or more than the bounds permit.
   * `data` may be longer than the stream where it is compressed.
   */
  open(dictionary: PdfDictionary, data: Buffer): ObjectStream | null {
    const content = this.decode(dictionary, data);
    const count = directInteger(dictionary, 'N');
    const first = directInteger(dictionary, 'First');
    if (content === null || count === null || first === null) return null;
    const starts = startsOf(content, count, first);
    return starts === null ? null : { content, starts };
  }

  private decode(dictionary: PdfDictionary, data: Buffer): Buffer | null {
    // Content in another file, or the short keys of inline images, which some readers take here, too.
    if (dictionary.has('F') || dictionary.has('DP')) return null;
    const filters = withoutBrackets(dictionary.get('Filter') ?? []);
    this.opened += 1;
    if (this.opened > STREAMS_LIMIT) return null;
    // Compressed content has an end of its own; without one, readers that trust another length would read on.
    if (filters.length === 0) return directInteger(dictionary, 'Length') === data.length ? this.take(data) : null;
    if (filters.length > 1 || filters[0] !== '/FlateDecode' || this.remaining === 0) return null;
    try {
      const inflated = this.take(inflateSync(data, { maxOutputLength: this.remaining }));
      return inflated === null ? null : undoPngPredictor(inflated, dictionary.get('DecodeParms') ?? []);
    } catch {
      return null;
    }
  }

  private take(content: Buffer): Buffer | null {
    if (content.length > this.remaining) return null;
    this.remaining -= content.length;
    return content;
  }
}

const withoutBrackets = (value: readonly string[]): readonly string[] =>
  value[0] === '[' ? value.slice(1, -1) : value[0] === 'null' ? [] : value;

/** The stream begins with a number and an offset for each of its objects. */
function startsOf(content: Buffer, count: number, first: number): ObjectStarts | null {
  const lexer = new PdfLexer(content, { next: () => Number.POSITIVE_INFINITY });
  const starts: number[] = [];
  for (let index = 0; index < count * 2; index += 1) {
    if (lexer.next() !== 'word' || !/^\d{1,10}$/.test(lexer.text())) return null;
    if (index % 2 === 1) starts.push(first + Number(lexer.text()));
  }
  starts.sort((a, b) => a - b);
  let index = 0;
  return {
    next(from) {
      while ((starts[index] ?? Number.POSITIVE_INFINITY) < from) index += 1;
      return starts[index] ?? Number.POSITIVE_INFINITY;
    },
  };
}
