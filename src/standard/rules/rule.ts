import { RuleCode, Severity } from '../findings.js';
import { Field, Uncertain } from '../layouts/field.js';
import { MessageDetail } from '../message-detail.js';
import { NamedFile } from '../named-file.js';
import { RecordUnderCheck } from '../record-under-check.js';

/** What every rule says of itself; `source` is where it comes from. */
export interface Rule {
  readonly code: RuleCode;
  readonly severity: Severity;
  readonly source: string;
}

/** A rule for one cell, from the layout alone. */
export interface CellRule extends Rule {
  /** The attribute of the layout it rests on: where that is uncertain, a broken rule is a warning. */
  readonly restsOn: Uncertain | null;
  /** Values it looks at: an empty cell is judged by other rules than a filled one. */
  readonly judges: 'empty' | 'filled';
  /** A test that is true when a value breaks the rule; null when the rule does not concern the item. */
  test(field: Field): ((value: string) => boolean) | null;
}

/** A fault in a record; the column is 1-based, null for the whole record. */
export interface RecordFault {
  readonly column: number | null;
  readonly detail?: MessageDetail;
}

/** A rule for the cells of a record together, or against the file's name. */
export interface RecordRule extends Rule {
  /** Made once a file, so that it may remember; null when the rule does not concern the file. */
  start(file: NamedFile): ((record: RecordUnderCheck) => readonly RecordFault[]) | null;
}

export const NO_FAULTS: readonly RecordFault[] = [];
