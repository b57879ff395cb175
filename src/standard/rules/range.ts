import { isDate, isMonth, isTime } from '../calendar.js';
import { Field } from '../layouts/field.js';
import { CellRule } from './rule.js';

/** 2400 is written by some software for the end of the day; it is tolerated by `midnight`. */
export const MIDNIGHT = '2400';

/** データの範囲: dates, months and times that exist, numbers inside their printed range, 0 or 1 a day. */
export const range: CellRule = {
  code: 'range',
  severity: 'error',
  source: 'CSVファイルレイアウト定義書, 書式・備考; 付8 4-2',
  restsOn: null,
  judges: 'filled',
  test: (field) => testOf(field),
};

function testOf({ id, type, range: limits }: Field): ((value: string) => boolean) | null {
  // CSVバージョン looks like a month but is a name: version-unknown judges it.
  if (id === 'csvVersion') return null;
  if (type === 'date8') return (value) => !isDate(value);
  if (type === 'month6') return (value) => !isMonth(value);
  if (type === 'time4') return (value) => !isTime(value) && value !== MIDNIGHT;
  if (type === 'bitmap31') return (value) => /[^01]/.test(value);
  if (limits !== null) return (value) => Number(value) < limits[0] || Number(value) > limits[1];
  return null;
}
