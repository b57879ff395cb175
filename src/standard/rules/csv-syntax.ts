import { Rule } from './rule.js';

/** A quote never closed, text after a closing quote, a bare quote inside an unquoted field. */
export const csvSyntax: Rule = {
  code: 'csv-syntax',
  severity: 'error',
  source: '標準仕様, ファイル規約 (引用符); RFC 4180',
};
