import type { CheckReport, SourceFile } from '../../src/standard/check.js';
import { CorpusUnit, tableOf } from './corpus-unit.js';
import { itemOf, Version } from './layouts.js';

/** The rules whose findings are warnings (design, The standard as data); all others are errors. */
const WARNINGS = [
  'version-not-applicable',
  'line-ending',
  'header-row',
  'unquoted-text',
  'extension-case',
  'blank-line',
  'low-confidence',
];

/** The one finding that a fault gives: a rule and a place, of which a whole file or unit has less. */
export interface Expected {
  readonly rule: string;
  readonly version: Version;
  readonly form?: string;
  readonly file?: string;
  readonly row?: number;
  readonly column?: number;
}

export interface Case {
  readonly title: string;
  readonly files: readonly SourceFile[];
  readonly expected: Expected;
}

/** Cases of one rule and form, which are one test. */
export interface CaseGroup {
  readonly title: string;
  readonly cases: readonly Case[];
}

/** A fault in the file of one form, at a row and a column, at a row, or in the file as a whole. */
export function faultIn(
  title: string,
  files: readonly SourceFile[],
  [unit, form]: readonly [CorpusUnit, string],
  rule: string,
  row?: number,
  column?: number,
): Case {
  return { title, files, expected: { rule, version: unit.version, form, file: tableOf(unit, form).name, row, column } };
}

/** A report reduced to what a case expects; the whole of it is in the difference when a test fails. */
export function told({ ok, findings, findingsTotal }: CheckReport) {
  return {
    ok,
    findingsTotal,
    findings: findings.map(({ file, row, column, item, rule, severity }) => ({
      file,
      row,
      column,
      item,
      rule,
      severity,
    })),
  };
}

export function expectation({ rule, version, form, file, row, column }: Expected): ReturnType<typeof told> {
  const severity = WARNINGS.includes(rule) ? 'warning' : 'error';
  const item = form === undefined || column === undefined ? null : itemOf(version, form, column);
  const place = { file: file ?? null, row: row ?? null, column: column ?? null, item };
  return {
    ok: severity === 'warning',
    findingsTotal: 1,
    findings: [{ ...place, rule: rule as CheckReport['findings'][number]['rule'], severity }],
  };
}
