import { describe, expect, it } from '@jest/globals';
import { FREE_TEXT_MAX, freeTextFault } from './free-text.js';

describe('a text that a person writes to a person', () => {
  it('may have 500 characters, however many bytes or code units they take', () => {
    expect(freeTextFault('𠮷'.repeat(FREE_TEXT_MAX))).toBeNull();
    expect(freeTextFault('𠮷'.repeat(FREE_TEXT_MAX + 1))).toBe('too-long');
    expect(freeTextFault('a'.repeat(FREE_TEXT_MAX + 1))).toBe('too-long');
  });

  it('may have line ends, and no other control character', () => {
    expect(freeTextFault('一行目\r\n二行目\n三行目')).toBeNull();
    for (const code of [0, 7, 8, 9, 0x0b, 0x0c, 0x0e, 0x1b, 0x1f, 0x7f, 0x80, 0x9f])
      expect([code, freeTextFault(`a${String.fromCharCode(code)}`)]).toEqual([code, 'control-character']);
  });

  it('says something', () => {
    for (const nothing of ['', ' ', '\n', '\u3000']) expect(freeTextFault(nothing)).toBe('empty');
  });
});
