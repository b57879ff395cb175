import { text, date8, time4, code, numbered } from '../field.js';
import { csvForm } from '../form.js';
import { WEEKDAY } from '../code-lists.js';
import { csvVersion, insurerNumber, insuredNumber, planDate } from '../shared-fields.js';

/** 居宅サービス計画3表, 202407. */
export const up3kyo = csvForm({
  code: 'UP3KYO',
  name: { ja: '居宅サービス計画3表', en: 'Care plan table 3 (weekly plan)' },
  group: 'plan',
  recordKeys: ['insurerNumber', 'insuredNumber', 'planDate'],
  dependsOn: ['UP1KYO'],
  fields: numbered([
    csvVersion,
    insurerNumber,
    insuredNumber,
    date8('週間サービス計画表作成年月日', 'createdDate', { required: true }),
    planDate,
    // Group A of a row (nos. 6-9). A row of the example fills one of groups A, B, C only.
    text('介護サービス内容', 'careService'),
    code('曜日', 'weekday', WEEKDAY),
    time4('開始時間', 'serviceStartTime'),
    time4('終了時間', 'serviceEndTime'),
    // Group B of a row (nos. 10-12).
    text('主な日常生活上の活動', 'dailyActivity'),
    time4('開始時間', 'activityStartTime'),
    time4('終了時間', 'activityEndTime'),
    // Group C of a row (no. 13).
    text('週単位以外のサービス', 'nonWeeklyService'),
  ]),
});
