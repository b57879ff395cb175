import { text, alnum, date8, code, numbered } from '../field.js';
import { csvForm } from '../form.js';
import { CERTIFICATION_STATUS, CARE_LEVEL, PLAN_CATEGORY, LIVING_SUPPORT_REASON } from '../code-lists.js';
import {
  csvVersion,
  insurerNumber,
  insuredNumber,
  createdDate,
  planDate,
  updaterOfficeNumber,
  identifier,
  POSTAL_CODE,
} from '../shared-fields.js';

/** 居宅サービス計画1表, 202407. */
export const up1kyo = csvForm({
  code: 'UP1KYO',
  name: { ja: '居宅サービス計画1表', en: 'Care plan table 1' },
  group: 'plan',
  recordKeys: ['insurerNumber', 'insuredNumber', 'planDate'],
  fields: numbered([
    csvVersion,
    insurerNumber,
    insuredNumber,
    createdDate,
    alnum('利用者郵便番号', 'userPostalCode', { exact: 8, pattern: POSTAL_CODE }),
    text('利用者住所１', 'userAddress1'),
    text('利用者住所２', 'userAddress2'),
    text('居宅サービス計画作成者氏名', 'plannerName', { required: true }),
    text('介護支援事業者名', 'plannerOfficeName', { required: true }),
    alnum('介護支援事業者郵便番号', 'plannerOfficePostalCode', { exact: 8, pattern: POSTAL_CODE }),
    text('介護支援事業者住所１', 'plannerOfficeAddress1'),
    text('介護支援事業者住所２', 'plannerOfficeAddress2'),
    alnum('介護支援事業者コード', 'plannerOfficeNumber', { exact: 10, required: true }),
    planDate,
    date8('初回居宅サービス計画作成日', 'firstPlanDate', { required: true }),
    code('計画書区分', 'planCategory', PLAN_CATEGORY),
    code('認定状況区分', 'certificationStatus', CERTIFICATION_STATUS),
    date8('認定日', 'certificationDate'),
    date8('認定有効期間開始日', 'certificationStartDate'),
    date8('認定有効期間終了日', 'certificationEndDate'),
    code('要介護状態区分', 'careLevel', CARE_LEVEL),
    text('利用者及び家族の生活に対する意向を踏まえた課題分析の結果', 'issueAnalysis'),
    text('介護認定審査会の意見及びサービスの種類の指定', 'reviewBoardOpinion'),
    text('総合的な援助の方針', 'overallPolicy'),
    code('生活援助中心型の算定理由', 'livingSupportReason', LIVING_SUPPORT_REASON),
    // Used with reason 3.
    text('その他理由', 'livingSupportOtherReason'),
    updaterOfficeNumber,
    identifier,
  ]),
});
