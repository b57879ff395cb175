import { FORM_CODES } from '../../standard/editions.js';

/** Forms first, then what stands in names of the standard: offices, months, service types, sequences. */
const ofTheStandard = new RegExp(
  `^(${[...FORM_CODES, 'ATTACH', 'COMBINED'].join('|')})(_([0-9]{1,20}|[0-9][0-9A-Z]{9}|[0-9A-Z]{2}))*\\.[A-Za-z]{1,4}$`,
);
const numbered = /^[0-9][0-9_-]{0,40}\.[A-Za-z]{1,4}$/;

/** The name where it consists of codes and numbers; null where it may say anything, such as whose plan it is. */
export function harmlessName(name: string): string | null {
  return ofTheStandard.test(name) || numbered.test(name) ? name : null;
}
