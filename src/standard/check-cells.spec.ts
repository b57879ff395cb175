import { describe, it } from '@jest/globals';
import { expectNone, expectOnly } from '../../test/fixtures/one-finding.js';
import { edited, sampleUnit, withCell, withColumn } from '../../test/fixtures/sample-units.js';

const slip = sampleUnit('applicable/202407/2-use-slip');
const plan = sampleUnit('applicable/202407/1-plan');
const actual = sampleUnit('applicable/202407/3-actual');
const slip202208 = sampleUnit('applicable/202208/2-use-slip');
const planDelete = sampleUnit('applicable/202407/6-plan-delete');
const slipDelete = sampleUnit('applicable/202407/5-use-slip-delete');
const actualDelete = sampleUnit('applicable/202407/4-actual-delete');

describe('required: an empty 必須 item', () => {
  it.each([
    ['UPPLAN', slip, 1, 1],
    ['UPPLAN', slip, 2, 2],
    ['UPPLAN', slip, 3, 3],
    ['UPPLAN', slip, 4, 5],
    ['UPPLAN', slip, 1, 10],
    ['UPPLAN', slip, 1, 12],
    ['UPPLAN', slip, 1, 14],
    ['UPPLAN', slip, 1, 15],
    ['UPPLAN', slip, 1, 20],
    ['UPPLAN', slip, 1, 23],
    ['UPSIKYU', slip, 2, 7],
    ['UPSIKYU', slip, 1, 16],
    ['UPHOSOKU', slip, 1, 4],
    ['UPHOSOKU', slip, 1, 5],
    ['UPHOSOKU', slip, 1, 63],
    ['UP1KYO', plan, 1, 8],
    ['UP2KYO', plan, 3, 4],
    ['UP3KYO', plan, 4, 5],
    ['DLTPLAN', slipDelete, 1, 4],
    ['DLTJSK', actualDelete, 1, 6],
    ['DLT1KYO', planDelete, 1, 4],
    ['UPPLAN', slip202208, 1, 17],
  ])('in %s', (form, unit, row, column) => {
    expectOnly(withCell(unit, form, row, column, ''), 'required', [form, row, column]);
  });

  it('is not asked of optional items', () => {
    expectNone(withCell(slip, 'UPPLAN', 1, 8, ''));
    expectNone(withCell(slip, 'UPHOSOKU', 1, 9, ''));
  });
});

describe('length, type, range and code: the first that fails', () => {
  it.each([
    ['length', 'UPPLAN', slip, 1, '20240'],
    ['length', 'UPPLAN', slip, 2, '1311280'],
    ['length', 'UPPLAN', slip, 3, '123456789'],
    ['length', 'UPPLAN', slip, 3, 'A12'],
    ['length', 'UPPLAN', slip, 8, '1234567'],
    ['length', 'UPPLAN', slip, 10, '2025047'],
    ['length', 'UPPLAN', slip, 11, '1'.repeat(30)],
    ['length', 'UPPLAN', slip, 12, '900'],
    ['length', 'UPPLAN', slip, 20, '137000001'],
    ['length', 'UPPLAN', slip, 23, '00'],
    ['length', 'UPSIKYU', slip, 16, '1000'],
    ['length', 'UPSIKYU', slip202208, 13, '100'],
    ['length', 'UPSIKYU', slip, 23, '1000.00'],
    ['length', 'UPHOSOKU', slip, 12, '03-1234-5678-9999'],
    ['length', 'UP2KYO', plan, 6, '100'],
    ['type', 'UPPLAN', slip, 1, '2024-7'],
    ['type', 'UPPLAN', slip, 2, '13112A'],
    ['type', 'UPPLAN', slip, 2, '１３１１２８'],
    ['type', 'UPPLAN', slip, 3, 'A123456789'],
    ['type', 'UPPLAN', slip, 3, 'H12345678A'],
    ['type', 'UPPLAN', slip, 3, 'h123456789'],
    ['type', 'UPPLAN', slip, 8, '-567'],
    ['type', 'UPPLAN', slip, 8, '5.67'],
    ['type', 'UPPLAN', slip, 8, ' 567'],
    ['type', 'UPPLAN', slip, 10, '2025/4/7'],
    ['type', 'UPPLAN', slip, 11, `${'0'.repeat(30)}A`],
    ['type', 'UPPLAN', slip, 12, '9:00'],
    ['type', 'UPPLAN', slip, 15, '11131_'],
    ['type', 'UPPLAN', slip, 16, '00123-45678A'],
    ['type', 'UPPLAN', slip, 16, '001234-56789'],
    ['type', 'UPPLAN', slip, 20, '13700000１１'.slice(0, 10)],
    ['type', 'UPSIKYU', slip, 23, '11.4'],
    ['type', 'UPSIKYU', slip, 23, '1140'],
    ['type', 'UPHOSOKU', slip, 9, '1540-001'],
    ['type', 'UPHOSOKU', slip, 12, '03(1234)5678'],
    ['type', 'UPPLAN', slip, 21, 'K\0'],
    ['range', 'UPPLAN', slip, 4, '20250230'],
    ['range', 'UPPLAN', slip, 4, '20250229'],
    ['range', 'UPPLAN', slip, 4, '19000229'],
    ['range', 'UPPLAN', slip, 4, '20250431'],
    ['range', 'UPPLAN', slip, 4, '20251301'],
    ['range', 'UPPLAN', slip, 4, '20250400'],
    ['range', 'UPPLAN', slip, 4, '00000000'],
    ['range', 'UPPLAN', slip, 5, '202513'],
    ['range', 'UPPLAN', slip, 5, '202500'],
    ['range', 'UPPLAN', slip, 5, '000000'],
    ['range', 'UPPLAN', slip, 11, `${'0'.repeat(30)}2`],
    ['range', 'UPPLAN', slip, 12, '2561'],
    ['range', 'UPPLAN', slip, 13, '1260'],
    ['range', 'UPPLAN', slip, 13, '2401'],
    ['range', 'UPPLAN', slip, 13, '9998'],
    ['range', 'UPHOSOKU', slip, 8, '00000000'],
    ['range', 'UP3KYO', plan, 8, '9999'],
    ['range', 'UP1KYO', plan, 14, '00000000'],
    ['range', 'UP2KYO', plan, 6, '0'],
    ['range', 'DLTPLAN', slipDelete, 4, '202413'],
    ['code', 'UPPLAN', slip, 23, '2'],
    ['code', 'UPPLAN', slip, 23, 'A'],
    ['code', 'UPHOSOKU', slip, 7, '3'],
    ['code', 'UPHOSOKU', slip, 18, '11'],
    ['code', 'UP1KYO', plan, 16, '99'],
    ['code', 'UP2KYO', plan, 15, 'y'],
    ['code', 'UP3KYO', plan, 7, '8'],
  ] as const)('%s in %s', (rule, form, unit, column, value) => {
    expectOnly(withCell(unit, form, 1, column, value), rule, [form, 1, column]);
  });

  it.each([
    ['a leap day', 'UPPLAN', slip, 4, '20240229'],
    ['a leap day of a century', 'UPPLAN', slip, 4, '20000229'],
    ['the first minute', 'UPPLAN', slip, 12, '0000'],
    ['the last minute', 'UPPLAN', slip, 13, '2359'],
    ['no time shown', 'UPPLAN', slip, 12, '9999'],
    ['a bitmap', 'UPPLAN', slip, 11, '10'.repeat(15) + '1'],
    ['a letter in an office number', 'UPPLAN', slip, 6, '13A1215102'],
    ['filler plan date', 'UPHOSOKU', plan, 4, '00000000'],
    ['a text of any length', 'UPPLAN', slip, 21, '吉'.repeat(3000)],
    [
      'a subtotal row without TAIS code',
      'UPSIKYU',
      edited(slip, 'UPSIKYU', (text) => text.replace(',567,', ',0,')),
      9,
      '17AAAA',
    ],
  ])('takes %s', (_, form, unit, column, value) => {
    expectNone(withCell(unit, form, 1, column, value));
  });
});

it('takes a public-assistance person', () => {
  const forms = ['UPPLAN', 'UPSIKYU', 'UPHOSOKU'];
  expectNone(forms.reduce((unit, form) => withColumn(unit, form, 3, 'H123456789'), slip));
});

describe('low-confidence: what the standard leaves open is a warning', () => {
  it.each([
    ['a required mark by position', 'UPPLAN', slip, 6, ''],
    ['a required mark by position, 202208', 'UPPLAN', slip202208, 7, ''],
    ['a length that is not printed', 'UPSIKYU', slip, 30, '123456'],
    ['a format that is not printed', 'UPSIKYU', slip, 35, 'ABCDEFGH_1'],
    ['the end of the day as 2400', 'UPPLAN', slip, 13, '2400'],
    ['the end of the day as 2400 in 第3表', 'UP3KYO', plan, 9, '2400'],
  ])('%s', (_, form, unit, column, value) => {
    expectOnly(withCell(unit, form, 1, column, value), 'low-confidence', [form, 1, column]);
  });

  it('does not hide a certain fault of the same cell', () => {
    expectOnly(withCell(slip, 'UPSIKYU', 1, 30, '12345A'), 'type', ['UPSIKYU', 1, 30]);
  });

  it('is no excuse where the version is certain', () => {
    expectOnly(withCell(slip202208, 'UPSIKYU', 1, 27, '123456'), 'length', ['UPSIKYU', 1, 27]);
  });
});

describe('condition', () => {
  const withService = (code: string, unit = slip, form = 'UPPLAN', column = 15) =>
    withCell(unit, form, 1, column, code);

  it.each(['171001', '671001'])('%s needs a TAIS or 届出 code, told at the TAIS code', (code) => {
    expectOnly(withService(code), 'condition', ['UPPLAN', 1, 16]);
    expectOnly(withService(code, actual, 'UPJSK'), 'condition', ['UPJSK', 1, 16]);
    expectOnly(withService(code, slip, 'UPSIKYU', 9), 'condition', ['UPSIKYU', 1, 10]);
  });

  it('is met by either code', () => {
    expectNone(withCell(withService('171001'), 'UPPLAN', 1, 16, '00123-456789'));
    expectNone(withCell(withService('671001'), 'UPPLAN', 1, 17, '00123-456789'));
  });

  it('is not told beside a fault of one of the codes', () => {
    expectOnly(withCell(withService('171001'), 'UPPLAN', 1, 16, '00123'), 'length', ['UPPLAN', 1, 16]);
  });

  it('does not concern 202208, which has no such items', () => {
    expectNone(withService('171001', slip202208));
  });

  it('a detail number stands with type 17 only', () => {
    expectOnly(withCell(slip, 'UPPLAN', 1, 19, '1'), 'condition', ['UPPLAN', 1, 19]);
    expectOnly(withCell(slip202208, 'UPPLAN', 1, 16, '1'), 'condition', ['UPPLAN', 1, 16]);
    expectNone(withCell(withService('171001', slip202208), 'UPPLAN', 1, 16, '1'));
  });

  it.each([
    ['units on the grand total', 2, 13, '5'],
    ['a discount rate on the grand total', 2, 14, '90'],
    ['discounted units on the grand total', 2, 15, '90'],
    ['an office on the grand total', 2, 7, '1370000011'],
    ['units on a subtotal', 1, 9, '11EEEE'],
  ])('%s', (_, row, column, value) => {
    expectOnly(withCell(slip, 'UPSIKYU', row, column, value), 'condition', [
      'UPSIKYU',
      row,
      value === '11EEEE' ? 13 : column,
    ]);
  });

  it('is not judged when the service code itself is at fault', () => {
    expectOnly(withCell(withCell(slip, 'UPPLAN', 1, 19, '1'), 'UPPLAN', 1, 15, '1113'), 'length', ['UPPLAN', 1, 15]);
  });
});
