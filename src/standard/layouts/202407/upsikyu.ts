import { integer, numbered } from '../field.js';
import { csvForm } from '../form.js';
import { totalRowConditions, useSlipAnnexFigures, useSlipAnnexHead } from '../use-slip-annex-items.js';
import { equipmentCodeNeeded, equipmentItems } from '../use-slip-items.js';

// Three digits since edition 4.0; no value is given for total rows.
const countOrDays = integer('回数／日数', 'countOrDays', { max: 3, required: true });

// The table of 4.1 prints 2; the update history raised it from 2 to 5 in edition 3.2, and 5 is the safe maximum.
const stayDays = integer('前月までの利用日数', 'stayDaysToPreviousMonth', { max: 5, uncertain: ['length'] });

/** 第7表（サービス利用票別表）, 202407. */
export const upsikyu = csvForm({
  code: 'UPSIKYU',
  name: { ja: '第7表（サービス利用票別表）', en: 'Service use slip annex (table 7)' },
  group: 'useSlip',
  month: 'serviceMonth',
  monthField: 'targetMonth',
  recordKeys: ['insurerNumber', 'insuredNumber', 'targetMonth'],
  dependsOn: ['UPPLAN'],
  fields: numbered([...useSlipAnnexHead, ...equipmentItems, ...useSlipAnnexFigures(countOrDays, stayDays)]),
  conditions: [equipmentCodeNeeded, ...totalRowConditions],
});
