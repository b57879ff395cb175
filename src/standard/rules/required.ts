import { CellRule } from './rule.js';

/** 必須. An empty text in quotes is empty, too. */
export const required: CellRule = {
  code: 'required',
  severity: 'error',
  source: 'CSVファイルレイアウト定義書, 必須; 付8 4-2',
  restsOn: 'required',
  judges: 'empty',
  test: (field) => (field.required ? () => true : null),
};
