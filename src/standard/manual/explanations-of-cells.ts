import { Explanation } from './explanation.js';

const CELL = {
  ja: 'その項目のレコード（行）と項番（列）。',
  en: 'The record (row) and the item (column).',
};

/** The rules of a single cell, in the order in which they are asked. */
export const CELL_EXPLANATIONS = {
  required: {
    title: { ja: '必須項目が空', en: 'A required item is empty' },
    meaning: {
      ja: 'レイアウト定義書が「必須」とする項目に値がありません。空の引用符（`""`）も空です。',
      en: 'An item that the layout definition book marks 必須 has no value. Empty quotes (`""`) are empty, too.',
    },
    place: CELL,
    remedy: {
      ja: '値を入れてください。値がないときの書き方が定められた項目（`00000000`、`9999`など）では、その値を入れます（[range](#range)の表にあります）。',
      en: 'Fill the item in. Some items have a fixed value for "none" (`00000000`, `9999` and the like; see the table of [range](#range)): write that.',
    },
    notes: [
      {
        ja: '「必要」とだけある項目、必須の印が紙面で確定できない項目が空のときは、警告の[low-confidence](#low-confidence)です。',
        en: 'An item marked only 必要, or whose mark could not be read for certain, gives the warning [low-confidence](#low-confidence).',
      },
      {
        ja: '他の項目の値しだいで必要になる項目は[condition](#condition)です。カンマが足りず項目がずれた行は[column-count](#column-count)になり、この点検はしません。',
        en: 'An item needed only because of another one is a [condition](#condition). A row that is out of step for want of a comma is a [column-count](#column-count), and its cells are not judged.',
      },
    ],
    examples: [
      {
        unit: 'use-slip',
        change: {
          kind: 'cell',
          form: 'UPPLAN',
          row: 2,
          item: 'serviceDate',
          value: '',
          shown: ['serviceDate', 'proRataDays', 'startTime', 'endTime'],
        },
      },
    ],
  },
  length: {
    title: { ja: '文字数が違う', en: 'Wrong length' },
    meaning: {
      ja: '値の文字数が項目長と合いません。バイト数ではなく文字数で数え、全角も1文字です。長さの決まった項目（番号、日付、コードなど）はちょうど、その他は項目長以内です。',
      en: 'The number of characters is not that of the layout. Characters are counted, not bytes; a full-width character is one. Items of a fixed length (numbers of offices and persons, dates, codes) have exactly that length, others at most.',
    },
    place: CELL,
    remedy: {
      ja: '桁をそろえてください。多い原因は、表計算ソフトで開いて保存し先頭の`0`が落ちたこと（`0900`が`900`）、日付や郵便番号の区切り記号です。',
      en: 'Give the item its length. The usual causes: a spreadsheet dropped a leading `0` (`0900` became `900`), or separators in a date or a number.',
    },
    notes: [
      {
        ja: '文字数は書式より先に見ます。`2025/03/25`は10文字なので`length`、`2025/3/5`は8文字なので[type](#type)です。コード表の項目も、文字数が違えば[code](#code)ではなく`length`です。',
        en: 'The length is looked at before the format: `2025/03/25` has ten characters and is a `length`; `2025/3/5` has eight and is a [type](#type). In a closed list, too, a wrong length is a `length`, not a [code](#code).',
      },
      { ja: '文字の項目（自由記述）に長さの制限はありません。', en: 'Free text has no limit.' },
    ],
    examples: [
      { unit: 'plan', change: { kind: 'cell', form: 'UP3KYO', row: 1, item: 'serviceStartTime', value: '900' } },
      { unit: 'use-slip', change: { kind: 'cell', form: 'UPPLAN', row: 1, item: 'createdDate', value: '2025/03/25' } },
    ],
  },
  type: {
    title: { ja: '文字種・書式が違う', en: 'Wrong characters or format' },
    meaning: {
      ja: '項目の型で使えない文字があるか、定められた書式（郵便番号、TAISコード、単価など）になっていません。空白も文字です。',
      en: 'The value holds characters that its type does not have, or does not follow a printed format (postal code, TAIS code, unit price). A space is a character.',
    },
    place: CELL,
    remedy: {
      ja: '半角で、下の表の書式どおりに書いてください。全角数字、符号、桁区切り、`:`や`/`、前後の空白を除きます。',
      en: 'Write half-width characters in the format of the table below: no full-width digits, signs, separators, `:` or `/`, no spaces around.',
    },
    notes: [
      {
        ja: '文字は合っているが値があり得ないもの（2月30日など）は[range](#range)です。コード表の項目に書式はなく、表にない値はすべて[code](#code)です。',
        en: 'Right characters with an impossible value (30 February) are a [range](#range). Items of a closed list have no format: whatever is not in the list is a [code](#code).',
      },
      {
        ja: '自由記述は、NUL文字を含むときだけこの誤りになります。MS932にない文字は[encoding](#encoding)です。',
        en: 'Free text breaks this rule only by a NUL character. Characters outside MS932 are an [encoding](#encoding).',
      },
    ],
    examples: [
      { unit: 'use-slip', change: { kind: 'cell', form: 'UPPLAN', row: 1, item: 'count', value: '１' } },
      {
        unit: 'use-slip',
        change: {
          kind: 'cell',
          form: 'UPSIKYU',
          row: 1,
          item: 'unitPrice',
          value: '11.4',
          shown: ['serviceCode', 'unitPrice'],
        },
      },
    ],
  },
  range: {
    title: { ja: 'あり得ない値', en: 'An impossible value' },
    meaning: {
      ja: '書式は合っていますが、暦にない日付・年月、存在しない時刻、印刷された範囲の外の数、または日割対象日の`0`と`1`以外の数字です。',
      en: 'The format is right, but there is no such date, month or time, the number lies outside its printed range, or a day of the 31-day map is neither `0` nor `1`.',
    },
    place: CELL,
    remedy: {
      ja: '実在する値にしてください。「なし」を表す値は、下の表に挙げた項目だけで使えます（`00000000`、`9999`など）。',
      en: 'Give a real value. Values that stand for "none" (`00000000`, `9999`) are taken only where the table below names them.',
    },
    notes: [
      {
        ja: '時刻の`2400`は警告の[low-confidence](#low-confidence)です。CSVバージョンは年月の形ですが版の名前なので、[version-unknown](#version-unknown)が見ます。',
        en: 'A time `2400` gives the warning [low-confidence](#low-confidence). CSVバージョン looks like a month but is the name of a version: see [version-unknown](#version-unknown).',
      },
      {
        ja: '実在するがファイル名と違う年月は[month-mismatch](#month-mismatch)、ファイル名の中のあり得ない年月は[file-name](#file-name)です。項目どうしの前後関係（終了が開始より前など）は点検しません。',
        en: 'A real month that differs from the file name is a [month-mismatch](#month-mismatch); an impossible month in the name, a [file-name](#file-name). Whether an end lies after its start is not checked.',
      },
    ],
    examples: [
      { unit: 'use-slip', change: { kind: 'cell', form: 'UPPLAN', row: 1, item: 'createdDate', value: '20250230' } },
      {
        unit: 'use-slip',
        change: {
          kind: 'cell',
          form: 'UPPLAN',
          row: 2,
          item: 'startTime',
          value: '2561',
          shown: ['serviceDate', 'proRataDays', 'startTime', 'endTime'],
        },
      },
    ],
  },
  code: {
    title: { ja: 'コード表にない値', en: 'Not in the closed list' },
    meaning: {
      ja: 'コード値が定められた項目に、その表にない値があります。',
      en: 'An item with a closed list of values (コード値) holds another one.',
    },
    place: CELL,
    remedy: {
      ja: '下の表のコードにしてください。名称（「男性」など）ではなくコードを、半角で書きます。自社システムの内部コードからの変換を確かめてください。',
      en: 'Use a code of the table below: the code, not its label, in half-width characters. Check how the codes of your own software are converted.',
    },
    notes: [
      {
        ja: '同じ名前の項目でも様式により表が違います（要介護状態区分など）。サービスコードやサービス種類コードのような、標準仕様の外の台帳にある値は照合しません。',
        en: 'Items of one name may have different lists in different forms (要介護状態区分). Codes of registers outside the standard, such as service codes, are not looked up.',
      },
    ],
    examples: [
      {
        unit: 'use-slip',
        change: {
          kind: 'cell',
          form: 'UPPLAN',
          row: 1,
          item: 'over30Days',
          value: '2',
          shown: ['serviceOfficeName', 'satelliteNo', 'over30Days'],
        },
      },
      { unit: 'plan', change: { kind: 'cell', form: 'UP1KYO', row: 1, item: 'planCategory', value: '20' } },
    ],
  },
  'low-confidence': {
    title: { ja: '標準仕様が明確でない項目', en: 'The standard is not clear here' },
    meaning: {
      ja: '印刷された標準仕様から必須・項目長・型を確定できない項目が、最も確からしい読み方に合っていません。時刻の`2400`もここに含みます。',
      en: 'Whether the item is required, its length or its type could not be settled from the printed standard, and the value does not follow the likeliest reading. A time written `2400` belongs here, too.',
    },
    place: CELL,
    remedy: {
      ja: '送信はできます。受け取るソフトウェアが別の読み方をしていると取り込めないことがあるため、値を確かめてください。',
      en: 'It can be sent. A receiving software that reads the standard otherwise may fail to import it, so have a look.',
    },
    notes: [
      {
        ja: '同じセルに確実な誤りがあれば、警告ではなくその誤りを示します。',
        en: 'Where the same cell has a certain fault as well, that is told instead.',
      },
    ],
    examples: [
      { unit: 'use-slip', change: { kind: 'cell', form: 'UPPLAN', row: 1, item: 'endTime', value: '2400' } },
      { unit: 'use-slip', change: { kind: 'cell', form: 'UPPLAN', row: 1, item: 'plannerName', value: '' } },
    ],
  },
} as const satisfies Readonly<Record<string, Explanation>>;
