import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { ms932, textAsBytes } from '../../test/fixtures/sample-units.js';
import { byteOrderMark, decodeMs932, UNDECODABLE } from './ms932.js';

const decode = (...bytes: number[]): string => decodeMs932(Uint8Array.from(bytes));

describe('decodeMs932', () => {
  it.each([
    ['ASCII', [0x41, 0x5c, 0x7e], 'A\\~'],
    ['half-width katakana', [0xb6, 0xde], 'ｶﾞ'],
    ['JIS X 0208', [0x8b, 0x67], '吉'],
    ['NEC row 13', [0x87, 0x40], '①'],
    ['the ROMAN NUMERAL of NEC row 13', [0x87, 0x54], 'Ⅰ'],
    ['NEC-selected IBM extensions', [0xee, 0xe0], '髙'],
    ['IBM extensions', [0xfb, 0xfc], '髙'],
    ['the end of the IBM extensions', [0xfc, 0x4b], '黑'],
    ['a trail byte 5C', [0x83, 0x5c], 'ソ'],
    ['a trail byte 7C', [0x83, 0x7c], 'ポ'],
    ['control characters as they are', [0x1a, 0x1c, 0x7f, 0x09], '\x1a\x1c\x7f\t'],
  ])('takes %s', (_, bytes, text) => {
    expect(decode(...bytes)).toBe(text);
  });

  it.each([
    ['80', [0x80]],
    ['A0', [0xa0]],
    ['FD', [0xfd]],
    ['FE', [0xfe]],
    ['FF', [0xff]],
    ['外字 F040', [0xf0, 0x40]],
    ['外字 F9FC', [0xf9, 0xfc]],
    ['an unassigned pair', [0xef, 0x80]],
    ['an unassigned pair of JIS X 0208', [0x84, 0xbf + 0x2]],
    ['a pair past the IBM extensions', [0xfc, 0xfc]],
    ['a lead byte at the end', [0x8b]],
    ['a lead byte before 7F', [0x8b, 0x7f]],
  ])('refuses %s', (_, bytes) => {
    expect(decode(0x41, ...bytes)).toContain(UNDECODABLE);
  });

  it.each(['"', ',', '\r', '\n'])('leaves %j after a lone lead byte where it is', (character) => {
    expect(decode(0x8b, character.charCodeAt(0), 0x41)).toBe(`${UNDECODABLE}${character}A`);
  });

  it('keeps the good text around a bad byte', () => {
    expect(decode(0x8b, 0x67, 0xff, 0x41, 0x8b, 0x67)).toBe(`吉${UNDECODABLE}A吉`);
  });

  it('decodes what a table of all characters encodes', () => {
    const characters = fc.constantFrom(...'吉田実髙①㈱ソ表ポ～ー―∥－￢￠ｱﾞA~\\,"\r\n\t Ⅳ纊黑'.split(''));
    fc.assert(
      fc.property(fc.array(characters), (list) => {
        expect(decodeMs932(textAsBytes(ms932(list.join(''))))).toBe(list.join(''));
      }),
    );
  });

  it('takes any bytes without throwing, and ASCII bytes outside pairs never get lost', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => {
        const delimiters = (text: string) => text.replace(/[^",\r\n]/g, '');
        expect(delimiters(decodeMs932(bytes))).toBe(delimiters(Buffer.from(bytes).toString('latin1')));
      }),
      { numRuns: 2000 },
    );
  });

  it('gives the same text by its fast and its careful path', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...'吉田A①髙ｱ,".'.split(''))), (list) => {
        const bytes = ms932(list.join(''));
        expect(decodeMs932(textAsBytes(`${bytes}\x1a`))).toBe(`${decodeMs932(textAsBytes(bytes))}\x1a`);
      }),
    );
  });
});

describe('byteOrderMark', () => {
  it.each([
    ['utf-8', [0xef, 0xbb, 0xbf, 0x32]],
    ['utf-16', [0xff, 0xfe, 0x32, 0x00]],
    ['utf-16', [0xfe, 0xff, 0x00, 0x32]],
    [null, [0x32, 0xef, 0xbb, 0xbf]],
    [null, []],
  ])('is %s', (mark, bytes) => {
    expect(byteOrderMark(Uint8Array.from(bytes))).toBe(mark);
  });
});
