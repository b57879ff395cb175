import { ReadForm, ReadItem, ReadRecord, Value } from '../../standard/reading/read-unit.js';
import { identityOfItems, meansTheSame } from '../../standard/reading/value-identity.js';
import { Language } from '../language.js';
import { columnLines, indented, widthOf } from './text-columns.js';
import { itemName, valueText } from './value-text.js';

/** Wider tables are told item by item. */
const TABLE_WIDTH = 140;

/**
 * The records of a form, those of one key together: first what all of them share, then a row for each with what is its
 * own. Empty items are left out, and CSVバージョン, which the unit tells.
 */
export function recordLines(form: ReadForm, version: string, language: Language): string[] {
  return groupsOf(form).flatMap(([first, ...others], index) => {
    if (first === undefined) return [];
    const records = [first, ...others];
    const filled = form.items.filter(({ id }) => records.some((record) => isTold(record, id, version)));
    const shared = filled.filter(({ id }) => others.every((record) => meansTheSame(record[id], first[id])));
    const own = filled.filter((item) => !shared.includes(item));
    const lines = [...itemLines(first, shared, language), ...ownLines(records, own, language)];
    return index === 0 ? lines : ['', ...lines];
  });
}

const isTold = (record: ReadRecord, id: string, version: string): boolean =>
  (record[id] ?? null) !== null && !(id === 'csvVersion' && record[id] === version);

function groupsOf({ records, keys }: ReadForm): readonly ReadRecord[][] {
  const groups = new Map<string, ReadRecord[]>();
  for (const record of records) {
    const key = identityOfItems(record, keys);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [record]);
    else group.push(record);
  }
  return [...groups.values()];
}

/** An item a line; further lines of a text stand below its first. */
function itemLines(record: ReadRecord, items: readonly ReadItem[], language: Language): string[] {
  return columnLines(
    items.flatMap((item) => {
      const [first = '', ...more] = valueText(record[item.id] ?? null, language).split('\n');
      return [[itemName(item, language), first], ...more.map((line) => ['', line])];
    }),
  );
}

function ownLines(records: readonly ReadRecord[], items: readonly ReadItem[], language: Language): string[] {
  if (records.length === 1) return [];
  const row = (record: ReadRecord) => (language === 'ja' ? `${record.row}行目` : `row ${record.row}`);
  const cell = (value: Value) => (value === null ? '' : valueText(value, language));
  const table = columnLines([
    ['', ...items.map((item) => itemName(item, language))],
    ...records.map((record) => [row(record), ...items.map(({ id }) => cell(record[id] ?? null))]),
  ]);
  if (table.every((line) => widthOf(line) <= TABLE_WIDTH && !line.includes('\n'))) return table;
  return records.flatMap((record) => {
    const filled = items.filter(({ id }) => (record[id] ?? null) !== null);
    return [row(record), ...indented(itemLines(record, filled, language), 2)];
  });
}
