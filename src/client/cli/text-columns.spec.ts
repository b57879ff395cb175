import { describe, expect, it } from '@jest/globals';
import { columnLines, widthOf } from './text-columns.js';

describe('columns', () => {
  it.each([
    ['abc', 3],
    ['被保険者番号', 12],
    ['TAISコード', 10],
    ['（１）', 6],
    ['ｶﾅ', 2],
    ['', 0],
  ])('%j takes %i', (text, width) => {
    expect(widthOf(text)).toBe(width);
  });

  it('are aligned, with nothing after the last filled cell', () => {
    expect(columnLines([['単位数', '567', ''], ['a', '', 'x'], ['b']])).toEqual(['単位数  567', 'a            x', 'b']);
  });
});
