import { MIDNIGHT } from './range.js';
import { CellRule, Rule } from './rule.js';

/** A rule that could not be settled from the printed standard is broken: worth a look, no reason to refuse. */
export const lowConfidence: Rule = {
  code: 'low-confidence',
  severity: 'warning',
  source: 'CSVファイルレイアウト定義書, 必須・項目長・型',
};

/** 必要 without 必須: the standard does not say how the two differ. */
export const needed: CellRule = {
  ...lowConfidence,
  source: 'CSVファイルレイアウト定義書, 必要',
  restsOn: null,
  judges: 'empty',
  test: (field) => (field.needed ? () => true : null),
};

/** The end of the day as 2400: the standard prints HHMM without a bound. */
export const midnight: CellRule = {
  ...lowConfidence,
  source: 'CSVファイルレイアウト定義書, HHMM',
  restsOn: null,
  judges: 'filled',
  test: (field) => (field.type === 'time4' ? (value) => value === MIDNIGHT : null),
};
