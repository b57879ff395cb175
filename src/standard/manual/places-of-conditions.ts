import { Message } from '../findings.js';
import { Edition } from '../layouts/edition.js';
import { Field } from '../layouts/field.js';
import { Condition, Form } from '../layouts/form.js';
import { acrossEditions, itemOf, Place, PlaceTable, subjectOf } from './places.js';

/** How an item is, and how it is not. */
interface Predicate {
  readonly is: Message;
  readonly isNot: Message;
}

const startsWith = (ja: string, en: string): Predicate => ({
  is: { ja: `${ja}で始まる`, en: `starts with ${en}` },
  isNot: { ja: `${ja}で始まらない`, en: `does not start with ${en}` },
});

const being = (ja: string, en: string): Predicate => ({
  is: { ja: `${ja}である`, en: `is ${en}` },
  isNot: { ja: `${ja}ではない`, en: `is not ${en}` },
});

const SUBTOTAL: Message = {
  ja: '小計（サービス種類に続けて`AAAA`、`EEEE`、`ZZZZ`）',
  en: 'a subtotal (`AAAA`, `EEEE` or `ZZZZ` after the service type)',
};
const TOTAL: Message = { ja: '合計（`999999`）', en: 'the grand total (`999999`)' };

/** The expressions of the layouts on サービスコード in words; another one is shown as it is. */
const EXPRESSIONS: Readonly<Record<string, Predicate>> = {
  '^(17|67)': startsWith('`17`か`67`', '`17` or `67`'),
  '^17': startsWith('`17`', '`17`'),
  '^..(AAAA|EEEE|ZZZZ)$': being(SUBTOTAL.ja, SUBTOTAL.en),
  '^999999$': being(TOTAL.ja, TOTAL.en),
  '^(999999|..(AAAA|EEEE|ZZZZ))$': being(`${SUBTOTAL.ja}か${TOTAL.ja}`, `${SUBTOTAL.en} or ${TOTAL.en}`),
};

/** The conditions of each form in words, with the items that they judge. */
export function conditions(editions: readonly Edition[]): PlaceTable {
  return {
    title: { ja: '条件', en: 'Conditions' },
    subject: { ja: '様式', en: 'Form' },
    what: { ja: '条件', en: 'Condition' },
    places: acrossEditions(editions, (edition) => edition.forms.flatMap(conditionsOf)),
  };
}

function conditionsOf(form: Form): readonly Place[] {
  return form.conditions.map((condition) => ({
    subject: subjectOf(form),
    what: conditionWords(condition, form.fields),
    items: form.fields.filter((field) => condition.fields.includes(field.id)).map(itemOf),
  }));
}

export function conditionWords({ when, rule, value }: Condition, fields: readonly Field[]): Message {
  const trigger = fields.find((field) => field.id === when.field);
  const name = trigger === undefined ? '' : `${trigger.number} ${trigger.name}`;
  const predicates = [
    ...(when.matches ? [predicateOf(when.matches, trigger).is] : []),
    ...(when.notMatches ? [predicateOf(when.notMatches, trigger).isNot] : []),
  ];
  const then = consequence(rule, value);
  return {
    ja: `「${name}」が${predicates.map(({ ja }) => ja).join('、かつ')}とき、${then.ja}`,
    en: `where "${name}" ${predicates.map(({ en }) => en).join(' and ')}: ${then.en}`,
  };
}

/** Of a closed list, the codes that fit; else the expression in words. */
function predicateOf(expression: RegExp, trigger: Field | undefined): Predicate {
  const codes = trigger?.codes?.filter(({ code }) => expression.test(code)) ?? [];
  const list = codes.map(({ code, label }) => `\`${code}\` ${label}`);
  if (codes.length > 0) return being(list.join('、'), list.join(', '));
  return EXPRESSIONS[expression.source] ?? being(`\`${expression.source}\``, `\`${expression.source}\``);
}

function consequence(rule: Condition['rule'], value: string | undefined): Message {
  switch (rule) {
    case 'atLeastOne':
      return { ja: 'いずれかを入れる', en: 'at least one is filled in' };
    case 'filled':
      return { ja: '入れる', en: 'filled in' };
    case 'empty':
      return { ja: '空にする', en: 'empty' };
    case 'zero':
      return { ja: '`0`にする', en: '`0`' };
    case 'equals':
      return { ja: `\`${value ?? ''}\`にする`, en: `\`${value ?? ''}\`` };
  }
}
