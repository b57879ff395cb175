import { Message, RuleCode } from '../findings.js';
import { Explanation } from './explanation.js';
import { ARCHIVE_EXPLANATIONS } from './explanations-of-archives.js';
import { ATTACHMENT_EXPLANATIONS } from './explanations-of-attachments.js';
import { CELL_EXPLANATIONS } from './explanations-of-cells.js';
import { FILE_EXPLANATIONS } from './explanations-of-files.js';
import { RECORD_EXPLANATIONS } from './explanations-of-records.js';
import { TOLERATED_EXPLANATIONS } from './explanations-of-tolerated.js';
import { UNIT_EXPLANATIONS } from './explanations-of-units.js';

/** One explanation a rule code; will not compile when a code has none. */
export const EXPLANATIONS: Readonly<Record<RuleCode, Explanation>> = {
  ...CELL_EXPLANATIONS,
  ...RECORD_EXPLANATIONS,
  ...FILE_EXPLANATIONS,
  ...UNIT_EXPLANATIONS,
  ...TOLERATED_EXPLANATIONS,
  ...ATTACHMENT_EXPLANATIONS,
  ...ARCHIVE_EXPLANATIONS,
};

/** A theme of the manual with its rules, in the order in which they are told. */
export interface Chapter {
  readonly title: Message;
  readonly codes: readonly RuleCode[];
}

const chapter = (ja: string, en: string, explanations: Partial<Record<RuleCode, Explanation>>): Chapter => ({
  title: { ja, en },
  codes: Object.keys(explanations) as RuleCode[],
});

export const CHAPTERS: readonly Chapter[] = [
  chapter('セル', 'Cells', CELL_EXPLANATIONS),
  chapter('レコード・版・年月', 'Records, version and month', RECORD_EXPLANATIONS),
  chapter('ファイル', 'Files', FILE_EXPLANATIONS),
  chapter('送信単位・事業所・利用者', 'Units, offices and persons', UNIT_EXPLANATIONS),
  chapter('受け付ける差異（警告）', 'Tolerated differences (warnings)', TOLERATED_EXPLANATIONS),
  chapter('添付ファイル', 'Attachments', ATTACHMENT_EXPLANATIONS),
  chapter('まとめたファイル', 'Files in one', ARCHIVE_EXPLANATIONS),
];
