import { compareFindings, comparePlaces, Finding, ToldPlace } from './findings.js';
import { Field } from './layouts/field.js';
import { MessageDetail } from './message-detail.js';
import { messageOf } from './messages.js';
import { NamedFile } from './named-file.js';
import { Rule } from './rules/rule.js';

/** Where a finding lies; what is left out is null. */
export interface Place {
  readonly file?: NamedFile | string;
  readonly row?: number;
  readonly column?: number;
  /** The item at that column, when the record has one there. */
  readonly field?: Field | undefined;
}

/**
 * Collects findings in any order and keeps the first ones of the report, so that a hostile file costs neither memory nor
 * messages that nobody will read. A finding on a file that was split off another is told where it lies in that one.
 */
export class FindingList {
  private found: Finding[] = [];
  /** Once there are more than can be told: the last one that still may be. */
  private last: Finding | null = null;
  total = 0;
  errors = 0;

  constructor(readonly limit: number) {}

  add(rule: Rule, place: Place, detail: MessageDetail = {}): void {
    const told = toldOf(rule, place);
    this.count(rule, 1);
    // Where the places are the same, the messages decide, which are not made for this.
    if (this.limit === 0 || (this.last !== null && comparePlaces(told, this.last) > 0)) return;
    const field = place.field ?? detail.field;
    this.found.push({
      file: told.file,
      row: told.row,
      column: told.column,
      item: place.field?.name ?? null,
      rule: rule.code,
      severity: rule.severity,
      message: messageOf(rule.code, field === undefined ? detail : { ...detail, field }),
    });
    if (this.found.length >= 2 * this.limit) this.cut();
  }

  /** The same for so many records on end, from a row on: no more of them are looked at than can be told. */
  addRun(rule: Rule, file: NamedFile, from: number, count: number, detail: MessageDetail): void {
    const looked = Math.min(count, this.limit);
    for (let index = 0; index < looked; index += 1) this.add(rule, { file, row: from + index }, detail);
    this.count(rule, count - looked);
  }

  /** Findings that are counted, but too far behind to be told. */
  count(rule: Rule, times: number): void {
    this.total += times;
    if (rule.severity === 'error') this.errors += times;
  }

  /** In report order, no more than the limit. */
  first(): Finding[] {
    this.cut();
    return this.found;
  }

  private cut(): void {
    this.found.sort(compareFindings);
    if (this.found.length < this.limit) return;
    this.found = this.found.slice(0, this.limit);
    this.last = this.found.at(-1) ?? null;
  }
}

function toldOf(rule: Rule, { file, row, column }: Place): ToldPlace {
  const name = typeof file === 'string' ? file : file?.source.name;
  const as = typeof file === 'object' ? file.toldAs : undefined;
  if (as === undefined) return { file: name ?? null, row: row ?? null, column: column ?? null, rule: rule.code };
  return {
    file: as.file,
    row: row === undefined ? null : as.rowOf(row),
    column: column === undefined ? null : column + as.columnsBefore,
    rule: rule.code,
  };
}
