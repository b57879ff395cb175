import { CorpusUnit, withBytes } from './corpus-unit.js';
import { everyForm, VERSIONS } from './every-kind.js';
import { Case, faultIn } from './expected.js';
import { fieldsOf } from './layouts.js';

/** Bytes that are no character of MS932, wherever they stand. */
const OUTSIDE: readonly (readonly [title: string, bytes: string])[] = [
  ['80', '\x80'],
  ['A0', '\xa0'],
  ['FD', '\xfd'],
  ['FE', '\xfe'],
  ['FF', '\xff'],
  ['外字 F040', '\xf0\x40'],
  ['外字 F49F', '\xf4\x9f'],
  ['外字 F9FC', '\xf9\xfc'],
  ['a code of the empty row 9 (8540)', '\x85\x40'],
  ['a code of no character (81AD)', '\x81\xad'],
  ['a code after the IBM extensions (FC4C)', '\xfc\x4c'],
  ['EF40', '\xef\x40'],
  ['a lead byte alone', '\x83'],
  ['a lead byte before 7F', '\x83\x7f'],
  ['a lead byte before FD', '\x83\xfd'],
  ['UTF-8', '\xe9\xab\x99'],
  ['several such bytes', '\x80\xf0\x40\xff'],
];

const MARKS: readonly (readonly [title: string, bytes: string])[] = [
  ['a byte-order mark of UTF-8', '\xef\xbb\xbf'],
  ['a byte-order mark of UTF-16LE', '\xff\xfe'],
  ['a byte-order mark of UTF-16BE', '\xfe\xff'],
];

type Place = readonly [unit: CorpusUnit, form: string];

/** At the end of the last quoted text of row 2: before its closing quote, which no lead byte may swallow. */
function inText([unit, form]: Place): Case[] {
  const column = fieldsOf(unit.version, form).findLast(({ type }) => type === 'text')?.number;
  if (column === undefined) return [];
  return OUTSIDE.map(([title, outside]) => {
    const files = withBytes(unit, form, (bytes) =>
      inSecondRow(bytes, (record) => record.replace(/"(?=[^"]*$)/, `${outside}"`)),
    );
    return faultIn(`${title} in text: ${form} of ${unit.version}`, files, [unit, form], 'encoding', 2, column);
  });
}

function inInsuredNumber([unit, form]: Place): Case[] {
  return OUTSIDE.slice(0, 6).map(([title, outside]) => {
    const files = withBytes(unit, form, (bytes) =>
      inSecondRow(bytes, (record) => record.replace(/^((?:\d+,){2}\w+)/, `$1${outside}`)),
    );
    return faultIn(`${title} in a number: ${form} of ${unit.version}`, files, [unit, form], 'encoding', 2, 3);
  });
}

/** In another encoding throughout nothing more can be told than that. */
function inUtf16([unit, form]: Place): Case {
  const files = withBytes(unit, form, (bytes) => `\xff\xfe${bytes.replace(/[^]/g, '$&\0')}`);
  return faultIn(`saved as UTF-16: ${form} of ${unit.version}`, files, [unit, form], 'encoding', 1, 1);
}

function atStart([unit, form]: Place): Case[] {
  return MARKS.map(([title, mark]) => {
    const files = withBytes(unit, form, (bytes) => `${mark}${bytes}`);
    return faultIn(`${title}: ${form} of ${unit.version}`, files, [unit, form], 'encoding', 1, 1);
  });
}

function inSecondRow(bytes: string, change: (record: string) => string): string {
  return bytes
    .split('\r\n')
    .map((record, at) => (at === 1 ? change(record) : record))
    .join('\r\n');
}

export const byteCases: readonly Case[] = VERSIONS.flatMap((version) =>
  everyForm(version, { filling: 'everything' }).flatMap(({ unit, form }) => {
    const place = [unit, form] as const;
    return [...inText(place), ...inInsuredNumber(place), ...atStart(place), inUtf16(place)];
  }),
);
