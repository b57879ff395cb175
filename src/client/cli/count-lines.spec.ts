import { describe, expect, test } from '@jest/globals';
import { countLines } from './count-lines.js';

const counts = {
  open: 3,
  unread: 2,
  byKind: [{ kind: 'plan', open: 3, unread: 2 }],
  bySender: [{ office: '1371215102', name: 'A事業所', open: 3, unread: 2 }],
  byOffice: [{ office: '1370000011', name: 'K事業所', open: 3, unread: 2 }],
} as const;

describe('what is open, counted', () => {
  test('is told by kind and by sender', () => {
    const lines = countLines(counts, false, 'ja');
    expect(lines[0]).toBe('未処理 3件・うち未読 2件');
    expect(lines).toHaveLength(3);
    expect(lines[2]).toContain('A事業所');
  });

  test('for a carrier, which has many offices, by office, too', () => {
    const lines = countLines(counts, true, 'en');
    expect(lines).toHaveLength(4);
    expect(lines[3]).toMatch(/→ .*K事業所.* {2}3 open, 2 of them unread/);
  });
});
