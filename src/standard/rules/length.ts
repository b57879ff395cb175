import { CellRule } from './rule.js';

/** 項目長 in characters: the standard prints one number; whether it is exact or a maximum follows from the type. */
export const length: CellRule = {
  code: 'length',
  severity: 'error',
  source: 'CSVファイルレイアウト定義書, 項目長; 付8 4-2',
  restsOn: 'length',
  judges: 'filled',
  test({ length: limit, lengthRule }) {
    if (limit === null) return null;
    return lengthRule === 'exact' ? (value) => value.length !== limit : (value) => value.length > limit;
  },
};
