import { describe, expect, it } from '@jest/globals';
import { DOUBLE_BYTE_CODES } from '../../test/fixtures/ms932/code-table.js';
import { decodeMs932, UNDECODABLE } from './ms932.js';

/**
 * All codes of MS932 against Microsoft's table (test/fixtures/ms932/README.md names it), as the design narrows it: 80,
 * A0, FD-FF and 外字 (F040-F9FC) are refused.
 *
 * Measured beside it, for whoever wants to lean on a decoder that is there: the WHATWG encoding `shift_jis` has the
 * same double-byte characters, and takes besides the 1,880 codes F040-F9FC (as U+E000-U+E757) and, by its text, the
 * byte 80 (as U+0080). Node.js 20.20.2 with ICU 78.2 refuses that byte, but gives 1A as U+001C, 1C as U+007F and 7F as
 * U+001A.
 */

const isLead = (byte: number): boolean => (byte >= 0x81 && byte <= 0x9f) || (byte >= 0xe0 && byte <= 0xfc);

/** The character of a byte that stands for itself, undefined for a lead byte and for what is refused. */
function single(byte: number): string | undefined {
  if (byte < 0x80) return String.fromCharCode(byte);
  return byte >= 0xa1 && byte <= 0xdf ? String.fromCharCode(0xff61 + byte - 0xa1) : undefined;
}

const decode = (...bytes: number[]): string => decodeMs932(Uint8Array.from(bytes));

/** A byte that is no trail byte, so that its neighbours stand alone. */
const ONE = 0x31;

const ALL_BYTES = Array.from({ length: 0x100 }, (_, byte) => byte);
const hex = (...bytes: number[]): string => Buffer.from(bytes).toString('hex').toUpperCase();

describe('the table', () => {
  it('has the codes of code page 932 and no 外字', () => {
    expect(DOUBLE_BYTE_CODES.size).toBe(7724);
    expect([...DOUBLE_BYTE_CODES.keys()].filter((code) => code >= 0xf040 && code <= 0xf9fc)).toEqual([]);
    expect([...DOUBLE_BYTE_CODES.values()].every((character) => character.length === 1)).toBe(true);
  });

  it('holds every NEC-selected IBM extension (ED, EE) a second time: as an IBM extension (FA-FC) or as JIS X 0208', () => {
    const elsewhere = new Set(
      [...DOUBLE_BYTE_CODES].filter(([code]) => ![0xed, 0xee].includes(code >> 8)).map(([, character]) => character),
    );
    const selected = [...DOUBLE_BYTE_CODES].filter(([code]) => [0xed, 0xee].includes(code >> 8));
    expect(selected).toHaveLength(374);
    expect(selected.filter(([, character]) => !elsewhere.has(character))).toEqual([]);
  });
});

describe('every single byte', () => {
  it('between two digits is itself or refused, and the digits stay', () => {
    const wrong = ALL_BYTES.filter((byte) => decode(ONE, byte, ONE) !== `1${single(byte) ?? UNDECODABLE}1`);
    expect(wrong.map((byte) => hex(byte))).toEqual([]);
  });

  it('at the end of a file, and alone, is itself or refused', () => {
    const wrong = ALL_BYTES.filter((byte) => decode(byte) !== (single(byte) ?? UNDECODABLE));
    expect(wrong.map((byte) => hex(byte))).toEqual([]);
  });

  it('80, A0, FD, FE and FF are refused, whatever follows', () => {
    const taken = [0x80, 0xa0, 0xfd, 0xfe, 0xff].flatMap((byte) =>
      ALL_BYTES.filter((next) => !decode(byte, next).startsWith(UNDECODABLE)).map((next) => hex(byte, next)),
    );
    expect(taken).toEqual([]);
  });
});

describe('every pair of bytes between two digits', () => {
  const pairs = ALL_BYTES.flatMap((first) => ALL_BYTES.map((second) => [first, second] as const));

  /** The text that a good pair gives, undefined where one of its bytes is refused. */
  function expected(first: number, second: number): string | undefined {
    if (isLead(first)) return DOUBLE_BYTE_CODES.get((first << 8) | second);
    const [left, right] = [single(first), single(second)];
    return left === undefined || right === undefined ? undefined : `${left}${right}`;
  }

  it('is the character of the table, or two characters', () => {
    const wrong = pairs.filter(([first, second]) => {
      const text = expected(first, second);
      return text !== undefined && decode(ONE, first, second, ONE) !== `1${text}1`;
    });
    expect(wrong.map((pair) => hex(...pair))).toEqual([]);
  });

  it('is refused where the table has no character, and takes nothing of what stands around it', () => {
    const wrong = pairs.filter(([first, second]) => {
      const text = decode(ONE, first, second, ONE);
      if (expected(first, second) !== undefined) return text.includes(UNDECODABLE);
      return !text.startsWith('1') || !text.endsWith('1') || !text.includes(UNDECODABLE);
    });
    expect(wrong.map((pair) => hex(...pair))).toEqual([]);
  });

  it('never hides a byte below 40: quotes, commas, digits and line ends are no trail bytes', () => {
    const hidden = pairs.filter(
      ([first, second]) =>
        second < 0x40 && !decode(ONE, first, second, ONE).endsWith(`${String.fromCharCode(second)}1`),
    );
    expect(hidden.map((pair) => hex(...pair))).toEqual([]);
  });
});

it('is the same in one long file as piece by piece', () => {
  const codes = [...DOUBLE_BYTE_CODES];
  const bytes = Uint8Array.from(codes.flatMap(([code]) => [code >> 8, code & 0xff]));
  expect(decodeMs932(bytes)).toBe(codes.map(([, character]) => character).join(''));
  const damaged = Uint8Array.from([...bytes, 0x80]);
  expect(decodeMs932(damaged)).toBe(`${codes.map(([, character]) => character).join('')}${UNDECODABLE}`);
});

/** Where other tables of Shift_JIS differ from Microsoft's, and where two codes have one character. */
it.each([
  ['815C', '\u2015', 'horizontal bar'],
  ['815F', '\uff3c', 'full-width reverse solidus'],
  ['8160', '\uff5e', 'full-width tilde, not a wave dash'],
  ['8161', '\u2225', 'parallel to, not a double vertical line'],
  ['817C', '\uff0d', 'full-width hyphen-minus, not a minus sign'],
  ['8191', '\uffe0', 'full-width cent'],
  ['8192', '\uffe1', 'full-width pound'],
  ['81CA', '\uffe2', 'full-width not'],
  ['EEF9', '\uffe2', 'full-width not, as NEC selected it'],
  ['FA54', '\uffe2', 'full-width not, as IBM has it'],
  ['81E0', '\u2252', 'approximately equal'],
  ['8790', '\u2252', 'approximately equal of NEC row 13'],
  ['8740', '\u2460', 'circled one of NEC row 13'],
  ['EEE0', '\u9ad9', '髙 as NEC selected it'],
  ['FBFC', '\u9ad9', '髙 as IBM has it'],
  ['FC4B', '\u9ed1', 'last code'],
])('%s is %j: %s', (code, character) => {
  expect(decodeMs932(Buffer.from(code, 'hex'))).toBe(character);
});
