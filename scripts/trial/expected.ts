import { PatternId } from './patterns.js';

/**
 * What must be held after each step of a pattern. Written down by hand from what 巻末資料7 says shall be the case; the
 * steps that are sent are worked out from its changes (patterns.ts). Two ways to the same cells: neither asks the other.
 */
export interface Held {
  /** At every service office of the person. */
  readonly plan?: 'first' | 'revised';
  /** At every service office that it names, each with the visits of both (印刷イメージ): first service, second. */
  readonly slip?: Visits;
  readonly next?: Visits;
  /** At the care-manager office, from each service office its own. */
  readonly actual?: Visits;
}

/** Days and times, such as `2 15 22 @13:00-14:00; 8 @14:00-15:00`; empty where the service has none. */
export type Visits = readonly [first: string, second?: string];

/** 巻末資料7, 操作2 of 1-1 and 2-1; before it, our own words. */
export const PLAN_TEXTS = {
  first: { policy: '自宅での生活を続けられるよう支援します。', issue: '一人で外出するのが不安', phone: '' },
  revised: {
    policy: '関節の動きをよくする体操等を取り入れていきます。',
    issue: '病気が悪くならないようにしたい',
    phone: '03-1234-5678',
  },
} as const;

const MONDAYS = '1 8 15 22 @13:00-14:00';
const WEDNESDAYS = '3 10 17 24 @13:00-16:00';
const FRIDAYS = '5 12 19 26 @13:00-16:00';
const NOTHING: Held = {};

const plan: readonly Held[] = [{ plan: 'first' }, { plan: 'revised' }, NOTHING];

const LAST_SLIP_OF_12: Visits = ['2 15 22 23 26 @13:00-14:00'];
const LAST_SLIP_OF_22: Visits = ['3 17 24 25 @13:00-16:00', '5 @14:00-17:00; 12 19 26 @13:00-16:00'];

/** After step ①, ②, … of each pattern. */
export const EXPECTED: Readonly<Record<PatternId, readonly Held[]>> = {
  '1-1': plan,
  '1-2': [
    { slip: [MONDAYS] },
    { slip: ['2 15 22 @13:00-14:00; 8 @14:00-15:00'] },
    { slip: LAST_SLIP_OF_12 },
    { slip: LAST_SLIP_OF_12, actual: ['2 15 22 @13:00-14:00; 8 @14:00-15:00'] },
    { slip: LAST_SLIP_OF_12, actual: ['2 22 24 26 @13:00-14:00; 15 @14:00-15:00'] },
  ],
  "1-2'": [{ slip: [MONDAYS] }, { slip: [MONDAYS], actual: [MONDAYS] }],
  '1-3': [{ slip: [MONDAYS] }, NOTHING],
  '1-4': [
    { slip: [MONDAYS] },
    { slip: [MONDAYS], next: [MONDAYS] },
    { slip: [MONDAYS], next: [MONDAYS], actual: [MONDAYS] },
    { slip: [MONDAYS], next: [MONDAYS] },
  ],
  '2-1': plan,
  '2-2': [
    { slip: [WEDNESDAYS] },
    { slip: ['3 10 17 24 25 @13:00-16:00', FRIDAYS] },
    { slip: LAST_SLIP_OF_22 },
    { slip: LAST_SLIP_OF_22, actual: ['3 10 17 24 25 @13:00-16:00', FRIDAYS] },
    {
      slip: LAST_SLIP_OF_22,
      actual: ['3 @14:00-17:00; 17 24 25 @13:00-16:00', '5 @14:00-17:00; 19 22 23 26 @13:00-16:00'],
    },
  ],
  "2-2'": [{ slip: [WEDNESDAYS, FRIDAYS] }, { slip: [WEDNESDAYS, FRIDAYS], actual: [WEDNESDAYS, FRIDAYS] }],
  '2-3': [{ slip: [WEDNESDAYS, FRIDAYS] }, NOTHING],
  '2-4': [
    { slip: [WEDNESDAYS, FRIDAYS] },
    { slip: [WEDNESDAYS, FRIDAYS], next: [WEDNESDAYS, FRIDAYS] },
    { slip: [WEDNESDAYS, FRIDAYS], next: [WEDNESDAYS, FRIDAYS], actual: [WEDNESDAYS, FRIDAYS] },
    { slip: [WEDNESDAYS, FRIDAYS], next: [WEDNESDAYS, FRIDAYS], actual: ['', FRIDAYS] },
  ],
};
