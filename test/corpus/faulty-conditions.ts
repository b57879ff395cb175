import { actualUnit, useSlipUnit } from './care-manager-units.js';
import { CorpusUnit, sourceFiles, withCell } from './corpus-unit.js';
import { Case, faultIn } from './expected.js';
import { userBasicUnit } from './preventive-units.js';

type Cells = Readonly<Record<number, string>>;
type Broken = readonly [title: string, form: string, row: number, cells: Cells, column: number];

function withCells(unit: CorpusUnit, form: string, row: number, cells: Cells): CorpusUnit {
  return Object.entries(cells).reduce(
    (changed, [column, value]) => withCell(changed, form, row, Number(column), value),
    unit,
  );
}

const broken = (unit: CorpusUnit, rows: readonly Broken[]): Case[] =>
  rows.map(([title, form, row, cells, column]) =>
    faultIn(
      `${title}: ${form} of ${unit.version}`,
      sourceFiles(withCells(unit, form, row, cells)),
      [unit, form],
      'condition',
      row,
      column,
    ),
  );

const TAIS = '00170-000001';

/** Rented equipment names its product, detail numbers belong to type 17: the same in UPPLAN and UPJSK. */
const ofUseSlipRows = (form: string): Broken[] => [
  ['17 without TAIS and 届出 code', form, 1, { 15: '171001' }, 16],
  ['67 without TAIS and 届出 code', form, 3, { 15: '671001' }, 16],
  ['17 without either, but with a product name', form, 2, { 15: '17100A', 18: '車いす' }, 16],
  ['17AAA1 is no subtotal', form, 1, { 15: '17AAA1' }, 16],
  ['lower-case 17aaaa is no subtotal', form, 1, { 15: '17aaaa' }, 16],
  ['a detail number without type 17', form, 1, { 19: '1' }, 19],
  ['a detail number with type 67', form, 2, { 15: '671001', 16: TAIS, 19: '1' }, 19],
  ['a detail number with type 11', form, 3, { 15: '111311', 19: '99' }, 19],
  ['a detail number with type 71', form, 3, { 15: '711311', 19: '01' }, 19],
];

/** Rows 2 and 4 of UPSIKYU are grand totals, rows 1 and 3 services. */
const ofAnnex: Broken[] = [
  ['17 without TAIS and 届出 code', 'UPSIKYU', 1, { 9: '171001' }, 10],
  ['67 without TAIS and 届出 code', 'UPSIKYU', 3, { 9: '67ZZZY' }, 10],
  ['units on the grand total', 'UPSIKYU', 2, { 13: '1' }, 13],
  ['units on a subtotal inside the limit', 'UPSIKYU', 1, { 9: '11AAAA', 13: '567' }, 13],
  ['units on a subtotal outside the limit', 'UPSIKYU', 3, { 9: '11EEEE', 13: '10' }, 13],
  ['units on an over-30-days subtotal', 'UPSIKYU', 3, { 9: '21ZZZZ', 13: '999999' }, 13],
  ['units on a subtotal of type 17', 'UPSIKYU', 1, { 9: '17AAAA', 13: '5' }, 13],
  ['a rate on the grand total', 'UPSIKYU', 4, { 14: '90' }, 14],
  ['a rate of 0 on a subtotal', 'UPSIKYU', 1, { 9: '11AAAA', 13: '0', 14: '0' }, 14],
  ['discounted units on the grand total', 'UPSIKYU', 2, { 15: '0' }, 15],
  ['discounted units on a subtotal', 'UPSIKYU', 1, { 9: 'A2AAAA', 13: '0', 15: '1' }, 15],
  ['a grand total of one office', 'UPSIKYU', 2, { 7: '1370000011' }, 7],
];

const ofAnnex202208: Broken[] = [
  ['units on the grand total', 'UPSIKYU', 2, { 10: '1' }, 10],
  ['units on a subtotal', 'UPSIKYU', 3, { 9: '11AAAA', 10: '1' }, 10],
  ['a rate on the grand total', 'UPSIKYU', 4, { 11: '90' }, 11],
  ['discounted units on the grand total', 'UPSIKYU', 2, { 12: '1' }, 12],
  ['a grand total of one office', 'UPSIKYU', 4, { 7: '1370000011' }, 7],
];

const ofUserBasic: Broken[] = [
  ['another way of consulting, not told', 'UPKIHON', 1, { 8: '03' }, 9],
  ['a situation to be told, not told', 'UPKIHON', 2, { 12: '02' }, 13],
];

export const conditionCases: readonly Case[] = [
  ...broken(useSlipUnit('202407'), [...ofUseSlipRows('UPPLAN'), ...ofAnnex]),
  ...broken(actualUnit('202407'), ofUseSlipRows('UPJSK')),
  ...broken(userBasicUnit(), ofUserBasic),
  // 202208 has no product codes; its numbers after サービスコード lie three lower.
  ...broken(useSlipUnit('202208'), [
    ['a detail number without type 17', 'UPPLAN', 1, { 16: '1' }, 16],
    ['a detail number with type 67', 'UPPLAN', 3, { 15: '671001', 16: '1' }, 16],
    ...ofAnnex202208,
  ]),
  ...broken(actualUnit('202208'), [['a detail number without type 17', 'UPJSK', 2, { 16: '1' }, 16]]),
];
