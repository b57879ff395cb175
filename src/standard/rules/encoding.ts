import { Rule } from './rule.js';

/** A byte sequence outside MS932, a 外字 (user-defined character) or a byte-order mark. */
export const encoding: Rule = {
  code: 'encoding',
  severity: 'error',
  source: '標準仕様, ファイル規約 (Shift_JIS, MS932; 外字は使用しない)',
};
