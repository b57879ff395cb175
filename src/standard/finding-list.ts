import { compareFindings, Finding } from './findings.js';
import { Field } from './layouts/field.js';
import { MessageDetail } from './message-detail.js';
import { messageOf } from './messages.js';
import { Rule } from './rules/rule.js';

/** Where a finding lies; what is left out is null. */
export interface Place {
  readonly file?: string;
  readonly row?: number;
  readonly column?: number;
  /** The item at that column, when the record has one there. */
  readonly field?: Field | undefined;
}

/**
 * Collects findings and keeps no more than a report can show, so that a hostile file costs no memory. Findings of one
 * list must be added in report order: then those dropped are the last ones.
 */
export class FindingList {
  readonly kept: Finding[] = [];
  total = 0;
  errors = 0;

  constructor(readonly limit: number) {}

  add(rule: Rule, place: Place, detail: MessageDetail = {}): void {
    this.total += 1;
    if (rule.severity === 'error') this.errors += 1;
    if (this.kept.length >= this.limit) return;
    const field = place.field ?? detail.field;
    this.kept.push({
      file: place.file ?? null,
      row: place.row ?? null,
      column: place.column ?? null,
      item: place.field?.name ?? null,
      rule: rule.code,
      severity: rule.severity,
      message: messageOf(rule.code, field === undefined ? detail : { ...detail, field }),
    });
  }
}

/** The first findings of several lists in report order, with the true totals. */
export function mergeFindings(
  lists: readonly FindingList[],
  limit: number,
): { findings: Finding[]; total: number; errors: number } {
  const findings = lists
    .flatMap((list) => list.kept)
    .sort(compareFindings)
    .slice(0, limit);
  const sum = (of: (list: FindingList) => number) => lists.reduce((total, list) => total + of(list), 0);
  return { findings, total: sum((list) => list.total), errors: sum((list) => list.errors) };
}
