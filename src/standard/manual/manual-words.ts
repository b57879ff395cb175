import { Message } from '../findings.js';

export type ManualLanguage = keyof Message;

/** The manual's own words. */
export const MANUAL_WORDS = {
  ja: {
    title: '点検ルール',
    lead: 'ケアプランデータ連携標準仕様のファイルを、このゲートウェイがどのルールで点検し、点検結果が何を意味し、何を直せばよいかの一覧です。',
    otherLanguage: 'English',
    contents: 'ルール一覧',
    severity: '重要度',
    severities: { error: '誤り（`error`）', warning: '警告（`warning`、送信できます）' },
    warningMark: '（警告）',
    place: '場所',
    remedy: '直し方',
    source: '根拠',
    notes: '他のルールとの違い・対象外',
    wrong: '誤: ',
    correct: '正: ',
    wholeUnit: '送信単位の全体',
    row: '行',
    column: '列',
    comma: '、',
    versions: '版',
    items: '項目',
  },
  en: {
    title: 'Rules of the check',
    lead: 'By which rules this gateway checks the files of the exchange standard (ケアプランデータ連携標準仕様), what each finding means, and what to change.',
    otherLanguage: '日本語',
    contents: 'The rules',
    severity: 'Severity',
    severities: { error: 'error', warning: 'warning (does not refuse)' },
    warningMark: ' (warning)',
    place: 'Place',
    remedy: 'What to change',
    source: 'Source',
    notes: 'Not covered, and neighbouring rules',
    wrong: 'wrong:   ',
    correct: 'correct: ',
    wholeUnit: 'the whole unit',
    row: 'row',
    column: 'column',
    comma: ', ',
    versions: 'Version',
    items: 'Items',
  },
} as const;
