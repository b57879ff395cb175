import { CsvRecord } from '../csv.js';
import { isBlank, recordsOf } from '../csv-records.js';

/** The columns before those of the standard: form, sender office, destination office (図表134). */
export const LEADING_COLUMNS = 3;

const COMMA = 0x2c;
const QUOTE = 0x22;

/** One record of a combined file; places are characters of the text, which are bytes of the file. */
export interface CombinedRow {
  readonly values: readonly string[];
  readonly quoted: readonly boolean[];
  readonly fault: CsvRecord['fault'];
  readonly end: CsvRecord['end'];
  readonly isBlank: boolean;
  /** Where the record begins as the standard has it, behind the leading columns. */
  readonly from: number;
  /** Behind its line end. */
  readonly to: number;
}

/** Reads the records of a text whose characters are bytes. */
export function* combinedRows(text: string): Generator<CombinedRow> {
  for (const record of recordsOf(text)) {
    const { values, quoted, fault, end, from, to } = record;
    yield { values, quoted, fault, end, isBlank: isBlank(record), from: behindLeading(text, from, to), to };
  }
}

function behindLeading(text: string, start: number, end: number): number {
  let at = start;
  for (let column = 0; column < LEADING_COLUMNS; column += 1) {
    // An office or form has no quote or comma inside: a cell that has is at fault, and its record goes nowhere.
    if (text.charCodeAt(at) === QUOTE) at += 1;
    while (at < end && text.charCodeAt(at) !== COMMA) at += 1;
    at += 1;
  }
  return Math.min(at, end);
}
