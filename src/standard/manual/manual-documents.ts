import { EDITIONS } from '../editions.js';
import { manualMarkdown } from './manual-markdown.js';
import { ManualLanguage } from './manual-words.js';
import { RuleManual, ruleManual } from './rule-manual.js';

/** Names of the documents under docs/, each of which refers to the other. */
export const MANUAL_FILES: Readonly<Record<ManualLanguage, string>> = { ja: 'rules.ja.md', en: 'rules.md' };

const OTHER: Readonly<Record<ManualLanguage, ManualLanguage>> = { ja: 'en', en: 'ja' };

let manual: RuleManual | undefined;

/** The manual of all versions held; `hrefOf` says where it is to be found in each language. */
export function manualIn(language: ManualLanguage, hrefOf: (language: ManualLanguage) => string): string {
  manual ??= ruleManual(EDITIONS);
  return manualMarkdown(manual, { language, other: hrefOf(OTHER[language]) });
}

/** The document as it is committed. Prettier would pad its long tables to their widest cell. */
export function manualDocument(language: ManualLanguage): string {
  const markdown = manualIn(language, (other) => MANUAL_FILES[other]);
  return `<!-- Written by \`npm run docs\`. -->\n<!-- prettier-ignore-start -->\n\n${markdown}\n<!-- prettier-ignore-end -->\n`;
}
