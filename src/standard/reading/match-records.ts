import { alignSequences } from './align-sequences.js';
import { Paired, pairInTurn, PairingTest } from './pair-in-turn.js';
import { RecordLikeness } from './record-likeness.js';
import { ReadRecord } from './read-unit.js';
import { identityOf, identityOfItems } from './value-identity.js';

/** Items that are the same on all rows of a form, or of no meaning: they do not tell records apart. */
const OF_THE_WHOLE = new Set(['csvVersion', 'createdDate', 'updaterOfficeNumber', 'identifier']);

const tellingItems = (ids: readonly string[]) => ids.filter((id) => !OF_THE_WHOLE.has(id));

/**
 * Matches the records of one key by the items `ids`: first those that are wholly alike, then those alike in ever fewer
 * items, so that an inserted row is one difference. Where the order of the file tells something, records are matched
 * only between the same neighbours.
 */
export function matchRecords(
  a: readonly ReadRecord[],
  b: readonly ReadRecord[],
  ids: readonly string[],
  likeness: RecordLikeness,
): Paired<ReadRecord> {
  const tests = testsOf(ids, likeness);
  const unnumbered = likeness.numbers.some((id) => [...a, ...b].some((record) => identityOf(record[id]) === ''));
  if (!likeness.ordered && !unnumbered) return pairInTurn(a, b, tests);
  const parts = sectionsOf(a, b, tellingItems(ids)).map((section) => pairInTurn(section.a, section.b, tests));
  return {
    pairs: parts.flatMap((part) => part.pairs),
    onlyInA: parts.flatMap((part) => part.onlyInA),
    onlyInB: parts.flatMap((part) => part.onlyInB),
  };
}

interface Section {
  readonly a: readonly ReadRecord[];
  readonly b: readonly ReadRecord[];
}

/** Both sides cut at the records that they share in one order: each of these by itself, and what stands between. */
function sectionsOf(a: readonly ReadRecord[], b: readonly ReadRecord[], ids: readonly string[]): readonly Section[] {
  const text = (record: ReadRecord) => identityOfItems(record, ids);
  const sections: Section[] = [];
  let [atA, atB] = [0, 0];
  for (const [inA, inB] of alignSequences(a.map(text), b.map(text))) {
    if (inA > atA || inB > atB) sections.push({ a: a.slice(atA, inA), b: b.slice(atB, inB) });
    sections.push({ a: a.slice(inA, inA + 1), b: b.slice(inB, inB + 1) });
    [atA, atB] = [inA + 1, inB + 1];
  }
  sections.push({ a: a.slice(atA), b: b.slice(atB) });
  return sections;
}

function testsOf(
  ids: readonly string[],
  { numbers, printedOnce, alike, remainder }: RecordLikeness,
): readonly PairingTest<ReadRecord>[] {
  const telling = tellingItems(ids);
  const texts = printedOnce.flatMap((level) => level.texts);
  const without = (...left: readonly string[]) => telling.filter((id) => !left.includes(id));
  // A row moved by an inserted one has another number; a text of its issue that changed must not part it from itself.
  const numbered = [without(...numbers), without(...texts), without(...numbers, ...texts), numbers];
  const combinations = [telling, ...(numbers.length === 0 ? [] : numbered), ...alike];
  return [
    (record) => identityOfItems(record, ids),
    ...combinations.map((items) => (record: ReadRecord) => filledIdentity(record, items)),
    (record) => remainderText(record, ids, remainder),
  ];
}

/** Null where none of the items is filled: then there is nothing to be alike in. */
const filledIdentity = (record: ReadRecord, items: readonly string[]): string | null =>
  items.every((id) => identityOf(record[id]) === '') ? null : identityOfItems(record, items);

function remainderText(
  record: ReadRecord,
  ids: readonly string[],
  remainder: RecordLikeness['remainder'],
): string | null {
  if (remainder === 'apart') return null;
  return remainder === 'in-turn' ? '' : ids.filter((id) => identityOf(record[id]) !== '').join();
}
