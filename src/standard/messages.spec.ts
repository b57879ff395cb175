import { describe, expect, it } from '@jest/globals';
import { RULE_CODES } from './findings.js';
import { messageOf } from './messages.js';
import { RULES } from './rules/catalogue.js';

describe('the rules', () => {
  it('are one a code, and each code has its rule', () => {
    expect(RULES.map((rule) => rule.code).sort()).toEqual([...RULE_CODES].sort());
  });

  it.each(RULES)('$code names its source', ({ source }) => {
    expect(source).not.toBe('');
  });

  it.each([...RULE_CODES])('%s has a message in both languages, even without a detail', (code) => {
    const { ja, en } = messageOf(code, {});
    expect(ja).toMatch(/[ぁ-んァ-ヶ一-龠].*。$/);
    expect(en).toMatch(/^[ -~]+\.$/);
  });
});
