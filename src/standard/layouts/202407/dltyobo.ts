import { numbered } from '../field.js';
import { csvForm } from '../form.js';
import { csvVersion, insurerNumber, insuredNumber, preventivePlanDate } from '../shared-fields.js';

/** 介護予防サービス・支援計画書_削除, 202407. */
export const dltyobo = csvForm({
  code: 'DLTYOBO',
  name: { ja: '介護予防サービス・支援計画書_削除', en: 'Preventive service and support plan, delete' },
  group: 'preventivePlan',
  recordKeys: ['insurerNumber', 'insuredNumber', 'planDate'],
  deletes: ['UPYOBO', 'UPYOBO_SUB'],
  fields: numbered([csvVersion, insurerNumber, insuredNumber, preventivePlanDate]),
});
