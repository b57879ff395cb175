import { describe, expect, it } from '@jest/globals';
import { EDITIONS, HELD } from '../editions.js';
import { Edition } from '../layouts/edition.js';
import { Field } from '../layouts/field.js';
import { Form } from '../layouts/form.js';
import { diffEditions } from './diff-editions.js';

const older = HELD.editionOf('202208')!;
const newer = HELD.editionOf('202407')!;

/** The known history: standard, table of editions, 4.0 and 4.1. */
describe('202208 to 202407', () => {
  const difference = diffEditions(older, newer);
  const formChange = (code: string) => difference.forms.changed.find((change) => change.form === code);
  const equipment = ['taisCode', 'equipmentNotificationCode', 'equipmentName'];

  it('applies later, and has service types in file names', () => {
    expect(difference.attributes).toContainEqual({ attribute: 'appliesFrom', older: '2023-01', newer: '2025-04' });
    expect(difference.attributes).toContainEqual({ attribute: 'serviceTypesInNames', older: false, newer: true });
    expect(difference.fileName).toEqual({
      older: 'FORM[_month]_sender_receiver_sequence.EXT',
      newer: 'FORM[_month]_sender_senderServiceType_receiver_receiverServiceType_sequence.EXT',
    });
  });

  it('has 第3表 and the forms of preventive care', () => {
    const preventive = ['UPKIHON', 'DLTKIHON', 'UPKIHON_SUB1', 'UPKIHON_SUB2', 'UPKIHON_IMAGE'];
    const added = ['UP3KYO', ...preventive, 'UPYOBO', 'DLTYOBO', 'UPYOBO_SUB'];
    expect(difference.forms.added.map(({ form }) => form)).toEqual(added);
    expect(difference.forms.removed).toEqual([]);
  });

  it('changes four forms only', () => {
    expect(difference.forms.changed.map(({ form }) => form)).toEqual(['DLT1KYO', 'UPPLAN', 'UPJSK', 'UPSIKYU']);
    expect(formChange('DLT1KYO')?.deletes?.newer).toEqual(['UP1KYO', 'UP2KYO', 'UP3KYO']);
  });

  it.each([
    ['UPPLAN', 16],
    ['UPJSK', 16],
    ['UPSIKYU', 10],
  ])('%s has the three equipment items from no. %i on, which move those after them', (form, from) => {
    const { items, conditions } = formChange(form)!;
    expect(items.added.map(({ id, number }) => [id, number])).toEqual(equipment.map((id, at) => [id, from + at]));
    expect(items.removed).toEqual([]);
    expect(items.moved.every((item) => item.newer.number === item.older.number + 3)).toBe(true);
    expect(items.moved[0]?.older.number).toBe(from);
    expect(conditions.added).toMatchObject([{ rule: 'atLeastOne', fields: equipment.slice(0, 2) }]);
    expect(conditions.removed).toEqual([]);
  });

  it('回数／日数 of 第7表 has three digits instead of two, and nothing else is other than it was', () => {
    expect(difference.forms.changed.flatMap(({ items }) => items.changed)).toEqual([
      {
        id: 'countOrDays',
        older: { number: 13, id: 'countOrDays', name: '回数／日数' },
        newer: { number: 16, id: 'countOrDays', name: '回数／日数' },
        attributes: [{ attribute: 'length', older: 2, newer: 3 }],
        codes: { added: [], removed: [], relabelled: [] },
      },
    ]);
  });

  it('has 第3表 in the plan, five units more, and the directions of preventive care', () => {
    const { added, removed, changed } = difference.units;
    expect([added.length, removed.length]).toEqual([5, 0]);
    const plan = changed.find(({ kind }) => kind === 'plan');
    expect(plan?.forms).toEqual({ added: [{ form: 'UP3KYO', files: '1', month: null }], removed: [] });
    const slip = changed.find(({ kind }) => kind === 'use-slip');
    expect(slip?.directions.added).toContainEqual({ from: 'regional-center', to: 'service-office' });
    expect(changed.map(({ kind }) => kind)).not.toContain('plan-delete');
  });
});

it.each(EDITIONS.map((edition) => [edition.version, edition] as const))(
  '%s has nothing otherwise than itself',
  (_, edition) => {
    expect(diffEditions(edition, edition)).toEqual({
      older: edition.version,
      newer: edition.version,
      attributes: [],
      fileName: null,
      forms: { added: [], removed: [], changed: [] },
      units: { added: [], removed: [], changed: [] },
    });
  },
);

it('the other way round, what was added is removed', () => {
  const back = diffEditions(newer, older);
  expect(back.forms.removed).toEqual(diffEditions(older, newer).forms.added);
  expect(back.forms.changed[1]?.items.removed.map(({ id }) => id)).toContain('taisCode');
});

describe('an item', () => {
  const changed = (form: string, id: string, change: Partial<Field>) => {
    const edit = (each: Form): Form => ({
      ...each,
      fields: each.fields.map((field) => (field.id === id ? { ...field, ...change } : field)),
    });
    const edition: Edition = { ...newer, forms: newer.forms.map((each) => (each.code === form ? edit(each) : each)) };
    return diffEditions(newer, edition).forms.changed.flatMap(({ items }) => items.changed)[0];
  };

  it.each([
    ['name', { name: '単位数（改）' }, '単位数', '単位数（改）'],
    ['type', { type: 'digits' }, 'integer', 'digits'],
    ['lengthRule', { lengthRule: 'exact' }, 'max', 'exact'],
    ['required', { required: true }, false, true],
    ['needed', { needed: true }, false, true],
    ['pattern', { pattern: { expression: /^\d$/, ja: '', en: '' } }, null, '^\\d$'],
    ['special', { special: ['0', '9'] }, null, '0, 9'],
    ['range', { range: [1, 99] }, null, '1-99'],
  ] as const)('%s', (attribute, change, before, after) => {
    expect(changed('UPPLAN', 'units', change as Partial<Field>)?.attributes).toEqual([
      { attribute, older: before, newer: after },
    ]);
  });

  it('codes', () => {
    const codes = [
      { code: '1', label: '該当する' },
      { code: '2', label: '不明' },
    ];
    expect(changed('UPPLAN', 'over30Days', { codes })?.codes).toEqual({
      added: [{ code: '2', label: '不明' }],
      removed: [{ code: '0', label: '非該当' }],
      relabelled: [{ code: '1', older: '該当', newer: '該当する' }],
    });
  });
});
