import { Form } from '../layouts/form.js';
import { Rule } from './rule.js';

/** The first record holds the item names: passed over, rows count from the one after it. */
export const headerRow: Rule = {
  code: 'header-row',
  severity: 'warning',
  source: '標準仕様, ファイル規約; 図表126',
};

/** No item has a longer name: what a hostile cell holds beyond it is not looked at. */
const LONGEST_NAME = 200;

const plain = (text: string): string => text.slice(0, LONGEST_NAME).normalize('NFKC').trim();

/** True for text without a digit of any width, and readable: bytes of another encoding are no words. */
export const isWords = (text: string): boolean => /^[^0-9\ufffd]+$/.test(plain(text));

/** Version, insurer and insured person: the first three items of every form, all of digits. */
const ITEMS_OF_DIGITS = 3;

/**
 * True when the first record holds item names: the name of the first item in its place, most names of the form, or
 * words (in whatever language) where every record has digits.
 */
export function isHeaderRow(values: readonly string[], { fields }: Form): boolean {
  const names = values.map(plain);
  const leading = names.slice(0, ITEMS_OF_DIGITS);
  // A record with digits where it belongs, of whatever width, is a record: it must not be passed over.
  if (names[0] === '' || leading.some((name) => /^[0-9]+$/.test(name))) return false;
  if (leading.length === ITEMS_OF_DIGITS && leading.every(isWords)) return true;
  if (names[0] === plain(fields[0]?.name ?? '')) return true;
  const matches = names.filter((name, index) => name !== '' && name === plain(fields[index]?.name ?? ''));
  return matches.length * 2 > fields.length;
}
