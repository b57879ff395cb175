import { isRegular, isWhiteSpace, ObjectStarts } from './pdf-lexer.js';

const NONE = Number.POSITIVE_INFINITY;

/**
 * Finds where objects of a PDF file may start: `12 0 obj` and `trailer`, wherever they stand. Readers go to an object by
 * an offset (ISO 32000-2 7.5.4) and do not care what is around it. To be asked in
 * rising order: then all answers together are linear.
 */
export class ObjectHeads implements ObjectStarts {
  private readonly searches: readonly Search[];
  private nearest = -1;

  constructor(bytes: Buffer) {
    this.searches = [new Search(bytes, 'obj', isHead), new Search(bytes, 'trailer', isTrailer)];
  }

  next(from: number): number {
    if (from > this.nearest) this.nearest = Math.min(...this.searches.map((search) => search.next(from)));
    return this.nearest;
  }
}

class Search {
  private found = -1;

  constructor(
    private readonly bytes: Buffer,
    private readonly word: string,
    private readonly isMeant: (bytes: Buffer, at: number) => boolean,
  ) {}

  next(from: number): number {
    for (let at = from; this.found < from; at += 1) {
      at = this.bytes.indexOf(this.word, at, 'latin1');
      if (at < 0) this.found = NONE;
      else if (this.isMeant(this.bytes, at)) this.found = at;
      else continue;
    }
    return this.found;
  }
}

const PERCENT = 0x25;

const isDigit = (byte: number | undefined): boolean => byte !== undefined && byte >= 0x30 && byte <= 0x39;
const isLineEnd = (byte: number | undefined): boolean => byte === 0x0a || byte === 0x0d;

/** Object number and generation stand before `obj` (7.3.10). */
function isHead(bytes: Buffer, at: number): boolean {
  const next = bytes[at + 3];
  return (!isRegular(next) || isDigit(next)) && areNumbersBefore(bytes, at, 2);
}

/** Between them are blanks, or comments: a line that may hold one is looked at, and counts in doubt. */
function areNumbersBefore(bytes: Buffer, at: number, count: number): boolean {
  const { last, onNewLine } = blanksBefore(bytes, at);
  if (isDigit(bytes[last])) {
    let first = last;
    while (isDigit(bytes[first - 1])) first -= 1;
    return count === 1 || (isWhiteSpace(bytes[first - 1]) && areNumbersBefore(bytes, first, count - 1));
  }
  if (!onNewLine) return false;
  for (let place = last; place >= 0 && !isLineEnd(bytes[place]); place -= 1) {
    if (bytes[place] !== PERCENT) continue;
    if (blanksBefore(bytes, place).onNewLine || areNumbersBefore(bytes, place, count)) return true;
  }
  return false;
}

function blanksBefore(bytes: Buffer, at: number): { readonly last: number; readonly onNewLine: boolean } {
  let last = at - 1;
  let onNewLine = false;
  for (; isWhiteSpace(bytes[last]); last -= 1) onNewLine ||= isLineEnd(bytes[last]);
  return { last, onNewLine };
}

const LESS_THAN = 0x3c;

/** A dictionary follows, or a comment before it (7.5.5): without one it is a word of a page. */
function isTrailer(bytes: Buffer, at: number): boolean {
  let next = at + 'trailer'.length;
  if (isRegular(bytes[at - 1]) || isRegular(bytes[next])) return false;
  while (isWhiteSpace(bytes[next])) next += 1;
  return bytes[next] === LESS_THAN || bytes[next] === PERCENT;
}
