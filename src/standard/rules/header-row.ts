import { Form } from '../layouts/form.js';
import { Rule } from './rule.js';

/** The first record holds the item names: passed over, rows count from the one after it. */
export const headerRow: Rule = {
  code: 'header-row',
  severity: 'warning',
  source: '標準仕様, ファイル規約; 図表126',
};

const plain = (text: string): string => text.normalize('NFKC').trim();

/** Version, insurer and insured person: the first three items of every form, all of digits. */
const ITEMS_OF_DIGITS = 3;

/**
 * True when the first record holds item names: the name of the first item in its place, most names of the form, or
 * words (in whatever language) where every record has digits.
 */
export function isHeaderRow(values: readonly string[], { fields }: Form): boolean {
  const [first = ''] = values;
  if (/^[0-9]*$/.test(first)) return false;
  const leading = values.slice(0, ITEMS_OF_DIGITS);
  if (leading.length === ITEMS_OF_DIGITS && leading.every((value) => /^[^0-9]+$/.test(value))) return true;
  if (plain(first) === plain(fields[0]?.name ?? '')) return true;
  const matches = values.filter((value, index) => value !== '' && plain(value) === plain(fields[index]?.name ?? ''));
  return matches.length * 2 > fields.length;
}
