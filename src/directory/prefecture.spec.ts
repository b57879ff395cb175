import { describe, expect, it } from '@jest/globals';
import { PREFECTURES, prefectureNamed } from './prefecture.js';

describe('A prefecture', () => {
  it('is one of 47', () => expect(new Set(PREFECTURES).size).toBe(47));

  it.each([
    ['東京都', '東京都'],
    ['東京', '東京都'],
    ['京都', '京都府'],
    ['大阪', '大阪府'],
    ['北海道', '北海道'],
    ['神奈川 ', '神奈川県'],
  ])('is known as %s', (text, name) => expect(prefectureNamed(text)).toBe(name));

  it.each(['', '北海', '東京府', '江戸', '東京都港区'])('is not known as "%s"', (text) =>
    expect(prefectureNamed(text)).toBeNull(),
  );
});
