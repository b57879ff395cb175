import { CsvReader, CsvRecord } from './csv.js';

/** Values kept of a record: more than any form has, so that none is taken for another with a wrong number of items. */
export const VALUES_KEPT = 256;

/** All records of a text whose characters are bytes. */
export function* recordsOf(text: string): Generator<CsvRecord> {
  const PIECE = 65_536;
  let ready: CsvRecord[] = [];
  const reader = new CsvReader((record) => ready.push(record), VALUES_KEPT);
  for (let at = 0; at < text.length; at += PIECE) {
    reader.write(text.slice(at, at + PIECE));
    yield* ready;
    ready = [];
  }
  reader.end();
  yield* ready;
}

/** True for an empty line. */
export function isBlank({ values, quoted, count }: CsvRecord): boolean {
  return count === 1 && values[0] === '' && quoted[0] === false;
}
