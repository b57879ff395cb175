import { Explanation } from './explanation.js';

const LEADING_FILE = {
  ja: '送信単位のもとになるファイル（[unit](#unit)の表で最初の様式）。行・列・項目はありません。',
  en: 'The file on which the unit rests (the first form in the table of [unit](#unit)). There is no row, column or item.',
};

/** The rules over the files of a unit, and of its offices and persons. */
export const UNIT_EXPLANATIONS = {
  unit: {
    title: { ja: '送信単位になっていない', en: 'The files are no unit' },
    meaning: {
      ja: '同じ連番のファイルが、標準仕様の送信単位としてそろっていません。足りない、多い、提供年月や送信元・送信先・サービス種類コード・連番がファイルの間で違う、のいずれかです。',
      en: 'The files under one sequence are no unit of the standard: one is missing, one is too many, or month, offices, service types or sequence differ between them.',
    },
    place: {
      ja: '余分なファイル、または提供年月の合わないファイル。足りないとき、いくつも重なるとき、名前がそろわないときは、送信単位の全体のことなので、ファイルもありません。',
      en: 'The file that is too many, or whose month differs. When one is missing, when several faults come together, or when names disagree, the finding concerns the unit and names no file.',
    },
    remedy: {
      ja: '下の表のとおりにファイルをそろえ、全ファイルの送信元・送信先・サービス種類コード・連番を同じにしてください。別の送信単位には別の連番を付けます。',
      en: 'Bring the files of the table below together, with the same sender, receiver, service types and sequence in every name. Another unit takes another sequence.',
    },
    notes: [
      {
        ja: '送信の向き（表の「→」）は標準仕様の説明で、この点検では見ません。',
        en: 'The directions of the table are told for information; this rule does not judge them.',
      },
      {
        ja: '名前の誤ったファイルが足りない1つと思われるときは[file-name](#file-name)だけを、レコードの年月もファイル名と違うときは[month-mismatch](#month-mismatch)だけを示します。',
        en: 'Where a misnamed file is likely the missing one, only [file-name](#file-name) is told; where the records, too, have another month than the name, only [month-mismatch](#month-mismatch).',
      },
    ],
    examples: [
      { unit: 'use-slip', change: { kind: 'missing', form: 'UPSIKYU' } },
      { unit: 'use-slip', change: { kind: 'name', form: 'UPSIKYU', from: '100100.', to: '100101.' } },
    ],
  },
  'version-not-applicable': {
    title: { ja: '版の適用開始より前の提供年月', en: 'A month before the version applies' },
    meaning: {
      ja: '提供年月が、その版の適用が始まる月より前です。',
      en: 'The service month lies before the first month for which the version is used.',
    },
    place: LEADING_FILE,
    remedy: {
      ja: '年月を確かめ、その月の版で出力してください。過去の月の訂正など、意図したものなら送信できます。',
      en: 'Check the month, and export in the version of that month. It can be sent if it is meant so.',
    },
    notes: [
      {
        ja: '年月のない送信単位（第1～3表など）では見ません。',
        en: 'Not asked of units without a month (tables 1 to 3 and others).',
      },
    ],
    examples: [{ unit: 'use-slip', change: { kind: 'everywhere', from: '202504', to: '202503' } }],
  },
  'person-not-served': {
    title: { ja: '送信先のサービスを使わない利用者', en: 'A person whom the destination does not serve' },
    meaning: {
      ja: '第6表（`UPPLAN`）の利用者に、送信先事業所の行が1つもありません。関わりのない事業所に利用者の情報を渡すことを防ぎます（付8 2-3）。',
      en: 'A person of table 6 (`UPPLAN`) has no row of the receiving office. This keeps data of the person from an office that has nothing to do with them (付8 2-3).',
    },
    place: {
      ja: 'その利用者の最初のレコードの、被保険者番号の列。利用者ごとに1回示します。',
      en: "The person's first record, column of the insured number; told once a person.",
    },
    remedy: {
      ja: '送信先を確かめるか、その利用者の全レコードを除いてください。送信先を使う利用者については、他の事業所の行も含めて帳票のとおり送ります。',
      en: 'Check the destination, or take all records of the person out. For persons who use the destination, the rows of other offices stay in, as on the printed form.',
    },
    notes: [
      {
        ja: '送信先が居宅介護支援・介護予防支援（種類コード`43`・`46`）のときは見ません（地域包括支援センターへの提出）。利用者を特定できないレコードがあるファイルでも見合わせます。',
        en: 'Not asked when the receiver is on the care-manager side (types `43`, `46`: slips passed to a regional center), nor of a file with records that cannot be attributed to a person.',
      },
    ],
    examples: [
      {
        unit: 'use-slip',
        change: {
          kind: 'cell',
          form: 'UPPLAN',
          row: 4,
          item: 'serviceOfficeNumber',
          value: '1370000029',
          shown: ['insurerNumber', 'insuredNumber', 'serviceOfficeNumber'],
        },
      },
    ],
  },
  'foreign-actuals': {
    title: { ja: '他の事業所の実績', en: 'Actuals of another office' },
    meaning: {
      ja: '実績情報（削除を含む）のレコードの事業所が、送信元ではありません。実績は自事業所の分だけを送ります。',
      en: 'A record of actuals (or of their delete) is of another office than the sender. An office sends its own actuals only.',
    },
    place: {
      ja: 'そのレコードの、サービス事業者コードの列。',
      en: 'The record, column サービス事業者コード.',
    },
    remedy: {
      ja: '他の事業所のレコードを除くか、送信元事業所番号を確かめてください。',
      en: 'Take records of other offices out, or check the sender of the file name.',
    },
    notes: [
      {
        ja: '送信元が居宅介護支援・介護予防支援（種類コード`43`・`46`）のときは見ません（受託した事業所から地域包括支援センターへの提出）。種類コードのない`202208`では、プラン担当業者が送信元の行を同じに扱います。',
        en: 'Not asked when the sender is on the care-manager side (types `43`, `46`): a commissioned office passes actuals on. Names of `202208` have no types; there, rows whose planner (プラン担当業者コード) is the sender are taken as passed on.',
      },
    ],
    examples: [
      {
        unit: 'actual',
        change: {
          kind: 'cell',
          form: 'UPJSK',
          row: 2,
          item: 'serviceOfficeNumber',
          value: '1370000029',
          shown: ['serviceCode', 'serviceOfficeNumber'],
        },
      },
    ],
  },
  relation: {
    title: { ja: 'もとになる様式にいない利用者', en: 'A person who is not in the leading form' },
    meaning: {
      ja: '従属する様式（第7表、第2表、利用者補足情報、別表など）の利用者が、同じ送信単位のもとになる様式にいません。保険者番号と被保険者番号の組で比べます。',
      en: 'A person of a dependent form (table 7, table 2, the supplement, an annex) is not in the leading form of the unit. Insurer and insured number together are compared.',
    },
    place: {
      ja: 'その利用者の最初のレコードの、被保険者番号の列。利用者とファイルごとに1回示します。',
      en: "The person's first record, column of the insured number; told once a person and file.",
    },
    remedy: {
      ja: '両方の番号を様式の間でそろえるか、余分な利用者を除いてください。先頭の`0`や`H`で始まる番号の違いに注意します。',
      en: 'Make both numbers agree between the forms, or take the person out. Look for lost leading zeros and numbers that start with `H`.',
    },
    notes: [
      {
        ja: '逆（もとになる様式の利用者に別表がないこと）は誤りではありません。作成日などの他のキーは比べません。もとになる様式に読めないレコードがあるときは見合わせます。',
        en: 'The reverse (a person of the leading form without an annex) is no fault. Dates and other keys are not compared. Not asked when some record of the leading form could not be attributed.',
      },
    ],
    examples: [
      {
        unit: 'use-slip',
        change: { kind: 'cell', form: 'UPSIKYU', row: 1, item: 'insuredNumber', value: '1234567912' },
      },
    ],
  },
  'sender-mismatch': {
    title: { ja: '送信元がファイル名と違う', en: 'Another sender than in the file name' },
    meaning: {
      ja: 'ファイル名の送信元事業所番号が、署名した一覧（マニフェスト）の送信元と違います。',
      en: 'The sender in the file names is not the office that the signed manifest names.',
    },
    place: LEADING_FILE,
    remedy: {
      ja: 'ファイル名、または送信する事業所を確かめてください。',
      en: 'Check the file names, or for which office you send.',
    },
    notes: [
      {
        ja: '送信のときだけ分かります。ただし、1つにまとめたCSV（案②）の中の送信元がそのファイル名と違うときは、`careplan check`と`POST /v1/checks`でも、そのレコードの2列目に示します。',
        en: 'Known only when sending; but where a record of a combined CSV (案②) has another sender than the name of the CSV, `careplan check` and `POST /v1/checks` tell it, too, at column 2 of that record.',
      },
    ],
    examples: [{ unit: 'use-slip', change: { kind: 'expected', end: 'sender', office: '1371215110' } }],
  },
  'receiver-mismatch': {
    title: { ja: '送信先がファイル名と違う', en: 'Another destination than in the file name' },
    meaning: {
      ja: 'ファイル名の送信先事業所番号が、署名した一覧（マニフェスト）の送信先と違います。',
      en: 'The receiver in the file names is not the destination that the signed manifest names.',
    },
    place: LEADING_FILE,
    remedy: {
      ja: 'ファイル名、または送信先を確かめてください。',
      en: 'Check the file names, or the destination.',
    },
    notes: [
      {
        ja: '送信のときだけ分かります。`careplan check`と`POST /v1/checks`では示しません。',
        en: 'Known only when sending: `careplan check` and `POST /v1/checks` do not tell it.',
      },
    ],
    examples: [{ unit: 'use-slip', change: { kind: 'expected', end: 'receiver', office: '1370000045' } }],
  },
} as const satisfies Readonly<Record<string, Explanation>>;
