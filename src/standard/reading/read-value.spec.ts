import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { EDITIONS } from '../editions.js';
import {
  alnum,
  bitmap31,
  code,
  date8,
  decimal,
  digits,
  integer,
  month6,
  numbered,
  text,
  time4,
} from '../layouts/field.js';
import { valueReader } from './read-value.js';

const items = {
  text: text('文字', 'item'),
  digits: digits('数字', 'item', { exact: 6 }),
  alnum: alnum('英数', 'item', { max: 10, special: ['9999999999'] }),
  integer: integer('数値', 'item', { max: 6 }),
  decimal: decimal('小数', 'item', { max: 6 }),
  date8: date8('日付', 'item', { special: ['00000000'] }),
  month6: month6('年月', 'item', { special: ['000000'] }),
  time4: time4('時刻', 'item', { special: ['9999'] }),
  bitmap31: bitmap31('対象日', 'item'),
  code: code('区分', 'item', [{ code: '1', label: '該当' }]),
  version: month6('CSVバージョン', 'csvVersion'),
};

function read(type: keyof typeof items, cell: string) {
  const [field] = numbered([items[type]]);
  return valueReader(field!)(cell);
}

describe('a cell that is of its type', () => {
  it.each([
    ['text', ' a,"b ', ' a,"b '],
    ['text', '一\r\n二\r三\n四', '一\n二\n三\n四'],
    ['digits', '011312', '011312'],
    ['alnum', 'H123456789', 'H123456789'],
    ['integer', '0567', 567],
    ['integer', '0', 0],
    ['decimal', '11.40', 11.4],
    ['decimal', '010', 10],
    ['date8', '20250401', '2025-04-01'],
    ['month6', '202504', '2025-04'],
    ['time4', '0930', '09:30'],
    ['time4', '2400', '24:00'],
    ['bitmap31', `1${'0'.repeat(28)}11`, [1, 30, 31]],
    ['bitmap31', '0'.repeat(31), []],
    ['code', '1', { code: '1', label: '該当' }],
    ['version', '202407', '202407'],
  ] as const)('%s %j is %j', (type, cell, value) => {
    expect(read(type, cell)).toEqual(value);
  });

  it.each([
    ['date8', '00000000'],
    ['month6', '000000'],
    ['time4', '9999'],
    ['alnum', '9999999999'],
  ] as const)('%s %j has a meaning of its own', (type, cell) => {
    expect(read(type, cell)).toEqual({ special: cell });
  });

  it.each(Object.keys(items) as (keyof typeof items)[])('empty %s is null', (type) => {
    expect(read(type, '')).toBeNull();
  });
});

describe('a cell that is not of its type stays as it stands', () => {
  it.each([
    ['text', '吉\uFFFD'],
    ['digits', '12A'],
    ['alnum', 'ＡＢ'],
    ['integer', '-1'],
    ['integer', '1.5'],
    ['integer', '99999999999999999999'],
    ['decimal', '1.2.3'],
    ['decimal', '.5'],
    ['date8', '20250230'],
    ['date8', '2025-4-1'],
    ['month6', '202513'],
    ['time4', '2561'],
    ['time4', '930'],
    ['bitmap31', '2'.repeat(31)],
    ['bitmap31', '101'],
    ['code', '2'],
  ] as const)('%s %j', (type, cell) => {
    expect(read(type, cell)).toEqual({ raw: cell });
  });
});

it('any cell of any item is read without an error, and none gets lost', () => {
  const fields = EDITIONS.flatMap((edition) => edition.forms.flatMap((form) => form.fields));
  fc.assert(
    fc.property(fc.constantFrom(...fields), fc.string({ unit: 'binary' }), (field, cell) => {
      expect(valueReader(field)(cell) === null).toBe(cell === '');
    }),
  );
});

it('no item is called row: that is the number of the record', () => {
  const ids = EDITIONS.flatMap((edition) => edition.forms.flatMap((form) => form.fields.map((field) => field.id)));
  expect(ids).not.toContain('row');
});
