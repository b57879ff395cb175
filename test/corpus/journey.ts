import type { SourceFile } from '../../src/standard/check.js';
import { Filling } from './cell-values.js';
import { CorpusUnit, row, Table } from './corpus-unit.js';
import { Version } from './layouts.js';

/** An office as it stands in a file name. */
export interface Party {
  readonly number: string;
  readonly serviceType: string;
}

export const CARE_MANAGER: Party = { number: '1371215102', serviceType: '43' };
export const SERVICE_OFFICE: Party = { number: '1370000011', serviceType: '11' };
export const OTHER_OFFICE: Party = { number: '1372200020', serviceType: '15' };
export const REGIONAL_CENTER: Party = { number: '1300500017', serviceType: '46' };

export const PERSONS = [
  { 保険者番号: '131128', 被保険者番号: '1234567896' },
  { 保険者番号: '131128', 被保険者番号: 'H123456789' },
] as const;

export interface Journey {
  readonly version: Version;
  readonly from: Party;
  readonly to: Party;
  readonly month: string;
  readonly sequence: string;
  readonly filling: Filling;
}

const MONTHS: Readonly<Record<Version, string>> = { '202407': '202504', '202208': '202302' };

export function journey(version: Version, from: Party, to: Party, changes: Partial<Journey>): Journey {
  return { version, from, to, month: MONTHS[version], sequence: '20250325100000', filling: 'required', ...changes };
}

/** The grammar of names: 202208 has no service types in them (ファイル規約). */
export function fileName(
  { version, from, to, sequence }: Journey,
  form: string,
  month?: string,
  rest = '.CSV',
): string {
  const ends =
    version === '202407' ? [from, to].map((party) => `${party.number}_${party.serviceType}`) : [from.number, to.number];
  return `${[form, ...(month === undefined ? [] : [month]), ...ends, sequence].join('_')}${rest}`;
}

export type Given = Readonly<Record<string, string>>;

/** A table with the given records of each person, person by person. */
export function table(
  by: Journey,
  form: string,
  month: string | undefined,
  records: readonly (readonly Given[])[],
): Table {
  const rows = records.flatMap((ofPerson, index) =>
    ofPerson.map((given) =>
      row(by.version, form, { CSVバージョン: by.version, ...PERSONS[index], ...given }, by.filling),
    ),
  );
  return { form, name: fileName(by, form, month), rows };
}

export const bothPersons = (given: Given): Given[][] => [[given], [given]];

export function unit(
  by: Journey,
  kind: string,
  tables: readonly Table[],
  images: readonly SourceFile[] = [],
): CorpusUnit {
  return { version: by.version, kind, tables, images };
}
