import { Rule } from './rule.js';

/** The extension is not in capitals. */
export const extensionCase: Rule = {
  code: 'extension-case',
  severity: 'warning',
  source: '標準仕様, ファイル命名規約 (.CSV); 図表126',
};
