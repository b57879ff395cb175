import { actualDeleteUnit, actualUnit, planUnit, useSlipDeleteUnit, useSlipUnit } from './care-manager-units.js';
import { CorpusUnit, sourceFiles, tableOf, withCell, withRows, withTable } from './corpus-unit.js';
import { everyForm, VERSIONS } from './every-kind.js';
import { Case, faultIn } from './expected.js';
import { PERSONS } from './journey.js';
import { fieldsOf } from './layouts.js';

const MONTH_ITEMS = ['対象年月', '削除対象年月'];

function monthColumn(unit: CorpusUnit, form: string): number | undefined {
  return fieldsOf(unit.version, form).find(({ item }) => MONTH_ITEMS.includes(item))?.number;
}

/** A real month that is not that of the name, in one row of every form whose name has a month. */
const otherMonths: Case[] = VERSIONS.flatMap((version) => everyForm(version))
  .concat(VERSIONS.map((version) => ({ unit: useSlipUnit(version), form: 'UPHOSOKU' })))
  .flatMap(({ unit, form }) => {
    const column = monthColumn(unit, form);
    if (column === undefined) return [];
    const title = `${form} of ${unit.version} in a ${unit.kind} unit`;
    return ['202505', '202212', '190001'].map((month) =>
      faultIn(
        `${month} in ${title}`,
        sourceFiles(withCell(unit, form, 2, column, month)),
        [unit, form],
        'month-mismatch',
        2,
        column,
      ),
    );
  });

/** 000000 in the supplement of a use slip: a value that the item may hold, but not the month of the name. */
const noMonth = VERSIONS.map((version) => {
  const unit = useSlipUnit(version);
  const files = sourceFiles(withCell(unit, 'UPHOSOKU', 2, 63, '000000'));
  return faultIn(
    `000000 in UPHOSOKU of ${version} in a use-slip unit`,
    files,
    [unit, 'UPHOSOKU'],
    'month-mismatch',
    2,
    63,
  );
});

/** The name and all rows of one file in another month than the rest of its unit. */
function monthApart(unit: CorpusUnit, form: string, month: string): Case {
  const column = monthColumn(unit, form) ?? 0;
  const inMonth = withRows(unit, form, (rows) => rows.map((cells) => cells.with(column - 1, month)));
  const apart = withTable(inMonth, form, (table) => ({ ...table, name: table.name.replace(/_\d{6}_/, `_${month}_`) }));
  const expected = { rule: 'unit', version: unit.version, file: tableOf(apart, form).name };
  return {
    title: `${form} of ${unit.version} in ${month}, in a ${unit.kind} unit`,
    files: sourceFiles(apart),
    expected,
  };
}

const monthsApart = VERSIONS.flatMap((version) => [
  monthApart(useSlipUnit(version), 'UPPLAN', '202505'),
  monthApart(useSlipUnit(version), 'UPSIKYU', '202505'),
  monthApart(useSlipUnit(version), 'UPHOSOKU', '202505'),
  monthApart(useSlipUnit(version), 'UPHOSOKU', '000000'),
  monthApart(planUnit(version), 'UPHOSOKU', '202505'),
]);

/** The name alone in another month: its rows are at odds with it, and of the unit nothing more can be said. */
function nameApart(unit: CorpusUnit, form: string, month: string): Case {
  const renamed = withTable(ofOnePerson(unit), form, (table) => ({
    ...table,
    name: table.name.replace(/_\d{6}_/, `_${month}_`),
  }));
  const title = `the name of ${form} of ${unit.version} in ${month}, in a ${unit.kind} unit`;
  return faultIn(title, sourceFiles(renamed), [renamed, form], 'month-mismatch', 1, monthColumn(unit, form));
}

const ofOnePerson = (unit: CorpusUnit): CorpusUnit => ({
  ...unit,
  tables: unit.tables.map(({ rows, ...table }) => ({
    ...table,
    rows: rows.filter((cells) => cells[2] === PERSONS[0].被保険者番号),
  })),
});

const namesApart = VERSIONS.flatMap((version) => [
  nameApart(useSlipUnit(version), 'UPPLAN', '202505'),
  nameApart(useSlipUnit(version), 'UPHOSOKU', '202505'),
  nameApart(useSlipUnit(version), 'UPHOSOKU', '000000'),
  nameApart(planUnit(version), 'UPHOSOKU', '202505'),
  nameApart(actualUnit(version), 'UPJSK', '202505'),
  nameApart(useSlipDeleteUnit(version), 'DLTPLAN', '202505'),
  nameApart(actualDeleteUnit(version), 'DLTJSK', '202505'),
]);

/** A month before the first service month of the version: told once, at the file that leads the unit. */
const tooEarly = VERSIONS.flatMap((version) =>
  (version === '202407' ? ['202503', '202407'] : ['202212', '200001']).flatMap((month) =>
    (
      [
        [useSlipUnit(version, { month }), 'UPPLAN'],
        [actualUnit(version, { month }), 'UPJSK'],
        [useSlipDeleteUnit(version, { month }), 'DLTPLAN'],
        [actualDeleteUnit(version, { month }), 'DLTJSK'],
      ] as const
    ).map(([unit, form]) => {
      const title = `${form} of ${version} in ${month}`;
      return faultIn(title, sourceFiles(unit), [unit, form], 'version-not-applicable');
    }),
  ),
);

export const monthCases: readonly Case[] = [...otherMonths, ...noMonth, ...monthsApart, ...namesApart, ...tooEarly];
