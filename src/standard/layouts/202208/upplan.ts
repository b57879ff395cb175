import { numbered } from '../field.js';
import { Form } from '../form.js';
import { upplan as upplanOf202407 } from '../202407/upplan.js';
import { detailNoOnlyForEquipment, useSlipHead, useSlipTail } from '../use-slip-items.js';

/** 第6表（サービス利用票）, 202208: without the three equipment items that edition 4.0 added. */
export const upplan: Form = {
  ...upplanOf202407,
  fields: numbered([...useSlipHead, ...useSlipTail]),
  conditions: [detailNoOnlyForEquipment],
  derived: true,
};
