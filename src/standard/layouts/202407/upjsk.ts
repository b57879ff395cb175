import { Form } from '../form.js';
import { upplan } from './upplan.js';

/**
 * 実績情報（第6表と同フォーマット）, 202407. The annex example keeps 43 after the sender although the sender is the
 * service office; the rule, each code belongs to the office number before it, is followed.
 */
export const upjsk: Form = {
  ...upplan,
  code: 'UPJSK',
  name: { ja: '実績情報（第6表と同フォーマット）', en: 'Service use slip (table 6), actual' },
  group: 'actual',
  servesReceiver: false,
};
