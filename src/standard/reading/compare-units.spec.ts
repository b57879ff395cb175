import { describe, expect, it } from '@jest/globals';
import {
  edited,
  ms932,
  renamed,
  replaceCell,
  sampleUnit,
  textAsBytes,
  withCell,
  withColumn,
  without,
} from '../../../test/fixtures/sample-units.js';
import { FormCode } from '../layouts/form.js';
import { SourceFile } from '../named-file.js';
import { compareUnits } from './compare-units.js';
import { readUnits } from './read-units.js';

const plan = sampleUnit('applicable/202407/1-plan');
const slip = sampleUnit('applicable/202407/2-use-slip');
const actual = sampleUnit('applicable/202407/3-actual');

const compare = (a: readonly SourceFile[], b: readonly SourceFile[]) => compareUnits(readUnits(a), readUnits(b));

/** What differs in the only form that differs: rows, items with both values, rows on one side. */
function differences(a: readonly SourceFile[], b: readonly SourceFile[]) {
  const { units } = compare(a, b);
  const forms = units.flatMap((unit) => unit.forms);
  expect(forms).toHaveLength(1);
  const { form, changed, onlyInA, onlyInB } = forms[0]!;
  return {
    form,
    changed: changed.map(({ row, items }) => [row.a, row.b, ...items.map((item) => [item.id, item.a, item.b])]),
    onlyInA: onlyInA.map((record) => record.row),
    onlyInB: onlyInB.map((record) => record.row),
  };
}

const lines = (content: string): string[] => content.split(/(?<=\r\n)/);
const linesOf = (unit: readonly SourceFile[], form: FormCode, edit: (lines: string[]) => string[]) =>
  edited(unit, form, (content) => edit(lines(content)).join(''));

describe('no difference', () => {
  const rows = (edit: (rows: string[]) => string[]) => (content: string) => edit(lines(content)).join('');

  it.each([
    ['the same files', (content: string) => content],
    ['quotes around everything', (content: string) => content.replace(/(?<=^|,)([^",\r\n]+)(?=,|\r)/gm, '"$1"')],
    ['LF', (content: string) => content.replaceAll('\r\n', '\n')],
    ['no last line end', (content: string) => content.replace(/\r\n$/, '')],
    ['a header row', (content: string) => `${ms932('CSVバージョン')},x\r\n${content}`],
    ['empty lines at the end', (content: string) => `${content}\r\n\r\n`],
    ['leading zeros of numbers', (content: string) => content.replaceAll(',567,', ',000567,')],
    ['rows in another order', rows((all) => all.reverse())],
  ])('%s', (_, edit) => {
    const b = edited(slip, 'UPPLAN', edit);
    expect(compare(slip, b)).toMatchObject({ same: true, units: [{ forms: [], files: [] }] });
  });

  it('another sequence, and an extension in small letters', () => {
    const b = slip.map((file) => ({
      ...file,
      name: file.name.replace('20250325100100', '20250401000000').replace('.CSV', '.csv'),
    }));
    expect(compare(slip, b).same).toBe(true);
  });

  it('issue and goals of 第2表 on every row', () => {
    const everyRow = [
      [2, 7, '病気が悪くならないようにしたい'],
      [2, 9, '自宅で安全に暮らす'],
      [2, 10, '体操を続ける'],
      [2, 11, '６か月'],
      [2, 12, '３か月'],
      [3, 7, '病気が悪くならないようにしたい'],
    ] as const;
    const b = everyRow.reduce<readonly SourceFile[]>((unit, [row, column, value]) => {
      return edited(unit, 'UP2KYO', (content) => replaceCell(content, row, column, ms932(value)));
    }, plan);
    expect(compare(plan, b).same).toBe(true);
    expect(compare(b, plan).same).toBe(true);
  });

  it('rows of 第3表 in another order: weekday and time give them their places', () => {
    expect(
      compare(
        plan,
        linesOf(plan, 'UP3KYO', (all) => all.reverse()),
      ).same,
    ).toBe(true);
  });

  it('nothing to compare', () => {
    expect(compareUnits([], [])).toEqual({ same: true, units: [], onlyInA: [], onlyInB: [] });
  });
});

describe('a changed item', () => {
  it('is told with its number, name, rows and values', () => {
    const { units } = compare(slip, withCell(slip, 'UPPLAN', 2, 13, '1430'));
    expect(units[0]?.forms).toMatchObject([
      {
        form: 'UPPLAN',
        changed: [
          {
            row: { a: 2, b: 2 },
            keys: { insurerNumber: '131128', insuredNumber: '1234567896', targetMonth: '2025-04' },
            items: [{ number: { a: 13, b: 13 }, id: 'endTime', name: 'サービス終了時刻', a: '14:00', b: '14:30' }],
          },
        ],
        onlyInA: [],
        onlyInB: [],
      },
    ]);
  });

  it.each([
    ['text', 'UPPLAN', 7, '吉田花子', ['plannerName', '髙橋花子', '吉田花子']],
    ['empty', 'UPPLAN', 8, '', ['units', 567, null]],
    ['code', 'UPPLAN', 23, '1', ['over30Days', { code: '0', label: '非該当' }, { code: '1', label: '該当' }]],
    ['special', 'UPPLAN', 12, '9999', ['startTime', '13:00', { special: '9999' }]],
    ['unreadable', 'UPPLAN', 12, '13', ['startTime', '13:00', { raw: '13' }]],
    ['service code', 'UPPLAN', 15, '111411', ['serviceCode', '111311', '111411']],
    ['figure', 'UPSIKYU', 16, '5', ['countOrDays', 4, 5]],
  ] as const)('%s', (_, form, column, value, item) => {
    const changed = differences(slip, withCell(slip, form, 1, column, value)).changed;
    expect(changed).toEqual([[1, 1, item]]);
  });

  it('a longer visit, with its end and its code, is the same visit', () => {
    const b = withCell(withCell(slip, 'UPPLAN', 1, 13, '1430'), 'UPPLAN', 1, 15, '111411');
    expect(differences(slip, b).changed).toEqual([
      [1, 1, ['endTime', '14:00', '14:30'], ['serviceCode', '111311', '111411']],
    ]);
  });

  it('in every row does not part the rows', () => {
    const b = withColumn(slip, 'UPPLAN', 4, '20250326');
    const { changed, onlyInA, onlyInB } = differences(slip, b);
    expect([changed.length, onlyInA, onlyInB]).toEqual([4, [], []]);
  });
});

describe('a record on one side only', () => {
  it('is one difference, wherever it stands', () => {
    const b = linesOf(slip, 'UPPLAN', ([first = '', ...rest]) => [
      first,
      first.replace('20250407', '20250408'),
      ...rest,
    ]);
    const inserted = { form: 'UPPLAN', changed: [], onlyInA: [], onlyInB: [2] };
    expect(differences(slip, b)).toEqual(inserted);
    expect(differences(b, slip)).toEqual({ ...inserted, onlyInA: [2], onlyInB: [] });
  });

  it('is told with its filled items', () => {
    const b = linesOf(actual, 'UPJSK', (all) => all.slice(1));
    const [lone] = compare(actual, b).units[0]!.forms[0]!.onlyInA;
    expect(lone?.keys).toMatchObject({ insuredNumber: '1234567896' });
    expect(lone?.items).toContainEqual({ id: 'serviceDate', name: 'サービス利用日', value: '2025-04-07' });
    expect(lone?.items.map((item) => item.id)).not.toContain('taisCode');
  });

  it('may be the second of two that are alike', () => {
    const b = linesOf(slip, 'UPPLAN', ([first = '', ...rest]) => [first, first, ...rest]);
    expect(differences(slip, b)).toMatchObject({ changed: [], onlyInB: [2] });
  });

  it('is a service moved to another day: another service', () => {
    expect(differences(slip, withCell(slip, 'UPPLAN', 4, 10, '20250429'))).toMatchObject({
      changed: [],
      onlyInA: [4],
      onlyInB: [4],
    });
  });

  it('of another person does not touch the others', () => {
    const b = linesOf(slip, 'UPPLAN', (all) => [
      ...all.map((line) => line.replace('1234567896', '0000000001')),
      ...all,
    ]);
    expect(differences(slip, b)).toMatchObject({ changed: [], onlyInA: [], onlyInB: [1, 2, 3, 4] });
  });

  it('with a wrong number of items is told by its values', () => {
    const b = linesOf(slip, 'UPPLAN', (all) => ['202407,x\r\n', ...all]);
    expect(differences(slip, b)).toMatchObject({ changed: [], onlyInB: [1] });
    expect(compare(slip, b).units[0]?.forms[0]?.onlyInB[0]?.unreadable).toEqual(['202407', 'x']);
    expect(compare(b, b).same).toBe(true);
  });
});

describe('第2表', () => {
  it('a row put between others changes the number of those after it, and nothing else', () => {
    const b = linesOf(plan, 'UP2KYO', ([first = '', second = '', ...rest]) => [
      first,
      second.replace(ms932('声かけ'), ms932('見守り')),
      second.replace(/,2,(?=")/, ',3,'),
      ...rest,
    ]);
    expect(differences(plan, b)).toEqual({
      form: 'UP2KYO',
      changed: [[2, 3, ['supportNo', 2, 3]]],
      onlyInA: [],
      onlyInB: [2],
    });
  });

  it('another issue is one difference, although it stands for all its rows', () => {
    const b = withCell(plan, 'UP2KYO', 1, 7, '転びたくない');
    expect(differences(plan, b).changed).toEqual([[1, 1, ['issue', '病気が悪くならないようにしたい', '転びたくない']]]);
  });

  it('a goal below the first of its number starts anew, with its period', () => {
    const b = withCell(plan, 'UP2KYO', 2, 10, '散歩をする');
    expect(differences(plan, b).changed).toEqual([
      [2, 2, ['shortTermGoal', '体操を続ける', '散歩をする'], ['shortTermPeriod', '３か月', null]],
    ]);
  });

  it('texts are not taken over from another number', () => {
    const b = withCell(plan, 'UP2KYO', 3, 9, '自宅で安全に暮らす');
    expect(differences(plan, b).changed).toEqual([[3, 3, ['longTermGoal', null, '自宅で安全に暮らす']]]);
  });

  it('without numbers is compared in the order of the file', () => {
    const bare = [6, 8, 13].reduce<readonly SourceFile[]>(
      (unit, column) => withColumn(unit, 'UP2KYO', column, ''),
      plan,
    );
    const b = linesOf(bare, 'UP2KYO', ([first = '', second = '', ...rest]) => [first, ...rest, second]);
    expect(compare(bare, bare).same).toBe(true);
    const { changed, onlyInA, onlyInB } = differences(bare, b);
    expect([changed.length, onlyInA.length, onlyInB.length]).toEqual([0, 1, 1]);
  });
});

describe('第3表', () => {
  it('a row with another time is the same row', () => {
    expect(differences(plan, withCell(plan, 'UP3KYO', 1, 8, '1315')).changed).toEqual([
      [1, 1, ['serviceStartTime', '13:00', '13:15']],
    ]);
  });

  it('so is one with another text', () => {
    expect(differences(plan, withCell(plan, 'UP3KYO', 4, 13, '通所')).changed).toEqual([
      [4, 4, ['nonWeeklyService', '通院', '通所']],
    ]);
  });
});

describe('forms, files and units on one side only', () => {
  it('a form', () => {
    const [form] = compare(without(plan, 'UP3KYO'), plan).units[0]!.forms;
    expect(form).toMatchObject({ form: 'UP3KYO', file: { a: null }, onlyInA: [], onlyInB: [{ row: 1 }, {}, {}, {}] });
  });

  it('a unit, of another month, office or kind', () => {
    const september = slip.map((file) => ({ ...file, name: file.name.replace('202504_', '202509_') }));
    expect(compare([...slip, ...actual], [...september, ...actual])).toMatchObject({
      same: false,
      units: [{ unit: { a: { kind: 'actual' } }, forms: [] }],
      onlyInA: [{ kind: 'use-slip', month: '2025-04' }],
      onlyInB: [{ kind: 'use-slip', month: '2025-09' }],
    });
  });

  it('of two corrections of one unit each meets its own, by the order of sequences', () => {
    const later = (unit: readonly SourceFile[], sequence: string) =>
      unit.map((file) => ({ ...file, name: file.name.replace('20250325100100', sequence) }));
    const changed = withCell(slip, 'UPPLAN', 1, 8, '568');
    const a = [...slip, ...later(changed, '20250326000000')];
    const b = [...later(changed, '20250402000000'), ...later(slip, '20250401000000')];
    expect(compare(a, b).same).toBe(true);
    expect(compare(a, later(slip, '20250401000000'))).toMatchObject({ onlyInA: [{ sequence: '20250326000000' }] });
  });

  it('other service types in the names are a difference of the unit', () => {
    const b = slip.map((file) => ({ ...file, name: file.name.replace('_11_', '_15_') }));
    expect(compare(slip, b)).toMatchObject({
      same: false,
      units: [{ same: false, otherServiceTypes: true, forms: [], files: [] }],
    });
    const both = [...slip, ...b];
    expect(compare(both, both).same).toBe(true);
  });

  it('an image with other bytes', () => {
    const ends = (sequence: string) => `1371215102_46_1370000011_62_${sequence}`;
    const unit = (sequence: string, bytes: string): SourceFile[] => [
      {
        name: `UPKIHON_${ends(sequence)}.CSV`,
        bytes: textAsBytes(`202407${','.repeat(61)}"UPKIHON_IMAGE_${ends(sequence)}_0001.jpg"${','.repeat(9)}\r\n`),
      },
      { name: `UPKIHON_IMAGE_${ends(sequence)}_0001.jpg`, bytes: textAsBytes(bytes) },
    ];
    expect(readUnits(unit('20250401093000', 'x'))[0]?.forms[0]?.unreadable).toEqual([]);
    expect(compare(unit('20250401093000', 'x'), unit('20250402093000', 'x')).same).toBe(true);
    const { units } = compare(unit('20250401093000', 'x'), unit('20250402093000', 'y'));
    expect(units).toMatchObject([{ forms: [], files: [{ a: { size: 1 }, b: { size: 1 } }] }]);
  });
});

describe('202208 against 202407', () => {
  /** The use slip of 202407 as software of 202208 would have written it: no types in names, no equipment items. */
  const older = slip.map(({ name, bytes }): SourceFile => {
    const equipment = name.startsWith('UPPLAN') ? 15 : name.startsWith('UPSIKYU') ? 9 : null;
    const [file] = edited([{ name, bytes }], name.split('_')[0]!, (content) =>
      lines(content)
        .map((line) => line.replace(/^202407/, '202208').split(','))
        .map((cells) => (equipment === null ? cells : cells.toSpliced(equipment, 3)).join(','))
        .join(''),
    );
    return { name: name.replace('_43_', '_').replace('_11_', '_'), bytes: file!.bytes };
  });

  it('one content in two versions is no difference', () => {
    expect(readUnits(older)).toMatchObject([{ version: '202208', kind: 'use-slip' }]);
    expect(compare(older, slip)).toMatchObject({
      same: true,
      units: [{ unit: { a: { version: '202208' }, b: { version: '202407' } } }],
    });
  });

  it('items are matched by identifier, and have the numbers of both', () => {
    const b = withCell(withCell(slip, 'UPPLAN', 1, 16, '00170-000001'), 'UPPLAN', 1, 21, 'L事業所');
    expect(compare(older, b).units[0]?.forms[0]?.changed[0]?.items).toEqual([
      { id: 'taisCode', name: 'TAISコード', number: { a: null, b: 16 }, a: null, b: '00170-000001' },
      { id: 'serviceOfficeName', name: 'サービス事業所名', number: { a: 18, b: 21 }, a: 'K事業所', b: 'L事業所' },
    ]);
  });

  it('the samples differ in dates, and in 第3表, which 202208 has not', () => {
    const { units } = compare(sampleUnit('applicable/202208/1-plan'), plan);
    const forms = units[0]!.forms;
    expect(forms.map(({ form, file }) => [form, file.a !== null])).toEqual([
      ['UPHOSOKU', true],
      ['UP1KYO', true],
      ['UP2KYO', true],
      ['UP3KYO', false],
    ]);
    expect(forms[0]?.changed[0]?.items.map((item) => item.id)).not.toContain('csvVersion');
  });
});

it('a name that fits another version than its records say is a difference', () => {
  expect(differences(plan, withCell(plan, 'UP1KYO', 1, 1, '202208')).changed).toEqual([
    [1, 1, ['csvVersion', '202407', '202208']],
  ]);
  expect(
    compare(
      plan,
      renamed(plan, 'UP1KYO', (name) => name),
    ).same,
  ).toBe(true);
});
