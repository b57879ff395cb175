import { text, integer, numbered } from '../field.js';
import { csvForm } from '../form.js';
import { csvVersion, insurerNumber, insuredNumber, preventivePlanDate } from '../shared-fields.js';

/** 介護予防サービス・支援計画書（別表）支援計画, 202407. */
export const upyoboSub = csvForm({
  code: 'UPYOBO_SUB',
  name: { ja: '介護予防サービス・支援計画書（別表）支援計画', en: 'Preventive plan, annex (support plan)' },
  group: 'preventivePlan',
  recordKeys: ['insurerNumber', 'insuredNumber', 'planDate'],
  dependsOn: ['UPYOBO'],
  fields: numbered([
    csvVersion,
    insurerNumber,
    insuredNumber,
    preventivePlanDate,
    // Printed as free text of length 2; the examples hold serial numbers from 1.
    integer('課題ＮＯ', 'issueNo', { max: 2, uncertain: ['type'] }),
    // Nos. 6-9 are filled on the first row of an issue only.
    text('総合的課題', 'overallIssue'),
    text('課題に対する目標と具体策の提案', 'proposal'),
    text('具体策についての意向 本人・家族', 'proposalWish'),
    text('目標', 'goal'),
    // Printed as free text of length 2; the examples hold serial numbers from 1.
    integer('支援計画ＮＯ', 'supportPlanNo', { max: 2, uncertain: ['type'] }),
    // Nos. 11-13 are filled on the first row of a support plan only.
    text('【支援計画】目標についての支援のポイント', 'supportPoint'),
    text('【支援計画】本人等のセルフケアや家族の支援、インフォーマルサービス（民間サービス）', 'selfCareAndInformal'),
    text('【支援計画】介護保険サービス又は地域支援事業（総合事業のサービス）', 'insuredOrCommunityService'),
    // Printed as free text of length 2; the examples hold serial numbers from 1.
    integer('利用サービスＮＯ', 'usedServiceNo', { max: 2, uncertain: ['type'] }),
    text('【利用サービス】サービス種別', 'usedServiceKind'),
    text('【利用サービス】事業所(利用先)', 'usedServiceOffice'),
    text('【利用サービス】期間', 'usedServicePeriod'),
  ]),
});
