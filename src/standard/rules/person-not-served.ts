import { isForCareManager, NamedFile } from '../named-file.js';
import { Persons } from '../persons.js';
import { Rule } from './rule.js';

/** A person of 第6表 has no row of the destination office: sending would disclose the person to a stranger. */
export const personNotServed: Rule = {
  code: 'person-not-served',
  severity: 'error',
  source: '付8 2-3, 4-1',
};

/**
 * Judged on 第6表, once a person, with the person's first row. Not applied when the destination is on the
 * care-manager side, where use slips are passed to a regional center, nor when some row could not be attributed.
 */
export function personsNotServed(file: NamedFile, persons: Persons): readonly { readonly row: number }[] {
  if (!file.name.form.servesReceiver || isForCareManager(file) || persons.incomplete) return [];
  return persons.all().filter((person) => !person.served);
}
