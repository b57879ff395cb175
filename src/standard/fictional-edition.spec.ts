import { describe, expect, it } from '@jest/globals';
import { edited, renamed, sampleUnit, withCell, withColumn, without } from '../../test/fixtures/sample-units.js';
import { checkFiles, SourceFile } from './check.js';
import { EDITIONS, HeldEditions } from './editions.js';
import { Edition } from './layouts/edition.js';
import { edition202407 } from './layouts/202407/edition.js';
import { code, integer, numbered, text } from './layouts/field.js';
import { csvForm, Form } from './layouts/form.js';
import { csvVersion, insuredNumber, insurerNumber, planDate } from './layouts/shared-fields.js';

/**
 * What a folder of a coming version would hold: an item more at the end of 第6表 with a closed list of its own, an item
 * longer than before, a form that no version had, and a unit made of other forms. The checker knows none of it.
 */
const CHANNEL = [
  { code: '1', label: '訪問' },
  { code: '2', label: '通信' },
];

const upplan = formOf('UPPLAN');
const plan: Form = {
  ...upplan,
  fields: numbered([
    ...upplan.fields.map((field) =>
      field.id === 'count' ? integer('サービス回数', 'count', { max: 3, required: true }) : field,
    ),
    code('提供方法', 'channel', CHANNEL, { required: true }),
    { ...text('略称', 'shortName'), length: 4, lengthRule: 'max' },
  ]),
  conditions: [
    ...upplan.conditions,
    { when: { field: 'channel', matches: /^2$/ }, rule: 'empty', fields: ['proRataDays'] },
  ],
};

const weeklyNotes = csvForm({
  code: 'UP4KYO',
  name: { ja: '居宅サービス計画4表', en: 'Care plan table 4' },
  group: 'plan',
  recordKeys: ['insurerNumber', 'insuredNumber', 'planDate'],
  dependsOn: ['UPPLAN'],
  fields: numbered([csvVersion, insurerNumber, insuredNumber, planDate, text('備考', 'notes', { required: true })]),
});

const fictional: Edition = {
  ...edition202407,
  version: '209904',
  editions: '9.0',
  issued: '2099-01',
  appliesFrom: '209904',
  forms: [...edition202407.forms.filter((form) => form.code !== 'UPPLAN'), plan, weeklyNotes],
  units: [
    {
      kind: 'use-slip',
      name: { ja: '第６表・第４表', en: 'Use slip with table 4' },
      leading: 'UPPLAN',
      forms: [
        { form: 'UPPLAN', files: '1' },
        { form: 'UP4KYO', files: '0-1' },
      ],
      directions: [{ from: 'care-manager', to: 'service-office' }],
    },
  ],
};

const held = new HeldEditions([fictional, ...EDITIONS]);

function formOf(code: string): Form {
  const form = edition202407.forms.find((each) => each.code === code);
  if (!form) throw new Error(`no form ${code}`);
  return form;
}

const check = (files: readonly SourceFile[]) =>
  checkFiles(files, { held }).findings.map(({ file, row, column, item, rule }) => [
    file?.replace(/_.*/, '') ?? null,
    row,
    column,
    item,
    rule,
  ]);

const slip = renamed(sampleUnit('applicable/202407/2-use-slip'), 'UPPLAN', (name) =>
  name.replace('202504', '209904'),
).filter(({ name }) => name.startsWith('UPPLAN'));

/** The 第6表 of a sample as the fictional version has it. */
const coming = edited(withColumn(withColumn(slip, 'UPPLAN', 1, '209904'), 'UPPLAN', 5, '209904'), 'UPPLAN', (content) =>
  content.replaceAll('\r\n', ',1,""\r\n'),
);

const notes = {
  name: coming[0]?.name.replace('UPPLAN_209904', 'UP4KYO') ?? '',
  bytes: Buffer.from('209904,131128,1234567896,20990325,"x"\r\n'),
};

describe('a version that is only data', () => {
  it('is taken with its own items, though its names look like those of another version', () => {
    const report = checkFiles(coming, { held });
    expect(report).toMatchObject({ ok: true, findings: [], units: [{ kind: 'use-slip', version: '209904' }] });
  });

  it('has units of its own, with forms that no version had before', () => {
    const report = checkFiles([...coming, notes], { held });
    expect(report).toMatchObject({ ok: true, findings: [], units: [{ forms: ['UP4KYO', 'UPPLAN'] }] });
    expect(check([notes])).toEqual([[null, null, null, null, 'unit']]);
  });

  it.each([
    ['an item that only it has', 26, '', 'required', '提供方法'],
    ['a closed list of its own', 26, '3', 'code', '提供方法'],
    ['a length of its own', 14, '1234', 'length', 'サービス回数'],
    ['a length in characters, of text too', 27, '介護太郎子', 'length', '略称'],
  ])('is held to %s', (_, column, value, rule, item) => {
    expect(check(withCell(coming, 'UPPLAN', 2, column, value))).toEqual([['UPPLAN', 2, column, item, rule]]);
  });

  it('may be longer where the version before may not', () => {
    expect(check(withCell(coming, 'UPPLAN', 1, 14, '123'))).toEqual([]);
    expect(check(withCell(coming, 'UPPLAN', 1, 27, '介護太郎'))).toEqual([]);
  });

  it('has conditions of its own', () => {
    const changed = withCell(withCell(coming, 'UPPLAN', 1, 26, '2'), 'UPPLAN', 1, 11, '1'.repeat(31));
    expect(check(changed)).toEqual([['UPPLAN', 1, 11, '日割対象日', 'condition']]);
  });

  it('is known to the rules of the version', () => {
    expect(check(withCell(coming, 'UPPLAN', 2, 1, '202407'))).toEqual([
      ['UPPLAN', 2, 1, 'CSVバージョン', 'version-mixed'],
    ]);
    expect(checkFiles(coming).findings.map(({ rule }) => rule)).toEqual([
      'unit',
      ...Array<string>(4).fill('column-count'),
    ]);
  });

  it('relates its persons', () => {
    const stranger = { ...notes, bytes: Buffer.from('209904,131128,9999999996,20990325,"x"\r\n') };
    expect(check([...coming, stranger])).toEqual([['UP4KYO', 1, 3, '被保険者番号', 'relation']]);
  });

  it('leaves the other versions as they are', () => {
    for (const folder of ['applicable/202407/1-plan', 'applicable/202407/2-use-slip', 'applicable/202208/2-use-slip']) {
      const unit = sampleUnit(folder);
      expect(checkFiles(unit, { held })).toEqual(checkFiles(unit));
      expect(checkFiles(without(unit, 'UPHOSOKU'), { held })).toEqual(checkFiles(without(unit, 'UPHOSOKU')));
    }
  });
});
