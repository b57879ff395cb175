import { Form } from '../layouts/form.js';
import { Rule } from './rule.js';

/** The first record holds the item names: passed over, rows count from the one after it. */
export const headerRow: Rule = {
  code: 'header-row',
  severity: 'warning',
  source: '標準仕様, ファイル規約; 図表126',
};

const plain = (text: string): string => text.normalize('NFKC').trim();

/** True when the first record holds item names: the name of the first item in its place, or most names of the form. */
export function isHeaderRow(values: readonly string[], { fields }: Form): boolean {
  const first = values[0] ?? '';
  if (/^[0-9]*$/.test(first)) return false;
  if (plain(first) === plain(fields[0]?.name ?? '')) return true;
  const matches = values.filter((value, index) => value !== '' && plain(value) === plain(fields[index]?.name ?? ''));
  return matches.length * 2 > fields.length;
}
