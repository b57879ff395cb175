import { describe, expect, it } from '@jest/globals';
import { idPart, readKeyset, textPart, timePart, writeKeyset } from './keyset-cursor.js';

const id = '01955c2e-7c00-7000-8000-000000000002';
const time = new Date('2026-11-02T03:04:05.678Z');
const word = textPart(/^[a-z]{1,5}$/);
const encoded = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

describe('A cursor of a list ordered by values', () => {
  it('reads as it was written', () => {
    expect(readKeyset<[Date, string, string]>(writeKeyset([time, id, 'abc']), [timePart, idPart, word])).toEqual([
      time,
      id,
      'abc',
    ]);
  });

  it('is not needed for the beginning', () => {
    expect(readKeyset(undefined, [idPart])).toBeNull();
  });

  it.each<[string, string]>([
    ['nothing', ''],
    ['garbage', '!!!'],
    ['no JSON', Buffer.from('[').toString('base64url')],
    ['no list', encoded({ id })],
    ['a list of numbers', encoded([1, 2])],
    ['too few values', encoded([String(time.getTime())])],
    ['too many values', encoded([String(time.getTime()), 'abc', 'abc'])],
    ['a time that is none', encoded(['soon', 'abc'])],
    ['a negative time', encoded(['-1', 'abc'])],
    ['a time beyond all calendars', encoded(['9'.repeat(15), 'abc'])],
    ['a text of another form', encoded(['0', 'ABC\0'])],
  ])('is refused when it holds %s', (_, text) => {
    expect(() => readKeyset(text, [timePart, word])).toThrow('The request is not well formed.');
  });

  it('is refused when it holds no id of ours', () => {
    expect(() => readKeyset(encoded(['x']), [idPart])).toThrow('The request is not well formed.');
  });
});
