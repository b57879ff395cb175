import { Message } from './findings.js';
import { Field, FieldType } from './layouts/field.js';
import { MessageDetail } from './message-detail.js';

const nameOf = (detail: MessageDetail): string => detail.field?.name ?? '';

/** Characters and format of each type, as a sentence ends with them. */
const TYPE_FORMATS: Readonly<Record<FieldType, Message>> = {
  digits: { ja: '半角数字', en: 'half-width digits' },
  integer: { ja: '半角数字（符号・小数点・桁区切りなし）', en: 'half-width digits (no sign, point or separator)' },
  decimal: { ja: '半角数字と小数点', en: 'half-width digits and a point' },
  alnum: { ja: '半角の英数字とハイフン', en: 'half-width letters, digits and hyphens' },
  date8: { ja: '半角数字のYYYYMMDD', en: 'YYYYMMDD in half-width digits' },
  month6: { ja: '半角数字のYYYYMM', en: 'YYYYMM in half-width digits' },
  time4: { ja: '半角数字のHHMM（24時間制）', en: 'HHMM in half-width digits (24 hours)' },
  bitmap31: { ja: '0と1を31個並べたもの（1日から31日まで）', en: '31 characters 0 or 1, one a day of the month' },
  code: { ja: 'コード表の値', en: 'a value of the code list' },
  text: { ja: 'NUL文字を含まない文字', en: 'text without NUL characters' },
};

/** How a value of the item is written, as a sentence ends with it. */
export const formatOf = (field: Field | undefined): Message =>
  field === undefined ? TYPE_FORMATS.text : (field.pattern ?? TYPE_FORMATS[field.type]);

function lengthMessage(detail: MessageDetail): Message {
  const { length = 0, lengthRule } = detail.field ?? {};
  const name = nameOf(detail);
  return lengthRule === 'max'
    ? {
        ja: `「${name}」が長すぎます。${length}文字以内にしてください。`,
        en: `"${name}" is too long: use at most ${length} character(s).`,
      }
    : {
        ja: `「${name}」の文字数が違います。${length}文字ちょうどにしてください。`,
        en: `"${name}" has a wrong length: use exactly ${length} character(s).`,
      };
}

function rangeMessage(detail: MessageDetail): Message {
  const name = nameOf(detail);
  const [least, most] = detail.field?.range ?? [0, 0];
  const special = detail.field?.special ?? [];
  const [orJa, orEn] =
    special.length === 0 ? ['', ''] : [`（または${special.join('、')}）`, ` (or ${special.join(', ')})`];
  switch (detail.field?.type) {
    case 'date8':
      return {
        ja: `「${name}」は暦にない日付です。実在する年月日（YYYYMMDD）${orJa}にしてください。`,
        en: `"${name}" is no day of the calendar: give a real date as YYYYMMDD${orEn}.`,
      };
    case 'month6':
      return {
        ja: `「${name}」は暦にない年月です。月は01～12として、YYYYMM${orJa}にしてください。`,
        en: `"${name}" is no month of the calendar: give YYYYMM with a month from 01 to 12${orEn}.`,
      };
    case 'time4':
      return {
        ja: `「${name}」は存在しない時刻です。0000～2359のHHMM${orJa}にしてください。`,
        en: `"${name}" is no time of day: give HHMM from 0000 to 2359${orEn}.`,
      };
    case 'bitmap31':
      return {
        ja: `「${name}」に0と1以外の数字があります。各日を0か1で表し、31文字並べてください。`,
        en: `"${name}" holds digits other than 0 and 1: give 0 or 1 for each of the 31 days.`,
      };
    case 'digits':
    case 'alnum':
    case 'integer':
    case 'decimal':
    case 'code':
    case 'text':
    case undefined:
      return {
        ja: `「${name}」が範囲外です。${least}～${most}の値にしてください。`,
        en: `"${name}" is out of range: give a value from ${least} to ${most}.`,
      };
  }
}

function codeMessage(detail: MessageDetail): Message {
  const codes = detail.field?.codes ?? [];
  return {
    ja: `「${nameOf(detail)}」がコード表にない値です。次のいずれかにしてください：${codes.map(({ code, label }) => `${code}（${label}）`).join('、')}。`,
    en: `"${nameOf(detail)}" is not in its code list: use one of ${codes.map(({ code, label }) => `${code} (${label})`).join(', ')}.`,
  };
}

function conditionMessage({ condition, field }: MessageDetail): Message {
  const trigger = condition?.trigger.name ?? '';
  const name = field?.name ?? '';
  const targets = condition?.targets.map((target) => target.name) ?? [];
  switch (condition?.rule) {
    case 'atLeastOne':
      return {
        ja: `「${trigger}」が福祉用具貸与（17、67）の行では、「${targets.join('」か「')}」のどちらかが必要です。どちらかを入れてください。`,
        en: `Where "${trigger}" is rented equipment (17, 67), one of "${targets.join('" and "')}" is needed: fill in either.`,
      };
    case 'filled':
      return {
        ja: `「${trigger}」で選んだ区分では「${name}」の記入が必要です。内容を入れてください。`,
        en: `With the choice made in "${trigger}", "${name}" is needed: fill it in.`,
      };
    case 'zero':
      return {
        ja: `小計・合計行の「${name}」は0にしてください。`,
        en: `"${name}" of a subtotal or total row must be 0: write 0.`,
      };
    case 'equals':
      return {
        ja: `合計行の「${name}」は${condition.value ?? ''}にしてください。`,
        en: `"${name}" of the grand-total row must be ${condition.value ?? ''}: write that.`,
      };
    case 'empty':
    case undefined:
      return {
        ja: `この「${trigger}」の行では「${name}」は使いません。空にしてください。`,
        en: `"${name}" is not used with this kind of "${trigger}": leave it empty.`,
      };
  }
}

function doubtMessage(detail: MessageDetail): Message {
  const name = nameOf(detail);
  const note = {
    ja: '標準仕様の記載が明確でないため、警告にとどめます。',
    en: 'The standard is not clear here, so this is only a warning.',
  };
  switch (detail.doubt) {
    case 'length': {
      const length = lengthMessage(detail);
      return { ja: length.ja + note.ja, en: `${length.en} ${note.en}` };
    }
    case 'type':
      return {
        ja: `「${name}」は${formatOf(detail.field).ja}で書くものと読めます。書式を確かめてください。${note.ja}`,
        en: `"${name}" seems to take ${formatOf(detail.field).en}: check its format. ${note.en}`,
      };
    case 'midnight':
      return {
        ja: `「${name}」に2400が使われています。翌日の0000など、0000～2359で表せないか確かめてください。${note.ja}`,
        en: `"${name}" is written as 2400: see whether a time from 0000 to 2359 can be given. ${note.en}`,
      };
    case 'required':
    case 'needed':
    case undefined:
      return {
        ja: `「${name}」が空です。値があれば入れてください。${note.ja}`,
        en: `"${name}" is empty: fill it in if there is a value. ${note.en}`,
      };
  }
}

/** Messages about the value of a cell against the layout. */
export const CELL_MESSAGES = {
  required: (detail: MessageDetail) => ({
    ja: `「${nameOf(detail)}」は必須です。値を入れてください。`,
    en: `"${nameOf(detail)}" is required: fill it in.`,
  }),
  length: lengthMessage,
  type: (detail: MessageDetail) => ({
    ja: `「${nameOf(detail)}」の書式が違います。${formatOf(detail.field).ja}にしてください。`,
    en: `"${nameOf(detail)}" has a wrong format: use ${formatOf(detail.field).en}.`,
  }),
  range: rangeMessage,
  code: codeMessage,
  condition: conditionMessage,
  'low-confidence': doubtMessage,
};
