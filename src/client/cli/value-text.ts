import { Value } from '../../standard/reading/read-unit.js';
import { Language } from '../language.js';

/** A value for people: the label of a code beside it, what is unreadable in quotes, `-` for an empty one. */
export function valueText(value: Value, language: Language): string {
  if (value === null) return '-';
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return String(value);
  if (isDays(value)) return daysText(value, language);
  if ('code' in value) return `${value.code} ${value.label}`;
  if ('special' in value) return value.special;
  return language === 'ja' ? `"${value.raw}"（読めません）` : `"${value.raw}" (unreadable)`;
}

const isDays = (value: Exclude<Value, null | string | number>): value is readonly number[] => Array.isArray(value);

function daysText(days: readonly number[], language: Language): string {
  if (days.length === 0) return language === 'ja' ? 'なし' : 'none';
  return language === 'ja' ? `${days.join('・')}日` : `days ${days.join(', ')}`;
}

/** Name of an item: as printed, or its identifier, since the standard has no English names. */
export const itemName = (item: { readonly id: string; readonly name: string }, language: Language): string =>
  language === 'ja' ? item.name : item.id;
