import { numbered } from '../field.js';
import { csvForm } from '../form.js';
import { csvVersion, insurerNumber, insuredNumber, consultationDate } from '../shared-fields.js';

/** 利用者基本情報_削除, 202407. */
export const dltkihon = csvForm({
  code: 'DLTKIHON',
  name: { ja: '利用者基本情報_削除', en: 'User basic information, delete' },
  group: 'preventiveUser',
  recordKeys: ['insurerNumber', 'insuredNumber', 'consultationDate'],
  deletes: ['UPKIHON', 'UPKIHON_SUB1', 'UPKIHON_SUB2', 'UPKIHON_IMAGE'],
  fields: numbered([csvVersion, insurerNumber, insuredNumber, consultationDate]),
});
