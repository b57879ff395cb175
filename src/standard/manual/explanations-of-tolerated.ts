import { Explanation } from './explanation.js';

const WHOLE_FILE = {
  ja: 'ファイル。1ファイルに1回だけ示し、行・列・項目はありません。',
  en: 'The file; told once, without row, column or item.',
};

/** Differences between vendors that are taken with a warning (図表126). The bytes are passed on as they are. */
export const TOLERATED_EXPLANATIONS = {
  'extension-case': {
    title: { ja: '拡張子が大文字ではない', en: 'Extension not in capitals' },
    meaning: {
      ja: '拡張子が`.CSV`ではなく`.csv`などです。画像の`.jpg`は、どちらでも構いません。',
      en: 'The extension is `.csv` or the like instead of `.CSV`. The `.jpg` of an image may be written either way.',
    },
    place: WHOLE_FILE,
    remedy: { ja: '`.CSV`としてください。', en: 'Write `.CSV`.' },
    notes: [
      {
        ja: '拡張子以外の英字が小文字のときは[file-name](#file-name)です。',
        en: 'Small letters elsewhere in the name are a [file-name](#file-name).',
      },
    ],
    examples: [{ unit: 'use-slip', change: { kind: 'name', form: 'UPSIKYU', from: '.CSV', to: '.csv' } }],
  },
  'line-ending': {
    title: { ja: 'レコードの終わりがCRLFではない', en: 'Records do not end with CRLF' },
    meaning: {
      ja: 'レコードの終わりがLFかCRだけです。標準仕様は改行コードを定めていませんが、CRLFが慣例です。',
      en: 'Records end with LF or CR alone. The standard names no line end; CRLF is the custom.',
    },
    place: WHOLE_FILE,
    remedy: { ja: 'CRLFで出力してください。', en: 'Write CRLF.' },
    notes: [
      {
        ja: '引用符の中の改行と、最後のレコードの改行がないことは、警告しません。',
        en: 'Line breaks inside quotes, and a missing end of the last record, are not warned of.',
      },
    ],
    examples: [{ unit: 'actual-delete', change: { kind: 'text', form: 'DLTJSK', from: ',11\r\n', to: ',11\n' } }],
  },
  'header-row': {
    title: { ja: '見出し行がある', en: 'A header row' },
    meaning: {
      ja: '先頭のレコードが項目名です。標準仕様に見出し行はありません。読み飛ばし、次のレコードを1行目と数えます。',
      en: 'The first record holds item names. The standard has none: it is passed over, and the record after it is row 1.',
    },
    place: {
      ja: '0行目。列はありません。',
      en: 'Row 0, no column.',
    },
    remedy: { ja: '見出し行を出力しないでください。', en: 'Leave the header row out.' },
    notes: [
      {
        ja: '見出し行だけのファイルは[empty-file](#empty-file)です。項目名と認められない見出しは普通のレコードとして点検します。',
        en: 'A header row alone is an [empty-file](#empty-file). A header that is not recognised as item names is checked like any record.',
      },
    ],
    examples: [
      {
        unit: 'actual-delete',
        change: {
          kind: 'text',
          form: 'DLTJSK',
          from: '202407,131128,',
          to: 'CSVバージョン,保険者番号,被保険者番号,削除対象年月,サービス事業者コード,サービス種類コード\r\n202407,131128,',
        },
      },
    ],
  },
  'unquoted-text': {
    title: { ja: '文字の項目が引用符で囲まれていない', en: 'Free text without quotes' },
    meaning: {
      ja: '文字（自由記述）の項目が引用符（`"`）で囲まれていません。',
      en: 'An item of free text is not in double quotes.',
    },
    place: {
      ja: '最初に現れたレコードと項目。1ファイルに1回だけ示します。',
      en: 'The first such record and item; told once a file.',
    },
    remedy: {
      ja: '値のある文字の項目は、すべて引用符で囲んでください。空の項目には要りません。',
      en: 'Put every free text that has a value in quotes. An empty item needs none.',
    },
    notes: [
      {
        ja: '囲まれていない文の中にカンマや改行があると、項目がずれて[column-count](#column-count)になります。',
        en: 'A comma or a line break in unquoted text puts the items out of step: that is a [column-count](#column-count).',
      },
    ],
    examples: [{ unit: 'use-slip', change: { kind: 'text', form: 'UPPLAN', from: ',"見本花子",', to: ',見本花子,' } }],
  },
  'blank-line': {
    title: { ja: 'ファイルの終わりに空行がある', en: 'An empty line at the end' },
    meaning: {
      ja: '最後のレコードの後に空行があります。',
      en: 'There are empty lines after the last record.',
    },
    place: {
      ja: '最後のレコードの次の行。列はありません。何行あっても1回だけ示します。',
      en: 'The row after the last record, no column; told once, however many there are.',
    },
    remedy: { ja: '空行を出力しないでください。', en: 'Leave them out.' },
    notes: [
      {
        ja: 'レコードの前や間にある空行は[column-count](#column-count)です。',
        en: 'An empty line before or between records is a [column-count](#column-count).',
      },
    ],
    examples: [{ unit: 'actual-delete', change: { kind: 'text', form: 'DLTJSK', from: ',11\r\n', to: ',11\r\n\r\n' } }],
  },
} as const satisfies Readonly<Record<string, Explanation>>;
