import { LAYOUT_LINES } from './layout-lines.js';

/**
 * The record layouts as the reference data of the standard has them (`layout-lines.ts`). Taken from the reference and
 * not from src/standard, so that a slip in one of the two shows.
 */
export interface ReferenceField {
  readonly number: number;
  readonly item: string;
  readonly type: string;
  readonly length: number | null;
  readonly exact: boolean;
  readonly required: boolean;
  /** 必要 without 必須: a missing value is a warning. */
  readonly needed: boolean;
  /** The attribute that the reference marks uncertain: what it forbids is a warning. */
  readonly uncertain: string | null;
  readonly codes: readonly string[];
  readonly special: readonly string[];
  readonly pattern: RegExp | null;
}

export type Version = '202407' | '202208';

const layouts = new Map<string, ReferenceField[]>();
for (const line of LAYOUT_LINES.split('\n')) {
  const [version, form, number, item, type, length = '', flags = '', codes, special, pattern] = line.split('\t');
  if (form === undefined || item === undefined || type === undefined) continue;
  const key = `${version} ${form}`;
  const fields = layouts.get(key) ?? [];
  layouts.set(key, fields);
  fields.push({
    number: Number(number),
    item,
    type,
    length: length === '' ? null : Number(length.slice(1)),
    exact: length.startsWith('='),
    required: flags.startsWith('required'),
    needed: flags.startsWith('needed'),
    uncertain: /low:(\w+)/.exec(flags)?.[1] ?? null,
    codes: codes ? codes.split('|') : [],
    special: special ? special.split('|') : [],
    pattern: pattern ? new RegExp(pattern) : null,
  });
}

export function fieldsOf(version: Version, form: string): readonly ReferenceField[] {
  const fields = layouts.get(`${version} ${form}`);
  if (fields === undefined) throw new RangeError(`no ${form} in ${version}`);
  return fields;
}

export function itemOf(version: Version, form: string, column: number): string {
  const field = fieldsOf(version, form)[column - 1];
  if (field === undefined) throw new RangeError(`no column ${column} in ${form}`);
  return field.item;
}
