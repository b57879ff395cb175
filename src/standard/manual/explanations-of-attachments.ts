import { Explanation } from './explanation.js';

const WHOLE_FILE = {
  ja: '添付ファイル。行・列・項目はありません。',
  en: 'The attachment. There is no row, column or item.',
};

const good = 'ATTACH_1371215102_1370000011_20250325100100_01.pdf';

/** The rules of attachments (添付ファイル), which travel with a unit but are no forms. */
export const ATTACHMENT_EXPLANATIONS = {
  'attachment-name': {
    title: { ja: '添付ファイルの名前が違う', en: 'Wrong name of an attachment' },
    meaning: {
      ja: '添付ファイルの名前が`ATTACH_送信元_送信先_連番_番号.拡張子`ではないか、どの送信単位に付くものか分かりません。',
      en: 'The name is not `ATTACH_sender_receiver_sequence_nn.ext`, or does not tell to which unit the attachment belongs.',
    },
    place: WHOLE_FILE,
    remedy: {
      ja: '送信元・送信先（各10桁）と連番（14桁）を送信単位と同じにし、2桁の番号を付けます。拡張子は`pdf`、`jpg`、`jpeg`、`png`です。サービス種類コードは入れません。',
      en: 'Use the offices (10 characters each) and the sequence (14 digits) of the unit, then a number of two digits. The extension is `pdf`, `jpg`, `jpeg` or `png`. There are no service types in the name.',
    },
    notes: [
      {
        ja: '利用者基本情報の家族構成の画像は様式（`UPKIHON_IMAGE`）であり、添付ファイルではありません。名前は[file-name](#file-name)が見ます。`ATTACH_`で始まらない、様式でもない名前も[file-name](#file-name)です。',
        en: 'The family chart of 利用者基本情報 is a form (`UPKIHON_IMAGE`), no attachment: its name is judged by [file-name](#file-name), and so is any name that neither starts with `ATTACH_` nor is a form.',
      },
    ],
    examples: [
      {
        wrong: {
          ja: 'ATTACH_1371215102_43_1370000011_11_20250325100100_1.pdf',
          en: 'ATTACH_1371215102_43_1370000011_11_20250325100100_1.pdf',
        },
        correct: { ja: good, en: good },
      },
    ],
  },
  'attachment-type': {
    title: { ja: '中身が拡張子の形式ではない', en: 'The content is not what the extension says' },
    meaning: {
      ja: 'ファイルの中身が、拡張子の示す形式（PDF、JPEG、PNG）ではありません。拡張子ではなく中身で判断します。家族構成の画像（JPEG）も同じです。',
      en: 'The content is not of the format that the extension names (PDF, JPEG, PNG). The bytes decide. The image of the family chart (JPEG) is judged, too.',
    },
    place: {
      ja: '添付ファイル、または画像ファイル。行・列・項目はありません。',
      en: 'The attachment or image. There is no row, column or item.',
    },
    remedy: {
      ja: '拡張子の形式で保存し直してください。名前の拡張子だけを変えても形式は変わりません。',
      en: 'Save the file in that format. Changing the extension alone does not change the format.',
    },
    notes: [
      {
        ja: '0バイトの画像は[empty-file](#empty-file)です。',
        en: 'An image of 0 bytes is an [empty-file](#empty-file).',
      },
    ],
    examples: [
      {
        unit: 'user-basic',
        change: { kind: 'content', form: 'UPKIHON_IMAGE', bytes: '\x89PNG\r\n\x1a\n' },
      },
    ],
  },
  'attachment-size': {
    title: { ja: '添付ファイルが大きすぎる', en: 'An attachment is too large' },
    meaning: {
      ja: '添付ファイルが10 MiB（10,485,760バイト）を超えています。',
      en: 'The attachment has more than 10 MiB (10,485,760 bytes).',
    },
    place: WHOLE_FILE,
    remedy: {
      ja: '解像度を下げるか、いくつかのファイルに分けてください。',
      en: 'Lower its resolution, or divide it into several files.',
    },
    notes: [
      {
        ja: '1ファイルごとの上限です。送信全体の上限を超えたときは、点検結果ではなく413（`too-large`）を返します。',
        en: 'The bound of one file. An upload that is too large as a whole is answered 413 (`too-large`) instead of a finding.',
      },
    ],
    examples: [
      {
        wrong: { ja: `${good}（12,582,912バイト）`, en: `${good} (12,582,912 bytes)` },
        correct: { ja: `${good}（1,258,291バイト）`, en: `${good} (1,258,291 bytes)` },
      },
    ],
  },
  'attachment-active': {
    title: { ja: '実行される内容を含むPDF', en: 'A PDF with active content' },
    meaning: {
      ja: 'PDFがスクリプトや、開いたときにプログラムを起動する動作を含むか、暗号化されていて含まないことを確かめられません。',
      en: 'The PDF holds scripts or launch actions, or is encrypted, so that it cannot be examined for them.',
    },
    place: WHOLE_FILE,
    remedy: {
      ja: 'スクリプトやフォームの動作を除き、パスワードや権限の設定なしで保存し直してください。印刷機能でPDFを作り直すのが確実です。',
      en: 'Remove scripts and actions, and save it without a password or restrictions. Printing it to a new PDF does both.',
    },
    notes: [
      {
        ja: 'ウイルス検査ではありません。送信先でも検査してください。',
        en: 'This is no virus scan: the destination should have one.',
      },
    ],
    examples: [
      {
        wrong: {
          ja: '/OpenAction << /S /JavaScript … >>',
          en: '/OpenAction << /S /JavaScript … >>',
        },
        correct: { ja: '（動作のないPDF）', en: '(a PDF without actions)' },
      },
    ],
  },
} as const satisfies Readonly<Record<string, Explanation>>;
