import { FormCode } from '../../src/standard/layouts/form.js';
import { UnitKind } from '../../src/standard/layouts/unit-definition.js';
import { Episode } from './episode.js';

/** A record before it is written: values by the identifier of the item; what is left out is empty. */
export type Row = Readonly<Record<string, string | number>>;

/** What a care software hands to its export: the records of one unit. */
export interface UnitRecords {
  readonly version: string;
  readonly kind: UnitKind;
  /** Service month, where the unit has one. */
  readonly month: string | null;
  /** Forms that the version does not have are left out by the export. */
  readonly forms: Readonly<Record<FormCode, readonly Row[]>>;
}

/** The items with which every record begins. */
export const headOf = ({ version, person }: Episode): Row => ({
  csvVersion: version,
  insurerNumber: person.insurerNumber,
  insuredNumber: person.insuredNumber,
});

/** A day before or after the month of the episode, YYYYMMDD: plans are made before it, actuals after it. */
export const dayBefore = ({ month }: Episode, day: number): string => `${monthPlus(month, -1)}${twoDigits(day)}`;
export const dayAfter = ({ month }: Episode, day: number): string => `${monthPlus(month, 1)}${twoDigits(day)}`;

export const dayIn = (month: string, day: number): string => `${month}${twoDigits(day)}`;

export function monthPlus(month: string, months: number): string {
  const first = new Date(Date.UTC(Number(month.slice(0, 4)), Number(month.slice(4)) - 1 + months));
  return `${first.getUTCFullYear()}${twoDigits(first.getUTCMonth() + 1)}`;
}

const twoDigits = (number: number): string => String(number).padStart(2, '0');

/** 利用者補足情報: beside 第1表 it names the plan's date, beside 第6表 the month; the other is a filler. */
export function supplementRow(episode: Episode, link: { planDate?: string; targetMonth?: string }, phone: string): Row {
  const { person, careManager } = episode;
  return {
    ...headOf(episode),
    planDate: link.planDate ?? '00000000',
    userNameKana: person.nameKana,
    userName: person.name,
    userSex: person.sex,
    userBirthDate: person.birthDate,
    userPhone: phone,
    certificationStatus: '2',
    careLevel: '22', // 要介護2, all persons of 巻末資料7
    updaterOfficeNumber: careManager.number,
    targetMonth: link.targetMonth ?? '000000',
  };
}
