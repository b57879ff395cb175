import { Rule } from './rule.js';

/** Free text without quotes: once a file, at the first such cell. */
export const unquotedText: Rule = {
  code: 'unquoted-text',
  severity: 'warning',
  source: '標準仕様, ファイル規約 (文字は引用符で囲む); 図表126',
};
