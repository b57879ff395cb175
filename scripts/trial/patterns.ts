/** The columns of 図表121: a group of forms, and what is done with it. */
export const OPERATIONS = [
  'plan-create',
  'plan-update',
  'plan-delete',
  'slip-create',
  'slip-update',
  'slip-delete',
  'slip-next-month',
  'actual-create',
  'actual-update',
  'actual-delete',
] as const;

export type Operation = (typeof OPERATIONS)[number];

/** 第１・２表, 第６表（予定）・７表, 第６表（実績）; each with its 利用者補足情報, but for the last. */
export type FormGroup = 'plan' | 'slip' | 'actual';

export const groupOf = (operation: Operation): FormGroup => operation.split('-')[0] as FormGroup;

/** 1-x: the person uses one service; 2-x: two. */
export const PATTERN_IDS = ['1-1', '1-2', "1-2'", '1-3', '1-4', '2-1', '2-2', "2-2'", '2-3', '2-4'] as const;

export type PatternId = (typeof PATTERN_IDS)[number];

/** Which of the person's services: the first, or, of two, the second. */
export type Which = 0 | 1;

/** One visit; days and times as 巻末資料7 gives them. */
export interface Visit {
  readonly service: Which;
  readonly day: number;
  readonly from: string;
  readonly to: string;
}

/** What changes on a slip or in actuals. */
export type Edit =
  | { readonly kind: 'add'; readonly visits: readonly Visit[] }
  | { readonly kind: 'cancel'; readonly service: Which; readonly day: number }
  | { readonly kind: 'move'; readonly service: Which; readonly day: number; readonly toDay: number }
  | {
      readonly kind: 'retime';
      readonly service: Which;
      readonly day: number;
      readonly from: string;
      readonly to: string;
    };

/** A numbered step of a pattern. `edits` are made to what the same slip, or the same actuals, said before. */
export interface Step {
  readonly operation: Operation;
  readonly edits?: readonly Edit[];
  /** Actuals start from what was planned after that step. */
  readonly asPlannedAfter?: number;
  /** Only the first service; every service of the person otherwise. */
  readonly firstOnly?: boolean;
}

export interface Pattern {
  readonly services: 1 | 2;
  readonly steps: readonly Step[];
}

const visits = (service: Which, from: string, to: string, ...days: readonly number[]): readonly Visit[] =>
  days.map((day) => ({ service, day, from, to }));
const add = (...added: readonly (readonly Visit[])[]): Edit => ({ kind: 'add', visits: added.flat() });
const cancel = (service: Which, day: number): Edit => ({ kind: 'cancel', service, day });
const move = (service: Which, day: number, toDay: number): Edit => ({ kind: 'move', service, day, toDay });
const retime = (service: Which, day: number, from: string, to: string): Edit => ({
  ...{ kind: 'retime', service, day },
  ...{ from, to },
});

/** 巻末資料7, サービス利用日・利用時刻: Mondays for one service, Wednesdays and Fridays for two. */
const mondays = visits(0, '1300', '1400', 1, 8, 15, 22);
const wednesdays = visits(0, '1300', '1600', 3, 10, 17, 24);
const fridays = visits(1, '1300', '1600', 5, 12, 19, 26);

const plan: readonly Step[] = [
  { operation: 'plan-create' },
  { operation: 'plan-update' },
  { operation: 'plan-delete' },
];

/**
 * The ten patterns, step by step. In the extract of 図表121 the marks ①②… lost their columns; 巻末資料7 numbers the same
 * operations by kind, and so gives them back: 1(1) 第1・2表 create, 1(2) update, 1(3) delete; 2(1) 第6・7表 create, 2(2)
 * update, 2(3) second update, 2(4) delete, 2(5) the next month's; 3(1) actuals, 3(2) their update, 3(3) their deletion.
 * For 1-2 that puts ①; ②③; ④; ⑤ into slip create; slip update; actual create; actual update, which is what the two
 * lines "① ②④" and "③ ⑤" of the extract are, read by columns. Of 1-2' and 2-2' 巻末資料7 only says that they are the
 * green part of 1-2 and 2-2, with both services from the start; the extract has no colours, and 図表121 has ① and ②.
 */
export const PATTERNS: Readonly<Record<PatternId, Pattern>> = {
  '1-1': { services: 1, steps: plan },
  '1-2': {
    services: 1,
    steps: [
      { operation: 'slip-create', edits: [add(mondays)] },
      { operation: 'slip-update', edits: [move(0, 1, 2), retime(0, 8, '1400', '1500')] },
      { operation: 'slip-update', edits: [cancel(0, 8), add(visits(0, '1300', '1400', 23, 26))] },
      // What happened is what stood on the slip before its last update: so 巻末資料7 has it, for 2-2 too.
      { operation: 'actual-create', asPlannedAfter: 2 },
      {
        operation: 'actual-update',
        edits: [cancel(0, 8), retime(0, 15, '1400', '1500'), add(visits(0, '1300', '1400', 24, 26))],
      },
    ],
  },
  "1-2'": {
    services: 1,
    steps: [
      { operation: 'slip-create', edits: [add(mondays)] },
      { operation: 'actual-create', asPlannedAfter: 1 },
    ],
  },
  '1-3': { services: 1, steps: [{ operation: 'slip-create', edits: [add(mondays)] }, { operation: 'slip-delete' }] },
  '1-4': {
    services: 1,
    steps: [
      { operation: 'slip-create', edits: [add(mondays)] },
      { operation: 'slip-next-month', edits: [add(mondays)] },
      { operation: 'actual-create', asPlannedAfter: 1 },
      { operation: 'actual-delete' },
    ],
  },
  '2-1': { services: 2, steps: plan },
  '2-2': {
    services: 2,
    steps: [
      // 「地域密着型通所介護のみ」: the other office is not written to before it serves the person.
      { operation: 'slip-create', edits: [add(wednesdays)] },
      { operation: 'slip-update', edits: [add(visits(0, '1300', '1600', 25), fridays)] },
      { operation: 'slip-update', edits: [cancel(0, 10), retime(1, 5, '1400', '1700')] },
      { operation: 'actual-create', asPlannedAfter: 2 },
      {
        operation: 'actual-update',
        edits: [
          ...[retime(0, 3, '1400', '1700'), cancel(0, 10)],
          ...[retime(1, 5, '1400', '1700'), cancel(1, 12), add(visits(1, '1300', '1600', 22, 23))],
        ],
      },
    ],
  },
  "2-2'": {
    services: 2,
    steps: [
      { operation: 'slip-create', edits: [add(wednesdays, fridays)] },
      { operation: 'actual-create', asPlannedAfter: 1 },
    ],
  },
  '2-3': {
    services: 2,
    steps: [{ operation: 'slip-create', edits: [add(wednesdays, fridays)] }, { operation: 'slip-delete' }],
  },
  '2-4': {
    services: 2,
    steps: [
      { operation: 'slip-create', edits: [add(wednesdays, fridays)] },
      { operation: 'slip-next-month', edits: [add(wednesdays, fridays)] },
      { operation: 'actual-create', asPlannedAfter: 1 },
      { operation: 'actual-delete', firstOnly: true }, // 「地域密着型通所介護のみ削除」
    ],
  },
};
