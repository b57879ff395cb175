import { Rule } from './rule.js';

/** Empty lines after the last record: once a file. */
export const blankLine: Rule = {
  code: 'blank-line',
  severity: 'warning',
  source: '標準仕様, ファイル規約; 図表126',
};
