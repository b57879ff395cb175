import { text, alnum, integer, date8, month6, code, numbered } from '../field.js';
import { csvForm } from '../form.js';
import { SEX, CERTIFICATION_STATUS, CARE_LEVEL } from '../code-lists.js';
import {
  csvVersion,
  insurerNumber,
  insuredNumber,
  updaterOfficeNumber,
  identifier,
  POSTAL_CODE,
} from '../shared-fields.js';

/** One slot of 種類別支給限度: full-width number in the item names. */
function typeLimit(slot: number) {
  const mark = '１２３４５６７８９'[slot - 1] ?? '';
  return [
    alnum(`${mark}サービス種類コード`, `typeLimit${slot}ServiceType`, { exact: 2 }),
    integer(`${mark}支給限度基準額`, `typeLimit${slot}LimitUnits`, { max: 7 }),
    integer(`${mark}合計単位数`, `typeLimit${slot}TotalUnits`, { max: 7 }),
    integer(`${mark}限度超単位数`, `typeLimit${slot}OverUnits`, { max: 7 }),
  ];
}

/** 利用者補足情報, 202407. Linked to 第1表 by planDate, to 第6表 by targetMonth; the other of the two is a filler value. */
export const uphosoku = csvForm({
  code: 'UPHOSOKU',
  name: { ja: '利用者補足情報', en: 'User supplement' },
  group: 'common',
  month: 'serviceMonthOrNone',
  monthField: 'targetMonth',
  recordKeys: ['insurerNumber', 'insuredNumber'],
  dependsOn: ['UPPLAN', 'UP1KYO'],
  fields: numbered([
    csvVersion,
    insurerNumber,
    insuredNumber,
    // Date of 第1表. Set 00000000 when the file accompanies 第6表/第7表 (then it is not a link key).
    date8('居宅サービス計画作成（変更）日', 'planDate', { required: true, special: ['00000000'] }),
    text('利用者氏名フリガナ', 'userNameKana', { required: true }),
    text('利用者氏名', 'userName', { required: true }),
    code('利用者性別', 'userSex', SEX, { required: true }),
    date8('利用者生年月日', 'userBirthDate', { required: true }),
    alnum('利用者郵便番号', 'userPostalCode', { exact: 8, pattern: POSTAL_CODE }),
    text('利用者住所１', 'userAddress1'),
    text('利用者住所２', 'userAddress2'),
    alnum('利用者電話番号', 'userPhone', { max: 15 }),
    date8('認定日', 'certificationDate'),
    date8('限度額適用開始年月日', 'limitStartDate'),
    date8('限度額適用終了年月日', 'limitEndDate'),
    code('認定状況区分', 'certificationStatus', CERTIFICATION_STATUS),
    date8('要介護状態変更日', 'careLevelChangeDate'),
    code('要介護状態区分', 'careLevel', CARE_LEVEL),
    integer('区分支給限度基準額', 'benefitLimitUnits', { max: 7 }),
    // Limits by service type: slots are filled from 1, only when type limits are managed. Short-stay medical care is 22.
    ...[1, 2, 3, 4, 5, 6, 7, 8, 9].flatMap(typeLimit),
    integer('合計限度超単位数', 'totalOverLimitUnits', { max: 7 }),
    integer('入所前月迄利用日数', 'stayDaysToPreviousMonth', { max: 5 }),
    integer('入所累積利用日数', 'stayDaysCumulative', { max: 5 }),
    code('前回要介護状態区分', 'previousCareLevel', CARE_LEVEL),
    alnum('同意書受付業者', 'consentOfficeNumber', { exact: 10 }),
    updaterOfficeNumber,
    identifier,
    // Service month; 000000 when the file accompanies 第1表/第2表 (then it is not a link key).
    month6('対象年月', 'targetMonth', { required: true, special: ['000000'] }),
  ]),
});
