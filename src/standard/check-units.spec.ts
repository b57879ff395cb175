import { describe, expect, it } from '@jest/globals';
import { expectNone, expectOnly } from '../../test/fixtures/one-finding.js';
import { edited, renamed, sampleUnit, withCell, withColumn, without } from '../../test/fixtures/sample-units.js';
import { checkFiles } from './check.js';
import { SourceFile } from './named-file.js';

const slip = sampleUnit('applicable/202407/2-use-slip');
const plan = sampleUnit('applicable/202407/1-plan');
const actual = sampleUnit('applicable/202407/3-actual');
const actualDelete = sampleUnit('applicable/202407/4-actual-delete');
const slip202208 = sampleUnit('applicable/202208/2-use-slip');
const actual202208 = sampleUnit('applicable/202208/3-actual');

const named = (unit: readonly SourceFile[], from: string, to: string): SourceFile[] =>
  unit.map((file) => ({ ...file, name: file.name.replace(from, to) }));

describe('the sample units', () => {
  const kinds = {
    '1-plan': 'plan',
    '2-use-slip': 'use-slip',
    '3-actual': 'actual',
    '4-actual-delete': 'actual-delete',
    '5-use-slip-delete': 'use-slip-delete',
    '6-plan-delete': 'plan-delete',
  } as const;
  const folders = ['202208', '202407'].flatMap((version) =>
    Object.entries(kinds).map(([folder, kind]) => [version, folder, kind] as const),
  );

  it.each(folders)('applicable %s %s: a %s unit without findings', (version, folder, kind) => {
    const unit = sampleUnit(`applicable/${version}/${folder}`);
    const report = checkFiles(unit);
    expect(report).toMatchObject({ ok: true, findings: [], findingsTotal: 0 });
    expect(report.units).toHaveLength(1);
    expect(report.units[0]).toMatchObject({
      kind,
      version,
      files: unit.map((file) => file.name).sort(),
      persons: [{ insurerNumber: '131128', insuredNumber: '1234567896' }],
    });
  });

  it.each(folders)(
    '%s %s before its first service month: a warning where there is a month',
    (version, folder, kind) => {
      const report = checkFiles(sampleUnit(`${version}/${folder}`));
      const expected = kind.startsWith('plan') ? [] : ['version-not-applicable'];
      expect(report.findings.map((finding) => finding.rule)).toEqual(expected);
      expect(report).toMatchObject({ ok: true, units: [{ kind }] });
    },
  );

  it('are recognised together, in any order', () => {
    const files = folders.flatMap(([version, folder]) => sampleUnit(`applicable/${version}/${folder}`));
    const report = checkFiles(files);
    expect(report.units).toHaveLength(12);
    expect(checkFiles([...files].reverse())).toEqual(report);
  });

  it('tell what their names say', () => {
    expect(checkFiles(slip).units[0]).toMatchObject({
      sender: '1371215102',
      senderServiceType: '43',
      receiver: '1370000011',
      receiverServiceType: '11',
      sequence: '20250325100100',
      month: '202504',
      forms: ['UPHOSOKU', 'UPPLAN', 'UPSIKYU'],
    });
    expect(checkFiles(slip202208).units[0]).toMatchObject({ senderServiceType: null, receiverServiceType: null });
    expect(checkFiles(plan).units[0]?.month).toBeNull();
  });
});

describe('version-not-applicable', () => {
  it('is told once a unit, on its leading file', () => {
    expectOnly(sampleUnit('202407/2-use-slip'), 'version-not-applicable', ['UPPLAN', null, null]);
    expectOnly(sampleUnit('202208/3-actual'), 'version-not-applicable', ['UPJSK', null, null]);
  });
});

describe('unit: one is missing', () => {
  it.each([
    ['UPHOSOKU', slip],
    ['UPSIKYU', slip],
    ['UPPLAN', slip],
    ['UPHOSOKU', plan],
    ['UP3KYO', plan],
    ['UP2KYO', plan],
    ['UP1KYO', plan],
    ['UPSIKYU', slip202208],
  ])('%s: on the unit, no file', (form, unit) => {
    expectOnly(without(unit, form), 'unit', [null, null, null]);
  });
});

describe('unit: one is too many', () => {
  const jsk = { ...actual[0]!, name: 'UPJSK_202504_1371215102_43_1370000011_11_20250325100100.CSV' };

  it('a form of another unit: its file', () => {
    expectOnly([...slip, jsk], 'unit', ['UPJSK', null, null]);
  });

  it('a form twice: the file that does not have the month of the unit', () => {
    const other = edited(slip, 'UPPLAN', (text) => text.replaceAll(',202504,', ',202505,'));
    const double = renamed(other, 'UPPLAN', (name) => name.replace('202504', '202505'));
    const report = checkFiles([...slip, ...double.filter((file) => file.name.startsWith('UPPLAN'))]);
    expect(report.findings.map((finding) => [finding.rule, finding.file])).toEqual([
      ['unit', 'UPPLAN_202505_1371215102_43_1370000011_11_20250325100100.CSV'],
    ]);
  });

  it('two units under one sequence: one finding', () => {
    expectOnly([...slip, ...named(plan, '100000.', '100100.')], 'unit', [null, null, null]);
  });
});

describe('unit: files that do not agree are one fault', () => {
  it.each([
    ['sequence', '100100.', '100101.'],
    ['receiver', '1370000011', '1370000012'],
    ['receiver service type', '_11_', '_15_'],
    ['sender', '1371215102', '1371215103'],
  ])('%s', (_, from, to) => {
    expectOnly(
      renamed(slip, 'UPSIKYU', (name) => name.replace(from, to)),
      'unit',
      [null, null, null],
    );
  });

  it('利用者補足情報 of a plan does not go with a use slip', () => {
    const files = renamed(withCell(slip, 'UPHOSOKU', 1, 63, '000000'), 'UPHOSOKU', (name) =>
      name.replace('202504', '000000'),
    );
    expectOnly(files, 'unit', ['UPHOSOKU', null, null]);
  });

  it('a month only in the name is left to month-mismatch', () => {
    expectOnly(
      renamed(slip, 'UPHOSOKU', (name) => name.replace('202504', '202505')),
      'month-mismatch',
      ['UPHOSOKU', 1, 63],
    );
  });
});

describe('file-name', () => {
  it.each([
    ['an impossible month', 'UPSIKYU', '202504', '202513'],
    ['an impossible month of the leading file', 'UPPLAN', '202504', '202500'],
    ['an impossible sequence', 'UPHOSOKU', '20250325', '20250230'],
    ['a short office number', 'UPPLAN', '1371215102', '137121510'],
    ['an unknown form', 'UPSIKYU', 'UPSIKYU', 'UPSIKYUU'],
    ['another extension', 'UPSIKYU', '.CSV', '.TXT'],
  ])('%s is the one finding, the unit is not blamed', (_, form, from, to) => {
    const files = renamed(slip, form, (name) => name.replace(from, to));
    const report = checkFiles(files);
    expect(report.findings.map((finding) => [finding.rule, finding.row, finding.column])).toEqual([
      ['file-name', null, null],
    ]);
    expect(report.ok).toBe(false);
    expect(report.findings[0]?.file).toContain(to);
  });

  it('still blames another unit that lacks a form', () => {
    const report = checkFiles([
      ...renamed(slip, 'UPSIKYU', (name) => name.replace('.CSV', '')),
      ...without(plan, 'UP2KYO'),
    ]);
    expect(report.findings.map((finding) => finding.rule)).toEqual(['unit', 'file-name']);
  });

  it('extension-case: lower case is tolerated', () => {
    expectOnly(
      renamed(slip, 'UPSIKYU', (name) => name.replace('.CSV', '.csv')),
      'extension-case',
      ['UPSIKYU', null, null],
    );
  });
});

describe('person-not-served', () => {
  it('is told once a person, at the first row', () => {
    expectOnly(withColumn(slip, 'UPPLAN', 20, '1370000099'), 'person-not-served', ['UPPLAN', 1, 3]);
    expectOnly(withColumn(slip202208, 'UPPLAN', 17, '1370000099'), 'person-not-served', ['UPPLAN', 1, 3]);
  });

  it('is not told when one of several rows is of the destination', () => {
    expectNone(withCell(slip, 'UPPLAN', 1, 20, '1370000099'));
  });

  it('is not applied when the destination is on the care-manager side', () => {
    expectNone(named(withColumn(slip, 'UPPLAN', 20, '1370000099'), '_11_', '_46_'));
  });

  it('is applied when the name says so, but the directory does not', () => {
    const passedOn = named(withColumn(slip, 'UPPLAN', 20, '1370000099'), '_11_', '_46_');
    const offices = { sender: '1371215102', receiver: '1370000011' };
    const registered = (receiver: string[]) => ({ expected: { ...offices, registered: { sender: ['43'], receiver } } });
    expectNone(passedOn, registered(['11', '46']));
    for (const types of [['11'], []]) {
      expectOnly(passedOn, 'person-not-served', ['UPPLAN', 1, 3], registered(types));
    }
  });

  it('is not told when the office is at fault already', () => {
    const one = edited(slip, 'UPPLAN', (text) => text.slice(0, text.indexOf('\r\n') + 2));
    expectOnly(withCell(one, 'UPPLAN', 1, 20, ''), 'required', ['UPPLAN', 1, 20]);
  });
});

describe('relation', () => {
  it.each([
    ['UPSIKYU', slip],
    ['UPHOSOKU', slip],
    ['UPHOSOKU', plan],
    ['UP2KYO', plan],
    ['UP3KYO', plan],
  ])('%s: once a person, at the first such row', (form, unit) => {
    expectOnly(withColumn(unit, form, 3, '9999999999'), 'relation', [form, 1, 3]);
    expectOnly(withColumn(unit, form, 2, '999999'), 'relation', [form, 1, 3]);
  });

  it('is told at the first row of that person', () => {
    expectOnly(withCell(plan, 'UP2KYO', 2, 3, '9999999999'), 'relation', ['UP2KYO', 2, 3]);
  });

  it('is not told when the leading form could not be read', () => {
    const report = checkFiles(withColumn(slip, 'UPPLAN', 3, 'X234567896'));
    expect(new Set(report.findings.map((finding) => finding.rule))).toEqual(new Set(['type']));
  });
});

describe('foreign-actuals', () => {
  it.each([
    ['UPJSK', actual, 3, 20],
    ['DLTJSK', actualDelete, 1, 5],
    ['UPJSK', actual202208, 2, 17],
  ])('%s', (form, unit, row, column) => {
    expectOnly(withCell(unit, form, row, column, '1370000099'), 'foreign-actuals', [form, row, column]);
  });

  it('is not applied when the sender is on the care-manager side', () => {
    expectNone(named(withColumn(actual, 'UPJSK', 20, '1370000099'), '_11_', '_43_'));
  });

  it('in 202208, rows that the sender has planned are passed on', () => {
    expectNone(withColumn(withColumn(actual202208, 'UPJSK', 17, '1370000099'), 'UPJSK', 6, '1370000011'));
  });

  it('is applied when the name or the planner says so, but the directory does not', () => {
    const offices = { sender: '1370000011', receiver: '1371215102' };
    const registered = (sender: string[]) => ({ expected: { ...offices, registered: { sender, receiver: ['43'] } } });
    const claimed = named(withColumn(actual, 'UPJSK', 20, '1370000099'), '_11_', '_43_');
    const planned = withColumn(withColumn(actual202208, 'UPJSK', 17, '1370000099'), 'UPJSK', 6, '1370000011');
    for (const unit of [claimed, planned]) {
      expectNone(unit, registered(['43']));
      const { findings } = checkFiles(unit, registered(['11']));
      expect(new Set(findings.map(({ rule }) => rule))).toEqual(new Set(['foreign-actuals']));
    }
  });
});

describe('expected offices', () => {
  const expected = { sender: '1371215102', receiver: '1370000011' };

  it('agree', () => {
    expect(checkFiles(slip, { expected }).findings).toEqual([]);
  });

  it('differ: once a unit, on its leading file', () => {
    expectOnly(slip, 'sender-mismatch', ['UPPLAN', null, null], { expected: { ...expected, sender: '1371215103' } });
    expectOnly(slip, 'receiver-mismatch', ['UPPLAN', null, null], {
      expected: { ...expected, receiver: '1370000012' },
    });
  });
});
