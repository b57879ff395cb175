import { IncomingMessage } from 'node:http';
import Negotiator from 'negotiator';
import { Bilingual } from './problem.js';

export type Language = 'ja' | 'en';

/** The caller's language by Accept-Language (RFC 9110 section 12.5.4); Japanese when neither is asked for. */
export function languageOf(request: Pick<IncomingMessage, 'headers'>): Language {
  return new Negotiator(request).language(['ja', 'en']) === 'en' ? 'en' : 'ja';
}

export function inLanguage(text: Bilingual, language: Language): string {
  return text[language];
}
