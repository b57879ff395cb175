import { compareForms } from './compare-forms.js';
import { Comparison, FormComparison, Sides, UnitComparison, UnitHead } from './comparison.js';
import { matchUnits } from './match-units.js';
import { PlainFile, ReadForm, ReadUnit } from './read-unit.js';

/**
 * What two exports mean differently. Not differences: quotes, line ends, a header row, empty lines at the end, capitals of
 * the extension, leading zeros of numbers, the sequence, the version as such and items that are empty in it or unknown to
 * it, texts of 第2表 and 支援計画 repeated on every row, and the order of records that the standard gives no meaning.
 * Bytes outside MS932 are all one character here, and so no difference among themselves: the check refuses them.
 * Symmetric; work in proportion to the records.
 */
export function compareUnits(a: readonly ReadUnit[], b: readonly ReadUnit[]): Comparison {
  const matched = matchUnits(a, b);
  const units = matched.pairs.map(([left, right]) => compareUnit({ a: left, b: right }));
  const lone = matched.onlyInA.length + matched.onlyInB.length;
  return {
    same: lone === 0 && units.every((unit) => unit.same),
    units,
    onlyInA: matched.onlyInA.map(headOf),
    onlyInB: matched.onlyInB.map(headOf),
  };
}

function compareUnit({ a, b }: Sides<ReadUnit>): UnitComparison {
  const forms = pairsOf(a.forms, b.forms, (form) => form.form)
    .map((sides) => compareForms(sides, a.version === b.version))
    .filter((form): form is FormComparison => form !== null);
  const plain = [...pairsOf(a.images, b.images, branchOf), ...pairsOf(a.attachments, b.attachments, branchOf)];
  const files = plain.filter((sides) => sides.a?.sha256 !== sides.b?.sha256);
  const otherServiceTypes =
    areOther(a.senderServiceType, b.senderServiceType) || areOther(a.receiverServiceType, b.receiverServiceType);
  return {
    same: !otherServiceTypes && forms.length + files.length === 0,
    otherServiceTypes,
    unit: { a: headOf(a), b: headOf(b) },
    forms,
    files,
  };
}

/** Names of 202208 carry no service types: these are then not known, but not other ones. */
const areOther = (a: string | null, b: string | null): boolean => a !== null && b !== null && a !== b;

/** 枝番 of an image, number of an attachment: what is left of the name when the sequence is another. */
const branchOf = ({ file }: PlainFile): string => file.replace(/^.*_(?=[0-9]+\.)/, '').toLowerCase();

/** Pairs by a key, in the order of A; where it is double, as it may be in a faulty unit, in turn. */
function pairsOf<T extends ReadForm | PlainFile>(
  a: readonly T[],
  b: readonly T[],
  key: (each: T) => string,
): readonly Sides<T | null>[] {
  const rest = [...b];
  const pairs = a.map((each): Sides<T | null> => {
    const at = rest.findIndex((other) => key(other) === key(each));
    return { a: each, b: (at < 0 ? undefined : rest.splice(at, 1)[0]) ?? null };
  });
  return [...pairs, ...rest.map((each) => ({ a: null, b: each }))];
}

function headOf(unit: ReadUnit): UnitHead {
  const { kind, name, version, sender, senderServiceType, receiver, receiverServiceType } = unit;
  const { month, sequence, files } = unit;
  return { kind, name, version, sender, senderServiceType, receiver, receiverServiceType, month, sequence, files };
}
