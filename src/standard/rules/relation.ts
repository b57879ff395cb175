import { Form, FormCode } from '../layouts/form.js';
import { Persons } from '../persons.js';
import { Rule } from './rule.js';

/** A person of a dependent form who is not in the unit's leading form. */
export const relation: Rule = {
  code: 'relation',
  severity: 'error',
  source: '標準仕様, 送信単位 (関連キー); 付8 4-1',
};

/** The leading form of each dependent form (従属する様式); an annex (別表) repeats the keys of its parent. */
const LEADING: Partial<Record<FormCode, readonly FormCode[]>> = {
  UPSIKYU: ['UPPLAN'],
  UPHOSOKU: ['UPPLAN', 'UP1KYO'],
  UP2KYO: ['UP1KYO'],
  UP3KYO: ['UP1KYO'],
};

/** The forms on which a form's persons depend; empty for a form that leads. */
export function leadingFormsOf({ code, parent }: Form): readonly FormCode[] {
  return LEADING[code] ?? (parent === null ? [] : [parent]);
}

/** Persons of `dependent` that no leading file has, once a person; none when a leading file could not be read whole. */
export function unrelatedPersons(dependent: Persons, leading: readonly Persons[]): readonly { readonly row: number }[] {
  if (leading.length === 0 || leading.some((persons) => persons.incomplete)) return [];
  return dependent.all().filter((person) => !leading.some((persons) => persons.has(person)));
}
