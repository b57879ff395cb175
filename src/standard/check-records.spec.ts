import { describe, expect, it } from '@jest/globals';
import { expectNone, expectOnly, whereOf } from '../../test/fixtures/one-finding.js';
import { edited, ms932, sampleUnit, withCell, withColumn } from '../../test/fixtures/sample-units.js';
import { checkFiles } from './check.js';
import { HELD } from './editions.js';

const slip = sampleUnit('applicable/202407/2-use-slip');
const slip202208 = sampleUnit('applicable/202208/2-use-slip');
const actual = sampleUnit('applicable/202407/3-actual');
const header =
  ms932(
    HELD.formOf('202407', 'UPPLAN')
      ?.fields.map((field) => field.name)
      .join(',') ?? '',
  ) + '\r\n';

const upplan = (edit: (content: string) => string) => edited(slip, 'UPPLAN', edit);

describe('encoding', () => {
  it.each([
    ['80', '\x80"'],
    ['A0', '\xa0"'],
    ['FD', '\xfd"'],
    ['FF', '\xff"'],
    ['外字', '\xf0\x40"'],
    ['an unassigned pair', '\xef\x80"'],
    ['a lone lead byte before the closing quote', '\x81"'],
  ])('%s is told at its cell', (_, bytes) => {
    const files = upplan((text) => text.replace(/"(,,0,1371215102,\r\n)(?!20)/, `${bytes}$1`));
    expectOnly(files, 'encoding', ['UPPLAN', 4, 21]);
  });

  it('is told of a cell that is no text, too, and only once a cell', () => {
    expectOnly(
      upplan((text) => text.replace(',567,', ',\x80\x80,')),
      'encoding',
      ['UPPLAN', 1, 8],
    );
  });

  it('a byte-order mark of UTF-8 is told at the first cell, and the rest is checked', () => {
    expectOnly(
      upplan((text) => `\xef\xbb\xbf${text}`),
      'encoding',
      ['UPPLAN', 1, 1],
    );
    const files = upplan((text) => `\xef\xbb\xbf${text.replace(',567,', ',5x7,')}`);
    expect(checkFiles(files).findings.map(({ rule }) => rule)).toEqual(['encoding', 'type']);
  });

  it('a byte-order mark of UTF-16 ends the check of the file', () => {
    expectOnly(
      upplan((text) => `\xff\xfe${[...text].join('\0')}\0`),
      'encoding',
      ['UPPLAN', 1, 1],
    );
  });

  it('takes what MS932 has beyond strict Shift_JIS', () => {
    expectNone(withCell(slip, 'UPPLAN', 1, 21, '髙橋①㈱纊Ⅳ'));
  });
});

describe('csv-syntax', () => {
  it.each([
    ['a quote never closed', (text: string) => text.replace(/"([^"]*)$/, '$1'), 4, 21],
    ['text after a closing quote', (text: string) => text.replace('",567', '"x,567'), 1, 7],
    ['a bare quote', (text: string) => text.replace(',567,', ',5"7,'), 1, 8],
    ['a closing quote left out', (text: string) => text.replace(/"(,,0)/, '$1'), 1, 21],
    ['an opening quote left out', (text: string) => text.replace(',"K', ',K'), 1, 21],
    ['a quote not doubled', (text: string) => text.replace('"K', '"K"K"'), 1, 21],
  ])('%s', (_, edit, row, column) => {
    expectOnly(upplan(edit), 'csv-syntax', ['UPPLAN', row, column]);
  });
});

describe('column-count', () => {
  it.each([
    ['one too many', (text: string) => text.replace('\r\n', ',\r\n'), 1],
    ['one too few', (text: string) => text.replace(/,\r\n202407/, '\r\n202407'), 1],
    ['the first left out', (text: string) => text.replace('202407,', ''), 1],
    ['an empty line between records', (text: string) => text.replace('\r\n', '\r\n\r\n'), 2],
  ])('%s', (_, edit, row) => {
    expectOnly(upplan(edit), 'column-count', ['UPPLAN', row, null]);
  });

  it('brings no second finding about the person of the row', () => {
    const files = upplan((text) => `${text.split('\r\n')[0] ?? ''},\r\n`);
    expectOnly(files, 'column-count', ['UPPLAN', 1, null]);
  });
});

describe('version', () => {
  it.each(['202401', '201910', '202504', '202413'])('%s is none we hold: once, at the first such row', (version) => {
    const files = withCell(withCell(slip, 'UPPLAN', 2, 1, version), 'UPPLAN', 4, 1, version);
    expectOnly(files, 'version-unknown', ['UPPLAN', 2, 1]);
  });

  it('another version we hold is mixed: once, at the first such row', () => {
    expectOnly(withCell(slip, 'UPPLAN', 3, 1, '202208'), 'version-mixed', ['UPPLAN', 3, 1]);
    expectOnly(withColumn(slip, 'UPPLAN', 1, '202208'), 'version-mixed', ['UPPLAN', 1, 1]);
    expectOnly(withColumn(slip202208, 'UPPLAN', 1, '202407'), 'version-mixed', ['UPPLAN', 1, 1]);
  });

  it('records of the other version in full are read by its layout', () => {
    const older = slip202208.find((file) => file.name.startsWith('UPPLAN'));
    const records = Buffer.from(older?.bytes ?? [])
      .toString('latin1')
      .replaceAll('202302', '202504');
    expectOnly(
      upplan(() => records),
      'version-mixed',
      ['UPPLAN', 1, 1],
    );
  });
});

describe('month-mismatch', () => {
  it('is told at each such row', () => {
    expectOnly(withCell(slip, 'UPPLAN', 3, 5, '202505'), 'month-mismatch', ['UPPLAN', 3, 5]);
    expectOnly(withCell(slip, 'UPHOSOKU', 1, 63, '000000'), 'month-mismatch', ['UPHOSOKU', 1, 63]);
    expectOnly(withCell(actual, 'UPJSK', 1, 5, '202503'), 'month-mismatch', ['UPJSK', 1, 5]);
    const report = checkFiles(withColumn(slip, 'UPPLAN', 5, '202505'));
    expect(report.findings.map(whereOf)).toEqual([1, 2, 3, 4].map((row) => ['UPPLAN', row, 5]));
  });
});

describe('empty-file', () => {
  it.each([
    ['no byte', ''],
    ['empty lines only', '\r\n\r\n'],
    ['a header row alone', header],
  ])('%s', (_, content) => {
    expectOnly(
      upplan(() => content),
      'empty-file',
      ['UPPLAN', null, null],
    );
  });
});

describe('tolerated vendor differences', () => {
  it.each([
    ['LF', (text: string) => text.replaceAll('\r\n', '\n')],
    ['a lone CR', (text: string) => text.replaceAll('\r\n', '\r')],
    ['LF once', (text: string) => text.replace('\r\n', '\n')],
  ])('line-ending: %s, once a file', (_, edit) => {
    expectOnly(upplan(edit), 'line-ending', ['UPPLAN', null, null]);
  });

  it('header-row: row 0, and rows count from the one after it', () => {
    expectOnly(
      upplan((text) => header + text),
      'header-row',
      ['UPPLAN', 0, null],
    );
    expectOnly(
      upplan((text) => header.replaceAll(/([^,\r\n]+)/g, '"$1"') + text),
      'header-row',
      ['UPPLAN', 0, null],
    );
    const files = withCell(slip, 'UPPLAN', 2, 8, 'x');
    const report = checkFiles(edited(files, 'UPPLAN', (text) => header + text));
    expect(report.findings.map(whereOf)).toEqual([
      ['UPPLAN', 0, null],
      ['UPPLAN', 2, 8],
    ]);
  });

  it.each([
    ['identifiers', Array.from({ length: 25 }, (_, index) => `column${index > 2 ? index : ''}`).join(',')],
    ['words in quotes', `"version","insurer","insured"${',"x"'.repeat(22)}`],
  ])('header-row: of %s, where each record has digits', (_, names) => {
    expectOnly(
      upplan((text) => `${names}\r\n${text}`),
      'header-row',
      ['UPPLAN', 0, null],
    );
  });

  it.each([
    ['digits of full width', '２０２４０７,１３１１２８,１２３４５６７８９６', [1, 2, 3]],
    ['the name of the first item before data', 'CSVバージョン,131128,1234567896', [1]],
    ['words before data', 'a,b,1234567896', [1, 2]],
    ['bytes outside MS932', 'BAD,BAD,BAD', [1, 2, 3]],
  ])('header-row: a record is none because of %s', (_, start, columns) => {
    const files = upplan((text) =>
      text.replace('202407,131128,1234567896', ms932(start).replaceAll('BAD', '\xf0\x40')),
    );
    const { findings, ok } = checkFiles(files);
    expect([ok, ...findings.map(whereOf)]).toEqual([false, ...columns.map((column) => ['UPPLAN', 1, column])]);
  });

  it('header-row: bytes outside MS932 are told in it, too', () => {
    const report = checkFiles(upplan((text) => header.replace(/,[^,]+,/, ',\xf0\x40,') + text));
    expect(report.findings.map((finding) => [finding.rule, ...whereOf(finding)])).toEqual([
      ['header-row', 'UPPLAN', 0, null],
      ['encoding', 'UPPLAN', 0, 2],
    ]);
  });

  it.each([
    ['encoding', '\xf0\x40'],
    ['type', 'a\0'],
  ])('unquoted-text does not hide %s of its cell', (rule, bytes) => {
    const report = checkFiles(upplan((text) => text.replaceAll('"', '').replace(/(?<=1371215102,)[^,]+/, bytes)));
    expect(report.findings.map((finding) => [finding.rule, ...whereOf(finding)])).toEqual([
      [rule, 'UPPLAN', 1, 7],
      ['unquoted-text', 'UPPLAN', 1, 21],
    ]);
  });

  it('unquoted-text: once a file, at the first such cell', () => {
    expectOnly(
      upplan((text) => text.replaceAll('"', '')),
      'unquoted-text',
      ['UPPLAN', 1, 7],
    );
  });

  it.each(['\r\n', '\r\n\r\n'])('blank-line: %j after the last record, once a file', (lines) => {
    expectOnly(
      upplan((text) => text + lines),
      'blank-line',
      ['UPPLAN', 5, null],
    );
  });

  it.each([
    ['a missing last line end', (text: string) => text.replace(/\r\n$/, '')],
    ['line breaks and commas in quotes', (text: string) => text.replace('"K', '"K\r\n,\n""x""')],
    ['an empty text in quotes', (text: string) => text.replace(/"K[^"]*"/, '""')],
    ['quoted digits', (text: string) => text.replace(',567,', ',"567",')],
  ])('nothing is said of %s', (_, edit) => {
    expectNone(upplan(edit));
  });
});

it('a doubtful length does not hide a condition that is broken for certain', () => {
  expectOnly(withCell(slip, 'UPPLAN', 1, 19, '123'), 'condition', ['UPPLAN', 1, 19]);
});

it('tells the same of different files under one name, in whatever order they are given', () => {
  const variants = ['5"67', '"56"7'].flatMap((value) =>
    upplan((text) => text.replace(',567,', `,${value},`)).filter(({ name }) => name.startsWith('UPPLAN')),
  );
  const { findings } = checkFiles(variants);
  expect(findings.filter(({ rule }) => rule === 'csv-syntax')).toHaveLength(2);
  expect(checkFiles([...variants].reverse()).findings).toEqual(findings);
});

it('tells all faults of a file, in order', () => {
  const files = withCell(withCell(withCell(slip, 'UPPLAN', 3, 23, '9'), 'UPPLAN', 1, 12, '2561'), 'UPPLAN', 1, 2, '');
  expect(checkFiles(files).findings.map((finding) => [finding.rule, ...whereOf(finding)])).toEqual([
    ['required', 'UPPLAN', 1, 2],
    ['range', 'UPPLAN', 1, 12],
    ['code', 'UPPLAN', 3, 23],
  ]);
});
