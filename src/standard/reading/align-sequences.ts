/** Positions that belong together, ascending on both sides. */
export type Pair = readonly [a: number, b: number];

interface Range {
  readonly a: readonly [from: number, to: number];
  readonly b: readonly [from: number, to: number];
  readonly depth: number;
}

/** Each level looks at every line at most once, so the work stays in proportion to the length. */
const MAX_DEPTH = 8;

/**
 * Aligns two sequences in the manner of patience diff: what begins and ends alike, then what stands once on both sides
 * and in the same order, then the same between those. Gives pairs of equal elements; the same pairs with sides swapped.
 */
export function alignSequences(a: readonly string[], b: readonly string[]): readonly Pair[] {
  // Of two equally long chains one must be taken, and the same one whichever side is called A.
  if (isGreater(a, b)) return alignSequences(b, a).map(([left, right]) => [right, left]);
  const pairs: Pair[] = [];
  const open: Range[] = [{ a: [0, a.length], b: [0, b.length], depth: 0 }];
  for (let range = open.pop(); range !== undefined; range = open.pop()) {
    const inner = trim(a, b, range, pairs);
    if (inner.depth === MAX_DEPTH) continue;
    const anchors = longestChain(uniquePairs(a, b, inner));
    if (anchors.length > 0) for (const between of rangesBetween(anchors, inner)) open.push(between);
    for (const anchor of anchors) pairs.push(anchor);
  }
  return pairs.sort((left, right) => left[0] - right[0]);
}

function isGreater(a: readonly string[], b: readonly string[]): boolean {
  const at = a.findIndex((element, index) => element !== b[index]);
  return at >= 0 && (b.length <= at || (a[at] ?? '') > (b[at] ?? ''));
}

function trim(a: readonly string[], b: readonly string[], range: Range, pairs: Pair[]): Range {
  let [fromA, toA] = range.a;
  let [fromB, toB] = range.b;
  for (; fromA < toA && fromB < toB && a[fromA] === b[fromB]; fromA += 1, fromB += 1) pairs.push([fromA, fromB]);
  for (; fromA < toA && fromB < toB && a[toA - 1] === b[toB - 1]; toA -= 1, toB -= 1) pairs.push([toA - 1, toB - 1]);
  return { a: [fromA, toA], b: [fromB, toB], depth: range.depth };
}

/** Elements that stand once in either range, in the order of A. */
function uniquePairs(a: readonly string[], b: readonly string[], range: Range): readonly Pair[] {
  const inB = positions(b, range.b);
  return [...positions(a, range.a)].flatMap(([element, at]): Pair[] => {
    const other = inB.get(element) ?? -1;
    return at >= 0 && other >= 0 ? [[at, other]] : [];
  });
}

/** Position of each element of a range, -1 for one that stands there more than once. */
function positions(sequence: readonly string[], [from, to]: readonly [number, number]): ReadonlyMap<string, number> {
  const found = new Map<string, number>();
  for (let at = from; at < to; at += 1) {
    const element = sequence[at] ?? '';
    found.set(element, found.has(element) ? -1 : at);
  }
  return found;
}

/** The longest run of pairs that ascends in B, too; patience sorting, n log n. */
function longestChain(pairs: readonly Pair[]): readonly Pair[] {
  const tops: number[] = [];
  const previous: (number | undefined)[] = [];
  pairs.forEach(([, b], index) => {
    const pile = firstPileAtLeast(tops, pairs, b);
    previous[index] = tops[pile - 1];
    tops[pile] = index;
  });
  const chain: Pair[] = [];
  for (let at = tops.at(-1); at !== undefined; at = previous[at]) {
    const pair = pairs[at];
    if (pair) chain.push(pair);
  }
  return chain.reverse();
}

function firstPileAtLeast(tops: readonly number[], pairs: readonly Pair[], b: number): number {
  let low = 0;
  let high = tops.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((pairs[tops[middle] ?? 0]?.[1] ?? 0) < b) low = middle + 1;
    else high = middle;
  }
  return low;
}

function rangesBetween(anchors: readonly Pair[], { a, b, depth }: Range): readonly Range[] {
  const ends: readonly Pair[] = [...anchors, [a[1], b[1]]];
  return ends.map(([toA, toB], index) => {
    const before = anchors[index - 1];
    return {
      a: [before ? before[0] + 1 : a[0], toA],
      b: [before ? before[1] + 1 : b[0], toB],
      depth: depth + 1,
    };
  });
}
