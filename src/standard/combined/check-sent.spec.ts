import { describe, expect, it } from '@jest/globals';
import { bytesAsText } from '../ms932.js';
import { edited, recordsOf, sampleUnit, textAsBytes, withCell } from '../../../test/fixtures/sample-units.js';
import { checkFiles, SourceFile } from '../check.js';
import { inTurns } from '../check-pieces.js';
import { checkSent } from './check-sent.js';
import { zip } from './zip.fixture.js';

const slip = sampleUnit('applicable/202407/2-use-slip');
const plan = sampleUnit('applicable/202407/1-plan');
const archives = { files: 100, bytes: 10_000_000 };

const check = (files: readonly SourceFile[], options = {}) =>
  checkSent(
    inTurns(files, async () => undefined),
    { archives, ...options },
  );

const zipped = (files: readonly SourceFile[], folder = ''): SourceFile => ({
  name: 'month-end.zip',
  bytes: zip(files.map(({ name, bytes }) => ({ path: `${folder}${name}`, content: Buffer.from(bytes) }))),
});

/** The records of units, each behind its form and both offices. */
function leadingRecords(units: readonly (readonly SourceFile[])[]): { form: string; text: string }[] {
  return units.flat().flatMap(({ name, bytes }) => {
    const [, form = '', offices = ''] = /^([A-Z0-9]+)(?:_\d{6})?_(\w{10}_\w\w_\w{10}_\w\w)_\d{14}/.exec(name) ?? [];
    const [sender, receiver] = [offices.slice(0, 13), offices.slice(14)];
    const text = bytesAsText(bytes);
    return recordsOf(text).map(({ from, to }) => ({
      form,
      text: `${form},${sender},${receiver},${text.slice(from, to)}`,
    }));
  });
}

/** The units as one CSV. */
const combined = (units: readonly (readonly SourceFile[])[]): SourceFile => ({
  name: 'COMBINED_1371215102_20250325100000.CSV',
  bytes: textAsBytes(
    leadingRecords(units)
      .map(({ text }) => text)
      .join(''),
  ),
});

describe('案①: files in a zip', () => {
  it('are checked as if they had been sent one by one, in whatever folder they lie', async () => {
    const broken = withCell(slip, 'UPPLAN', 2, 10, '20250230');
    expect(await check([zipped(slip)])).toEqual(checkFiles(slip));
    expect(await check([zipped([...broken, ...plan], '2025-04/A事業所/')])).toEqual(checkFiles([...broken, ...plan]));
  });

  it('may lie beside others: together they are the units', async () => {
    expect(await check([zipped(slip.slice(0, 1)), ...slip.slice(1)])).toEqual(checkFiles(slip));
  });

  it.each([
    ['damaged', Buffer.from('PK, but no zip')],
    ['a zip in the zip', zip([{ path: 'inner.zip', content: Buffer.from(zipped(slip).bytes) }])],
    ['a path outside', zip([{ path: `../${slip[0]?.name ?? ''}`, content: Buffer.from('x') }])],
  ])('give one finding on the zip when it cannot be taken: %s', async (_, bytes) => {
    const report = await check([{ name: 'month-end.zip', bytes }]);
    expect(report).toMatchObject({ ok: false, units: [], findingsTotal: 1 });
    expect(report.findings).toMatchObject([{ file: 'month-end.zip', row: null, rule: 'archive', severity: 'error' }]);
  });

  it('are the one fault, when what they hold is missing beside', async () => {
    const report = await check([{ name: 'month-end.zip', bytes: Buffer.from('PK') }, ...slip.slice(1)]);
    expect(report.findings).toMatchObject([{ file: 'month-end.zip', rule: 'archive' }]);
  });

  it('are bounded when opened', async () => {
    const report = await check([zipped(slip)], { archives: { files: 2, bytes: 10_000_000 } });
    expect(report.findings).toMatchObject([
      { rule: 'archive', message: { en: expect.stringMatching(/too many files/) } },
    ]);
  });
});

it('several zips share the bounds: many small bombs are one large one', async () => {
  const bomb = (name: string) => ({
    name,
    bytes: zip([{ path: `${name}.CSV`, content: Buffer.alloc(6_000_000), deflated: true }]),
  });
  const { findings } = await check([bomb('b.zip'), bomb('a.zip')]);
  expect(findings.filter(({ rule }) => rule === 'archive')).toMatchObject([{ file: 'b.zip' }]);
});

describe('案②: one CSV for all', () => {
  it('is checked by the files that it divides into', async () => {
    const report = await check([combined([plan, slip])]);
    expect(report).toMatchObject({ ok: true, findings: [] });
    expect(report.units.map(({ kind, sequence, persons }) => [kind, sequence, persons.length])).toEqual([
      ['plan', '20250325100000', 1],
      ['use-slip', '20250325100001', 1],
    ]);
  });

  it('may lie in a zip', async () => {
    expect(await check([zipped([combined([plan, slip])])])).toEqual(await check([combined([plan, slip])]));
  });

  it.each([
    ['range', 'UPPLAN', 3, 10, '20250230', 'サービス利用日'],
    ['required', 'UPSIKYU', 2, 2, '', '保険者番号'],
    ['code', 'UPHOSOKU', 1, 7, '3', '利用者性別'],
  ] as const)('has %s at the row and column that were sent', async (rule, form, row, column, value, item) => {
    const units = [plan, withCell(slip, form, row, column, value)];
    const sent = combined(units);
    const first = leadingRecords([plan]).length + leadingRecords([slip]).findIndex((record) => record.form === form);
    const { findings, findingsTotal } = await check([sent]);
    expect(findings).toMatchObject([{ file: sent.name, row: first + row, column: column + 3, item, rule }]);
    expect(findingsTotal).toBe(1);
  });

  it.each([
    ['line-ending', (text: string) => text.replaceAll('\r\n', '\n')],
    ['unquoted-text', (text: string) => text.replaceAll('"', '')],
  ])('is told %s once, though it becomes many files', async (rule, edit) => {
    const sent = combined([slip]);
    const { findings, findingsTotal, ok } = await check([
      { ...sent, bytes: textAsBytes(edit(bytesAsText(sent.bytes))) },
    ]);
    expect(findings).toMatchObject([{ file: sent.name, rule, severity: 'warning' }]);
    expect([findingsTotal, ok]).toEqual([1, true]);
  });

  it('is told one fault for a record that belongs nowhere, and none for what is missing by it', async () => {
    const sent = combined([plan, slip]);
    const text = bytesAsText(sent.bytes).replace('UP2KYO,', 'UP9KYO,');
    const { findings } = await check([{ ...sent, bytes: textAsBytes(text) }]);
    expect(findings).toMatchObject([{ file: sent.name, column: 1, item: 'レコード識別子', rule: 'code' }]);
  });

  it('is told a missing form, as any unit', async () => {
    const { findings } = await check([combined([edited(plan, 'UP3KYO', () => '').slice(0, 2)])]);
    const at = { file: 'COMBINED_1371215102_20250325100000.CSV', row: 1, column: null };
    expect(findings).toMatchObject([{ ...at, rule: 'unit' }]);
  });

  it('tells which unit of many lacks a form, by its first record', async () => {
    const sent = combined([plan, slip.filter(({ name }) => !name.startsWith('UPSIKYU'))]);
    const { findings } = await check([sent]);
    expect(findings).toMatchObject([{ file: sent.name, row: leadingRecords([plan]).length + 1, rule: 'unit' }]);
  });

  it('has its warnings where they are met first, whatever its files are called', async () => {
    const sent = combined([slip]);
    const text = bytesAsText(sent.bytes).replaceAll(/"([^",]*)"/g, '$1');
    const { findings } = await check([{ ...sent, bytes: textAsBytes(text) }]);
    expect(findings).toMatchObject([{ row: 1, rule: 'unquoted-text' }]);
  });

  it('hides nothing of other files, though a record of it went nowhere', async () => {
    const lost = bytesAsText(combined([plan]).bytes).replace('UP2KYO,', 'UP9KYO,');
    const report = await check([{ ...combined([plan]), bytes: textAsBytes(lost) }, ...slip.slice(0, 2)]);
    expect(report.findings.map(({ file, rule }) => [file, rule])).toEqual([
      [null, 'unit'],
      ['COMBINED_1371215102_20250325100000.CSV', 'code'],
    ]);
  });

  it('is not taken for files beside it that are called as those split off', async () => {
    const broken = withCell(slip, 'UPPLAN', 2, 10, '20250230').map((file) => ({
      ...file,
      name: file.name.replace(/\d{14}/, '20250325100000'),
    }));
    const { findings } = await check([combined([slip]), ...broken]);
    const ranges = findings.filter(({ rule }) => rule === 'range');
    expect(ranges).toMatchObject([{ file: expect.stringMatching(/^UPPLAN_/), row: 2, column: 10 }]);
  });

  it('is told apart from another one that was sent with it', async () => {
    const second = {
      ...combined([withCell(slip, 'UPPLAN', 2, 10, '20250230')]),
      name: 'COMBINED_1371215102_20250325100009.CSV',
    };
    const { findings } = await check([combined([plan, slip]), second]);
    const row = leadingRecords([slip]).findIndex(({ form }) => form === 'UPPLAN') + 2;
    expect(findings).toMatchObject([{ file: second.name, row, column: 13, rule: 'range' }]);
  });

  it('has all its faults counted, also those that are not told', async () => {
    const bad = 'UP9KYO,1371215102_43,1370000011_11,202407,1\r\n'.repeat(1500);
    const report = await check([{ ...combined([plan]), bytes: textAsBytes(bad) }]);
    expect(report).toMatchObject({ ok: false, findingsTotal: 1500 });
    expect(report.findings).toHaveLength(1000);
  });

  it('is told bytes outside MS932 in its leading columns, before anything else', async () => {
    const sent = combined([slip]);
    const text = bytesAsText(sent.bytes).replace('1370000011_11', '137\xf0\x4000011_11');
    const { findings } = await check([{ ...sent, bytes: textAsBytes(text) }]);
    expect(findings).toMatchObject([{ row: 1, column: 3, rule: 'encoding' }]);
  });

  it('does not take unreadable bytes for a header row', async () => {
    const sent = combined([slip]);
    const text = `\xf0\x40,\xf0\x40,\xf0\x40,\xf0\x40\r\n${bytesAsText(sent.bytes)}`;
    const { ok, findings } = await check([{ ...sent, bytes: textAsBytes(text) }]);
    expect([ok, findings[0]]).toMatchObject([false, { row: 1, column: 1, rule: 'encoding' }]);
  });

  it('may have a hundred thousand empty lines before a record', async () => {
    const sent = combined([slip]);
    const report = await check([{ ...sent, bytes: textAsBytes('\n'.repeat(100_000) + bytesAsText(sent.bytes)) }]);
    expect(report.findingsTotal).toBe(100_001);
  });

  it('is not divided into more files than the bound', async () => {
    const { findings, units } = await check([combined([plan, slip])], { archives: { files: 6, bytes: 10_000_000 } });
    expect(findings).toMatchObject([{ file: 'COMBINED_1371215102_20250325100000.CSV', row: null, rule: 'archive' }]);
    expect(units).toEqual([]);
    expect((await check([combined([plan, slip])], { archives: { files: 7, bytes: 1 } })).ok).toBe(true);
  });

  it('is told its own name', async () => {
    const { findings } = await check([{ ...combined([slip]), name: 'COMBINED_1371215102.CSV' }]);
    expect(findings).toMatchObject([{ rule: 'file-name', message: { en: expect.stringMatching(/COMBINED_sender/) } }]);
  });
});
