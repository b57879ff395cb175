import { numbered } from '../field.js';
import { csvForm } from '../form.js';
import { csvVersion, insurerNumber, insuredNumber, planDate } from '../shared-fields.js';

/** 居宅サービス計画1表_削除, 202407. */
export const dlt1kyo = csvForm({
  code: 'DLT1KYO',
  name: { ja: '居宅サービス計画1表_削除', en: 'Care plan table 1, delete' },
  group: 'plan',
  recordKeys: ['insurerNumber', 'insuredNumber', 'planDate'],
  deletes: ['UP1KYO', 'UP2KYO', 'UP3KYO'],
  fields: numbered([csvVersion, insurerNumber, insuredNumber, planDate]),
});
