import { ChangedRecord, FormComparison, Identity, ItemDifference, LoneRecord, Sides } from './comparison.js';
import { filledDown } from './fill-down.js';
import { matchRecords } from './match-records.js';
import { ReadForm, ReadItem, ReadRecord } from './read-unit.js';
import { likenessOf, PrintedOnce } from './record-likeness.js';
import { identityOf, identityOfItems, meansTheSame } from './value-identity.js';

/** An item of either version, by its identifier. */
interface ComparedItem {
  readonly id: string;
  readonly name: string;
  readonly number: Sides<number | null>;
}

/** Compares one form of two units; either side may lack it. Records of one key (recordKeys) are compared together. */
export function compareForms({ a, b }: Sides<ReadForm | null>, sameVersion: boolean): FormComparison | null {
  const form = a ?? b;
  if (form === null) return null;
  const items = comparedItems(a, b, sameVersion);
  const ids = items.map(({ id }) => id).filter((id) => !form.keys.includes(id));
  const likeness = likenessOf(form.form);
  const changed: ChangedRecord[] = [];
  const [onlyInA, onlyInB] = [loneUnreadable(a, b), loneUnreadable(b, a)];
  for (const group of recordsByKey(a, b)) {
    const [left, right] = [group.a, group.b].map((records) => filledDown(records, likeness.printedOnce));
    const matched = matchRecords(left ?? [], right ?? [], ids, likeness);
    for (const each of changedRecords(matched.pairs, form.keys, items, likeness.printedOnce)) changed.push(each);
    for (const record of matched.onlyInA) onlyInA.push(loneRecord(record, form.keys, items));
    for (const record of matched.onlyInB) onlyInB.push(loneRecord(record, form.keys, items));
  }
  if (a !== null && b !== null && changed.length + onlyInA.length + onlyInB.length === 0) return null;
  return {
    form: form.form,
    name: form.name,
    file: { a: a?.file ?? null, b: b?.file ?? null },
    changed: changed.sort((left, right) => left.row.a - right.row.a),
    onlyInA: onlyInA.sort(byRow),
    onlyInB: onlyInB.sort(byRow),
  };
}

const byRow = (a: LoneRecord, b: LoneRecord): number => a.row - b.row;

/** Items in the order of the print. CSVバージョン is told with the unit where the versions differ. */
function comparedItems(a: ReadForm | null, b: ReadForm | null, sameVersion: boolean): readonly ComparedItem[] {
  const inA = new Map(a?.items.map((item) => [item.id, item]));
  const inB = new Map(b?.items.map((item) => [item.id, item]));
  const longer: readonly ReadItem[] = (inA.size >= inB.size ? a : b)?.items ?? [];
  const known = new Set(longer.map(({ id }) => id));
  const others = [...inA.values(), ...inB.values()].filter(({ id }) => !known.has(id));
  return [...longer, ...others]
    .filter(({ id }) => sameVersion || id !== 'csvVersion')
    .map(({ id, name }) => ({ id, name, number: { a: inA.get(id)?.number ?? null, b: inB.get(id)?.number ?? null } }));
}

function recordsByKey(a: ReadForm | null, b: ReadForm | null): Iterable<Sides<ReadRecord[]>> {
  const groups = new Map<string, Sides<ReadRecord[]>>();
  const groupOf = (record: ReadRecord, keys: readonly string[]) => {
    const key = identityOfItems(record, keys);
    let group = groups.get(key);
    if (group === undefined) groups.set(key, (group = { a: [], b: [] }));
    return group;
  };
  for (const record of a?.records ?? []) groupOf(record, a?.keys ?? []).a.push(record);
  for (const record of b?.records ?? []) groupOf(record, b?.keys ?? []).b.push(record);
  return groups.values();
}

function changedRecords(
  pairs: readonly (readonly [a: ReadRecord, b: ReadRecord])[],
  keys: readonly string[],
  items: readonly ComparedItem[],
  printedOnce: readonly PrintedOnce[],
): readonly ChangedRecord[] {
  const told = new Set<string>();
  return pairs.flatMap(([a, b]) => {
    const differing = items
      .filter(({ id }) => !meansTheSame(a[id], b[id]))
      .map(({ id, name, number }): ItemDifference => ({ number, id, name, a: a[id] ?? null, b: b[id] ?? null }))
      .filter((difference) => isNews(difference, a, printedOnce, told));
    return differing.length === 0 ? [] : [{ row: { a: a.row, b: b.row }, keys: pick(a, keys), items: differing }];
  });
}

/** A text that the rows of an issue or goal share is one difference, told at the first of them. */
function isNews(
  { id, a, b }: ItemDifference,
  record: ReadRecord,
  printedOnce: readonly PrintedOnce[],
  told: Set<string>,
): boolean {
  const level = printedOnce.find(({ texts }) => texts.includes(id));
  if (level === undefined) return true;
  const text = [id, identityOfItems(record, level.numbers), identityOf(a), identityOf(b)].join('\u0000');
  const news = !told.has(text);
  told.add(text);
  return news;
}

function loneRecord(record: ReadRecord, keys: readonly string[], items: readonly ComparedItem[]): LoneRecord {
  return {
    row: record.row,
    keys: pick(record, keys),
    items: items.flatMap(({ id, name }) => {
      const value = record[id] ?? null;
      return value === null || keys.includes(id) ? [] : [{ id, name, value }];
    }),
    unreadable: null,
  };
}

/** Records with a wrong number of items that the other side has not got, whole and as often. */
function loneUnreadable(from: ReadForm | null, other: ReadForm | null): LoneRecord[] {
  const counts = new Map<string, number>();
  for (const { values } of other?.unreadable ?? []) {
    const text = JSON.stringify(values);
    counts.set(text, (counts.get(text) ?? 0) + 1);
  }
  return (from?.unreadable ?? []).flatMap(({ row, values }) => {
    const text = JSON.stringify(values);
    const count = counts.get(text) ?? 0;
    counts.set(text, count - 1);
    return count > 0 ? [] : [{ row, keys: {}, items: [], unreadable: values }];
  });
}

const pick = (record: ReadRecord, ids: readonly string[]): Identity =>
  Object.fromEntries(ids.map((id) => [id, record[id] ?? null]));
