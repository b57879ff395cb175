import { describe, expect, test } from '@jest/globals';
import { readTime, wholeNumber } from './option-values.js';

describe('what an option says', () => {
  test('a date is its first moment here, a moment says its offset', () => {
    expect(readTime('2026-12-01')).toBe(new Date(2026, 11, 1).toISOString());
    expect(readTime('2026-12-01T09:00:00+09:00')).toBe('2026-12-01T00:00:00.000Z');
    for (const text of ['2026-12-01T09:00:00', 'tomorrow', '2026-13-01', '']) {
      expect(() => readTime(text)).toThrow('A date');
    }
  });

  test('a number is whole, and no greater than it may be', () => {
    expect(['0', '7', '07', '23'].map(wholeNumber(23))).toEqual([0, 7, 7, 23]);
    for (const text of ['24', '007', '-1', '1.5', '１', '']) expect(() => wholeNumber(23)(text)).toThrow('0 to 23');
  });
});
