import {
  ChangedRecord,
  Comparison,
  FormComparison,
  Identity,
  LoneRecord,
  Sides,
  UnitComparison,
  UnitHead,
} from '../../standard/reading/comparison.js';
import { PlainFile } from '../../standard/reading/read-unit.js';
import { Language } from '../language.js';
import { columnLines, indented } from './text-columns.js';
import { itemName, valueText } from './value-text.js';

const WORDS = {
  ja: {
    same: '意味の違いはありません。',
    types: 'サービス種類',
    onlyInA: 'Aのみ',
    onlyInB: 'Bのみ',
    row: (rows: string) => `${rows}行目`,
    items: '項目数が合いません',
    records: (count: number) => `${count}件`,
  },
  en: {
    same: 'Both mean the same.',
    types: 'service types',
    onlyInA: 'only in A',
    onlyInB: 'only in B',
    row: (rows: string) => `row ${rows}`,
    items: 'wrong number of items',
    records: (count: number) => (count === 1 ? '1 record' : `${count} records`),
  },
} as const;

/** What differs, unit by unit, form by form; units that mean the same are left out. */
export function comparisonLines(comparison: Comparison, language: Language): string[] {
  const words = WORDS[language];
  if (comparison.same) return [words.same];
  const blocks = comparison.units.filter((unit) => !unit.same).map((unit) => unitLines(unit, language));
  blocks.push(...comparison.onlyInA.map((unit) => [`${words.onlyInA}  ${headText(unit, language)}`]));
  blocks.push(...comparison.onlyInB.map((unit) => [`${words.onlyInB}  ${headText(unit, language)}`]));
  return blocks.flatMap((lines, index) => (index === 0 ? lines : ['', ...lines]));
}

function headText(head: UnitHead, language: Language): string {
  return [...placeOf(head, language), head.version, head.sequence].join('  ');
}

const placeOf = ({ name, month, sender, receiver }: UnitHead, language: Language): string[] =>
  [name[language], month, `${sender} → ${receiver}`].filter((part) => part !== null);

function unitLines({ unit: { a, b }, otherServiceTypes, forms, files }: UnitComparison, language: Language): string[] {
  const side = (mark: string, { version, sequence, senderServiceType, receiverServiceType }: UnitHead) => {
    const types = otherServiceTypes ? [WORDS[language].types, `${senderServiceType} → ${receiverServiceType}`] : [];
    return [mark, version, sequence, ...types].join('  ');
  };
  return [
    placeOf(b, language).join('  '),
    ...indented([side('A', a), side('B', b)], 2),
    ...forms.flatMap((form) => ['', ...indented(formLines(form, language), 2)]),
    ...(files.length === 0 ? [] : ['', ...indented(files.map(fileLine), 2)]),
  ];
}

const fileLine = ({ a, b }: Sides<PlainFile | null>): string => `${a?.file ?? '-'} → ${b?.file ?? '-'}`;

function formLines(form: FormComparison, language: Language): string[] {
  const words = WORDS[language];
  const name = form.name[language];
  if (form.file.b === null) return [`${words.onlyInA}  ${name}  ${words.records(form.onlyInA.length)}`];
  if (form.file.a === null) return [`${words.onlyInB}  ${name}  ${words.records(form.onlyInB.length)}`];
  const blocks = [
    ...[...alikeChanges(form.changed)].map((block) => ({ keys: block.keys, lines: changeLines(block, language) })),
    ...form.onlyInA.map((record) => ({ keys: record.keys, lines: loneLines(record, words.onlyInA, language) })),
    ...form.onlyInB.map((record) => ({ keys: record.keys, lines: loneLines(record, words.onlyInB, language) })),
  ].map(({ keys, lines }) => ({ keys: keysText(keys, language), lines }));
  // Keys are told when they change: records of one person stand together.
  return [
    name,
    ...blocks.flatMap(({ keys, lines }, index) => [
      ...(keys === '' || keys === blocks[index - 1]?.keys ? [] : [`  ${keys}`]),
      ...indented(lines, 4),
    ]),
  ];
}

const keysText = (keys: Identity, language: Language): string =>
  Object.values(keys)
    .map((value) => valueText(value, language))
    .join('  ');

/** Several records of one key that changed alike. */
interface AlikeChanges extends Pick<ChangedRecord, 'keys' | 'items'> {
  readonly rows: Sides<number>[];
}

/** A date that changed on every row is told once, with the rows. */
function alikeChanges(changed: readonly ChangedRecord[]): Iterable<AlikeChanges> {
  const blocks = new Map<string, AlikeChanges>();
  for (const { row, keys, items } of changed) {
    const text = JSON.stringify([keys, items]);
    const block = blocks.get(text);
    if (block === undefined) blocks.set(text, { keys, items, rows: [row] });
    else block.rows.push(row);
  }
  return blocks.values();
}

function changeLines({ rows, items }: AlikeChanges, language: Language): string[] {
  const inA = rangesText(rows.map((row) => row.a));
  const inB = rangesText(rows.map((row) => row.b));
  const title = WORDS[language].row(inA === inB ? inA : `${inA} → ${inB}`);
  const texts = items.map(({ number, a, b, ...item }) => ({
    number: String(number.b ?? number.a),
    name: itemName(item, language),
    a: valueText(a, language),
    b: valueText(b, language),
  }));
  const oneLine = columnLines(texts.map(({ number, name, a, b }) => [number, name, `${a} → ${b}`]));
  if (oneLine.every((line) => !line.includes('\n'))) return [title, ...indented(oneLine, 2)];
  const blocks = texts.flatMap(({ number, name, a, b }) => [
    `${number}  ${name}`,
    ...a.split('\n').map((line) => `  A  ${line}`),
    ...b.split('\n').map((line) => `  B  ${line}`),
  ]);
  return [title, ...indented(blocks, 2)];
}

/** 1-4, 7. */
function rangesText(rows: readonly number[]): string {
  const ranges: [number, number][] = [];
  for (const row of [...rows].sort((a, b) => a - b)) {
    const last = ranges.at(-1);
    if (last?.[1] === row - 1) last[1] = row;
    else ranges.push([row, row]);
  }
  return ranges.map(([from, to]) => (from === to ? String(from) : `${from}-${to}`)).join(', ');
}

function loneLines({ row, items, unreadable }: LoneRecord, side: string, language: Language): string[] {
  const words = WORDS[language];
  const title = `${side}  ${words.row(String(row))}`;
  if (unreadable !== null) return [`${title}  ${words.items}: ${unreadable.join(',')}`];
  // CSVバージョン is told with the unit.
  const told = items.filter(({ id }) => id !== 'csvVersion');
  const cells = told.map((item) => [itemName(item, language), valueText(item.value, language).replaceAll('\n', ' ')]);
  return [title, ...indented(columnLines(cells), 2)];
}
