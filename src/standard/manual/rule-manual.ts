import { Finding, Message, RuleCode, Severity } from '../findings.js';
import { Edition } from '../layouts/edition.js';
import { CELL_RULES, RULES } from '../rules/catalogue.js';
import { placesOf } from './applicability.js';
import { findingsOf } from './example-files.js';
import { ExampleLines, linesOf } from './example-lines.js';
import { Example, Explanation } from './explanation.js';
import { CHAPTERS, EXPLANATIONS } from './explanations.js';
import { introduction, IntroductionPart } from './introduction.js';
import { PlaceTable } from './places.js';

/** An example with what the check says of it; null where the check of files does not see the fault. */
export interface ShownExample {
  readonly lines: ExampleLines;
  readonly finding: Finding | null;
}

/** All that the manual tells of one rule. */
export interface RuleEntry extends Omit<Explanation, 'examples'> {
  readonly code: RuleCode;
  readonly severity: Severity;
  readonly sources: readonly string[];
  readonly examples: readonly ShownExample[];
  readonly tables: readonly PlaceTable[];
}

export interface ManualChapter {
  readonly title: Message;
  readonly rules: readonly RuleEntry[];
}

/** The manual of the rules (点検ルール) as data, ready to be written down in either language. */
export interface RuleManual {
  readonly introduction: readonly IntroductionPart[];
  readonly chapters: readonly ManualChapter[];
}

/** Puts the manual together: words from the explanations, places from the layouts, findings from the check itself. */
export function ruleManual(editions: readonly Edition[]): RuleManual {
  return {
    introduction: introduction(),
    chapters: CHAPTERS.map(({ title, codes }) => ({ title, rules: codes.map((code) => entryOf(code, editions)) })),
  };
}

function entryOf(code: RuleCode, editions: readonly Edition[]): RuleEntry {
  const rules = [...RULES, ...CELL_RULES].filter((rule) => rule.code === code);
  const explanation = EXPLANATIONS[code];
  return {
    ...explanation,
    code,
    severity: rules[0]?.severity ?? 'error',
    sources: [...new Set(rules.map((rule) => rule.source))],
    examples: explanation.examples.map(shownExample),
    tables: placesOf(code, editions),
  };
}

function shownExample(example: Example): ShownExample {
  const finding = 'change' in example ? (findingsOf(example, 'wrong')[0] ?? null) : null;
  return { lines: linesOf(example), finding };
}
