import { parseFileName } from '../file-name.js';
import { ReadRecord, Value } from './read-unit.js';

/** A text that two values share exactly when they mean the same; empty for an empty value only. */
export function identityOf(value: Value | undefined): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'string') return `"${imageOf(value)}`;
  // A label may be worded otherwise in another version: the code is what is meant.
  if (typeof value === 'object' && 'code' in value) return `=${value.code}`;
  return JSON.stringify(value);
}

export const meansTheSame = (a: Value | undefined, b: Value | undefined): boolean => identityOf(a) === identityOf(b);

/** The values of some items as one text, in that order. */
export const identityOfItems = (record: ReadRecord, ids: readonly string[]): string =>
  ids.map((id) => identityOf(record[id])).join('\u0000');

/** 家族構成 画像ファイル名 carries the sequence, which is another in every export: its branch (枝番) is what is meant. */
function imageOf(text: string): string {
  if (!text.startsWith('UPKIHON_IMAGE_')) return text;
  const name = parseFileName(text);
  return typeof name === 'string' ? text : text.replace(/_[0-9]{14}_([0-9]{4})\.[a-z]+$/i, '_$1');
}
