import { Message } from '../findings.js';
import { Field } from '../layouts/field.js';
import { cellText, exampleFiles, sampleForm } from './example-files.js';
import { Change, CheckedExample, Example } from './explanation.js';
import { sampleFiles } from './sample-units.js';

/** What an example shows: the same place twice, wrong and correct. */
export interface ExampleLines {
  readonly wrong: Message;
  readonly correct: Message;
}

type Side = keyof ExampleLines;
type CellChange = Extract<Change, { kind: 'cell' }>;

export function linesOf(example: Example): ExampleLines {
  if (!('change' in example)) return example;
  return { wrong: lineOf(example, 'wrong'), correct: lineOf(example, 'correct') };
}

const inBoth = (text: string): Message => ({ ja: text, en: text });

function lineOf(example: CheckedExample, side: Side): Message {
  const { unit, change } = example;
  const files = exampleFiles(example, side);
  switch (change.kind) {
    case 'cell':
      return inBoth(excerpt(example, change, side));
    case 'text':
      return inBoth(part(side === 'wrong' ? change.to : change.from));
    case 'name':
      return inBoth(files[indexOf(example, change.form)]?.name ?? '');
    case 'everywhere':
      return inBoth(files[0]?.name ?? '');
    case 'missing':
      return inBoth(files.map(({ name }) => name).join('\n'));
    case 'content':
      if (change.bytes === '') return size(files[indexOf(example, change.form)]?.bytes ?? new Uint8Array());
      return firstBytes(files[indexOf(example, change.form)]?.bytes ?? new Uint8Array());
    case 'utf-8':
      return firstBytes(files[indexOf(example, change.form)]?.bytes ?? new Uint8Array());
    case 'expected': {
      const name = sampleFiles(unit)[0]?.name ?? '';
      const own = name.split('_')[change.end === 'sender' ? 2 : 4] ?? '';
      return officeLine(name, change.end, side === 'wrong' ? change.office : own);
    }
  }
}

const indexOf = ({ unit }: CheckedExample, form: string): number =>
  sampleFiles(unit).findIndex((file) => file.form === form);

/** The shown cells of a record, as they stand in it; an ellipsis for each gap. */
function excerpt({ unit }: CheckedExample, change: CellChange, side: Side): string {
  const { fields } = sampleForm(change.form);
  const record = sampleFiles(unit).find((file) => file.form === change.form)?.records[change.row - 1] ?? {};
  const values = side === 'wrong' ? { ...record, [change.item]: change.value } : record;
  const shown = shownItems(fields, change);
  const cells = fields.flatMap((field, index) => {
    if (shown.has(field.id)) return [cellText(field, values[field.id] ?? '')];
    const startsGap = index === 0 || shown.has(fields[index - 1]?.id ?? '');
    return startsGap ? ['…'] : [];
  });
  return cells.join(',');
}

function shownItems(fields: readonly Field[], { item, shown }: CellChange): ReadonlySet<string> {
  if (shown !== undefined) return new Set(shown);
  const at = fields.findIndex((field) => field.id === item);
  return new Set(fields.slice(Math.max(0, at - 1), at + 2).map((field) => field.id));
}

/** Line ends as they are called; a 外字 has no glyph. */
function visible(text: string): string {
  return text
    .replaceAll('\r', '[CR]')
    .replaceAll('\n', '[LF]')
    .replaceAll('[CR][LF]', '[CR][LF]\n')
    .replaceAll('\ue000', '[F0 40]')
    .trimEnd();
}

/** Text within a record: an ellipsis where it starts or ends with a comma. */
const part = (text: string): string => visible(text).replace(/^,/, '…,').replace(/,$/, ',…');

const size = ({ length }: Uint8Array): Message => ({ ja: `（${length}バイト）`, en: `(${length} bytes)` });

function firstBytes(bytes: Uint8Array): Message {
  const start = [...bytes.subarray(0, 6)].map((byte) => byte.toString(16).toUpperCase().padStart(2, '0')).join(' ');
  return bytes.length > 6 ? inBoth(`${start} …`) : inBoth(start);
}

function officeLine(name: string, end: 'sender' | 'receiver', office: string): Message {
  const word = end === 'sender' ? { ja: '送信元', en: 'sender' } : { ja: '送信先', en: 'destination' };
  return { ja: `${word.ja} ${office}： ${name}`, en: `${word.en} ${office}: ${name}` };
}
