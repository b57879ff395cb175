import { MAX_FINDINGS } from '../check.js';
import { Message } from '../findings.js';
import { CELL_RULES } from '../rules/catalogue.js';
import { findingsOf } from './example-files.js';
import { CheckedExample } from './explanation.js';

/** One part of the introduction; paragraphs are Markdown. */
export interface IntroductionPart {
  readonly title: Message;
  readonly paragraphs: readonly Message[];
}

/** How to read a finding (点検結果), and what holds for all rules. */
export function introduction(): readonly IntroductionPart[] {
  return [reading(), positions(), oneFaultOneFinding(), severities(), ownCheck(), combinedForms(), notChecked()];
}

const EXAMPLE: CheckedExample = {
  unit: 'use-slip',
  change: { kind: 'cell', form: 'UPPLAN', row: 1, item: 'createdDate', value: '20250230' },
};

function reading(): IntroductionPart {
  const [finding] = findingsOf(EXAMPLE, 'wrong');
  const json = `\`\`\`json\n${JSON.stringify(finding, null, 2)}\n\`\`\``;
  return {
    title: { ja: '点検結果の読み方', en: 'How to read a finding' },
    paragraphs: [
      {
        ja: '点検結果は、誤り1つにつき1件です。場所と、直し方と、ルールの固定の名前（`rule`）を持ちます。セルの値は含みません。',
        en: 'There is one finding for each fault. It has a place, what to change, and the stable name of a rule (`rule`). It never holds the value of a cell.',
      },
      { ja: json, en: json },
      {
        ja: '送信が422で返されたときは、同じものが`errors`にあります。`message`の代わりに、`Accept-Language`の言語の`detail`を持ちます。',
        en: 'An answer 422 to a send has the same in `errors`, with `detail` in the language of `Accept-Language` in place of `message`.',
      },
    ],
  };
}

function positions(): IntroductionPart {
  return {
    title: { ja: '場所', en: 'The place' },
    paragraphs: [
      {
        ja: [
          '- `file`: ファイル名。送信単位の全体のこと（ファイルの不足など）では`null`。',
          '- `row`: 1から数えたレコードの番号。引用符の中の改行は数えません。見出し行があれば0行目で、次のレコードが1行目です。ファイル全体のことでは`null`。',
          '- `column`: 1から数えた項目の番号。レイアウト定義書の項番と同じです。レコード全体のことでは`null`。',
          '- `item`: その列の項目名。標準仕様のとおり日本語です。',
          '- 並びは`file`、`row`、`column`の順です。',
        ].join('\n'),
        en: [
          '- `file`: the file name; `null` where the finding concerns the whole unit, such as a missing file.',
          '- `row`: the number of the record, from 1. Line breaks inside quotes do not count. A header row is row 0, and the record after it row 1. `null` for a whole file.',
          '- `column`: the number of the item, from 1, as the layout definition book numbers it. `null` for a whole record.',
          '- `item`: the name of the item at that column, in Japanese as in the standard.',
          '- Findings are in the order of `file`, `row` and `column`.',
        ].join('\n'),
      },
    ],
  };
}

function oneFaultOneFinding(): IntroductionPart {
  const order = [...new Set(CELL_RULES.map(({ code }) => code))].map((code) => `[${code}](#${code})`).join(' → ');
  const bound = MAX_FINDINGS.toLocaleString('en');
  return {
    title: { ja: '1つの誤りに1件', en: 'One fault, one finding' },
    paragraphs: [
      {
        ja: `セルは次の順に見て、最初に合わないルールだけを示します: ${order}。[condition](#condition)、[month-mismatch](#month-mismatch)、[foreign-actuals](#foreign-actuals)は、そのセルに誤りがないときに見ます。ある誤りの結果にすぎないことは示しません。そのため、直した後に別の点検結果が出ることがあります。`,
        en: `A cell is asked in this order, and the first rule that it breaks is told: ${order}. [condition](#condition), [month-mismatch](#month-mismatch) and [foreign-actuals](#foreign-actuals) are asked where the cell has no fault of its own. What is merely the consequence of another fault is not told; so other findings may appear once a fault is corrected.`,
      },
      {
        ja: `示すのは先頭の${bound}件までで、合否は全件で判断します。総数は、\`POST /v1/checks\`では\`findingsTotal\`、422の応答では\`errorsTotal\`にあります。`,
        en: `At most the first ${bound} are shown; all of them decide whether the files pass. The true number is in \`findingsTotal\` of \`POST /v1/checks\` and in \`errorsTotal\` of an answer 422.`,
      },
    ],
  };
}

function severities(): IntroductionPart {
  return {
    title: { ja: '誤りと警告', en: 'Errors and warnings' },
    paragraphs: [
      {
        ja: '`severity`が`error`のものが1件でもあれば、その送信単位は受け付けません。送信には422（`check-failed`）を返し、何も送りません。`warning`だけなら送信でき、内容は1バイトも変えずに送信先へ届きます。',
        en: 'A single finding of `severity` `error` refuses the unit: a send is answered 422 (`check-failed`), and nothing of it is sent. A `warning` refuses nothing; the bytes reach the destination unaltered.',
      },
    ],
  };
}

function ownCheck(): IntroductionPart {
  const command = '```sh\ncareplan check FOLDER --json\n```';
  return {
    title: { ja: '送る前に自分で点検する', en: 'Check before sending' },
    paragraphs: [
      {
        ja: '同じ点検を、`careplan check`（手元で、通信なし）と`POST /v1/checks`（保存なし）でできます。`careplan check`の終了コードは、誤りがなければ0、あれば1、ファイルを読めなければ2です。[sender-mismatch](#sender-mismatch)と[receiver-mismatch](#receiver-mismatch)は送信のときだけ分かります（案②のCSVの中の送信元は別です）。',
        en: 'The same check is made by `careplan check` (on your machine, without a connection) and by `POST /v1/checks` (nothing is stored). `careplan check` exits 0 without errors, 1 with errors, 2 when a file cannot be read. [sender-mismatch](#sender-mismatch) and [receiver-mismatch](#receiver-mismatch) are known only when sending (but for the sender inside a combined CSV).',
      },
      { ja: command, en: command },
    ],
  };
}

function combinedForms(): IntroductionPart {
  return {
    title: { ja: 'まとめて送る形式', en: 'Combined forms' },
    paragraphs: [
      {
        ja: [
          '- 案①（zip）: 中のファイルを1つずつ送ったときと同じです。`file`は中のファイル名です。',
          '- 案②（1つのCSV、`COMBINED_送信元_連番.CSV`）: 各レコードの先頭に様式・送信元・送信先の3列があります（例: `UPPLAN,1371215102_43,1370000011_11,202407,…`）。事業所の列はファイル名と同じ書き方で、202407では「事業所番号_サービス種類コード」、202208では事業所番号だけです。レコードは送信先・版・様式・年月ごとのファイルに分けられ、送信先ごとに最初の送信単位がこのCSVの連番を、次からは1秒ずつ後の連番を持ちます。`file`は送ったCSV、`row`はその中のレコードの番号、`column`はその中の列、つまり項番＋3です。`item`は標準仕様の項目名のままです。',
        ].join('\n'),
        en: [
          '- Zip (案①): the same as if the files in it were sent one by one; `file` is the name of the file in it.',
          '- One CSV (案②, `COMBINED_sender_sequence.CSV`): each record starts with three columns, form, sender and destination, such as `UPPLAN,1371215102_43,1370000011_11,202407,…`. Offices are written as in file names: with the service type in 202407, without in 202208. Records are divided into files by destination, version, form and month; of the units for a destination the first has the sequence of the CSV, each further one a second more. `file` is the CSV as sent, `row` the number of the record in it, and `column` the column there, that is, the item number plus 3. `item` remains the name in the standard.',
        ].join('\n'),
      },
    ],
  };
}

function notChecked(): IntroductionPart {
  return {
    title: { ja: '点検しないこと', en: 'What is not checked' },
    paragraphs: [
      {
        ja: '項目どうしの業務上の整合（合計、前後関係）、番号やコードが台帳に実在するか、値が利用者の事実に合うかは、ケアソフトの役割です（付8 4-2）。番号の検査数字も見ません。',
        en: 'Consistency between items (sums, an end after its start), whether numbers and codes exist in a register, and whether values are true are left to the care software (付8 4-2). Check digits are not verified.',
      },
    ],
  };
}
