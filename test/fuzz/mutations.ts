import fc from 'fast-check';
import type { SourceFile } from '../../src/standard/check.js';
import { encodeMs932 } from '../fixtures/ms932/code-table.js';
import { SECRET } from './seed-units.js';

/** One change of a unit. Numbers are places by remainder, so that any number is a place in any file. */
export type Mutation =
  | { readonly on: 'byte'; readonly file: number; readonly at: number; readonly remove: number; readonly add: string }
  | { readonly on: 'cell'; readonly file: number; readonly row: number; readonly column: number; readonly to: string }
  | {
      readonly on: 'cells';
      readonly file: number;
      readonly row: number;
      readonly column: number;
      readonly with: number;
    }
  | { readonly on: 'row'; readonly file: number; readonly row: number; readonly times: number }
  | { readonly on: 'text'; readonly file: number; readonly from: string; readonly to: string }
  | { readonly on: 'name'; readonly file: number; readonly segment: number; readonly to: string }
  | { readonly on: 'file'; readonly file: number; readonly times: number };

const latin1 = (text: string): string => Buffer.from(encodeMs932(text)).toString('latin1');

/** Bytes and cells that mean something to some reader of CSV, of MS932 or of a type. All one character a byte. */
const NASTY = [
  '',
  '"',
  '""',
  '"""',
  ',',
  '\r',
  '\n',
  '\r\n',
  '\0',
  '\x1a',
  '\x80',
  '\x83',
  '\xa0',
  '\xfd',
  '\xff',
  '\xf0\x40',
  '\xfa\x40',
  '\x83\x5c',
  '\xef\xbb\xbf',
  '\xff\xfe',
  ' ',
  '0',
  '-1',
  '1e9',
  '99999999',
  '00000000',
  '20250230',
  '202413',
  '201910',
  '202208',
  '202407',
  '2400',
  '9999999999',
  'H123456789',
  '999999',
  '17AAAA',
  '171001',
  '__proto__',
  latin1('ＡＢ１'),
  latin1('CSVバージョン'),
  latin1(SECRET),
  latin1(SECRET.repeat(2_000)),
  `"${latin1(SECRET)}"`,
  `"${latin1(SECRET)}`,
  `${latin1(SECRET)}"`,
  '1'.repeat(70_000),
];

const SEGMENTS = [
  '',
  'UPPLAN',
  'UPHOSOKU',
  'UPKIHON',
  'SUB1',
  'IMAGE',
  'ATTACH',
  '000000',
  '202504',
  '202513',
  '1370000011',
  '13A0000015',
  '43',
  '46',
  'ZZ',
  '20250325100000',
  '20250230100000',
  '..',
  '/',
  '\0',
  '.CSV',
  '.csv',
  '.jpg',
  'あ',
  '__proto__',
  'x'.repeat(300),
];

const place = fc.nat(1_000_000);
const file = fc.nat(7);
const nasty = fc.oneof(
  fc.constantFrom(...NASTY),
  fc.uint8Array({ maxLength: 6 }).map((bytes) => Buffer.from(bytes).toString('latin1')),
);

const mutation: fc.Arbitrary<Mutation> = fc.oneof(
  fc.record({ on: fc.constant('byte'), file, at: place, remove: fc.nat(4), add: nasty }),
  fc.record({ on: fc.constant('cell'), file, row: place, column: place, to: nasty }),
  fc.record({ on: fc.constant('cells'), file, row: place, column: place, with: place }),
  fc.record({ on: fc.constant('row'), file, row: place, times: fc.constantFrom(0, 2, 3, 50) }),
  fc.record({
    on: fc.constant('text'),
    file,
    from: fc.constantFrom('\r\n', '"', ',', '1', '2'),
    to: fc.constantFrom('', '\n', '\r', '\r\n\r\n', '"', '""', ',', '\xff', '\t'),
  }),
  fc.record({ on: fc.constant('name'), file, segment: fc.nat(20), to: fc.constantFrom(...SEGMENTS) }),
  fc.record({ on: fc.constant('file'), file, times: fc.constantFrom(0, 2) }),
);

export const mutations = fc.array(mutation, { minLength: 1, maxLength: 5 });

export function mutated(files: readonly SourceFile[], changes: readonly Mutation[]): readonly SourceFile[] {
  return changes.reduce((changed: readonly SourceFile[], change) => {
    const at = changed.length === 0 ? -1 : change.file % changed.length;
    return changed.flatMap((source, index) => (index === at ? apply(source, change) : [source]));
  }, files);
}

function apply(source: SourceFile, change: Mutation): SourceFile[] {
  switch (change.on) {
    case 'file':
      return Array.from({ length: change.times }, () => source);
    case 'name':
      return [{ ...source, name: renamed(source.name, change.segment, change.to) }];
    case 'byte':
    case 'text':
    case 'row':
    case 'cell':
    case 'cells':
      return [{ name: source.name, bytes: rewritten(source.bytes, change) }];
  }
}

/** A segment is what stands between underscores and points. */
function renamed(name: string, segment: number, to: string): string {
  const segments = name.split(/(?<=[_.])|(?=[_.])/);
  return segments.with(segment % segments.length, to).join('');
}

type Rewriting = Exclude<Mutation, { on: 'file' | 'name' }>;

function rewritten(bytes: Uint8Array, change: Rewriting): Uint8Array {
  return new Uint8Array(Buffer.from(rewrittenText(Buffer.from(bytes).toString('latin1'), change), 'latin1'));
}

function rewrittenText(text: string, change: Rewriting): string {
  switch (change.on) {
    case 'byte': {
      const at = change.at % (text.length + 1);
      return text.slice(0, at) + change.add + text.slice(at + change.remove);
    }
    case 'text':
      return text.replaceAll(change.from, change.to);
    case 'row':
      return inPart(text, '\r\n', change.row, (row) => Array<string>(change.times).fill(row).join('\r\n'));
    case 'cell':
      return inPart(text, '\r\n', change.row, (row) => inPart(row, ',', change.column, () => change.to));
    case 'cells':
      return inPart(text, '\r\n', change.row, (row) => swapped(row.split(','), change.column, change.with).join(','));
  }
}

function inPart(text: string, separator: string, place: number, change: (part: string) => string): string {
  const parts = text.split(separator);
  const at = place % parts.length;
  return parts.with(at, change(parts[at] ?? '')).join(separator);
}

function swapped(cells: readonly string[], left: number, right: number): string[] {
  const [a, b] = [left % cells.length, right % cells.length];
  return cells.with(a, cells[b] ?? '').with(b, cells[a] ?? '');
}
