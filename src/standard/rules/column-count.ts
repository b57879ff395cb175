import { Rule } from './rule.js';

/** A record has exactly the form's number of items. */
export const columnCount: Rule = {
  code: 'column-count',
  severity: 'error',
  source: 'CSVファイルレイアウト定義書, 項番',
};
