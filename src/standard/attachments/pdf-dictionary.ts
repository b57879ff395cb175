import { PdfLexer } from './pdf-lexer.js';

/** Keys of a dictionary with the tokens of their values; names keep their solidus. */
export type PdfDictionary = ReadonlyMap<string, readonly string[]>;

const NO_STARTS = { next: () => Number.POSITIVE_INFINITY };

/**
 * Reads the dictionary from << at `start` to the end of its >> at `end`. Null when a key stands in it twice: readers do
 * not agree on which of them counts (ISO 32000-2 7.3.7).
 */
export function readDictionary(bytes: Buffer, start: number, end: number): PdfDictionary | null {
  const lexer = new PdfLexer(bytes.subarray(0, end), NO_STARTS, start);
  const entries = new Map<string, string[]>();
  let value: string[] | null = null;
  let depth = 0;
  for (let kind = lexer.next(); kind !== 'end'; kind = lexer.next()) {
    const text = kind === 'name' ? `/${lexer.name()}` : lexer.text();
    if (kind === '>>' || kind === ']') depth -= 1;
    if (kind === 'name' && depth === 1 && value?.length !== 0) {
      if (entries.has(text.slice(1))) return null;
      value = [];
      entries.set(text.slice(1), value);
    } else if (depth > 0) value?.push(text);
    if (kind === '<<' || kind === '[') depth += 1;
  }
  return entries;
}

/** The value of a key as a whole number written in place, not as a reference; null when it is anything else. */
export function directInteger(dictionary: PdfDictionary, key: string): number | null {
  const value = dictionary.get(key);
  return value?.length === 1 && /^\d{1,10}$/.test(value[0] ?? '') ? Number(value[0]) : null;
}
