import { goodValue } from './cell-values.js';
import { ReferenceField } from './layouts.js';

/** A value that an item must not have, and the first rule that it breaks: required, length, type, range, code. */
export type FaultyValue = readonly [rule: string, value: string];

/** Every wrong value worth trying in an item, as design and layouts have it. */
export function faultyValues(field: ReferenceField): FaultyValue[] {
  if (field.item === 'CSVバージョン') return faultyVersions;
  const good = goodValue(field, 'longest');
  return [
    ...missing(field),
    ...wrongLengths(field, good).map((value) => [field.uncertain === 'length' ? LOW : 'length', value] as const),
    ...wrongCharacters(field, good).map((value) => [field.uncertain === 'type' ? LOW : 'type', value] as const),
    ...outOfRange(field),
    ...(field.type === 'code' ? codesOutside(field).map((value) => ['code', value] as const) : []),
  ];
}

const LOW = 'low-confidence';

const faultyVersions: FaultyValue[] = [
  ['required', ''],
  ['length', '20240'],
  ['length', '2024070'],
  ['length', '202407 '],
  ['type', '20240A'],
  ['type', '２０２４０７'],
  ['type', '2024-7'],
  ['version-unknown', '201910'],
  ['version-unknown', '202003'],
  ['version-unknown', '202504'],
  ['version-unknown', '202413'],
  ['version-unknown', '000000'],
];

function missing(field: ReferenceField): FaultyValue[] {
  if (field.required) return [[field.uncertain === 'required' ? LOW : 'required', '']];
  return field.needed ? [[LOW, '']] : [];
}

function wrongLengths({ length, exact, pattern, type, uncertain }: ReferenceField, good: string): string[] {
  if (length === null) return [];
  // Where the length is uncertain only a sure fault may be told, so there the characters stay good.
  const longer = [`${good}${good.at(-1) ?? ''}`, ...(uncertain === 'length' ? [] : [`${good}１`, `${good} `])];
  if (!exact || type === 'decimal') return longer;
  return [...longer, ...(length > 1 ? [good.slice(0, -1)] : []), ...(pattern === null ? [`${good}${good}`] : [])];
}

const FULL_WIDTH = '０１２３４５６７８９';
const fullWidth = (digits: string): string => digits.replace(/[0-9]/g, (digit) => FULL_WIDTH[Number(digit)] ?? '');

/** Values of the right length whose characters, or whose printed pattern, are wrong. */
function wrongCharacters(field: ReferenceField, good: string): string[] {
  const replaced = (characters: string): string[] =>
    [...characters].map((character) => `${good.slice(0, -1)}${character}`);
  const leading = (character: string): string => `${character}${good.slice(1)}`;
  switch (field.type) {
    case 'digits':
    case 'integer':
      return [...replaced('A -+.,/１ｱ①\n'), leading(' '), leading('-'), fullWidth(good)];
    case 'alnum':
      return [...replaced(' _./:(Ａ１ｱ髙"\n'), leading(' '), ...brokenPatterns(field)];
    case 'decimal':
      return ['11', '11.4', '.40', '11.', '1.400', '11.405', '-1.40', '11,40', '１１.40', '1e2.00', ' 11.40', 'AB.CD'];
    case 'date8':
    case 'month6':
    case 'time4':
      return [...replaced('A -/１\n'), leading(' '), leading('+'), fullWidth(good)];
    case 'bitmap31':
      return [...replaced('A １\n'), leading('-')];
    default:
      return [];
  }
}

function brokenPatterns({ pattern }: ReferenceField): string[] {
  switch (pattern?.source) {
    case undefined:
      return [];
    case '^(\\d{10}|H\\d{9})$':
      return ['A123456789', 'h123456789', '123456789H', 'HH12345678', '12345-6789'];
    case '^\\d{3}-\\d{4}$':
      return ['15400010', '1540-001', '154-000A', '154-000\n', 'ABC-DEFG', '-1540001'];
    case '^\\d{5}-\\d{6}$':
      return ['001700000010', '0017-0000010', '00170-00000A', '00170-00000\n', 'ABCDE-FGHIJK'];
    default:
      throw new RangeError(`no broken value for the pattern of ${pattern?.source ?? ''}`);
  }
}

const IMPOSSIBLE_DATES = [
  '20250229',
  '19000229',
  '20250230',
  '20250431',
  '20250400',
  '20250432',
  '20251301',
  '20250001',
  '99999999',
  '00000000',
];
const IMPOSSIBLE_TIMES = ['2401', '2500', '2460', '2360', '1260', '0060', '9998', '9999'];

/** 1-99 says the layout of 第2表; the annex of the preventive plan has a 課題ＮＯ of uncertain type and no range. */
const NUMBERS_FROM_1 = ['課題ＮＯ', '援助目標ＮＯ', '援助内容ＮＯ'];

function outOfRange({ item, type, special, uncertain }: ReferenceField): FaultyValue[] {
  const values: Readonly<Record<string, readonly string[]>> = {
    date8: IMPOSSIBLE_DATES,
    month6: ['202513', '202500', '999999', '000000'],
    time4: IMPOSSIBLE_TIMES,
    bitmap31: [`2${'0'.repeat(30)}`, `${'1'.repeat(30)}9`],
    integer: NUMBERS_FROM_1.includes(item) && uncertain === null ? ['0', '00'] : [],
  };
  const range = (values[type] ?? []).filter((value) => !special.includes(value));
  // 24:00 is tolerated, with a warning (design, where it is not obvious).
  return [...range.map((value) => ['range', value] as const), ...(type === 'time4' ? [[LOW, '2400'] as const] : [])];
}

function codesOutside({ codes, length }: ReferenceField): string[] {
  const candidates =
    length === 1 ? '0123456789AZaYy １①'.split('') : ['00', '07', '09', '14', '26', '99', '1A', '１１'];
  return candidates.filter((value) => !codes.includes(value)).slice(-6);
}
