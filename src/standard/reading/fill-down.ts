import { identityOf, identityOfItems, meansTheSame } from './value-identity.js';
import { PrintedOnce } from './record-likeness.js';
import { ReadRecord, Value } from './read-unit.js';

/**
 * Fills in the texts that the print shows once (standard, 第2表: 課題 and 目標 stand on their first row; software may send
 * them on every row). Takes the records of one key in the order of the file. A text that changes below its number starts
 * anew, and those it leads with it: the period of one goal is not that of the next.
 */
export function filledDown(records: readonly ReadRecord[], levels: readonly PrintedOnce[]): readonly ReadRecord[] {
  return levels.reduce(fillLevel, records);
}

function fillLevel(records: readonly ReadRecord[], { numbers, texts }: PrintedOnce): readonly ReadRecord[] {
  const above = new Map<string, ReadRecord>();
  return records.map((record) => {
    if (numbers.some((id) => identityOf(record[id]) === '')) return record;
    const level = identityOfItems(record, numbers);
    const filled = repeated(record, above.get(level), texts);
    above.set(level, filled);
    return filled;
  });
}

function repeated(record: ReadRecord, above: ReadRecord | undefined, texts: readonly string[]): ReadRecord {
  const [lead = ''] = texts;
  const leads = record[lead] ?? null;
  if (above === undefined || (leads !== null && !meansTheSame(leads, above[lead]))) return record;
  const values = texts.map((id): [string, Value] => [id, record[id] ?? above[id] ?? null]);
  return { ...record, ...Object.fromEntries(values) };
}
