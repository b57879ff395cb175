import { recordsOf } from '../csv-records.js';
import { byteOrderMark, bytesAsText, decodeText, isMs932 } from '../ms932.js';

/** One record of a file as text: every line is one, header row and empty lines too. */
export interface DecodedRecord {
  readonly values: readonly string[];
  /** For each value, whether it stood in double quotes. */
  readonly quoted: readonly boolean[];
  /** True when a character is none of MS932, or a quote is not where it belongs. */
  readonly damaged: boolean;
}

/** The records of a CSV file, one after the other. Never throws: a byte outside MS932 becomes UNDECODABLE in its cell. */
export function* decodedRecords(bytes: Uint8Array): Generator<DecodedRecord> {
  const text = bytesAsText(byteOrderMark(bytes) === 'utf-8' ? bytes.subarray(3) : bytes);
  for (const { values, quoted, fault } of recordsOf(text)) {
    yield { values: values.map(decodeText), quoted, damaged: fault !== null || !values.every(isMs932) };
  }
}
