import { Rule } from './rule.js';

/** No record at all; a header row alone is none, either. */
export const emptyFile: Rule = {
  code: 'empty-file',
  severity: 'error',
  source: '標準仕様, ファイル規約',
};
