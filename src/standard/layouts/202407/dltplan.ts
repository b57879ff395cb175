import { numbered } from '../field.js';
import { csvForm } from '../form.js';
import { csvVersion, insurerNumber, insuredNumber, deleteMonth } from '../shared-fields.js';

/** 第6表（サービス利用票）_削除, 202407. */
export const dltplan = csvForm({
  code: 'DLTPLAN',
  name: { ja: '第6表（サービス利用票）_削除', en: 'Service use slip, planned, delete' },
  group: 'useSlip',
  month: 'serviceMonth',
  monthField: 'deleteMonth',
  recordKeys: ['insurerNumber', 'insuredNumber', 'deleteMonth'],
  deletes: ['UPPLAN', 'UPSIKYU'],
  fields: numbered([csvVersion, insurerNumber, insuredNumber, deleteMonth]),
});
