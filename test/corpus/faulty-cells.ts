import { CorpusUnit, sourceFiles, tableOf, withCell } from './corpus-unit.js';
import { everyForm, VERSIONS } from './every-kind.js';
import { Case, CaseGroup, faultIn } from './expected.js';
import { faultyValues } from './faulty-values.js';
import { fieldsOf } from './layouts.js';

/** Every wrong value in every item of every form. */
export function faultyCells(): CaseGroup[] {
  return VERSIONS.flatMap((version) => everyForm(version)).flatMap(({ unit, form }) => casesOfForm(unit, form));
}

/** Row 1 is the only one of its person in most forms: whoever cannot be read there must not be missed elsewhere. */
function casesOfForm(unit: CorpusUnit, form: string): CaseGroup[] {
  const groups = new Map<string, Case[]>();
  const lastRow = tableOf(unit, form).rows.length > 2 ? 3 : 2;
  for (const field of fieldsOf(unit.version, form)) {
    faultyValues(field).forEach(([rule, value], index) => {
      const row = index % 2 === 0 ? 1 : lastRow;
      const ground = field.item === '明細判別コード' ? withEquipment(unit, form, row) : unit;
      const files = sourceFiles(withCell(ground, form, row, field.number, value));
      const title = `${field.item} ${JSON.stringify(value)} in row ${row}`;
      const cases = groups.get(rule) ?? [];
      groups.set(rule, [...cases, faultIn(title, files, [unit, form], rule, row, field.number)]);
    });
  }
  return [...groups].map(([rule, cases]) => ({
    title: `${rule}: ${form} of ${unit.version} (${cases.length} cases)`,
    cases,
  }));
}

/** A detail number is for rented equipment alone, which in 202407 names its product. */
function withEquipment(unit: CorpusUnit, form: string, row: number): CorpusUnit {
  const rented = withCell(unit, form, row, 15, '171001');
  return unit.version === '202407' ? withCell(rented, form, row, 16, '00170-000001') : rented;
}
