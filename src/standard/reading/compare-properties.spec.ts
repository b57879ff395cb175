import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { edited, recordsOf, sampleUnit, textAsBytes } from '../../../test/fixtures/sample-units.js';
import { SourceFile } from '../named-file.js';
import { compareUnits } from './compare-units.js';
import { Comparison } from './comparison.js';
import { readUnits } from './read-units.js';

const units = ['1-plan', '2-use-slip', '3-actual', '4-actual-delete'].flatMap((folder) =>
  ['202407', '202208'].map((version) => sampleUnit(`applicable/${version}/${folder}`)),
);
const formOf = (name: string) => name.split('_')[0]!;
const compare = (a: readonly SourceFile[], b: readonly SourceFile[]) => compareUnits(readUnits(a), readUnits(b));

/** A unit with some cells and rows changed: rows doubled, left out and moved. */
const changedUnit = fc
  .tuple(
    fc.constantFrom(...units),
    fc.array(fc.tuple(fc.nat(), fc.constantFrom('', '1', '20250401', '"x"', '髙', ',')), { maxLength: 4 }),
    fc.array(fc.tuple(fc.nat(), fc.nat(2)), { maxLength: 3 }),
  )
  .map(([unit, cells, rows]) => ({ unit, changed: changeAll(unit, cells, rows) }));

function changeAll(
  unit: readonly SourceFile[],
  cells: readonly (readonly [number, string])[],
  rows: readonly (readonly [number, number])[],
): readonly SourceFile[] {
  const [first] = unit;
  return edited(unit, formOf(first!.name), (content) => {
    let lines = content.split(/(?<=\r\n)/);
    for (const [at, value] of cells) {
      lines = lines.map((line, index) => (index === at % lines.length ? withValue(line, at, value) : line));
    }
    for (const [at, times] of rows) {
      lines = lines.flatMap((line, index) => (index === at % lines.length ? Array<string>(times).fill(line) : [line]));
    }
    return lines.join('');
  });
}

const withValue = (line: string, at: number, value: string): string => {
  const parts = line.split(',');
  return parts
    .map((part, index) => (index === at % (parts.length - 1) ? value.replace('髙', '\xfb\xfc') : part))
    .join(',');
};

/** Which differences there are, whatever the order in which they are told. */
function content({ units: compared, onlyInA, onlyInB, same }: Comparison, [a, b]: readonly ['a' | 'b', 'a' | 'b']) {
  const lone = { a: onlyInA.length, b: onlyInB.length };
  const forms = compared.flatMap((unit) =>
    unit.forms.map(({ form, changed, ...sides }) => ({
      form,
      changed: changed
        .flatMap(({ row, items }) => items.map((item) => [row[a], row[b], item.id, item[a], item[b]].join()))
        .sort(),
      rows: [a, b].map((side) => (side === 'a' ? sides.onlyInA : sides.onlyInB).map((record) => record.row)),
    })),
  );
  return { same, lone: [lone[a], lone[b]], forms };
}

describe('any two exports', () => {
  it('mean the same as themselves', () => {
    fc.assert(
      fc.property(changedUnit, ({ changed }) => {
        expect(compare(changed, changed)).toMatchObject({ same: true, onlyInA: [], onlyInB: [] });
      }),
    );
  });

  it('differ alike from either side', () => {
    fc.assert(
      fc.property(changedUnit, fc.constantFrom(...units), ({ unit, changed }, other) => {
        for (const [a, b] of [
          [unit, changed],
          [changed, other],
        ] as const) {
          expect(content(compare(b, a), ['b', 'a'])).toEqual(content(compare(a, b), ['a', 'b']));
        }
      }),
      { numRuns: 300 },
    );
  });

  it('written with other quotes and line ends mean the same', () => {
    fc.assert(
      fc.property(fc.constantFrom(...units), fc.constantFrom('\n', '\r\n'), fc.boolean(), (unit, end, all) => {
        const rewritten = unit.map(({ name, bytes }) => ({
          name,
          bytes: textAsBytes(rewrite(Buffer.from(bytes).toString('latin1'), end, all)),
        }));
        expect(compare(unit, rewritten).same).toBe(true);
      }),
    );
  });
});

function rewrite(content: string, end: string, quoteAll: boolean): string {
  const cell = (value: string) => (quoteAll || /[",\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value);
  return recordsOf(content)
    .map(({ values }) => `${values.map(cell).join(',')}${end}`)
    .join('');
}

it('a month of a large office is compared in time', () => {
  const [head = '', tail = ''] = Buffer.from(units[2]![1]!.bytes)
    .toString('latin1')
    .split('\r\n')[0]!
    .split('20250407');
  const rows = (shift: number) =>
    Array.from({ length: 20_000 }, (_, at) => {
      const person = head.replace('1234567896', String(1_000_000_000 + Math.floor(at / 50)));
      return `${person}202504${String(((at + shift) % 30) + 1).padStart(2, '0')}${tail}\r\n`;
    }).join('');
  const file = (content: string) => edited(units[2]!, 'UPPLAN', () => content);
  const [a, b] = [readUnits(file(rows(0))), readUnits(file(rows(1)))];
  const started = performance.now();
  expect(compareUnits(a, b).same).toBe(false);
  expect(performance.now() - started).toBeLessThan(10_000);
});

it('neither do rows that are all alike take long', () => {
  const file = (line: string, count: number) => edited(units[2]!, 'UPPLAN', () => `${line}\r\n`.repeat(count));
  const [line = ''] = Buffer.from(units[2]![1]!.bytes).toString('latin1').split('\r\n');
  const started = performance.now();
  const [a, b] = [readUnits(file(line, 20_000)), readUnits(file(line.replace('111311', '111312'), 20_001))];
  expect(compareUnits(a, b).units[0]?.forms[0]?.onlyInB).toHaveLength(1);
  expect(performance.now() - started).toBeLessThan(10_000);
});
