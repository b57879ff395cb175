import { NamedFile, SourceFile } from '../named-file.js';
import { isHeaderRow } from '../rules/header-row.js';
import { DecodedRecord, decodedRecords } from './decoded-records.js';
import { ReadForm, ReadRecord, UnreadableRecord, Value } from './read-unit.js';
import { ValueReader, valueReader } from './read-value.js';

/** A file of a form with its bytes. */
export interface ReadableFile extends NamedFile {
  readonly source: SourceFile;
}

/** Reads the records of one CSV file; rows are counted as the check counts them (`check-records.ts`). */
export function readForm({ source, name: { form } }: ReadableFile): ReadForm {
  const readers = form.fields.map((field) => ({ id: field.id, read: valueReader(field) }));
  const records: ReadRecord[] = [];
  const unreadable: UnreadableRecord[] = [];
  const damaged: number[] = [];
  for (const { row, record } of countedRecords(source.bytes, (values) => isHeaderRow(values, form))) {
    const { values } = record;
    if (record.damaged) damaged.push(row);
    if (values.length !== readers.length) unreadable.push({ row, values: isBlank(record) ? [] : values });
    else records.push(recordOf(row, values, readers));
  }
  return {
    form: form.code,
    name: form.name,
    file: source.name,
    keys: form.recordKeys,
    items: form.fields.map(({ number, id, name, type }) => ({ number, id, name, type })),
    records,
    unreadable,
    damaged,
  };
}

function recordOf(
  row: number,
  values: readonly string[],
  readers: readonly { readonly id: string; readonly read: ValueReader }[],
): ReadRecord {
  const record: Record<string, Value> & { row: number } = { row };
  readers.forEach(({ id, read }, index) => (record[id] = read(values[index] ?? '')));
  return record;
}

interface CountedRecord {
  readonly row: number;
  readonly record: DecodedRecord;
}

/** A header row is passed over, and so are empty lines at the end; empty lines before a record are records. */
function* countedRecords(
  bytes: Uint8Array,
  isHeader: (values: readonly string[]) => boolean,
): Generator<CountedRecord> {
  let row = 0;
  let first = true;
  let blanks: DecodedRecord[] = [];
  for (const record of decodedRecords(bytes)) {
    const header = first && isHeader(record.values);
    first = false;
    if (header) continue;
    blanks.push(record);
    if (isBlank(record)) continue;
    for (const each of blanks) yield { row: (row += 1), record: each };
    blanks = [];
  }
}

const isBlank = ({ values, quoted }: DecodedRecord): boolean =>
  values.length === 1 && values[0] === '' && quoted[0] === false;
