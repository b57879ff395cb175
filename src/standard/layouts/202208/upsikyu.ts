import { integer, numbered } from '../field.js';
import { Form } from '../form.js';
import { upsikyu as upsikyuOf202407 } from '../202407/upsikyu.js';
import { totalRowConditions, useSlipAnnexFigures, useSlipAnnexHead } from '../use-slip-annex-items.js';

const countOrDays = integer('回数／日数', 'countOrDays', { max: 2, required: true });

// Length 2 in the first edition of 202208, 5 since edition 3.2 (June 2023).
const stayDays = integer('前月までの利用日数', 'stayDaysToPreviousMonth', { max: 5 });

/** 第7表（サービス利用票別表）, 202208: without the three equipment items that edition 4.0 added. */
export const upsikyu: Form = {
  ...upsikyuOf202407,
  fields: numbered([...useSlipAnnexHead, ...useSlipAnnexFigures(countOrDays, stayDays)]),
  conditions: totalRowConditions,
  derived: true,
};
