import { CellRule } from './rule.js';

/** コード値: a closed list. */
export const code: CellRule = {
  code: 'code',
  severity: 'error',
  source: 'CSVファイルレイアウト定義書, コード値; 付8 4-2',
  restsOn: null,
  judges: 'filled',
  test({ codes }) {
    if (codes === null) return null;
    const permitted = new Set(codes.map((entry) => entry.code));
    return (value) => !permitted.has(value);
  },
};
