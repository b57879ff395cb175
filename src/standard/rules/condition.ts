import { Field } from '../layouts/field.js';
import { Condition } from '../layouts/form.js';
import { RecordUnderCheck } from '../record-under-check.js';
import { NO_FAULTS, RecordFault, RecordRule } from './rule.js';

/** The conditions of the layout: which items of a record are filled, empty or fixed because of another one. */
export const condition: RecordRule = {
  code: 'condition',
  severity: 'error',
  source: 'CSVファイルレイアウト定義書, 備考 (TAISコード・福祉用具届出コード, 明細判別コード, 小計・合計行)',
  start({ name }) {
    const checks = name.form.conditions.map((each) => compile(each, name.form.fields));
    if (checks.length === 0) return null;
    return (record) => {
      let faults = NO_FAULTS;
      for (const check of checks) {
        const found = check(record);
        if (found.length > 0) faults = [...faults, ...found];
      }
      return faults;
    };
  },
};

type Check = (record: RecordUnderCheck) => readonly RecordFault[];

function compile({ when, rule, fields: ids, value }: Condition, fields: readonly Field[]): Check {
  const trigger = fields.find((field) => field.id === when.field);
  const targets = fields.filter((field) => ids.includes(field.id));
  if (trigger === undefined) return () => NO_FAULTS;
  const applies = (cell: string) =>
    (when.matches?.test(cell) ?? true) && !(when.notMatches?.test(cell) ?? false) && cell !== '';
  return (record) => {
    if (!applies(record.values[trigger.number - 1] ?? '') || !record.isSound(trigger.number)) return NO_FAULTS;
    return broken(rule, value, targets, record).map((field) => ({
      column: field.number,
      detail: { condition: { rule, trigger, targets, value } },
    }));
  };
}

/** The items at which the condition is broken; an item with a finding of its own is left alone. */
function broken(
  rule: Condition['rule'],
  expected: string | undefined,
  targets: readonly Field[],
  { values, isSound }: RecordUnderCheck,
): readonly Field[] {
  const cell = (field: Field) => values[field.number - 1] ?? '';
  if (rule === 'atLeastOne') {
    // At the first of the items, the TAIS code; a faulty one among them is filled all the same.
    return targets.every((field) => cell(field) === '') ? targets.slice(0, 1) : [];
  }
  const holds = (text: string): boolean => {
    switch (rule) {
      case 'empty':
        return text === '';
      case 'filled':
        return text !== '';
      case 'zero':
        return /^0+$/.test(text);
      case 'equals':
        return text === expected;
    }
  };
  return targets.filter((field) => isSound(field.number) && !holds(cell(field)));
}
