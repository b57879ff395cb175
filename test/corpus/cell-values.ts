import { ReferenceField } from './layouts.js';

/** How much of a record is filled: only what must be, everything, or everything as long as it may be. */
export type Filling = 'required' | 'everything' | 'longest';

const ONE_DAY_OF_31 = `1${'0'.repeat(30)}`;

/** A value that the item may hold, of characters that tempt a careless reader. */
export function goodValue(field: ReferenceField, filling: Filling): string {
  const longest = filling === 'longest';
  const length = longest || field.exact ? (field.length ?? 0) : 1;
  switch (field.type) {
    case 'digits':
      return '1'.repeat(length);
    case 'integer':
      return (longest ? '9' : '1').repeat(length);
    case 'alnum':
      return patterned(field) ?? (longest ? 'Z' : 'a-9').repeat(length).slice(0, length);
    case 'decimal':
      return longest ? '999.99' : '11.40';
    case 'date8':
      return longest ? '20240229' : '20250401';
    case 'month6':
      return '202504';
    case 'time4':
      return longest ? '2359' : '0000';
    case 'bitmap31':
      return longest ? '1'.repeat(31) : ONE_DAY_OF_31;
    case 'code':
      return (longest ? field.codes.at(-1) : field.codes[0]) ?? '';
    case 'text':
      return longest ? '表能ソ①髙㈱∥－～ｱﾞ,""\r\n\n'.repeat(100) : '髙橋　①能';
    default:
      throw new RangeError(`no such type: ${field.type}`);
  }
}

const PATTERNED = ['1234567896', '154-0001', '00170-000001'];

function patterned({ pattern }: ReferenceField): string | undefined {
  return pattern === null ? undefined : PATTERNED.find((value) => pattern.test(value));
}
