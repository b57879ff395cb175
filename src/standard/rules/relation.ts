import { Persons } from '../persons.js';
import { Rule } from './rule.js';

/** A person of a dependent form who is not in the unit's leading form. */
export const relation: Rule = {
  code: 'relation',
  severity: 'error',
  source: '標準仕様, 送信単位 (関連キー); 付8 4-1',
};

/** Persons of `dependent` that no leading file has, once a person; none when a leading file could not be read whole. */
export function unrelatedPersons(dependent: Persons, leading: readonly Persons[]): readonly { readonly row: number }[] {
  if (leading.length === 0 || leading.some((persons) => persons.incomplete)) return [];
  return dependent.all().filter((person) => !leading.some((persons) => persons.has(person)));
}
