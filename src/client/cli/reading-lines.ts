import { formName } from '../../standard/display-names.js';
import { PlainFile, ReadForm, ReadUnit } from '../../standard/reading/read-unit.js';
import { Language } from '../language.js';
import { recordLines } from './record-lines.js';
import { columnLines, indented } from './text-columns.js';

const WORDS = {
  ja: {
    sequence: '連番',
    records: (count: number) => `${count}件`,
    missing: '不足している様式',
    unreadable: (row: number) => `${row}行目は項目数が合いません`,
    damaged: (rows: string) => `${rows}行目に文字又は引用符の誤りがあります`,
    image: '画像',
    attachment: '添付',
    bytes: (size: number) => `${size}バイト`,
    unnamed: '標準仕様のファイル名ではないファイル',
  },
  en: {
    sequence: 'sequence',
    records: (count: number) => (count === 1 ? '1 record' : `${count} records`),
    missing: 'missing forms',
    unreadable: (row: number) => `row ${row} has not the number of items of the form`,
    damaged: (rows: string) => `damaged characters or quotes in rows ${rows}`,
    image: 'image',
    attachment: 'attachment',
    bytes: (size: number) => `${size} bytes`,
    unnamed: 'files whose names are none of the standard',
  },
} as const;

/** One unit: its head, then each form with its records. */
export function unitLines(unit: ReadUnit, language: Language): string[] {
  const words = WORDS[language];
  const missing = unit.missing.map((form) => formName(form)[language]).join(', ');
  const plain = [
    ...unit.images.map((file) => fileCells(words.image, file, language)),
    ...unit.attachments.map((file) => fileCells(words.attachment, file, language)),
  ];
  return [
    unitTitle(unit, language),
    `  ${words.sequence} ${unit.sequence}`,
    ...(missing === '' ? [] : [`  ${words.missing}: ${missing}`]),
    ...unit.forms.flatMap((form) => ['', ...indented(formLines(form, unit.version, language), 2)]),
    ...(plain.length === 0 ? [] : ['', ...indented(columnLines(plain), 2)]),
  ];
}

/** 第６表… 2025-04  1371215102 (43) → 1370000011 (11)  202407. */
function unitTitle(unit: ReadUnit, language: Language): string {
  const office = (number: string, type: string | null) => (type === null ? number : `${number} (${type})`);
  const way = `${office(unit.sender, unit.senderServiceType)} → ${office(unit.receiver, unit.receiverServiceType)}`;
  return [unit.name[language], unit.month, way, unit.version].filter((part) => part !== null).join('  ');
}

function formLines(form: ReadForm, version: string, language: Language): string[] {
  const words = WORDS[language];
  return [
    `${form.name[language]}  ${words.records(form.records.length)}  ${form.file}`,
    ...indented(recordLines(form, version, language), 2),
    ...form.unreadable.map(({ row, values }) => `  ! ${words.unreadable(row)}: ${values.join(',')}`),
    ...(form.damaged.length === 0 ? [] : [`  ! ${words.damaged(form.damaged.join(', '))}`]),
  ];
}

function fileCells(kind: string, { file, size }: PlainFile, language: Language): string[] {
  return [kind, file, WORDS[language].bytes(size)];
}

/** Files that belong to no unit. */
export function unnamedLines(files: readonly PlainFile[], language: Language): string[] {
  const { unnamed, bytes } = WORDS[language];
  return [unnamed, ...indented(columnLines(files.map(({ file, size }) => [file, bytes(size)])), 2)];
}
