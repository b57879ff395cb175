/** The stable codes of the rules; documented in both languages by `messages.ts`. */
export const RULE_CODES = [
  'file-name',
  'unit',
  'encoding',
  'csv-syntax',
  'column-count',
  'required',
  'length',
  'type',
  'code',
  'range',
  'condition',
  'version-unknown',
  'version-mixed',
  'version-not-applicable',
  'month-mismatch',
  'person-not-served',
  'foreign-actuals',
  'relation',
  'empty-file',
  'sender-mismatch',
  'receiver-mismatch',
  'line-ending',
  'header-row',
  'unquoted-text',
  'extension-case',
  'blank-line',
  'low-confidence',
  'attachment-name',
  'attachment-type',
  'attachment-size',
  'attachment-active',
  'archive',
] as const;

export type RuleCode = (typeof RULE_CODES)[number];

export type Severity = 'error' | 'warning';

export interface Message {
  readonly ja: string;
  readonly en: string;
}

/**
 * One fault (点検結果). `row` is the 1-based record number, 0 for a header row; `column` the 1-based item number;
 * `item` its Japanese name. All three are null for a whole file, and `file` too for a whole unit. Never holds the
 * value of a cell.
 */
export interface Finding {
  readonly file: string | null;
  readonly row: number | null;
  readonly column: number | null;
  readonly item: string | null;
  readonly rule: RuleCode;
  readonly severity: Severity;
  readonly message: Message;
}

/** Code unit by code unit: the same everywhere, whatever the locale. */
export const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** What concerns the whole comes before its parts, hence null before any position. */
const byPosition = (a: number | null, b: number | null): number => (a ?? -1) - (b ?? -1);

/** Where a finding is told, and by which rule. */
export type ToldPlace = Pick<Finding, 'file' | 'row' | 'column' | 'rule'>;

export function comparePlaces(a: ToldPlace, b: ToldPlace): number {
  return (
    byText(a.file ?? '', b.file ?? '') ||
    byPosition(a.row, b.row) ||
    byPosition(a.column, b.column) ||
    byText(a.rule, b.rule)
  );
}

/** The order of a report: file, row, column, rule; and the message, so that no order of the files given shows in it. */
export function compareFindings(a: Finding, b: Finding): number {
  return comparePlaces(a, b) || byText(a.message.en, b.message.en);
}
