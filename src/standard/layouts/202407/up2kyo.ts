import { text, alnum, integer, date8, code, numbered } from '../field.js';
import { csvForm } from '../form.js';
import { INSURANCE_COVERED } from '../code-lists.js';
import {
  csvVersion,
  insurerNumber,
  insuredNumber,
  planDate,
  updaterOfficeNumber,
  identifier,
} from '../shared-fields.js';

/** 居宅サービス計画2表, 202407. */
export const up2kyo = csvForm({
  code: 'UP2KYO',
  name: { ja: '居宅サービス計画2表', en: 'Care plan table 2' },
  group: 'plan',
  recordKeys: ['insurerNumber', 'insuredNumber', 'planDate'],
  dependsOn: ['UP1KYO'],
  fields: numbered([
    csvVersion,
    insurerNumber,
    insuredNumber,
    date8('居宅計画書作成年月日', 'createdDate', { required: true }),
    planDate,
    // 1-99. First sort key.
    integer('課題ＮＯ', 'issueNo', { max: 2, range: [1, 99] }),
    // Print image: may be empty on rows that repeat the same issue.
    text('課題', 'issue'),
    // 1-99 within the issue. Second sort key.
    integer('援助目標ＮＯ', 'goalNo', { max: 2, range: [1, 99] }),
    text('長期目標', 'longTermGoal'),
    text('短期目標', 'shortTermGoal'),
    text('長期期間', 'longTermPeriod'),
    text('短期期間', 'shortTermPeriod'),
    // 1-99 within the goal. Third sort key.
    integer('援助内容ＮＯ', 'supportNo', { max: 2, range: [1, 99] }),
    text('サービス内容', 'serviceContent'),
    code('保険対象区分', 'insuranceCovered', INSURANCE_COVERED),
    // Free text, not a service type code.
    text('サービス種別', 'serviceKind'),
    alnum('サービス事業者コード', 'serviceOfficeNumber', { exact: 10 }),
    text('サービス事業所名', 'serviceOfficeName'),
    text('頻度', 'frequency'),
    text('実施期間', 'servicePeriod'),
    updaterOfficeNumber,
    identifier,
  ]),
});
