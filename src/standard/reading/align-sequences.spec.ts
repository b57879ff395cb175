import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { alignSequences } from './align-sequences.js';

const aligned = (a: string, b: string) =>
  alignSequences([...a], [...b])
    .map(([at]) => a[at])
    .join('');

describe('two sequences', () => {
  it.each([
    ['', '', ''],
    ['abc', 'abc', 'abc'],
    ['abc', 'axbc', 'abc'],
    ['abcd', 'ad', 'ad'],
    ['abc', 'xyz', ''],
    ['aXbYc', 'bXcYa', 'XY'],
    ['abcde', 'acbde', 'abde'],
  ])('%j and %j share %j', (a, b, shared) => {
    expect(aligned(a, b)).toHaveLength(shared.length);
    expect(aligned(a, b)).toBe([...aligned(b, a)].join(''));
  });

  const sequence = fc.array(fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'g'), { maxLength: 30 });

  it('are paired by equal elements, ascending on both sides, the same way when swapped', () => {
    fc.assert(
      fc.property(sequence, sequence, (a, b) => {
        const pairs = alignSequences(a, b);
        expect(pairs.every(([inA, inB]) => a[inA] === b[inB])).toBe(true);
        expect(
          pairs.every(([inA, inB], index) => index === 0 || (inA > pairs[index - 1]![0] && inB > pairs[index - 1]![1])),
        ).toBe(true);
        expect(alignSequences(b, a).map(([inB, inA]) => [inA, inB])).toEqual(pairs);
      }),
    );
  });

  it('of any length are aligned in time', () => {
    const numbers = (count: number, step: number) =>
      Array.from({ length: count }, (_, at) => String((at * step) % 7919));
    const started = performance.now();
    alignSequences(numbers(200_000, 1), numbers(200_000, 3));
    alignSequences(numbers(7919, 1), numbers(7919, 3).reverse());
    alignSequences(
      Array.from({ length: 300_000 }, String),
      Array.from({ length: 300_000 }, (_, at) => String(at * 2)),
    );
    expect(performance.now() - started).toBeLessThan(5000);
  });
});
