/** What is about the same on two sides, in the order of A, and what is on one side only. */
export interface Paired<T> {
  readonly pairs: readonly (readonly [a: T, b: T])[];
  readonly onlyInA: readonly T[];
  readonly onlyInB: readonly T[];
}

/** Two that a test gives the same text are a pair; null takes one out of the test. */
export type PairingTest<T> = (each: T) => string | null;

/**
 * Pairs by the first test, what is left by the second, and so on. Several of the same text are paired in turn. The work
 * is in proportion to the two sides.
 */
export function pairInTurn<T>(a: readonly T[], b: readonly T[], tests: readonly PairingTest<T>[]): Paired<T> {
  const partners = new Map<T, T>();
  const taken = new Set<T>();
  for (const test of tests) {
    if (partners.size === a.length || taken.size === b.length) break;
    const waiting = lastFirst(b, taken, test);
    for (const each of a) {
      const text = partners.has(each) ? null : test(each);
      const partner = text === null ? undefined : waiting.get(text)?.pop();
      if (partner === undefined) continue;
      partners.set(each, partner);
      taken.add(partner);
    }
  }
  return {
    pairs: a.flatMap((each) => pairOf(each, partners.get(each))),
    onlyInA: a.filter((each) => !partners.has(each)),
    onlyInB: b.filter((each) => !taken.has(each)),
  };
}

const pairOf = <T>(a: T, b: T | undefined): readonly (readonly [T, T])[] => (b === undefined ? [] : [[a, b]]);

/** Those not taken by text, the last one first, so that the first is had by pop. */
function lastFirst<T>(all: readonly T[], taken: ReadonlySet<T>, test: PairingTest<T>): ReadonlyMap<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const each of all.toReversed()) {
    const text = taken.has(each) ? null : test(each);
    if (text === null) continue;
    const group = groups.get(text);
    if (group === undefined) groups.set(text, [each]);
    else group.push(each);
  }
  return groups;
}
