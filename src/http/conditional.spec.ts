import { describe, expect, it } from '@jest/globals';
import { entityTagOf, matchesStrongly, matchesWeakly } from './conditional.js';

describe('An entity tag', () => {
  const tag = entityTagOf({ a: 1 });

  it('is a quoted text, the same for the same answer and another for another one', () => {
    expect(tag).toMatch(/^"[A-Za-z0-9_-]{43}"$/);
    expect(entityTagOf({ a: 1 })).toBe(tag);
    expect(entityTagOf({ a: 2 })).not.toBe(tag);
  });

  it.each([
    ['itself', tag, true, true],
    ['itself, weak', `W/${tag}`, false, true],
    ['itself in a list', `"x", ${tag}`, true, true],
    ['itself, weak, in a list without spaces', `"x",W/${tag}`, false, true],
    ['anything', ' * ', true, true],
    ['another', '"x"', false, false],
    ['itself without its quotes', tag.slice(1, -1), false, false],
    ['half of itself', tag.slice(0, 20), false, false],
    ['a star in quotes', '"*"', false, false],
    ['nothing', '', false, false],
  ])('against %s', (_, header, strongly, weakly) => {
    expect(matchesStrongly(header, tag)).toBe(strongly);
    expect(matchesWeakly(header, tag)).toBe(weakly);
  });
});
