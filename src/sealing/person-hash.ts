import { createHmac, hkdfSync, type KeyObject } from 'node:crypto';

/** Between whom, and for which service month, persons are counted. */
export interface CountedWithin {
  /** Two office numbers, in either order: a plan and the actuals for it must count the same persons. */
  readonly offices: readonly [string, string];
  /** YYYYMM; null for units without a month. */
  readonly month: string | null;
}

const HASH_BYTES = 16;

/**
 * A keyed hash of a person, for counting and comparing only (付8 3-3): without the key nobody can try the few numbers
 * there are, and since the offices and the month go into it, nobody can follow a person from one pair of offices or one
 * month to another.
 */
export function personHash(
  contentKey: KeyObject,
  { offices, month }: CountedWithin,
  { insurerNumber, insuredNumber }: { readonly insurerNumber: string; readonly insuredNumber: string },
): Buffer {
  const text = [...[...offices].sort(), month ?? '', insurerNumber, insuredNumber].join('/');
  return createHmac('sha256', countingKey(contentKey)).update(text).digest().subarray(0, HASH_BYTES);
}

const countingKeys = new WeakMap<KeyObject, Buffer>();

/** A key of its own, derived: what counts persons cannot open content. */
function countingKey(contentKey: KeyObject): Buffer {
  const known = countingKeys.get(contentKey);
  if (known) return known;
  const derived = Buffer.from(hkdfSync('sha256', contentKey, Buffer.alloc(0), 'careplan person counting', 32));
  countingKeys.set(contentKey, derived);
  return derived;
}
