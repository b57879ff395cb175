import { describe, expect, it } from '@jest/globals';
import { Grouped } from './grouped.js';

describe('Grouped', () => {
  it('answers a lone item at once, and those that come meanwhile together', async () => {
    const groups: string[][] = [];
    let release = (): void => undefined;
    const gate = new Promise<void>((resolve) => (release = resolve));
    const grouped = new Grouped<string, string>(async (items) => {
      groups.push([...items]);
      await gate;
      return items.map((item) => item.toUpperCase());
    });

    const answers = Promise.all(['a', 'b', 'c'].map((item) => grouped.run(item)));
    release();

    expect(await answers).toEqual(['A', 'B', 'C']);
    expect(groups).toEqual([['a'], ['b', 'c']]);
  });

  it('lets an item that fails fail alone', async () => {
    const grouped = new Grouped<string, string>(async (items) => {
      await Promise.resolve();
      if (items.includes('bad')) throw new Error('refused');
      return [...items];
    });

    const answers = await Promise.allSettled(['a', 'b', 'bad', 'c'].map((item) => grouped.run(item)));

    expect(answers.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected', 'fulfilled']);
  });

  it('never answers with what was read before the question came', async () => {
    let version = 1;
    const grouped = new Grouped<string, number>(async (items) => {
      const seen = version;
      await Promise.resolve();
      return items.map(() => seen);
    });

    const first = grouped.run('x');
    version = 2;
    const second = grouped.run('x');

    expect(await Promise.all([first, second])).toEqual([1, 2]);
  });
});
