import type { SourceFile } from '../../src/standard/check.js';
import { encodeMs932 } from '../fixtures/ms932/code-table.js';
import { Filling, goodValue } from './cell-values.js';
import { fieldsOf, Version } from './layouts.js';

/** One CSV file before it is written: its cells as text, row by row. */
export interface Table {
  readonly form: string;
  readonly name: string;
  readonly rows: readonly (readonly string[])[];
}

export interface CorpusUnit {
  readonly version: Version;
  readonly kind: string;
  readonly tables: readonly Table[];
  readonly images: readonly SourceFile[];
}

/** Cells of one record; those not given, by item name or by number where a name stands twice, are filled. */
export function row(
  version: Version,
  form: string,
  given: Readonly<Record<string, string>>,
  filling: Filling = 'required',
): string[] {
  return fieldsOf(version, form).map((field) => {
    const value = given[field.number] ?? given[field.item];
    if (value !== undefined) return value;
    return field.required || field.needed || filling !== 'required' ? goodValue(field, filling) : '';
  });
}

/** Free text in double quotes, empty as nothing, all else bare, CRLF: the file rules of the standard. */
export function csv(version: Version, { form, rows }: Table): Uint8Array {
  const types = fieldsOf(version, form).map((field) => field.type);
  const lines = rows.map((cells) => {
    const written = cells.map((cell, index) =>
      (types[index] === 'text' && cell !== '') || /[",\r\n]/.test(cell) ? quoted(cell) : cell,
    );
    return `${written.join(',')}\r\n`;
  });
  return encodeMs932(lines.join(''));
}

export const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`;

/** Written once: most tables of most cases are those of the unit that the fault is in. */
const written = new WeakMap<Table, SourceFile>();

export function sourceFiles({ version, tables, images }: CorpusUnit): SourceFile[] {
  const files = tables.map((table) => {
    const file = written.get(table) ?? { name: table.name, bytes: csv(version, table) };
    written.set(table, file);
    return file;
  });
  return [...files, ...images];
}

export function tableOf(unit: CorpusUnit, form: string): Table {
  const table = unit.tables.find((candidate) => candidate.form === form);
  if (table === undefined) throw new RangeError(`no ${form} in ${unit.kind}`);
  return table;
}

/** The unit with one table changed. */
export function withTable(unit: CorpusUnit, form: string, change: (table: Table) => Table): CorpusUnit {
  return { ...unit, tables: unit.tables.map((table) => (table.form === form ? change(table) : table)) };
}

export function withRows(
  unit: CorpusUnit,
  form: string,
  change: (rows: readonly (readonly string[])[]) => readonly (readonly string[])[],
): CorpusUnit {
  return withTable(unit, form, (table) => ({ ...table, rows: change(table.rows) }));
}

/** The unit with one cell changed; row and column count from 1. */
export function withCell(unit: CorpusUnit, form: string, row: number, column: number, value: string): CorpusUnit {
  return withRows(unit, form, (rows) =>
    rows.map((cells, at) => (at === row - 1 ? cells.with(column - 1, value) : cells)),
  );
}

/** The files with the bytes of one form's file changed; the text holds one character a byte. */
export function withBytes(unit: CorpusUnit, form: string, change: (bytes: string) => string): SourceFile[] {
  const { name } = tableOf(unit, form);
  return sourceFiles(unit).map((file) =>
    file.name === name
      ? { name, bytes: new Uint8Array(Buffer.from(change(Buffer.from(file.bytes).toString('latin1')), 'latin1')) }
      : file,
  );
}
