import { Explanation } from './explanation.js';

/** The rules of a record as a whole, of its items together, and of its version and month. */
export const RECORD_EXPLANATIONS = {
  'csv-syntax': {
    title: { ja: '引用符の使い方の誤り', en: 'Quotes out of place' },
    meaning: {
      ja: '引用符（`"`）が閉じられていない、閉じた後に文字がある、または引用符で囲まれていない項目の中に引用符があります。',
      en: 'A quote (`"`) is never closed, text follows a closing quote, or an unquoted item holds a quote.',
    },
    place: {
      ja: 'レコードと、最初に崩れた項目の列（その列が様式の項目数を超えるときは列だけで、項目名はありません）。',
      en: 'The record, and the column where it first goes wrong (past the last item of the form it has no item name).',
    },
    remedy: {
      ja: '文字の項目は全体を引用符で囲み、中の引用符は2つ重ねます（`""`）。文中のカンマと改行は引用符の中ならそのまま書けます。',
      en: 'Put the whole item in quotes and double every quote inside (`""`). Commas and line breaks inside quotes stay as they are.',
    },
    notes: [
      {
        ja: '崩れた結果として項目数が違っても、[column-count](#column-count)は重ねて示しません。閉じ忘れは以降のレコードを飲み込むため、利用者の照合（[relation](#relation)など）はそのファイルでは見合わせます。',
        en: 'If the number of items is wrong in consequence, no [column-count](#column-count) is added. A quote never closed swallows the records after it: rules about persons ([relation](#relation)) are then not asked of the file.',
      },
      {
        ja: '引用符がまったくない文字の項目は、警告の[unquoted-text](#unquoted-text)です。',
        en: 'Free text without any quotes is the warning [unquoted-text](#unquoted-text).',
      },
    ],
    examples: [
      {
        unit: 'use-slip',
        change: { kind: 'text', form: 'UPPLAN', from: ',"K事業所",,0,', to: ',"K"事業所",,0,' },
      },
      {
        unit: 'use-slip',
        change: { kind: 'text', form: 'UPPLAN', from: ',"見本花子",567,', to: ',見本"花子",567,' },
      },
    ],
  },
  'column-count': {
    title: { ja: '項目の数が違う', en: 'Wrong number of items' },
    meaning: {
      ja: 'レコードの項目の数が、その版・様式の項目数と違います。レコードの間の空行もこの誤りです。',
      en: 'A record does not have the number of items of its form and version. An empty line between records is one, too.',
    },
    place: {
      ja: 'レコード。どのカンマが誤りかは分からないため、列はありません。',
      en: 'The record. There is no column, since it cannot be said which comma is wrong.',
    },
    remedy: {
      ja: 'カンマの過不足を確かめてください。空の項目にも区切りのカンマが要り、最後の項目の後には付けません。文中のカンマや改行は引用符で囲みます。版の違うレイアウトで出力していないかも確かめてください。',
      en: 'Look for a comma too many or too few: an empty item keeps its comma, the last item has none after it, and commas or line breaks within text need quotes. See also whether the layout of another version was used.',
    },
    notes: [
      {
        ja: '項目の位置が分からないため、このレコードのセルは点検しません。直すと別の点検結果が出ることがあります。',
        en: 'Since the items cannot be told apart, no cell of the record is judged: once this is corrected, other findings may appear.',
      },
    ],
    examples: [
      { unit: 'use-slip', change: { kind: 'text', form: 'UPPLAN', from: ',20250407,,1300,', to: ',20250407,1300,' } },
    ],
  },
  condition: {
    title: { ja: '項目の間の条件に合わない', en: 'A condition between items is broken' },
    meaning: {
      ja: '同じレコードの別の項目の値により、必要になる・空にする・決まった値にする項目が、そうなっていません。',
      en: 'Because of another item of the same record, an item must be filled, empty or a fixed value, and is not.',
    },
    place: {
      ja: 'そのレコードの、条件に合わない項目。福祉用具貸与でTAISコードも福祉用具届出コードもないときは、TAISコードの列。',
      en: 'The record, and the item that breaks the condition. Where rented equipment has neither a TAIS code nor a 届出 code: the column of the TAIS code.',
    },
    remedy: {
      ja: '下の表の条件に合わせるか、条件のもとになった項目（サービスコードなど）を直してください。',
      en: 'Follow the condition of the table below, or correct the item on which it rests (such as the service code).',
    },
    notes: [
      {
        ja: 'セルだけの点検に通った項目で見ます。どちらかの項目に別の誤りがあれば、その誤りだけを示します。',
        en: 'Asked of items that passed the rules of a single cell: where one of the items has a finding of its own, only that is told.',
      },
      {
        ja: '標準仕様が備考に定める条件だけを見ます。業務上の整合（日数の合計など）は点検しません（付8 4-2）。',
        en: 'Only conditions that the standard prints. Sums and other consistency are left to the care software (付8 4-2).',
      },
    ],
    examples: [
      {
        unit: 'use-slip',
        change: {
          kind: 'cell',
          form: 'UPPLAN',
          row: 3,
          item: 'taisCode',
          value: '',
          shown: ['serviceCode', 'taisCode', 'equipmentNotificationCode'],
        },
      },
      {
        unit: 'use-slip',
        change: {
          kind: 'cell',
          form: 'UPPLAN',
          row: 1,
          item: 'detailNo',
          value: '1',
          shown: ['serviceCode', 'detailNo'],
        },
      },
      {
        unit: 'user-basic',
        change: { kind: 'cell', form: 'UPKIHON', row: 1, item: 'consultationMethodOther', value: '' },
      },
    ],
  },
  'version-unknown': {
    title: { ja: '対応していないCSVバージョン', en: 'A CSV version that is not held' },
    meaning: {
      ja: '先頭の項目「CSVバージョン」が、このゲートウェイの対応する版ではありません。第4.0版の`202504`は、第4.1版で`202407`に改められました。',
      en: 'The first item, CSVバージョン, is no version that this gateway holds. The value `202504` of edition 4.0 was replaced by `202407` in edition 4.1.',
    },
    place: {
      ja: 'その値が最初に現れるレコードの1列目。1ファイルに1回だけ示します。',
      en: 'Column 1 of the first record that has such a value; told once a file.',
    },
    remedy: {
      ja: '下の表の版で出力してください。',
      en: 'Export in one of the versions below.',
    },
    notes: [
      {
        ja: '空は[required](#required)、6文字でないものは[length](#length)、数字でないものは[type](#type)、対応する版だがファイル名と違うものは[version-mixed](#version-mixed)です。',
        en: 'Empty is [required](#required), not six characters [length](#length), not digits [type](#type); a version that is held, but not that of the file name, is [version-mixed](#version-mixed).',
      },
    ],
    examples: [
      { unit: 'use-slip', change: { kind: 'cell', form: 'UPPLAN', row: 1, item: 'csvVersion', value: '202504' } },
    ],
  },
  'version-mixed': {
    title: { ja: '版がファイル名と違う', en: 'Another version than that of the file name' },
    meaning: {
      ja: '「CSVバージョン」が、ファイル名の構成の示す版と違います。1ファイルに2つの版は混ぜられません。ファイル名の版は、サービス種類コードがあれば`202407`、なければ`202208`です。',
      en: 'CSVバージョン is not the version that the grammar of the file name tells. One file has one version. A name with service types is of `202407`, one without of `202208`.',
    },
    place: {
      ja: '違う版が最初に現れるレコードの1列目。1ファイルに1回だけ示します。',
      en: 'Column 1 of the first record with the other version; told once a file.',
    },
    remedy: {
      ja: '全レコードを一つの版にそろえ、ファイル名もその版の構成にしてください。',
      en: 'Write all records in one version, and name the file as that version does.',
    },
    notes: [
      {
        ja: '項目数がその版のものであれば、そのレコードはその版のレイアウトで点検します。',
        en: 'A record that has the number of items of the version it declares is checked by the layout of that version.',
      },
    ],
    examples: [
      { unit: 'use-slip', change: { kind: 'cell', form: 'UPPLAN', row: 2, item: 'csvVersion', value: '202208' } },
    ],
  },
  'month-mismatch': {
    title: { ja: '年月がファイル名と違う', en: 'Another month than that of the file name' },
    meaning: {
      ja: 'レコードの対象年月（削除では削除対象年月）が、ファイル名の提供年月と違います。1ファイルは1か月分です。',
      en: 'The month of a record is not the month in the file name. A file holds one month.',
    },
    place: {
      ja: 'そのレコードの、対象年月（または削除対象年月）の列。レコードごとに示します。',
      en: 'The record, and its column 対象年月 (削除対象年月 in a delete); told for each such record.',
    },
    remedy: {
      ja: 'レコードかファイル名を直してください。別の月の分は、別の連番の送信単位にします。第1～3表に付く利用者補足情報は、名前も対象年月も`000000`です。',
      en: 'Correct the record or the name; another month goes into another unit with a sequence of its own. 利用者補足情報 beside tables 1 to 3 has `000000` in both places.',
    },
    notes: [
      {
        ja: '空は[required](#required)、暦にない年月は[range](#range)、ファイル名の中の暦にない年月は[file-name](#file-name)です。ファイルの中では合っているのに同じ送信単位の他のファイルと月が違うときは[unit](#unit)です。',
        en: 'Empty is [required](#required), an impossible month [range](#range), an impossible month in the name [file-name](#file-name). A file that agrees with its own name, but not with the other files of its unit, is a [unit](#unit).',
      },
      {
        ja: 'サービス利用日がその月の中にあるかは点検しません。',
        en: 'Whether the service dates lie in that month is not checked.',
      },
    ],
    examples: [
      { unit: 'use-slip', change: { kind: 'cell', form: 'UPPLAN', row: 2, item: 'targetMonth', value: '202505' } },
    ],
  },
} as const satisfies Readonly<Record<string, Explanation>>;
