import { alnum, numbered } from '../field.js';
import { csvForm } from '../form.js';
import { csvVersion, insurerNumber, insuredNumber, deleteMonth } from '../shared-fields.js';

/** 実績情報_削除, 202407. */
export const dltjsk = csvForm({
  code: 'DLTJSK',
  name: { ja: '実績情報_削除', en: 'Actuals, delete' },
  group: 'actual',
  month: 'serviceMonth',
  monthField: 'deleteMonth',
  recordKeys: ['insurerNumber', 'insuredNumber', 'deleteMonth', 'serviceOfficeNumber', 'serviceType'],
  deletes: ['UPJSK'],
  fields: numbered([
    csvVersion,
    insurerNumber,
    insuredNumber,
    deleteMonth,
    alnum('サービス事業者コード', 'serviceOfficeNumber', { exact: 10, required: true }),
    // Actuals are withdrawn per service type.
    alnum('サービス種類コード', 'serviceType', { exact: 2, required: true }),
  ]),
});
