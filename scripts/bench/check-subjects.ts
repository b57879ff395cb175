import { parseFileName } from '../../src/standard/file-name.js';
import { CsvRecord } from '../../src/standard/csv.js';
import { recordsOf } from '../../src/standard/csv-records.js';
import { sequenceAt, UnitFile, useSlipOf } from './use-slip-unit.js';

/** A 第6表 of so many bytes: persons with a month of visits each, so that most cells repeat from row to row. */
export function monthsOfVisits(bytes: number): UnitFile {
  return plan(bytes, (values, row) => {
    values[2] = personNumber(Math.floor(row / 30));
    values[9] = dayOf(row);
  });
}

/** The same size, made hard: no person, name, time, code or product is that of the row before. */
export function everyRowAnother(bytes: number): UnitFile {
  return plan(bytes, (values, row) => {
    values[2] = personNumber(row);
    values[6] = `${values[6] ?? ''}${row % 10}`;
    values[9] = dayOf(row);
    values[11] = `${String(8 + (row % 10)).padStart(2, '0')}${row % 2 === 0 ? '00' : '30'}`;
    values[13] = String(1 + (row % 3));
    values[14] = `1111${String(11 + (row % 80))}`;
    values[20] = `${values[20] ?? ''}${row % 7}`;
  });
}

/** So many ordinary units of 30 KB, each with persons of its own. */
export function smallUnits(count: number): UnitFile[][] {
  const sample = useSlipOf(30 * 1024);
  return Array.from({ length: count }, (_, index) =>
    sample.map(({ name, bytes }) => ({
      name: name.replace(/\d{14}(?=\.CSV$)/, sequenceAt(index)),
      bytes: Buffer.from(bytes.toString('latin1').replace(/(?<=,)10000000(?=\d\d,)/g, personPrefix(index)), 'latin1'),
    })),
  );
}

const personNumber = (person: number): string => String(2_000_000_000 + person);
const personPrefix = (index: number): string => String(10_000_000 + index);
const dayOf = (row: number): string => `202504${String(1 + (row % 30)).padStart(2, '0')}`;

function plan(bytes: number, change: (values: string[], row: number) => void): UnitFile {
  const sample = useSlipOf(1).find(({ name }) => parsedForm(name) === 'UPPLAN');
  const record = sample && recordsOf(sample.bytes.toString('latin1')).next().value;
  if (!sample || !record) throw new Error('the sample has no 第6表');
  const rows: string[] = [];
  for (let length = 0, row = 0; length < bytes; row += 1) {
    const text = rowOf(record, row, change);
    rows.push(text);
    length += text.length;
  }
  return { name: sample.name, bytes: Buffer.from(rows.join(''), 'latin1') };
}

function rowOf(record: CsvRecord, row: number, change: (values: string[], row: number) => void): string {
  const values = [...record.values];
  change(values, row);
  return `${values.map((value, index) => (record.quoted[index] ? `"${value}"` : value)).join(',')}\r\n`;
}

function parsedForm(name: string): string {
  const parsed = parseFileName(name);
  return typeof parsed === 'string' ? '' : parsed.form.code;
}
