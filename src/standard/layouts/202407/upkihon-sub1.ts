import { text, numbered } from '../field.js';
import { csvForm } from '../form.js';
import { csvVersion, insurerNumber, insuredNumber, consultationDate } from '../shared-fields.js';

/** 利用者基本情報（別表1）１日の生活・すごし方(タイムスケジュール), 202407. */
export const upkihonSub1 = csvForm({
  code: 'UPKIHON_SUB1',
  name: {
    ja: '利用者基本情報（別表1）１日の生活・すごし方(タイムスケジュール)',
    en: 'User basic information, annex 1 (daily schedule)',
  },
  group: 'preventiveUser',
  recordKeys: ['insurerNumber', 'insuredNumber', 'consultationDate'],
  dependsOn: ['UPKIHON'],
  fields: numbered([
    csvVersion,
    insurerNumber,
    insuredNumber,
    consultationDate,
    // Free text, e.g. 6:00.
    text('時間', 'timeOfDay'),
    text('本人の生活状況', 'userActivity'),
    text('介護者・家族の生活状況', 'familyActivity'),
  ]),
});
