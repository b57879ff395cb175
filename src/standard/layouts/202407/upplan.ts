import { numbered } from '../field.js';
import { csvForm } from '../form.js';
import {
  detailNoOnlyForEquipment,
  equipmentCodeNeeded,
  equipmentItems,
  useSlipHead,
  useSlipTail,
} from '../use-slip-items.js';

/** 第6表（サービス利用票）, 202407: planned services of one month. */
export const upplan = csvForm({
  code: 'UPPLAN',
  name: { ja: '第6表（サービス利用票）', en: 'Service use slip (table 6), planned' },
  group: 'useSlip',
  month: 'serviceMonth',
  monthField: 'targetMonth',
  recordKeys: ['insurerNumber', 'insuredNumber', 'targetMonth'],
  fields: numbered([...useSlipHead, ...equipmentItems, ...useSlipTail]),
  servesReceiver: true,
  conditions: [equipmentCodeNeeded, detailNoOnlyForEquipment],
});
