import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { recordsOf, sampleUnit, textAsBytes, withCell } from '../../test/fixtures/sample-units.js';
import { checkFiles } from './check.js';
import { compareFindings } from './findings.js';
import { Field } from './layouts/field.js';
import { SourceFile } from './named-file.js';
import { parseFileName } from './file-name.js';

const units = ['1-plan', '2-use-slip', '3-actual', '4-actual-delete', '5-use-slip-delete', '6-plan-delete'].flatMap(
  (folder) => ['202407', '202208'].map((version) => sampleUnit(`applicable/${version}/${folder}`)),
);

interface Cell {
  readonly unit: SourceFile[];
  readonly file: string;
  readonly form: string;
  readonly row: number;
  readonly field: Field;
}

/** Every cell of every sample. */
const cells: readonly Cell[] = units.flatMap((unit) =>
  unit.flatMap(({ name, bytes }) => {
    const parsed = parseFileName(name);
    if (typeof parsed === 'string') return [];
    const rows = recordsOf(Buffer.from(bytes).toString('latin1')).length;
    return Array.from({ length: rows }, (_, index) => index + 1).flatMap((row) =>
      parsed.form.fields.map((field) => ({ unit, file: name, form: parsed.form.code, row, field })),
    );
  }),
);

const typed = cells.filter(({ field }) => field.type !== 'text');

describe('a cell changed to what its type can never be', () => {
  it.each(['ＺＺ＿Ｚ', '!', 'Z'.repeat(40)])('%s gives one finding, at that cell', (value) => {
    for (const { unit, file, form, row, field } of typed) {
      const report = checkFiles(withCell(unit, form, row, field.number, value));
      expect(report.findings).toMatchObject([{ file, row, column: field.number, item: field.name }]);
    }
  });
});

describe('any change of a sample', () => {
  const noise = fc.string({ unit: fc.constantFrom(...'0123456789HZ-./"吉髙 '.split('')), maxLength: 12 });

  it('gives findings that never hold the value of a cell', () => {
    const secret = fc.string({ unit: fc.constantFrom(...'吉田髙橋鷹鶴亀'.split('')), minLength: 4, maxLength: 20 });
    fc.assert(
      fc.property(fc.constantFrom(...cells), secret, ({ unit, form, row, field }, value) => {
        for (const { message, item } of checkFiles(withCell(unit, form, row, field.number, value)).findings) {
          expect(`${message.ja}${message.en}${item ?? ''}`).not.toContain(value);
        }
      }),
    );
  });

  it('gives messages that are the same whatever the wrong value is', () => {
    fc.assert(
      fc.property(fc.constantFrom(...typed), ({ unit, form, row, field }) => {
        const messages = ['!', '?'].map((character) => {
          const value = character.repeat(field.length ?? 1);
          return checkFiles(withCell(unit, form, row, field.number, value)).findings.map(({ message }) => message);
        });
        expect(messages[0]).toEqual(messages[1]);
      }),
    );
  });

  it('is judged the same every time, in report order, in any order of files', () => {
    fc.assert(
      fc.property(fc.constantFrom(...cells), noise, ({ unit, form, row, field }, value) => {
        const changed = withCell(unit, form, row, field.number, value);
        const report = checkFiles(changed);
        expect(checkFiles([...changed].reverse())).toEqual(report);
        expect([...report.findings].sort(compareFindings)).toEqual(report.findings);
        expect(report.ok).toBe(report.findings.every((finding) => finding.severity === 'warning'));
      }),
    );
  });
});

describe('any bytes under a good name', () => {
  it('never throw', () => {
    const names = units.flat().map((file) => file.name);
    fc.assert(
      fc.property(fc.constantFrom(...names), fc.uint8Array({ maxLength: 600 }), (name, bytes) => {
        expect(checkFiles([{ name, bytes }]).findingsTotal).toBeGreaterThan(0);
      }),
      { numRuns: 500 },
    );
  });

  it('nor does any damage of a good file', () => {
    fc.assert(
      fc.property(fc.constantFrom(...units), fc.nat(), fc.nat(255), (unit, position, byte) => {
        const damaged = unit.map(({ name, bytes }) => {
          const copy = Uint8Array.from(bytes);
          copy[position % copy.length] = byte;
          return { name, bytes: copy };
        });
        expect(checkFiles(damaged).findings.every(({ message }) => message.ja !== '' && message.en !== '')).toBe(true);
      }),
      { numRuns: 1000 },
    );
  });
});

describe('the bound of findings', () => {
  const flood = (rows: number): SourceFile[] => [
    { name: 'DLTPLAN_202504_1371215102_43_1370000011_11_20250501090200.CSV', bytes: textAsBytes('x\r\n'.repeat(rows)) },
  ];

  it('is 1,000, with the true total', () => {
    const report = checkFiles(flood(2500));
    expect(report.findings).toHaveLength(1000);
    expect(report.findingsTotal).toBe(2500);
    expect(report.findings.at(-1)?.row).toBe(1000);
  });

  it('can be set, and does not make a report good', () => {
    expect(checkFiles(flood(3), { maxFindings: 0 })).toMatchObject({ ok: false, findings: [], findingsTotal: 3 });
  });
});

it.each([
  ['cells without number', '\x80,'.repeat(200_000)],
  ['empty lines', '\n'.repeat(200_000) + 'x'],
  ['quotes', '"'.repeat(400_001)],
  ['records with every kind of fault', '\x80,"a"b,"c\n'.repeat(40_000)],
])('a hostile file of %s is told in time', (_, content) => {
  const name = 'DLTPLAN_202504_1371215102_43_1370000011_11_20250501090200.CSV';
  const started = performance.now();
  expect(checkFiles([{ name, bytes: textAsBytes(content) }]).ok).toBe(false);
  expect(performance.now() - started).toBeLessThan(5000);
});
