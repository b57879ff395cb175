import { alnum, decimal, FieldDefinition, integer, Pattern, text } from './field.js';
import { Condition } from './form.js';
import {
  createdDate,
  csvVersion,
  identifier,
  insuredNumber,
  insurerNumber,
  over30Days,
  satelliteNo,
  targetMonth,
  updaterOfficeNumber,
} from './shared-fields.js';

const UNIT_PRICE: Pattern = {
  expression: /^\d{1,3}\.\d{2}$/,
  ja: '99.99（整数部1～3桁、小数部2桁）',
  en: '99.99 (one to three digits, a point, two digits)',
};

/** 第7表, items before the equipment items. */
export const useSlipAnnexHead: readonly FieldDefinition[] = [
  csvVersion,
  insurerNumber,
  insuredNumber,
  createdDate,
  targetMonth,
  text('サービス事業所名', 'serviceOfficeName'),
  // 9999999999 on the grand-total row.
  alnum('サービス事業所コード', 'serviceOfficeNumber', { exact: 10, required: true, special: ['9999999999'] }),
  satelliteNo,
  // A service code, or TTAAAA, TTEEEE, TTZZZZ (subtotals of type TT inside the limit, outside it, over 30 days), or
  // 999999 (grand total).
  alnum('サービスコード', 'serviceCode', { exact: 6, required: true, special: ['999999'] }),
];

/** 第7表, from 単位数 on; the lengths of two items changed between the versions. */
export function useSlipAnnexFigures(
  countOrDays: FieldDefinition,
  stayDaysToPreviousMonth: FieldDefinition,
): readonly FieldDefinition[] {
  return [
    // 0 on subtotal and grand-total rows.
    integer('単位数', 'units', { max: 6, required: true }),
    integer('割引後率', 'discountedRate', { max: 5 }),
    integer('割引後単位数', 'discountedUnits', { max: 6 }),
    countOrDays,
    integer('サービス単位金額', 'serviceUnits', { max: 5 }),
    // Empty for services outside the limit; the output side may leave it empty elsewhere, too.
    integer('給付管理単位数', 'managedUnits', { max: 6 }),
    integer('種類支給限度基準超単位数', 'typeLimitOverUnits', { max: 6 }),
    integer('種類支給限度基準内単位数', 'typeLimitWithinUnits', { max: 6 }),
    integer('区分支給限度基準超単位数', 'benefitLimitOverUnits', { max: 6 }),
    integer('区分支給限度基準内単位数', 'benefitLimitWithinUnits', { max: 6 }),
    decimal('単位数単価', 'unitPrice', { max: 6, pattern: UNIT_PRICE }),
    integer('費用総額保険／事業対象分', 'totalCost', { max: 6 }),
    // Percent.
    integer('給付率', 'benefitRate', { max: 6 }),
    integer('保険／事業費請求額', 'insuranceClaim', { max: 6 }),
    integer('定額利用者負担単価金額', 'fixedCopayUnitAmount', { max: 6 }),
    integer('利用者負担保険／事業対象分', 'userCopay', { max: 6 }),
    integer('利用者負担（全額負担分）', 'userFullCharge', { max: 6 }),
    stayDaysToPreviousMonth,
    integer('当月の計画利用日数', 'stayDaysPlannedThisMonth', { max: 2 }),
    integer('累積利用日数', 'stayDaysCumulative', { max: 5 }),
    over30Days,
    // Printed as the fixed value 9999999999.
    alnum('事業所コード', 'officeCode', { exact: 10, special: ['9999999999'] }),
    // No format is printed.
    alnum('入力者コード', 'inputterCode', { exact: 10, uncertain: ['type'] }),
    updaterOfficeNumber,
    identifier,
  ];
}

const TOTAL_ROW = /^(999999|..(AAAA|EEEE|ZZZZ))$/;

/** Subtotal and grand-total rows carry no units, and no discount; the grand total names no office. */
export const totalRowConditions: readonly Condition[] = [
  { when: { field: 'serviceCode', matches: TOTAL_ROW }, rule: 'zero', fields: ['units'] },
  { when: { field: 'serviceCode', matches: TOTAL_ROW }, rule: 'empty', fields: ['discountedRate', 'discountedUnits'] },
  {
    when: { field: 'serviceCode', matches: /^999999$/ },
    rule: 'equals',
    fields: ['serviceOfficeNumber'],
    value: '9999999999',
  },
];
