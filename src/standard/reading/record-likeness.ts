import { FormCode } from '../layouts/form.js';

/** Texts that the print shows once, on the first of the rows whose `numbers` repeat; the first text leads the others. */
export interface PrintedOnce {
  readonly numbers: readonly string[];
  readonly texts: readonly string[];
}

/** How the records of a form that belong to one key are told apart. Identifiers of items throughout. */
export interface RecordLikeness {
  /** Running numbers (ＮＯ); with them the order in the file says nothing more. */
  readonly numbers: readonly string[];
  readonly printedOnce: readonly PrintedOnce[];
  /** Items that make two records the same although others differ, the most telling combination first. */
  readonly alike: readonly (readonly string[])[];
  /** True where a record's place is in its place in the file only. */
  readonly ordered: boolean;
  /** What becomes of records that are like none: paired in turn, in turn where the same items are filled, or left. */
  readonly remainder: 'in-turn' | 'same-items' | 'apart';
}

const ONE_RECORD: RecordLikeness = { numbers: [], printedOnce: [], alike: [], ordered: false, remainder: 'in-turn' };

/** 居宅サービス計画2表: rows are sorted by 課題ＮＯ, 援助目標ＮＯ, 援助内容ＮＯ, and repeated texts may be left out. */
const up2kyo: RecordLikeness = {
  ...ONE_RECORD,
  numbers: ['issueNo', 'goalNo', 'supportNo'],
  printedOnce: [
    { numbers: ['issueNo'], texts: ['issue'] },
    { numbers: ['issueNo', 'goalNo'], texts: ['longTermGoal', 'longTermPeriod'] },
    { numbers: ['issueNo', 'goalNo'], texts: ['shortTermGoal', 'shortTermPeriod'] },
  ],
  remainder: 'same-items',
};

/** 支援計画: the rule of 第2表 with 課題ＮＯ, 支援計画ＮＯ, 利用サービスＮＯ. */
const upyoboSub: RecordLikeness = {
  ...ONE_RECORD,
  numbers: ['issueNo', 'supportPlanNo', 'usedServiceNo'],
  printedOnce: [
    ...['overallIssue', 'proposal', 'proposalWish', 'goal'].map((id) => ({ numbers: ['issueNo'], texts: [id] })),
    ...['supportPoint', 'selfCareAndInformal', 'insuredOrCommunityService'].map((id) => ({
      numbers: ['issueNo', 'supportPlanNo'],
      texts: [id],
    })),
  ],
  remainder: 'same-items',
};

/** 第3表: weekday and time give a row its place on the sheet, not the order of the file. */
const up3kyo: RecordLikeness = {
  ...ONE_RECORD,
  alike: [
    ['weekday', 'serviceStartTime', 'serviceEndTime'],
    ['careService', 'weekday'],
    ['careService', 'serviceStartTime', 'serviceEndTime'],
    ['activityStartTime', 'activityEndTime'],
    ['dailyActivity'],
  ],
  remainder: 'same-items',
};

const EQUIPMENT = ['taisCode', 'equipmentNotificationCode', 'detailNo'];

/** 第6表, 予定 and 実績: day and time give a service its place. A service on another day is another service. */
const useSlip: RecordLikeness = {
  ...ONE_RECORD,
  alike: [
    ['serviceDate', 'startTime', 'endTime', 'serviceCode', 'serviceOfficeNumber', 'satelliteNo', ...EQUIPMENT],
    ['serviceDate', 'startTime', 'endTime', 'serviceCode', 'serviceOfficeNumber'],
    ['serviceDate', 'serviceCode', 'serviceOfficeNumber'],
    ['serviceDate', 'startTime', 'endTime', 'serviceOfficeNumber'],
    ['serviceDate', 'startTime', 'endTime', 'serviceCode'],
    // A longer visit has another end and another code.
    ['serviceDate', 'startTime', 'serviceOfficeNumber'],
  ],
  remainder: 'apart',
};

/** 第7表: a row is the sum of one service of one office; several only of equipment, or at different units. */
const upsikyu: RecordLikeness = {
  ...ONE_RECORD,
  alike: [
    ['serviceOfficeNumber', 'satelliteNo', 'serviceCode', 'over30Days', 'units', ...EQUIPMENT],
    ['serviceOfficeNumber', 'satelliteNo', 'serviceCode', ...EQUIPMENT],
    ['serviceOfficeNumber', 'serviceCode'],
  ],
  remainder: 'apart',
};

/** 別表 of 利用者基本情報: time and date are free text, so the rows have no order but that of the file. */
const list: RecordLikeness = { ...ONE_RECORD, ordered: true, remainder: 'same-items' };

const LIKENESS: Partial<Record<FormCode, RecordLikeness>> = {
  UP2KYO: up2kyo,
  UPYOBO_SUB: upyoboSub,
  UP3KYO: up3kyo,
  UPPLAN: useSlip,
  UPJSK: useSlip,
  UPSIKYU: upsikyu,
  UPKIHON_SUB1: { ...list, alike: [['timeOfDay']] },
  UPKIHON_SUB2: { ...list, alike: [['onsetDate', 'diseaseName'], ['diseaseName']] },
};

/** All other forms have one record a key. */
export const likenessOf = (form: FormCode): RecordLikeness => LIKENESS[form] ?? ONE_RECORD;
