import { actualDeleteUnit, actualUnit, deleteUnit, planUnit, useSlipUnit } from './care-manager-units.js';
import { CorpusUnit, sourceFiles, withRows } from './corpus-unit.js';
import { everyKind, VERSIONS } from './every-kind.js';
import { CARE_MANAGER, OTHER_OFFICE, Party, REGIONAL_CENTER } from './journey.js';
import { combinedPreventiveUnit, preventivePlanUnit, userBasicUnit } from './preventive-units.js';

import { as, Unusual } from './unusual.js';
const manyPersons = (unit: CorpusUnit, forms: readonly string[], count: number): CorpusUnit =>
  forms.reduce(
    (changed, form) =>
      withRows(changed, form, ([first = []]) =>
        Array.from({ length: count }, (_, index) => first.with(2, String(1_000_000_000 + index))),
      ),
    unit,
  );

const COMMISSIONED: Party = CARE_MANAGER;
const passedOn = (from: Party): CorpusUnit[] => {
  const to = REGIONAL_CENTER.number === from.number ? CARE_MANAGER : REGIONAL_CENTER;
  return [actualUnit('202407', { from, to }), actualDeleteUnit('202407', { from, to })];
};

/** A slip of which the destination serves nobody: right only for the care-manager side. */
function slipOfOthers(to: Party): CorpusUnit {
  return withRows(useSlipUnit('202407', { from: COMMISSIONED, to }), 'UPPLAN', (rows) =>
    rows.map((cells) => cells.with(19, OTHER_OFFICE.number)),
  );
}

export const unusualJourneys: readonly Unusual[] = [
  as('a use slip for 400 persons', manyPersons(useSlipUnit(), ['UPPLAN', 'UPSIKYU', 'UPHOSOKU'], 400)),
  as('a plan for 400 persons', manyPersons(planUnit(), ['UP1KYO', 'UP2KYO', 'UP3KYO', 'UPHOSOKU'], 400)),
  as(
    'a person of the slip without annex rows',
    withRows(useSlipUnit(), 'UPSIKYU', (rows) => rows.slice(0, 2)),
  ),
  as(
    'rows in any order',
    withRows(useSlipUnit(), 'UPPLAN', (rows) => rows.toReversed()),
  ),
  as(
    'rows of other offices first',
    withRows(useSlipUnit(), 'UPPLAN', (rows) => [rows[0] ?? [], rows[2] ?? [], rows[1] ?? []]),
  ),
  ...[CARE_MANAGER, REGIONAL_CENTER].flatMap(passedOn).map((unit) => as(`${unit.kind} passed on`, unit)),
  as('a slip of others to a regional center', slipOfOthers(REGIONAL_CENTER)),
  as('a slip of others to a care-manager office', slipOfOthers({ number: '1399999999', serviceType: '43' })),
  as('basic information alone', userBasicUnit({}, [])),
  as('basic information with its schedule', userBasicUnit({}, ['UPKIHON_SUB1'])),
  as('basic information with a chart only', userBasicUnit({}, ['UPKIHON_IMAGE'])),
  as('a preventive plan without annex', preventivePlanUnit({}, [])),
  as('from the regional center', combinedPreventiveUnit({ from: REGIONAL_CENTER, to: CARE_MANAGER })),
  as('back to the regional center', combinedPreventiveUnit({ from: CARE_MANAGER, to: REGIONAL_CENTER })),
  as('a delete of basic information to the center', deleteUnit('DLTKIHON', '202407', { to: REGIONAL_CENTER })),
  as('202208 goes on after its successor came', useSlipUnit('202208', { month: '202504' })),
  as('a month far ahead', useSlipUnit('202407', { month: '209912' })),
  as('a sequence of 29 February', useSlipUnit('202407', { sequence: '20240229235959' })),
  as('an office number with a letter', actualUnit('202407', { to: { number: '13A0000015', serviceType: '46' } })),
  {
    title: 'every kind at once, each under its own sequence',
    files: VERSIONS.flatMap((version, of) =>
      everyKind(version).flatMap((_, index) => {
        const sequence = `202503251${of}${String(index).padStart(2, '0')}00`;
        return sourceFiles(everyKind(version, { sequence })[index] ?? planUnit());
      }),
    ),
    kinds: VERSIONS.flatMap((version) => everyKind(version).map((unit) => unit.kind)),
  },
  {
    title: 'a slip and actuals of one sequence, in opposite directions',
    files: [...sourceFiles(useSlipUnit()), ...sourceFiles(actualUnit())],
    kinds: ['use-slip', 'actual'],
  },
];
