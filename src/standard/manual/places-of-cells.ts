import { Message } from '../findings.js';
import { Edition } from '../layouts/edition.js';
import { Field } from '../layouts/field.js';
import { Form } from '../layouts/form.js';
import { formatOf } from '../messages-of-cells.js';
import { code } from '../rules/code.js';
import { length } from '../rules/length.js';
import { midnight, needed } from '../rules/low-confidence.js';
import { range } from '../rules/range.js';
import { required } from '../rules/required.js';
import { CellRule } from '../rules/rule.js';
import { type } from '../rules/type.js';
import { acrossEditions, groupedBy, inBoth, Place, PlaceTable, subjectOf } from './places.js';

const FORM: Message = { ja: '様式', en: 'Form' };

/** The rules themselves are asked which items they concern: the manual cannot name others than the check. */
const concerns = (rule: CellRule, field: Field): boolean => rule.test(field) !== null;

/** Where breaking the rule is an error: an uncertain item is told under low-confidence. */
const isCertain = ({ restsOn }: CellRule, { uncertain }: Field): boolean =>
  restsOn === null || !uncertain.includes(restsOn);

function tableOf(
  editions: readonly Edition[],
  title: Message,
  what: Message | null,
  whatOf: (field: Field) => Message | null,
): PlaceTable {
  const placesOf = (form: Form): readonly Place[] =>
    groupedBy(form.fields, whatOf).map((place) => ({ subject: subjectOf(form), ...place }));
  return {
    title,
    subject: FORM,
    what,
    places: acrossEditions(editions, (edition) => edition.forms.flatMap(placesOf)),
  };
}

function ofRule(rule: CellRule, whatOf: (field: Field) => Message | null): (field: Field) => Message | null {
  return (field) => (concerns(rule, field) && isCertain(rule, field) ? whatOf(field) : null);
}

const ASKED: Message = { ja: '求める', en: 'asked' };

function lengthOf({ length: characters, lengthRule }: Field): Message {
  return lengthRule === 'exact'
    ? { ja: `ちょうど${characters}文字`, en: `exactly ${characters}` }
    : { ja: `${characters}文字以内`, en: `at most ${characters}` };
}

/** Values that are taken although the plain type does not have them. */
function besides({ special }: Field, { ja, en }: Message): Message {
  if (special.length === 0) return { ja, en };
  const values = special.map((value) => `\`${value}\``);
  return { ja: `${ja}、または${values.join('、')}`, en: `${en}, or ${values.join(', ')}` };
}

function rangeOf(field: Field): Message {
  switch (field.type) {
    case 'date8':
      return { ja: '実在する年月日（YYYYMMDD）', en: 'a real date (YYYYMMDD)' };
    case 'month6':
      return { ja: '月が01～12の年月（YYYYMM）', en: 'YYYYMM with a month 01 to 12' };
    case 'time4':
      return { ja: '0000～2359の時刻（HHMM）', en: 'a time from 0000 to 2359 (HHMM)' };
    case 'bitmap31':
      return { ja: '31文字とも0か1', en: 'each of the 31 characters 0 or 1' };
    case 'digits':
    case 'alnum':
    case 'integer':
    case 'decimal':
    case 'code':
    case 'text':
      return inBoth((field.range ?? []).join('～'));
  }
}

function codesOf({ codes }: Field): Message {
  return inBoth((codes ?? []).map((entry) => `\`${entry.code}\` ${entry.label}`).join(', '));
}

/** What is doubtful of an item, and would be an error if the standard were clear; the end of the day is told apart. */
function doubtsOf(field: Field): Message | null {
  const doubts: Message[] = [];
  if (concerns(needed, field))
    doubts.push({ ja: '必要（必須ではない）なのに空', en: 'empty although 必要 (not 必須)' });
  if (concerns(required, field) && !isCertain(required, field)) {
    doubts.push({ ja: '必須と読めるのに空', en: 'empty although it reads as 必須' });
  }
  if (concerns(length, field) && !isCertain(length, field)) {
    const { ja, en } = lengthOf(field);
    doubts.push({ ja: `${ja}でない`, en: `not ${en} character(s)` });
  }
  if (concerns(type, field) && !isCertain(type, field)) {
    const { ja, en } = formatOf(field);
    doubts.push({ ja: `${ja}でない`, en: `not ${en}` });
  }
  if (doubts.length === 0) return null;
  return { ja: doubts.map(({ ja }) => ja).join('、'), en: doubts.map(({ en }) => en).join('; ') };
}

export const requiredItems = (editions: readonly Edition[]): PlaceTable =>
  tableOf(
    editions,
    { ja: '必須項目', en: 'Required items' },
    null,
    ofRule(required, () => ASKED),
  );

export const lengths = (editions: readonly Edition[]): PlaceTable =>
  tableOf(editions, { ja: '項目長', en: 'Lengths' }, { ja: '文字数', en: 'Characters' }, ofRule(length, lengthOf));

/** Free text is left out: its one bound is told in words. */
export const formats = (editions: readonly Edition[]): PlaceTable =>
  tableOf(
    editions,
    { ja: '型・書式', en: 'Types and formats' },
    { ja: '書式', en: 'Format' },
    ofRule(type, (field) => (field.type === 'text' ? null : besides(field, formatOf(field)))),
  );

export const ranges = (editions: readonly Edition[]): PlaceTable =>
  tableOf(
    editions,
    { ja: '範囲', en: 'Ranges' },
    { ja: '範囲', en: 'Range' },
    ofRule(range, (field) => besides(field, rangeOf(field))),
  );

export const closedLists = (editions: readonly Edition[]): PlaceTable =>
  tableOf(editions, { ja: 'コード表', en: 'Closed lists' }, { ja: 'コード', en: 'Codes' }, ofRule(code, codesOf));

export const doubts = (editions: readonly Edition[]): PlaceTable =>
  tableOf(editions, { ja: '明確でない項目', en: 'Uncertain items' }, { ja: '警告となる値', en: 'Warned of' }, doubtsOf);

export const midnights = (editions: readonly Edition[]): PlaceTable =>
  tableOf(editions, { ja: '`2400`を警告する項目', en: 'Items warned of `2400`' }, null, (field) =>
    concerns(midnight, field) ? ASKED : null,
  );

export const freeTexts = (editions: readonly Edition[]): PlaceTable =>
  tableOf(editions, { ja: '文字の項目', en: 'Items of free text' }, null, (field) =>
    field.type === 'text' ? ASKED : null,
  );
