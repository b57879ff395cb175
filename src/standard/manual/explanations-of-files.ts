import { Explanation } from './explanation.js';

const WHOLE_FILE = {
  ja: 'ファイル。行・列・項目はありません。',
  en: 'The file. There is no row, column or item.',
};

/** The rules of a file's name, its encoding and its emptiness. */
export const FILE_EXPLANATIONS = {
  'file-name': {
    title: { ja: 'ファイル名が命名規約と違う', en: 'The file name is not one of the standard' },
    meaning: {
      ja: 'ファイル名がどの版のどの様式の構成とも合わないか、その中の年月・連番が実在しません。連番はYYYYMMDDHHMMSSの日時です。',
      en: 'The name fits no form of any version, or its month or its sequence is no real one. The sequence is a date and time, YYYYMMDDHHMMSS.',
    },
    place: WHOLE_FILE,
    remedy: {
      ja: '下の表の構成にしてください。事業所番号は10桁、サービス種類コードは2桁（直前の事業所のもの）、英字は大文字です。どの区切りが違うかはメッセージに示します。',
      en: 'Name the file as the table below says: office numbers of ten characters, service types of two (each that of the office before it), capitals. The message tells which part is wrong.',
    },
    notes: [
      {
        ja: '様式が分からないファイルの中身は点検しません。名前の誤りのために送信単位が足りなくなっても、[unit](#unit)は重ねて示しません。',
        en: 'The content of such a file is not checked. If its unit is incomplete only because of the name, no [unit](#unit) is added.',
      },
      {
        ja: '拡張子が小文字なだけなら警告の[extension-case](#extension-case)、構成は正しいが送信者と違う事業所なら[sender-mismatch](#sender-mismatch)です。',
        en: 'An extension in small letters is only the warning [extension-case](#extension-case); a good name with another office than the sender is a [sender-mismatch](#sender-mismatch).',
      },
    ],
    examples: [
      { unit: 'use-slip', change: { kind: 'name', form: 'UPPLAN', from: '_202504_', to: '_202513_' } },
      { unit: 'use-slip', change: { kind: 'name', form: 'UPSIKYU', from: '_1371215102_', to: '_137121510_' } },
    ],
  },
  encoding: {
    title: { ja: 'MS932にない文字', en: 'Characters outside MS932' },
    meaning: {
      ja: 'MS932（コードページ932）として読めないバイト、外字、またはBOM（バイト順マーク）があります。`①`や`髙`、`㈱`はMS932にあり、使えます。',
      en: 'There are bytes that are not MS932 (code page 932), a user-defined character (外字), or a byte-order mark. `①`, `髙` and `㈱` are in MS932 and may be used.',
    },
    place: {
      ja: 'その文字のあるレコードと項目。BOMは1行目の1列目。BOMのあるUTF-16のファイルは、それ以上読みません。',
      en: 'The record and item that hold it; a byte-order mark is row 1, column 1. A file in UTF-16 with such a mark is read no further.',
    },
    remedy: {
      ja: 'Shift_JIS（MS932）、BOMなしで出力し、MS932にない文字（外字、`𠮷`、絵文字など）は送信側で置き換えてください。',
      en: 'Export as Shift_JIS (MS932) without a byte-order mark, and replace what MS932 does not have (外字, `𠮷`, emoji) before sending.',
    },
    notes: [
      {
        ja: 'UTF-8で保存したファイルは、日本語のある項目ごとにこの誤りになることがあります。文字コードを直せば一度になくなります。',
        en: 'A file saved as UTF-8 may show this finding in many cells at once: they all go with the encoding.',
      },
      {
        ja: '字形が正しいか、別の文字に化けてMS932の中に収まっていないかは、分かりません。',
        en: 'A character that was garbled into another one of MS932 cannot be noticed.',
      },
    ],
    examples: [
      { unit: 'use-slip', change: { kind: 'text', form: 'UPPLAN', from: ',"見本花子",', to: ',"\ue000本花子",' } },
      { unit: 'actual-delete', change: { kind: 'utf-8', form: 'DLTJSK' } },
    ],
  },
  'empty-file': {
    title: { ja: 'レコードがない', en: 'No record' },
    meaning: {
      ja: 'ファイルに1件もレコードがありません。見出し行や空行だけのファイル、0バイトの画像も同じです。',
      en: 'The file holds no record. A header row or empty lines alone are none, and so is an image of 0 bytes.',
    },
    place: WHOLE_FILE,
    remedy: {
      ja: '出力し直すか、送信から外してください。送信単位に欠かせない様式（[unit](#unit)の表で1のもの）は外せません。',
      en: 'Export it again, or leave it out. A form that its unit needs (1 in the table of [unit](#unit)) cannot be left out.',
    },
    notes: [],
    examples: [{ unit: 'actual', change: { kind: 'content', form: 'UPJSK', bytes: '' } }],
  },
} as const satisfies Readonly<Record<string, Explanation>>;
