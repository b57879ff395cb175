import { unitName } from '../../standard/display-names.js';
import { InboxCounts, OpenCount } from '../answers.js';
import { Language } from '../language.js';
import { officeLabel } from '../office-directory.js';

/** 未処理・未読の件数: all, by kind, by sender; a carrier's, which has many offices, also by office. */
export function countLines(counts: InboxCounts, isCarrier: boolean, language: Language): string[] {
  const text = ({ open, unread }: OpenCount): string =>
    language === 'ja' ? `未処理 ${open}件・うち未読 ${unread}件` : `${open} open, ${unread} of them unread`;
  return [
    text(counts),
    ...counts.byKind.map((one) => `  ${unitName(one.kind)[language]}  ${text(one)}`),
    ...counts.bySender.map((one) => `  ← ${officeLabel(one.office, one.name)}  ${text(one)}`),
    ...(isCarrier ? counts.byOffice.map((one) => `  → ${officeLabel(one.office, one.name)}  ${text(one)}`) : []),
  ];
}
