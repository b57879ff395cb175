import { text, alnum, date8, code, numbered } from '../field.js';
import { csvForm } from '../form.js';
import {
  SEX,
  APPLIES,
  PLAN_TYPE,
  OUTSOURCED,
  CONSULTATION_METHOD,
  CONSULTATION_COUNT,
  USER_SITUATION,
  DISABILITY_INDEPENDENCE,
  DEMENTIA_INDEPENDENCE,
  CARE_LEVEL_OF_BASIC_INFORMATION,
  CHECKLIST_RESULT,
  HOUSING_TYPE,
  PRESENT_OR_ABSENT,
} from '../code-lists.js';
import { csvVersion, insurerNumber, insuredNumber, consultationDate } from '../shared-fields.js';

/** One of the four 緊急連絡先; the address may hold information other than an address. */
function emergencyContact(nth: number) {
  return [
    text(`${nth} 緊急連絡先(氏名)`, `emergency${nth}Name`),
    text(`${nth} 緊急連絡先(続柄)`, `emergency${nth}Relation`),
    text(`${nth} 緊急連絡先(住所)`, `emergency${nth}Address`),
    alnum(`${nth} 緊急連絡先(電話番号)`, `emergency${nth}Phone`, { max: 15 }),
  ];
}

/**
 * 利用者基本情報, 202407. One example of the main text shows a month in the file name; the layout annex has none, and is
 * followed.
 */
export const upkihon = csvForm({
  code: 'UPKIHON',
  name: { ja: '利用者基本情報', en: 'User basic information (preventive care)' },
  group: 'preventiveUser',
  recordKeys: ['insurerNumber', 'insuredNumber', 'consultationDate'],
  conditions: [
    { when: { field: 'consultationMethod', matches: /^03$/ }, rule: 'filled', fields: ['consultationMethodOther'] },
    { when: { field: 'userSituation', matches: /^02$/ }, rule: 'filled', fields: ['userSituationNote'] },
  ],
  fields: numbered([
    csvVersion,
    insurerNumber,
    insuredNumber,
    consultationDate,
    code('計画種類', 'planType', PLAN_TYPE, { required: true }),
    // Marked 必要 but not 必須. Filled by the regional center and by the care-manager office alike.
    code('委託の有無', 'outsourced', OUTSOURCED, { needed: true }),
    text('作成担当者', 'plannerName'),
    // With 03 the content goes in no. 9.
    code('相談方法', 'consultationMethod', CONSULTATION_METHOD),
    text('相談方法(その他の内容)', 'consultationMethodOther'),
    code('相談回数', 'consultationCount', CONSULTATION_COUNT),
    date8('前回相談日', 'previousConsultationDate'),
    // With 02 the content goes in no. 13.
    code('利用者の現況', 'userSituation', USER_SITUATION),
    text('利用者の現況(状況補足)', 'userSituationNote'),
    text('利用者氏名ﾌﾘｶﾞﾅ', 'userNameKana', { required: true }),
    text('利用者氏名', 'userName', { required: true }),
    code('利用者性別', 'userSex', SEX, { required: true }),
    date8('利用者生年月日', 'userBirthDate', { required: true }),
    text('利用者住所', 'userAddress'),
    alnum('利用者電話番号', 'userPhone', { max: 15 }),
    alnum('利用者Fax番号', 'userFax', { max: 15 }),
    code('障害高齢者の日常生活自立度', 'disabilityIndependenceLevel', DISABILITY_INDEPENDENCE),
    code('認知症高齢者の日常生活自立度', 'dementiaIndependenceLevel', DEMENTIA_INDEPENDENCE),
    // This form has 01 非該当 and no 06 事業対象者.
    code('要介護状態区分', 'careLevel', CARE_LEVEL_OF_BASIC_INFORMATION),
    date8('認定有効期限開始日', 'certificationStartDate'),
    date8('認定有効期間終了日', 'certificationEndDate'),
    code('前回の介護度', 'previousCareLevel', CARE_LEVEL_OF_BASIC_INFORMATION),
    code('基本チェックリスト記入結果', 'checklistResult', CHECKLIST_RESULT),
    date8('基本チェックリスト記入日', 'checklistDate'),
    code('障害等認定(身障)', 'disabilityPhysical', APPLIES),
    code('障害等認定(療育)', 'disabilityIntellectual', APPLIES),
    code('障害等認定(精神)', 'disabilityMental', APPLIES),
    code('障害等認定(難病)', 'disabilityIntractableDisease', APPLIES),
    text('障害等認定特記事項', 'disabilityNote'),
    code('居住形態', 'housingType', HOUSING_TYPE),
    // No format is printed for this field.
    alnum('自室の階数', 'roomFloor', { max: 2, uncertain: ['type'] }),
    code('住宅改修の有無', 'homeModification', PRESENT_OR_ABSENT),
    code('経済状況(国民年金)', 'incomeNationalPension', APPLIES),
    code('経済状況(厚生年金)', 'incomeEmployeesPension', APPLIES),
    code('経済状況(障害年金)', 'incomeDisabilityPension', APPLIES),
    code('経済状況(生活保護)', 'incomePublicAssistance', APPLIES),
    text('経済状況詳細', 'incomeNote'),
    text('来所者(相談者)氏名', 'visitorName'),
    // The sending software may put information other than an address here.
    text('来所者(相談者)住所', 'visitorAddress'),
    alnum('来所者(相談者)電話番号', 'visitorPhone', { max: 15 }),
    text('来所者(相談者)続柄', 'visitorRelation'),
    ...[1, 2, 3, 4].flatMap(emergencyContact),
    // Name of the UPKIHON_IMAGE file (JPEG) of this record; the same office, type and sequence segments plus a
    // 4-digit branch.
    text('家族構成 画像ファイル名', 'familyImageFileName'),
    text('家族関係等の状況', 'familySituation'),
    text('今までの生活', 'lifeHistory'),
    text('１日の生活・すごし方(生活全般)', 'dailyLifeGeneral'),
    text('趣味・楽しみ・特技', 'hobbies'),
    text('友人・地域との関係', 'friendsAndCommunity'),
    text('現在利用している公的サービス', 'publicServicesInUse'),
    text('現在利用している非公的サービス', 'informalServicesInUse'),
    date8('同意日', 'consentDate'),
    text('同意者氏名', 'consentName'),
  ]),
});
