import { CARE_MANAGERS, CareManager, Letter, serviceOffice, ServiceOffice } from './cast.js';
import { PATTERN_IDS, PatternId, PATTERNS } from './patterns.js';
import { Person, personOf } from './persons.js';

/** A version of the standard, and the months in which it is tried. */
export interface TrialMonth {
  readonly version: string;
  /** YYYYMM. */
  readonly month: string;
  readonly next: string;
}

/**
 * The pilot ran in February 2021, before either version applied (202208 from 2023-01, 202407 from 2025-04). These months
 * begin on a Monday like that one: its days of the month keep their days of the week.
 */
export const TRIAL_MONTHS: readonly TrialMonth[] = [
  { version: '202208', month: '202305', next: '202306' },
  { version: '202407', month: '202509', next: '202510' },
];

/** One person, planned for by one office, who goes through one pattern. */
export interface Episode extends TrialMonth {
  readonly pattern: PatternId;
  readonly careManager: CareManager;
  /** In the order of the pattern: one or two. */
  readonly services: readonly ServiceOffice[];
  readonly person: Person;
}

/** What part of the pilot is replayed; all of it unless narrowed. */
export interface Scope {
  readonly versions?: readonly string[];
  readonly careManagers?: readonly Letter[];
  readonly patterns?: readonly PatternId[];
}

/**
 * Every pattern at every care-manager office, once with direct service offices and once with such behind relays: all
 * pairs of 図表120 go through all patterns of their kind.
 */
export function episodesOf(scope: Scope = {}): Episode[] {
  const months = TRIAL_MONTHS.filter(({ version }) => scope.versions?.includes(version) ?? true);
  const patterns = PATTERN_IDS.filter((id) => scope.patterns?.includes(id) ?? true);
  return months.flatMap((month) =>
    CARE_MANAGERS.flatMap((careManager, at) =>
      scope.careManagers?.includes(careManager.letter) === false
        ? []
        : patterns.flatMap((pattern) =>
            servicesOf(careManager, pattern).map((letters, set) => ({
              ...month,
              ...{ pattern, careManager },
              services: letters.map(serviceOffice),
              person: personOf(pattern, repetition(at, set)),
            })),
          ),
    ),
  );
}

function servicesOf(careManager: CareManager, pattern: PatternId): readonly (readonly Letter[])[] {
  return PATTERNS[pattern].services === 1 ? careManager.single.map((letter) => [letter]) : careManager.double;
}

/** 0 is A with its offices behind relays, of whom 巻末資料7 tells. */
function repetition(careManagerAt: number, set: number): number {
  const count = CARE_MANAGERS.length * 2;
  return (careManagerAt * 2 + set + count - 1) % count;
}
