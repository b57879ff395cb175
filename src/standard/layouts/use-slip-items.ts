import { alnum, bitmap31, date8, FieldDefinition, integer, text, time4 } from './field.js';
import { Condition } from './form.js';
import {
  createdDate,
  csvVersion,
  equipmentName,
  equipmentNotificationCode,
  identifier,
  insuredNumber,
  insurerNumber,
  over30Days,
  satelliteNo,
  taisCode,
  targetMonth,
  updaterOfficeNumber,
} from './shared-fields.js';

/** 第6表, items before the equipment items; 予定 (UPPLAN) and 実績 (UPJSK) have one format. */
export const useSlipHead: readonly FieldDefinition[] = [
  csvVersion,
  insurerNumber,
  insuredNumber,
  createdDate,
  targetMonth,
  // Required by position: 7 marks are printed for nos. 1-8 without a gap; 1-7 is taken, 1-6 and 8 is the other reading.
  alnum('プラン担当業者コード', 'plannerOfficeNumber', { exact: 10, required: true, uncertain: ['required'] }),
  text('プラン担当者名', 'plannerName', { required: true, uncertain: ['required'] }),
  // Units an occurrence after discount. Optional under the reading taken for nos. 1-8, as it must be for the rate-based
  // additions of actuals; the other reading would require it.
  integer('単位数', 'units', { max: 6, uncertain: ['required'] }),
  integer('前月までの短期入所利用日数', 'shortStayDaysToPreviousMonth', { max: 5 }),
  // Also for welfare equipment (17). Bundled services: the real planned or actual day.
  date8('サービス利用日', 'serviceDate', { required: true }),
  // Character n is 1 when day n can be billed per day; empty unless billed per day.
  bitmap31('日割対象日', 'proRataDays'),
  // 9999 for services shown without a time. An addition carries the time of its base service.
  time4('サービス開始時刻', 'startTime', { required: true, special: ['9999'] }),
  time4('サービス終了時刻', 'endTime', { required: true, special: ['9999'] }),
  // Times on that day, for services countable several times a day.
  integer('サービス回数', 'count', { max: 2, required: true }),
  // Service type (2) and item (4) of the national service code table in force.
  alnum('サービスコード', 'serviceCode', { exact: 6, required: true }),
];

/** Items of rented equipment (福祉用具), in 第6表 and 第7表 since edition 4.0. */
export const equipmentItems: readonly FieldDefinition[] = [taisCode, equipmentNotificationCode, equipmentName];

/** 第6表, items after the equipment items. */
export const useSlipTail: readonly FieldDefinition[] = [
  // A serial when rows of type 17 have the same service code and units. The length cell is not printed; 2 is in use.
  integer('明細判別コード', 'detailNo', { max: 2, uncertain: ['length'] }),
  alnum('サービス事業者コード', 'serviceOfficeNumber', { exact: 10, required: true }),
  text('サービス事業所名', 'serviceOfficeName'),
  satelliteNo,
  over30Days,
  updaterOfficeNumber,
  identifier,
];

/** Equipment of type 17 or 67 names a TAIS code or a 届出 code; subtotal rows (17AAAA and the like) do not. */
export const equipmentCodeNeeded: Condition = {
  when: { field: 'serviceCode', matches: /^(17|67)/, notMatches: /^..(AAAA|EEEE|ZZZZ)$/ },
  rule: 'atLeastOne',
  fields: ['taisCode', 'equipmentNotificationCode'],
};

/** 明細判別コード is for type 17 only. */
export const detailNoOnlyForEquipment: Condition = {
  when: { field: 'serviceCode', notMatches: /^17/ },
  rule: 'empty',
  fields: ['detailNo'],
};
