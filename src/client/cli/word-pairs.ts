import { Language } from '../language.js';

export type WordPair = readonly [ja: string, en: string];
export type WordPairs<K extends string> = Readonly<Record<K, WordPair>>;

export const pick = (pair: WordPair, language: Language): string => pair[language === 'ja' ? 0 : 1];

/** What a newer gateway may say is shown as it is. */
export function pickOrKey(pairs: WordPairs<string>, key: string, language: Language): string {
  const pair = pairs[key];
  return pair ? pick(pair, language) : key;
}
