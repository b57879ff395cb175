import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { recordsOf } from '../../test/fixtures/sample-units.js';
import { CsvReader, CsvRecord } from './csv.js';
import { isBlank } from './csv-records.js';

const rows = (text: string) => recordsOf(text).map(({ values }) => values);

/** The records of a text that comes in pieces. */
function recordsOfPieces(pieces: readonly string[], keep?: number): CsvRecord[] {
  const records: CsvRecord[] = [];
  const reader = new CsvReader((record) => records.push(record), keep);
  for (const piece of pieces) reader.write(piece);
  reader.end();
  return records;
}

describe('CsvReader', () => {
  it.each([
    ['nothing', '', []],
    ['one record', 'a,b\r\n', [['a', 'b']]],
    ['no end of the last record', 'a,b', [['a', 'b']]],
    ['an empty last item', 'a,\r\n', [['a', '']]],
    ['an empty last item at the end of the file', 'a,', [['a', '']]],
    ['an empty line', 'a\r\n\r\nb', [['a'], [''], ['b']]],
    ['quotes', '"a,b","c"\r\n', [['a,b', 'c']]],
    ['an empty text in quotes', '"",a\r\n', [['', 'a']]],
    ['doubled quotes', '"a""b","""",""""""\r\n', [['a"b', '"', '""']]],
    ['line breaks in quotes', '"a\r\nb\nc\rd",e\r\n', [['a\r\nb\nc\rd', 'e']]],
    ['LF', 'a\nb\n', [['a'], ['b']]],
    ['a lone CR', 'a\rb\r', [['a'], ['b']]],
    ['NUL as a character', 'a\0b,c\r\n', [['a\0b', 'c']]],
  ])('reads %s', (_, text, expected) => {
    expect(rows(text)).toEqual(expected);
    expect(recordsOf(text).every((record) => record.fault === null)).toBe(true);
  });

  it.each([
    ['a quote never closed', 'a,"b,c\r\nd', 'unclosed-quote', 2, 1],
    ['a quote closed nowhere but doubled', '"a""', 'unclosed-quote', 1, 1],
    ['text after a closing quote', 'a,"b"c,d\r\ne,f,g\r\n', 'text-after-quote', 2, 2],
    ['a space after a closing quote', '"a" ,b\r\n', 'text-after-quote', 1, 1],
    ['a bare quote', 'a,b"c,d\r\n', 'bare-quote', 2, 1],
    ['a space before an opening quote', 'a, "b"\r\n', 'bare-quote', 2, 1],
  ])('notes %s and reads on', (_, text, kind, column, count) => {
    const records = recordsOf(text);
    expect(records).toHaveLength(count);
    expect(records[0]?.fault).toEqual({ kind, column });
  });

  it('notes one fault a record: what follows may be its consequence', () => {
    expect(recordsOf('"a"b,c"d,"e\r\n')[0]?.fault).toEqual({ kind: 'text-after-quote', column: 1 });
  });

  it.each([
    ['a\r\n', 'crlf'],
    ['a\n', 'lf'],
    ['a\r', 'cr'],
    ['a\rb', 'cr'],
    ['a', 'none'],
    ['"a"\r\n', 'crlf'],
  ])('tells how the record %j ends', (text, end) => {
    expect(recordsOf(text)[0]?.end).toBe(end);
  });

  it('tells an empty line from an empty text in quotes', () => {
    expect(recordsOf('\r\n').map(isBlank)).toEqual([true]);
    expect(recordsOf('""\r\n').map(isBlank)).toEqual([false]);
  });

  it('reads back what was written, quoted or not', () => {
    const cell = fc.record({
      value: fc.string({ unit: fc.constantFrom('a', '"', ',', '\r', '\n', '吉') }),
      q: fc.boolean(),
    });
    const table = fc.array(fc.array(cell, { minLength: 2, maxLength: 5 }), { minLength: 1, maxLength: 5 });
    const written = (value: string, q: boolean) =>
      q || /[",\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value;
    fc.assert(
      fc.property(table, fc.constantFrom('\r\n', '\n', '\r'), (records, end) => {
        const text = records.map((cells) => cells.map(({ value, q }) => written(value, q)).join(',') + end).join('');
        expect(rows(text)).toEqual(records.map((cells) => cells.map(({ value }) => value)));
      }),
    );
  });

  it('reads any text to its end', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('a', '"', ',', '\r', '\n') }), (text) => {
        expect(recordsOf(text).length).toBeLessThanOrEqual(text.length);
      }),
      { numRuns: 2000 },
    );
  });

  it('reads the same wherever the pieces break', () => {
    const text = fc.string({ unit: fc.constantFrom('a', '"', ',', '\r', '\n'), maxLength: 30 });
    fc.assert(
      fc.property(fc.array(text), (pieces) => {
        const whole = recordsOfPieces([pieces.join('')]);
        expect(recordsOfPieces(pieces)).toEqual(whole);
        expect(recordsOfPieces([...pieces.join('')])).toEqual(whole);
      }),
      { numRuns: 1000 },
    );
  });

  it('tells where each record lies in the file, without gap or overlap', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('a', '"', ',', '\r', '\n') }), (text) => {
        const records = recordsOf(text);
        expect(records.map(({ from, to }) => text.slice(from, to)).join('')).toBe(text);
        for (const { from, to, values, fault } of records) {
          const [alone] = recordsOf(text.slice(from, to));
          expect([alone?.values, alone?.fault]).toEqual([values, fault]);
        }
      }),
    );
  });

  it('counts all values of a record and keeps no more than it was told to', () => {
    const [record] = recordsOfPieces([',"a",'.repeat(1000)], 3);
    expect(record).toMatchObject({ count: 2001, values: ['', 'a', ''], quoted: [false, true, false] });
    expect(recordsOfPieces(['a,b,c,d\r\ne\r\n'], 3).map(({ values }) => values)).toEqual([['a', 'b', 'c'], ['e']]);
  });

  it('reads a cell of 10 MB, quoted or not, and what follows it', () => {
    const cell = 'x'.repeat(10_000_000);
    for (const [first, second] of recordsOf(`${cell},b\r\n`)
      .concat(recordsOf(`"${cell}",b\r\n`))
      .map((each) => each.values)) {
      expect(first === cell).toBe(true);
      expect(second).toBe('b');
    }
    expect(recordsOf(`"${'""'.repeat(5_000_000)}"`)[0]?.values[0]).toHaveLength(5_000_000);
  });

  it('reads a million records', () => {
    let count = 0;
    const reader = new CsvReader(({ values }) => (count += values.length));
    for (let piece = 0; piece < 1000; piece += 1) reader.write('a,"b"\r\n'.repeat(1000));
    reader.end();
    expect(count).toBe(2_000_000);
  });
});
