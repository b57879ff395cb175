import { EDITIONS } from '../editions.js';
import { NO_MONTH } from '../file-name.js';
import { Edition } from '../layouts/edition.js';
import { UnitDefinition } from '../layouts/unit-definition.js';
import { GatheredFile } from './gathered-files.js';

const mostFormsFirst = new Map(
  EDITIONS.map((edition) => [edition, edition.units.toSorted((a, b) => b.forms.length - a.forms.length)]),
);

/**
 * Puts the files between two offices, all of one version, together to units (送信単位); files of a unit keep their
 * order. Definitions with most forms take their files first; whatever lacks its leading form is put together last, so
 * that a missing form leaves one incomplete unit and not several.
 */
export function unitsOf(edition: Edition, files: readonly GatheredFile[]): GatheredFile[][] {
  const left = new Set(files);
  const units: GatheredFile[][] = [];
  const take = (unit: GatheredFile[]) => {
    for (const file of unit) left.delete(file);
    units.push(unit);
  };
  const definitions = mostFormsFirst.get(edition) ?? [];
  for (const definition of definitions) {
    if (left.size === 0) break;
    const hasLeading = (unit: GatheredFile[]) => unit.some(({ address }) => address.form.code === definition.leading);
    candidates(definition, left).filter(hasLeading).forEach(take);
  }
  for (const definition of definitions) {
    if (left.size === 0) break;
    candidates(definition, left).forEach(take);
  }
  return units;
}

/** The files that a definition could take, by the service month that they would share. */
function candidates(definition: UnitDefinition, files: Iterable<GatheredFile>): GatheredFile[][] {
  const units = new Map<string | null, GatheredFile[]>();
  for (const file of files) {
    const month = unitMonth(definition, file);
    if (month === undefined) continue;
    const unit = units.get(month);
    if (unit === undefined) units.set(month, [file]);
    else unit.push(file);
  }
  return [...units.values()];
}

/** Undefined when the file has no place in such a unit: 利用者補足情報 has 000000 beside 第1-3表 and a month beside 第6表. */
function unitMonth({ forms }: UnitDefinition, { address, month }: GatheredFile): string | null | undefined {
  const form = forms.find((each) => each.form === address.form.code);
  if (form === undefined) return undefined;
  if (form.month === 'none') return month === NO_MONTH ? null : undefined;
  return month === NO_MONTH ? undefined : month;
}
