import { text, alnum, code, numbered } from '../field.js';
import { csvForm } from '../form.js';
import { ATTENDING_PHYSICIAN, TREATMENT_PROGRESS } from '../code-lists.js';
import { csvVersion, insurerNumber, insuredNumber, consultationDate } from '../shared-fields.js';

/** 利用者基本情報（別表2）現病歴・既往歴, 202407. */
export const upkihonSub2 = csvForm({
  code: 'UPKIHON_SUB2',
  name: { ja: '利用者基本情報（別表2）現病歴・既往歴', en: 'User basic information, annex 2 (medical history)' },
  group: 'preventiveUser',
  recordKeys: ['insurerNumber', 'insuredNumber', 'consultationDate'],
  dependsOn: ['UPKIHON'],
  fields: numbered([
    csvVersion,
    insurerNumber,
    insuredNumber,
    consultationDate,
    // Free text, e.g. an era date or a year and month.
    text('年月日', 'onsetDate'),
    text('病名', 'diseaseName'),
    text('医療機関・医師名', 'medicalInstitution'),
    code('主治医・意見作成者フラグ', 'attendingPhysicianFlag', ATTENDING_PHYSICIAN),
    alnum('医療機関・医師電話番号', 'medicalInstitutionPhone', { max: 15 }),
    code('経過', 'progress', TREATMENT_PROGRESS),
    text('治療中の内容', 'treatmentNote'),
  ]),
});
