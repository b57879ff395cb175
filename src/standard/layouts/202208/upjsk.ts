import { Form } from '../form.js';
import { upjsk as upjskOf202407 } from '../202407/upjsk.js';
import { upplan } from './upplan.js';

/** 実績情報（第6表と同フォーマット）, 202208. */
export const upjsk: Form = {
  ...upplan,
  code: upjskOf202407.code,
  name: upjskOf202407.name,
  group: upjskOf202407.group,
  servesReceiver: false,
};
