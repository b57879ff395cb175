import {
  actualDeleteUnit,
  actualUnit,
  deleteUnit,
  planUnit,
  useSlipDeleteUnit,
  useSlipUnit,
} from './care-manager-units.js';
import { CorpusUnit } from './corpus-unit.js';
import { Journey } from './journey.js';
import { Version } from './layouts.js';
import { combinedPreventiveUnit, preventivePlanUnit, userBasicUnit } from './preventive-units.js';

/** One unit of every kind of a version, each table of it with two persons. */
export function everyKind(version: Version, changes: Partial<Journey> = {}): CorpusUnit[] {
  const common = [
    planUnit(version, changes),
    useSlipUnit(version, changes),
    actualUnit(version, changes),
    deleteUnit('DLT1KYO', version, changes),
    useSlipDeleteUnit(version, changes),
    actualDeleteUnit(version, changes),
  ];
  if (version === '202208') return common;
  return [
    ...common,
    userBasicUnit(changes),
    preventivePlanUnit(changes),
    combinedPreventiveUnit(changes),
    deleteUnit('DLTKIHON', version, changes),
    deleteUnit('DLTYOBO', version, changes),
  ];
}

/** Every CSV form of a version once, in a unit of its own kind. */
export function everyForm(version: Version, changes: Partial<Journey> = {}): { unit: CorpusUnit; form: string }[] {
  const found = new Map<string, CorpusUnit>();
  for (const unit of everyKind(version, changes)) {
    for (const { form } of unit.tables) if (!found.has(form)) found.set(form, unit);
  }
  return [...found].map(([form, unit]) => ({ unit, form }));
}

export const VERSIONS: readonly Version[] = ['202407', '202208'];
