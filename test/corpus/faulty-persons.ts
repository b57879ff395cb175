import { actualDeleteUnit, actualUnit, planUnit, useSlipUnit } from './care-manager-units.js';
import { CorpusUnit, sourceFiles, tableOf, withCell, withRows } from './corpus-unit.js';
import { VERSIONS } from './every-kind.js';
import { Case, faultIn } from './expected.js';
import { OTHER_OFFICE, REGIONAL_CENTER } from './journey.js';
import { Version } from './layouts.js';
import { preventivePlanUnit, userBasicUnit } from './preventive-units.js';

const STRANGER = '9876543210';

/** The column of the service office in 第6表: three items before it are new in 202407. */
const OFFICE_COLUMN: Readonly<Record<Version, number>> = { '202407': 20, '202208': 17 };

/** Row 1 of UPPLAN is the first person's, rows 2 and 3 are the second's; row 3 is of another office anyway. */
function notServed(version: Version): Case[] {
  const unit = useSlipUnit(version);
  const column = OFFICE_COLUMN[version];
  const elsewhere = (row: number): CorpusUnit => withCell(unit, 'UPPLAN', row, column, OTHER_OFFICE.number);
  const inOrder = (...order: number[]): CorpusUnit =>
    withRows(unit, 'UPPLAN', (rows) => order.map((row) => rows[row - 1] ?? []));
  const place = [unit, 'UPPLAN'] as const;
  const rule = 'person-not-served';
  return [
    faultIn(`the only row of a person: UPPLAN of ${version}`, sourceFiles(elsewhere(1)), place, rule, 1, 3),
    faultIn(`both rows of a person: UPPLAN of ${version}`, sourceFiles(elsewhere(2)), place, rule, 2, 3),
    faultIn(`a person before the others: UPPLAN of ${version}`, sourceFiles(inOrder(3, 1)), place, rule, 1, 3),
    faultIn(`a person with several rows: UPPLAN of ${version}`, sourceFiles(inOrder(1, 3, 3, 3)), place, rule, 2, 3),
  ];
}

function foreignActual(unit: CorpusUnit, form: string, row: number, column: number): Case {
  const files = sourceFiles(withCell(unit, form, row, column, OTHER_OFFICE.number));
  return faultIn(`row ${row}: ${form} of ${unit.version}`, files, [unit, form], 'foreign-actuals', row, column);
}

const foreignActuals = (version: Version): Case[] => [
  ...[1, 2, 3].map((row) => foreignActual(actualUnit(version), 'UPJSK', row, OFFICE_COLUMN[version])),
  ...[1, 2].map((row) => foreignActual(actualDeleteUnit(version), 'DLTJSK', row, 5)),
];

/** Someone who is not in the leading form: by insured number, by insurer alone, and in several rows at once. */
function unrelated(unit: CorpusUnit, form: string): Case[] {
  const rule = 'relation';
  const place = [unit, form] as const;
  const last = tableOf(unit, form).rows.length;
  const everywhere = withRows(unit, form, (rows) => rows.map((cells) => cells.with(2, STRANGER)));
  const title = `${form} of ${unit.version} in a ${unit.kind} unit`;
  return [
    faultIn(`first row: ${title}`, sourceFiles(withCell(unit, form, 1, 3, STRANGER)), place, rule, 1, 3),
    faultIn(`last row: ${title}`, sourceFiles(withCell(unit, form, last, 3, STRANGER)), place, rule, last, 3),
    faultIn(`another insurer: ${title}`, sourceFiles(withCell(unit, form, last, 2, '131129')), place, rule, last, 3),
    faultIn(`once for many rows: ${title}`, sourceFiles(everywhere), place, rule, 1, 3),
  ];
}

const annexes = (version: Version): [CorpusUnit, string][] => [
  [useSlipUnit(version), 'UPSIKYU'],
  [useSlipUnit(version), 'UPHOSOKU'],
  [planUnit(version), 'UP2KYO'],
  [planUnit(version), 'UPHOSOKU'],
];

export const personCases: readonly Case[] = [
  ...VERSIONS.flatMap(notServed),
  ...VERSIONS.flatMap(foreignActuals),
  ...VERSIONS.flatMap(annexes).flatMap(([unit, form]) => unrelated(unit, form)),
  ...unrelated(planUnit(), 'UP3KYO'),
  ...unrelated(userBasicUnit(), 'UPKIHON_SUB1'),
  ...unrelated(userBasicUnit(), 'UPKIHON_SUB2'),
  ...unrelated(preventivePlanUnit(), 'UPYOBO_SUB'),
  // A regional center gets what others served, but its annexes must still belong to the slip.
  ...unrelated(useSlipUnit('202407', { to: REGIONAL_CENTER }), 'UPSIKYU'),
];
