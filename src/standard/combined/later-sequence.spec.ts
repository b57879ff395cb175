import { expect, it } from '@jest/globals';
import { laterSequence } from './later-sequence.js';

it.each([
  ['20250325100000', 0, '20250325100000'],
  ['20250325100059', 1, '20250325100100'],
  ['20251231235959', 1, '20260101000000'],
  ['20240228235959', 1, '20240229000000'],
  ['20250228235959', 1, '20250301000000'],
  ['20250330015959', 1, '20250330020000'],
  ['20250325100000', 86_400, '20250326100000'],
  ['00010101000000', 1, '00010101000001'],
])('%s and %d seconds are %s', (sequence, seconds, expected) => {
  expect(laterSequence(sequence, seconds)).toBe(expected);
});
