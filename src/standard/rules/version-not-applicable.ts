import { Rule } from './rule.js';

/** The month lies before the version's first service month: once a unit, on its leading file. */
export const versionNotApplicable: Rule = {
  code: 'version-not-applicable',
  severity: 'warning',
  source: '標準仕様, 適用開始の提供年月',
};
