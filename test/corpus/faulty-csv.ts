import { encodeMs932 } from '../fixtures/ms932/code-table.js';
import { CorpusUnit, tableOf, withBytes } from './corpus-unit.js';
import { everyForm, VERSIONS } from './every-kind.js';
import { Case, faultIn } from './expected.js';
import { fieldsOf } from './layouts.js';

/** What is done to the bytes of a file, the rule that it breaks, and where. */
type Damage = readonly [title: string, change: (bytes: string) => string, rule: string, row?: number, column?: number];

const RECORD_END = /\r\n/g;

/** Changes the bytes of one record; rows count from 1. No text of the base units holds a line break. */
const inRow = (row: number, change: (record: string) => string) => (bytes: string) =>
  bytes
    .split('\r\n')
    .map((record, at) => (at === row - 1 ? change(record) : record))
    .join('\r\n');

/** Every digit of the version is bare in the base units: the first item of a record up to its comma. */
const afterVersion = (addition: string) => inRow(2, (record) => record.replace(',', `${addition},`));

const shape: Damage[] = [
  ['an item too many in the first row', inRow(1, (record) => `${record},`), 'column-count', 1],
  ['an item too many in row 2', inRow(2, (record) => `${record},1`), 'column-count', 2],
  ['an item too few in the first row', inRow(1, (record) => record.replace(/,[^,]*$/, '')), 'column-count', 1],
  ['an item too few in row 2', inRow(2, (record) => record.replace(/^[^,]*,/, '')), 'column-count', 2],
  ['an empty line between records', (bytes) => bytes.replace('\r\n', '\r\n\r\n'), 'column-count', 2],
  ['an empty line before the first', (bytes) => `\r\n${bytes}`, 'column-count', 1],
  ['another separator', inRow(2, (record) => record.replaceAll(',', ';').replaceAll('"', '')), 'column-count', 2],
];

const quotes: Damage[] = [
  ['a quote never closed in the first row', inRow(1, (record) => `"${record}`), 'csv-syntax', 1, 1],
  ['a quote never closed', inRow(2, (record) => `"${record}`), 'csv-syntax', 2, 1],
  ['text after a closing quote', inRow(2, (record) => record.replace(/^(\d+),/, '"$1"0,')), 'csv-syntax', 2, 1],
  ['a space after a closing quote', inRow(1, (record) => record.replace(/^(\d+),/, '"$1" ,')), 'csv-syntax', 1, 1],
  ['a quote inside an unquoted item', afterVersion('"'), 'csv-syntax', 2, 1],
  [
    'quotes around the end of an item only',
    inRow(1, (record) => record.replace(/^(\d+),/, '20"$1",')),
    'csv-syntax',
    1,
    1,
  ],
  ['a quote in the second item', inRow(2, (record) => record.replace(',1', ',"')), 'csv-syntax', 2, 2],
  ['a space before the opening quote', inRow(1, (record) => record.replace(/,(\d+),/, ', "$1",')), 'csv-syntax', 1, 2],
];

const tolerated: Damage[] = [
  ['LF throughout', (bytes) => bytes.replace(RECORD_END, '\n'), 'line-ending'],
  ['one LF', (bytes) => bytes.replace('\r\n', '\n'), 'line-ending'],
  ['LF at the end', (bytes) => bytes.replace(/\r\n$/, '\n'), 'line-ending'],
];

const empty: Damage[] = [
  ['no bytes', () => '', 'empty-file'],
  ['a line end alone', () => '\r\n', 'empty-file'],
  ['empty lines alone', () => '\r\n\r\n\r\n', 'empty-file'],
];

function ofHeader(unit: CorpusUnit, form: string): Damage[] {
  const items = fieldsOf(unit.version, form).map(({ item }) => item);
  const latin1 = (text: string): string => Buffer.from(encodeMs932(text)).toString('latin1');
  const bare = latin1(items.join(','));
  const quoted = latin1(items.map((item) => `"${item}"`).join(','));
  return [
    ['a header row', (bytes) => `${bare}\r\n${bytes}`, 'header-row', 0],
    ['a header row in quotes', (bytes) => `${quoted}\r\n${bytes}`, 'header-row', 0],
    ['a header row alone', () => `${bare}\r\n`, 'empty-file'],
    ['a header row alone, without line end', () => quoted, 'empty-file'],
  ];
}

/** Rows of a file count on after its last one. */
function ofLastLine(rows: number): Damage[] {
  return [
    ['an empty line at the end', (bytes) => `${bytes}\r\n`, 'blank-line', rows + 1],
    ['empty lines at the end', (bytes) => `${bytes}\r\n\r\n\r\n`, 'blank-line', rows + 1],
  ];
}

/** The first text of row 2 of a filled file, its quotes left out. */
function unquoted(unit: CorpusUnit, form: string): Case[] {
  const column = fieldsOf(unit.version, form).find(({ type }) => type === 'text')?.number;
  if (column === undefined) return [];
  const files = withBytes(
    unit,
    form,
    inRow(2, (record) => record.replace(/"([^"]*)"/, '$1')),
  );
  return [faultIn(`text without quotes: ${form} of ${unit.version}`, files, [unit, form], 'unquoted-text', 2, column)];
}

function damaged({ unit, form }: { unit: CorpusUnit; form: string }): Case[] {
  const ofForm = [...ofHeader(unit, form), ...ofLastLine(tableOf(unit, form).rows.length)];
  return [...shape, ...quotes, ...tolerated, ...empty, ...ofForm].map(([title, change, rule, row, column]) =>
    faultIn(`${title}: ${form} of ${unit.version}`, withBytes(unit, form, change), [unit, form], rule, row, column),
  );
}

export const csvCases: readonly Case[] = [
  ...VERSIONS.flatMap((version) => everyForm(version)).flatMap(damaged),
  ...VERSIONS.flatMap((version) => everyForm(version, { filling: 'everything' })).flatMap(({ unit, form }) =>
    unquoted(unit, form),
  ),
];
