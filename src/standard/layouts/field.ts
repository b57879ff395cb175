/** Types of an item (項目) as the layout definition book (CSVファイルレイアウト定義書) prints them. */
export type FieldType =
  'digits' | 'alnum' | 'integer' | 'decimal' | 'date8' | 'month6' | 'time4' | 'code' | 'text' | 'bitmap31';

/** An attribute of an item that could not be settled from the printed standard: breaking it is a warning only. */
export type Uncertain = 'required' | 'length' | 'type';

/** One permitted value of a closed list, with its printed label. */
export interface Code {
  readonly code: string;
  readonly label: string;
}

/** A printed format, narrower than the type, with the words in which it is told. */
export interface Pattern {
  readonly expression: RegExp;
  readonly ja: string;
  readonly en: string;
}

/** One item of a record layout. `length` counts characters; null is free text without a limit. */
export interface Field {
  /** Item number as printed: 1-based, equal to the column. */
  readonly number: number;
  /** 項目名 as printed. */
  readonly name: string;
  /** English identifier, unique within the form. */
  readonly id: string;
  readonly type: FieldType;
  readonly length: number | null;
  readonly lengthRule: 'exact' | 'max' | null;
  /** 必須. */
  readonly required: boolean;
  /** 必要, a second column of some forms that the standard does not define: recorded only where 必須 is not set. */
  readonly needed: boolean;
  readonly codes: readonly Code[] | null;
  readonly pattern: Pattern | null;
  /** Values outside the plain type that have a meaning of their own. */
  readonly special: readonly string[];
  /** Printed range of a number, both ends included. */
  readonly range: readonly [number, number] | null;
  readonly confidence: 'high' | 'low';
  readonly uncertain: readonly Uncertain[];
}

/** An item before it has its number: numbers follow from the order in the form. */
export type FieldDefinition = Omit<Field, 'number'>;

interface Options {
  readonly required?: boolean;
  readonly needed?: boolean;
  readonly pattern?: Pattern;
  readonly special?: readonly string[];
  readonly range?: readonly [number, number];
  readonly uncertain?: readonly Uncertain[];
}

type Length = { readonly exact: number } | { readonly max: number };

function define(
  type: FieldType,
  name: string,
  id: string,
  length: Length | null,
  codes: readonly Code[] | null,
  { required = false, needed = false, pattern, special = [], range, uncertain = [] }: Options,
): FieldDefinition {
  return {
    name,
    id,
    type,
    length: length === null ? null : 'exact' in length ? length.exact : length.max,
    lengthRule: length === null ? null : 'exact' in length ? 'exact' : 'max',
    required,
    needed,
    codes,
    pattern: pattern ?? null,
    special,
    range: range ?? null,
    confidence: uncertain.length > 0 ? 'low' : 'high',
    uncertain,
  };
}

/** Free text (文字), in double quotes, no limit. */
export const text = (name: string, id: string, options: Options = {}) => define('text', name, id, null, null, options);

/** Digits 0-9 with a meaning as characters. */
export const digits = (name: string, id: string, options: Options & Length) =>
  define('digits', name, id, options, null, options);

/** ASCII letters, digits and hyphen. */
export const alnum = (name: string, id: string, options: Options & Length) =>
  define('alnum', name, id, options, null, options);

/** A number: digits only, no sign. */
export const integer = (name: string, id: string, options: Options & Length) =>
  define('integer', name, id, options, null, options);

/** A number with a point, written as 99.99. */
export const decimal = (name: string, id: string, options: Options & Length) =>
  define('decimal', name, id, options, null, options);

/** YYYYMMDD. */
export const date8 = (name: string, id: string, options: Options = {}) =>
  define('date8', name, id, { exact: 8 }, null, options);

/** YYYYMM. */
export const month6 = (name: string, id: string, options: Options = {}) =>
  define('month6', name, id, { exact: 6 }, null, options);

/** HHMM, 24 hours. */
export const time4 = (name: string, id: string, options: Options = {}) =>
  define('time4', name, id, { exact: 4 }, null, options);

/** 31 characters 0 or 1, one a day of the month. */
export const bitmap31 = (name: string, id: string, options: Options = {}) =>
  define('bitmap31', name, id, { exact: 31 }, null, options);

/** A value of a closed list; all values of a list have one length. */
export const code = (name: string, id: string, codes: readonly Code[], options: Options = {}) =>
  define('code', name, id, { exact: codes[0]?.code.length ?? 0 }, codes, options);

/** Gives the items of a form their numbers (項番), in the order of the record. */
export function numbered(definitions: readonly FieldDefinition[]): readonly Field[] {
  return definitions.map((definition, index) => ({ number: index + 1, ...definition }));
}
