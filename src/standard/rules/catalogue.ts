import { archive } from './archive.js';
import { attachmentActive, attachmentName, attachmentSize, attachmentType } from './attachments.js';
import { blankLine } from './blank-line.js';
import { code } from './code.js';
import { columnCount } from './column-count.js';
import { condition } from './condition.js';
import { csvSyntax } from './csv-syntax.js';
import { emptyFile } from './empty-file.js';
import { encoding } from './encoding.js';
import { extensionCase } from './extension-case.js';
import { fileName } from './file-name.js';
import { foreignActuals } from './foreign-actuals.js';
import { headerRow } from './header-row.js';
import { length } from './length.js';
import { lineEnding } from './line-ending.js';
import { lowConfidence, midnight, needed } from './low-confidence.js';
import { monthMismatch } from './month-mismatch.js';
import { personNotServed } from './person-not-served.js';
import { range } from './range.js';
import { receiverMismatch } from './receiver-mismatch.js';
import { relation } from './relation.js';
import { required } from './required.js';
import { CellRule, RecordRule, Rule } from './rule.js';
import { senderMismatch } from './sender-mismatch.js';
import { type } from './type.js';
import { unit } from './unit.js';
import { unquotedText } from './unquoted-text.js';
import { versionMixed } from './version-mixed.js';
import { versionNotApplicable } from './version-not-applicable.js';
import { versionUnknown } from './version-unknown.js';

/** The rules of a cell in the order in which the first broken one gives the finding. */
export const CELL_RULES: readonly CellRule[] = [required, length, type, range, code, needed, midnight];

/** The rules of the version, once a file: they remember over all records of a file. */
export const VERSION_RULES: readonly RecordRule[] = [versionUnknown, versionMixed];

/** The rules of a record, after those of its cells. */
export const RECORD_RULES: readonly RecordRule[] = [condition, monthMismatch, foreignActuals];

/** Every rule, one a code. */
export const RULES: readonly Rule[] = [
  fileName,
  unit,
  encoding,
  csvSyntax,
  columnCount,
  required,
  length,
  type,
  code,
  range,
  condition,
  versionUnknown,
  versionMixed,
  versionNotApplicable,
  monthMismatch,
  personNotServed,
  foreignActuals,
  relation,
  emptyFile,
  senderMismatch,
  receiverMismatch,
  lineEnding,
  headerRow,
  unquotedText,
  extensionCase,
  blankLine,
  lowConfidence,
  attachmentName,
  attachmentType,
  attachmentSize,
  attachmentActive,
  archive,
];
