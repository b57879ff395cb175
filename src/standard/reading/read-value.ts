import { isDate, isMonth, isTime } from '../calendar.js';
import { Field, FieldType } from '../layouts/field.js';
import { UNDECODABLE } from '../ms932.js';
import { MIDNIGHT } from '../rules/range.js';
import { Value } from './read-unit.js';

/** Gives a cell its value. Never throws. */
export type ValueReader = (cell: string) => Value;

/** Undefined when the cell cannot be read as the type. */
type Reader = (cell: string) => Value | undefined;

const textOf: Reader = (cell) => cell.replace(/\r\n?/g, '\n');

const only =
  (characters: RegExp): Reader =>
  (cell) =>
    characters.test(cell) ? cell : undefined;

/** Digits beyond the safe integers would be rounded: they stay as they stand. */
const numberIn =
  (shape: RegExp): Reader =>
  (cell) =>
    shape.test(cell) && Number(cell) <= Number.MAX_SAFE_INTEGER ? Number(cell) : undefined;

const dateOf: Reader = (cell) =>
  /^[0-9]{8}$/.test(cell) && isDate(cell) ? `${cell.slice(0, 4)}-${cell.slice(4, 6)}-${cell.slice(6)}` : undefined;

const monthOf: Reader = (cell) =>
  /^[0-9]{6}$/.test(cell) && isMonth(cell) ? `${cell.slice(0, 4)}-${cell.slice(4)}` : undefined;

const timeOf: Reader = (cell) =>
  /^[0-9]{4}$/.test(cell) && (isTime(cell) || cell === MIDNIGHT) ? `${cell.slice(0, 2)}:${cell.slice(2)}` : undefined;

const daysOf: Reader = (cell) =>
  /^[01]{31}$/.test(cell) ? [...cell].flatMap((digit, index) => (digit === '1' ? [index + 1] : [])) : undefined;

const READERS: Readonly<Record<Exclude<FieldType, 'code'>, Reader>> = {
  text: textOf,
  digits: only(/^[0-9]+$/),
  alnum: only(/^[0-9A-Za-z-]+$/),
  integer: numberIn(/^[0-9]+$/),
  decimal: numberIn(/^[0-9]+(\.[0-9]+)?$/),
  date8: dateOf,
  month6: monthOf,
  time4: timeOf,
  bitmap31: daysOf,
};

/** The reader of an item's cells, made once a form. */
export function valueReader(field: Field): ValueReader {
  const read = readerOf(field);
  const special = new Set(field.special);
  return (cell) => {
    if (cell === '') return null;
    if (special.has(cell)) return { special: cell };
    const value = cell.includes(UNDECODABLE) ? undefined : read(cell);
    return value === undefined ? { raw: cell } : value;
  };
}

function readerOf({ id, type, codes }: Field): Reader {
  // CSVバージョン looks like a month but is a name.
  if (id === 'csvVersion') return textOf;
  if (type !== 'code') return READERS[type];
  const values = new Map(codes?.map(({ code, label }) => [code, { code, label }]));
  return (cell) => values.get(cell);
}
