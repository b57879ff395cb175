import { Finding } from '../../standard/findings.js';
import { ProblemPlace } from '../gateway-problem.js';
import { Language } from '../language.js';

const WORDS = {
  ja: { row: (n: number) => `${n}行目`, column: (n: number) => `${n}列目`, error: '誤り', warning: '警告' },
  en: { row: (n: number) => `row ${n}`, column: (n: number) => `column ${n}`, error: 'error', warning: 'warning' },
} as const;

/** 点検結果, a line each: file, row, column, item, rule, and what to change. */
export function placeLine(place: ProblemPlace, language: Language): string {
  const words = WORDS[language];
  const where = [
    place.file ?? place.pointer ?? place.parameter ?? place.header,
    typeof place.row === 'number' ? words.row(place.row) : null,
    typeof place.column === 'number' ? words.column(place.column) : null,
    place.item,
    place.rule ? `${words[place.severity ?? 'error']} [${place.rule}]` : null,
  ].filter((part) => typeof part === 'string' && part !== '');
  return `${where.join('  ')}: ${place.detail}`;
}

/** A finding of the check as a place of a problem, in one language. */
export function placeOf({ message, ...place }: Finding, language: Language): ProblemPlace {
  return { ...place, detail: message[language] };
}
