import { Rule } from './rule.js';

/** The name fits no form of any version, or its month or sequence is no real one. */
export const fileName: Rule = {
  code: 'file-name',
  severity: 'error',
  source: '標準仕様, ファイル命名規約; 付8 2-4',
};
