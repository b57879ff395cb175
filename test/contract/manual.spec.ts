import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { EDITIONS } from '../../src/standard/editions.js';
import { RULE_CODES } from '../../src/standard/findings.js';
import { findingsOf } from '../../src/standard/manual/example-files.js';
import { CheckedExample } from '../../src/standard/manual/explanation.js';
import { EXPLANATIONS } from '../../src/standard/manual/explanations.js';
import { MANUAL_FILES, manualDocument } from '../../src/standard/manual/manual-documents.js';
import { ManualLanguage } from '../../src/standard/manual/manual-words.js';
import { ruleManual } from '../../src/standard/manual/rule-manual.js';

const languages = ['ja', 'en'] as const;

const committed = (language: ManualLanguage): string =>
  readFileSync(join(import.meta.dirname, '../../docs', MANUAL_FILES[language]), 'utf8');

/** Their examples are told, not tried: they would be whole files. */
const told = ['attachment-name', 'attachment-size', 'attachment-active', 'archive'];

const examples = RULE_CODES.flatMap((code) =>
  EXPLANATIONS[code].examples.map((example, index) => ({ code, number: index + 1, example })),
);
const tried = examples.flatMap(({ example, ...rest }) => ('change' in example ? [{ ...rest, example }] : []));

describe.each(languages)('The manual of the rules (%s)', (language) => {
  it('is the one that is committed: run `npm run docs` where this fails', () => {
    expect(committed(language) === manualDocument(language)).toBe(true);
  });

  it.each([...RULE_CODES])('has one anchor for %s, with its title', (code) => {
    const text = committed(language);
    const anchor = `### <a id="${code}"></a>\`${code}\` ${EXPLANATIONS[code].title[language]}`;
    expect(text.split(`<a id="${code}">`)).toHaveLength(2);
    expect(text).toContain(`\n${anchor}\n`);
  });

  it('links only to rules that there are, and to itself in the other language', () => {
    const targets = [...committed(language).matchAll(/\]\(([^)]+)\)/g)].map((match) => match[1]);
    const known = [...RULE_CODES.map((code) => `#${code}`), ...Object.values(MANUAL_FILES)];
    expect(targets.filter((target) => !known.includes(target ?? ''))).toEqual([]);
  });

  it('names every item of every form by its number and name, where it tells of types and lists', () => {
    const text = committed(language);
    const missing = EDITIONS.flatMap(({ forms }) => forms)
      .flatMap(({ fields }) => fields)
      .filter(({ number, name }) => !text.includes(`${number} ${name}`));
    expect(missing.map(({ name }) => name)).toEqual([]);
  });
});

describe('The manual of the rules', () => {
  it('tells each rule once', () => {
    const codes = ruleManual(EDITIONS).chapters.flatMap(({ rules }) => rules.map(({ code }) => code));
    expect([...codes].sort()).toEqual([...RULE_CODES].sort());
  });

  it('gives examples for every rule, which can be tried but for a few', () => {
    const codes = new Set(tried.map(({ code }) => code));
    expect(RULE_CODES.filter((code) => !codes.has(code))).toEqual(told);
  });

  it('says everything in both languages', () => {
    for (const code of RULE_CODES) {
      const { title, meaning, place, remedy, notes } = EXPLANATIONS[code];
      for (const { ja, en } of [title, meaning, place, remedy, ...notes]) {
        expect(ja).toMatch(/[ぁ-んァ-ヶ一-龠]/);
        expect(en).toMatch(/[a-z]/);
      }
    }
  });

  it('shows expressions of the layouts in words only', () => {
    expect(languages.map(committed).join('\n')).not.toMatch(/`\^/);
  });
});

describe('An example of the manual', () => {
  const rulesFound = (example: CheckedExample, side: 'wrong' | 'correct') =>
    findingsOf(example, side).map(({ rule }) => rule);

  it.each(tried)('of $code ($number) passes where it is correct', ({ example }) => {
    expect(rulesFound(example, 'correct')).toEqual([]);
  });

  it.each(tried)('of $code ($number) breaks this rule and no other where it is wrong', ({ code, example }) => {
    expect(rulesFound(example, 'wrong')).toEqual([code]);
  });
});
