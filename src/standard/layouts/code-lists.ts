import { Code } from './field.js';

/** A closed list (コード値) of the layout definition book: pairs of code and printed label. */
function list(...pairs: readonly (readonly [code: string, label: string])[]): readonly Code[] {
  return pairs.map(([code, label]) => ({ code, label }));
}

export const SEX = list(['1', '男性'], ['2', '女性']);

export const CERTIFICATION_STATUS = list(['1', '申請中'], ['2', '認定済']);

/** 要介護状態区分. */
export const CARE_LEVEL = list(
  ['06', '事業対象者'],
  ['12', '要支援１'],
  ['13', '要支援２'],
  ['21', '要介護１'],
  ['22', '要介護２'],
  ['23', '要介護３'],
  ['24', '要介護４'],
  ['25', '要介護５'],
);

export const PLAN_CATEGORY = list(
  ['11', '初回'],
  ['12', '紹介'],
  ['21', '継続'],
  ['51', '初回＆紹介'],
  ['52', '初回＆継続'],
  ['53', '紹介＆継続'],
  ['54', '初回＆紹介＆継続'],
);

export const LIVING_SUPPORT_REASON = list(['1', '一人暮らし'], ['2', '家族等が障害、疾病等'], ['3', 'その他']);

export const INSURANCE_COVERED = list(['Y', '対象'], ['N', '対象外']);

export const WEEKDAY = list(
  ['1', '月曜日'],
  ['2', '火曜日'],
  ['3', '水曜日'],
  ['4', '木曜日'],
  ['5', '金曜日'],
  ['6', '土曜日'],
  ['7', '日曜日'],
);

/** 該当 / 非該当. */
export const APPLIES = list(['1', '該当'], ['0', '非該当']);

export const PLAN_TYPE = list(['1', '介護予防支援'], ['2', '介護予防ケアマネジメント']);

export const OUTSOURCED = list(['1', '自前'], ['2', '委託']);

export const CONSULTATION_METHOD = list(['01', '来所'], ['02', '電話'], ['03', 'その他']);

export const CONSULTATION_COUNT = list(['01', '初回'], ['02', '再来']);

export const USER_SITUATION = list(['01', '在宅'], ['02', '入院又は入所中']);

export const DISABILITY_INDEPENDENCE = list(
  ['01', '自立'],
  ['11', 'J1'],
  ['12', 'J2'],
  ['21', 'A1'],
  ['22', 'A2'],
  ['31', 'B1'],
  ['32', 'B2'],
  ['41', 'C1'],
  ['42', 'C2'],
);

export const DEMENTIA_INDEPENDENCE = list(
  ['01', '自立'],
  ['02', 'Ⅰ'],
  ['03', 'Ⅱａ'],
  ['04', 'Ⅱｂ'],
  ['05', 'Ⅲａ'],
  ['06', 'Ⅲｂ'],
  ['07', 'Ⅳ'],
  ['08', 'Ｍ'],
);

/** 要介護状態区分 of 利用者基本情報: it has 01 非該当 and no 06 事業対象者. */
export const CARE_LEVEL_OF_BASIC_INFORMATION = list(
  ['01', '非該当'],
  ['12', '要支援１'],
  ['13', '要支援２'],
  ['21', '要介護１'],
  ['22', '要介護２'],
  ['23', '要介護３'],
  ['24', '要介護４'],
  ['25', '要介護５'],
);

export const CHECKLIST_RESULT = list(['1', '事業対象者の該当あり'], ['2', '事業対象者の該当なし']);

export const HOUSING_TYPE = list(
  ['01', '自宅'],
  ['02', '借家'],
  ['03', '一戸建て'],
  ['04', '集合住宅'],
  ['05', '自宅・一戸建て'],
  ['06', '自宅・集合住宅'],
  ['07', '借家・一戸建て'],
  ['08', '借家・集合住宅'],
);

/** 有 / 無. */
export const PRESENT_OR_ABSENT = list(['1', '有'], ['2', '無']);

export const ATTENDING_PHYSICIAN = list(['1', '主治医'], ['2', 'それ以外']);

export const TREATMENT_PROGRESS = list(['01', '治療中'], ['02', '経過観察中'], ['03', 'その他']);

export const SUPPORT_LEVEL = list(['1', '要支援１'], ['2', '要支援２'], ['3', '地域支援事業']);

export const PROGRAM_NEED = list(['1', '要'], ['2', '否']);
