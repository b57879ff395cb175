import { describe, expect, it } from '@jest/globals';
import { bigramsOf, normalisedName, searchColumnsOf } from './search-text.js';

describe('A name written for searching', () => {
  it.each([
    ['half-width kana', 'ﾎｳﾓﾝｶｲｺﾞ', 'ホウモンカイゴ'],
    ['hiragana', 'ひまわりゞ', 'ヒマワリヾ'],
    ['full-width letters and digits', 'ｃａｒｅ２４', 'CARE24'],
    ['spaces of both widths and middle dots', '訪問 介護　ひ・ま･わり', '訪問介護ヒマワリ'],
    ['a company in one character', '㈱ケア', '(株)ケア'],
    ['line ends and control characters', 'A\nB\u0007', 'AB'],
  ])('makes one of %s', (_, name, normalised) => {
    expect(normalisedName(name)).toBe(normalised);
  });

  it('keeps what tells names apart: long vowels, small kana, voiced marks', () => {
    expect(new Set(['ケア', 'ケアー', 'ケァ', 'ゲア'].map(normalisedName)).size).toBe(4);
  });

  it('has each pair of neighbouring characters once, also of characters beyond the first plane', () => {
    expect(bigramsOf('アアア𠮷野')).toEqual(['アア', 'ア𠮷', '𠮷野']);
    expect(bigramsOf('ア')).toEqual([]);
  });

  it('has no pair across name and kana', () => {
    expect(searchColumnsOf('K事業所', 'ケイ')).toEqual({
      searchText: 'K事業所\nケイ',
      searchGrams: ['K事', '事業', '業所', 'ケイ'],
    });
  });
});
