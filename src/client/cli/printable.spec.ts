import { expect, it } from '@jest/globals';
import { printable } from './printable.js';

it('what would steer a terminal is not printed; line breaks and any character of a language are', () => {
  expect(printable('\x1b]0;owned\x07\x1b[2J\x9b1m\x7f')).not.toMatch(/[\x1b\x07\x7f\x9b]/);
  expect(printable('計画書\n\t髙橋 ｱ①')).toBe('計画書\n\t髙橋 ｱ①');
});
