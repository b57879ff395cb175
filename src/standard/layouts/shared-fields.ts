import { text, digits, alnum, date8, month6, code, Pattern } from './field.js';
import { APPLIES } from './code-lists.js';

/** Items that stand alike in several forms, and the formats printed with them. */
export const POSTAL_CODE: Pattern = {
  expression: /^\d{3}-\d{4}$/,
  ja: 'NNN-NNNN（Nは半角数字）',
  en: 'NNN-NNNN (N is a digit)',
};

export const EQUIPMENT_CODE: Pattern = {
  expression: /^\d{5}-\d{6}$/,
  ja: 'NNNNN-NNNNNN（Nは半角数字）',
  en: 'NNNNN-NNNNNN (N is a digit)',
};

const INSURED_NUMBER: Pattern = {
  expression: /^(\d{10}|H\d{9})$/,
  ja: '半角数字10桁、または「H」と半角数字9桁',
  en: 'ten digits, or H and nine digits',
};

/** The version of the standard, the same in every record of a file; not a service month. */
export const csvVersion = month6('CSVバージョン', 'csvVersion', { required: true });

/** Municipality the person belongs to. */
export const insurerNumber = digits('保険者番号', 'insurerNumber', { exact: 6, required: true });

/** A person on public assistance only has H and nine digits. */
export const insuredNumber = alnum('被保険者番号', 'insuredNumber', {
  exact: 10,
  required: true,
  pattern: INSURED_NUMBER,
});

export const createdDate = date8('作成年月日', 'createdDate', { required: true });

/** Date of 第1表. */
export const planDate = date8('居宅サービス計画作成（変更）日', 'planDate', { required: true });

/** Service month; equal to the month in the file name. */
export const targetMonth = month6('対象年月', 'targetMonth', { required: true });

/** Service month to delete; equal to the month in the file name. */
export const deleteMonth = month6('削除対象年月', 'deleteMonth', { required: true });

export const consultationDate = date8('相談日', 'consultationDate', { required: true });

/** Satellite site under one office number and type; empty when not a satellite. */
export const satelliteNo = alnum('サテライト枝番', 'satelliteNo', { max: 2 });

/** TAIS code of a rented product. */
export const taisCode = alnum('TAISコード', 'taisCode', { exact: 12, pattern: EQUIPMENT_CODE });

/** Code of a product that has no TAIS code. */
export const equipmentNotificationCode = alnum('福祉用具届出コード', 'equipmentNotificationCode', {
  exact: 12,
  pattern: EQUIPMENT_CODE,
});

export const equipmentName = text('用具名称（機種名）', 'equipmentName');

export const over30Days = code('３０日超区分', 'over30Days', APPLIES, { required: true });

/** Office that wrote the record. */
export const updaterOfficeNumber = alnum('更新業者コード', 'updaterOfficeNumber', { exact: 10 });

/** Not used; left empty. */
export const identifier = alnum('識別子', 'identifier', { max: 1 });

/** Date of 介護予防サービス・支援計画書. */
export const preventivePlanDate = date8('計画作成(変更)日', 'planDate', { required: true });
