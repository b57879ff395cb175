import { fullFormats } from 'ajv-formats/dist/formats.js';
import { Bilingual } from '../http/problem.js';
import { EDITIONS } from '../standard/editions.js';
import { CARE_MANAGER_TYPES, SERVICE_TYPES } from '../standard/service-types.js';
import { MasterColumn, MasterHeader } from './master-columns.js';
import { MasterOffice } from './office-import.store.js';
import { prefectureNamed } from './prefecture.js';

/** What is wrong with a row, and where: the column's number from 1 and name; null for the row as a whole. */
export interface MasterFault {
  readonly column: number | null;
  readonly item: MasterColumn | null;
  readonly detail: Bilingual;
}

/** Of one office; there are fewer. */
export const SERVICE_TYPES_LIMIT = 70;

const mailPattern = fullFormats.email as RegExp;
const versionsHeld = EDITIONS.map(({ version }) => version);
const codeOfService = new Map(
  [...SERVICE_TYPES.map(({ code, name }) => [name, code] as const)].concat(
    [...CARE_MANAGER_TYPES].map(([code, name]) => [name, code] as const),
  ),
);
const truth = new Map([
  ...['true', '1', '可', '有', '○'].map((word) => [word, true] as const),
  ...['false', '0', '不可', '無', '×', ''].map((word) => [word, false] as const),
]);

const details = {
  unreadable: { ja: '文字コードと異なるバイトがあります。', en: 'Holds bytes that are not of the stated charset.' },
  number: {
    ja: '10桁の半角数字・英大文字です（表計算ソフトで先頭の0が落ちていないか確認してください）。',
    en: '10 characters, digits or capitals. A spreadsheet may have dropped a leading zero.',
  },
  name: { ja: '1〜200文字で、制御文字は使えません。', en: '1–200 characters without control characters.' },
  nameKana: { ja: '200文字以内で、制御文字は使えません。', en: 'Up to 200 characters without control characters.' },
  prefecture: { ja: '都道府県名ではありません。', en: 'No prefecture of that name.' },
  serviceTypes: {
    ja: '2桁のサービス種類コード又はサービス種類名です。複数は空白・;・、で区切ります（70個まで）。',
    en: 'Service types, each of two characters or by its name, apart by space, ; or 、 (up to 70).',
  },
  versions: {
    ja: `次のCSVバージョンです: ${versionsHeld.join(', ')}`,
    en: `Must be among these versions: ${versionsHeld.join(', ')}`,
  },
  attachments: { ja: 'true・1・可・有、又はfalse・0・不可・無です。', en: 'Must be true or 1, or false or 0.' },
  fax: { ja: '20文字以内で、制御文字は使えません。', en: 'Up to 20 characters without control characters.' },
  mail: { ja: 'メールアドレスの形式ではありません。', en: 'No mail address.' },
} satisfies Record<MasterColumn | 'unreadable', Bilingual>;

/** Reads the cells of one row. Each check answers undefined for what cannot be taken. */
export class MasterRow {
  readonly faults: MasterFault[] = [];

  /** @param cells decoded; null where that was not possible */
  constructor(
    private readonly header: MasterHeader,
    private readonly cells: readonly (string | null)[],
  ) {}

  /** The office that the row states; null when there are faults. */
  office(): MasterOffice | null {
    const number = this.read('number', (text) => (isOfficeNumber(text) ? text : undefined));
    const name = this.read('name', (text) => (text.length > 0 ? plain(text, 200) : undefined));
    const nameKana = this.read('nameKana', (text) => plain(text, 200));
    const prefecture = this.read('prefecture', (text) => (text === '' ? '' : (prefectureNamed(text) ?? undefined)));
    const serviceTypes = this.read('serviceTypes', serviceTypesIn);
    const versions = this.read('versions', versionsIn);
    const attachments = this.read('attachments', (text) => truth.get(text.normalize('NFKC').toLowerCase()));
    const fax = this.read('fax', (text) => plain(text, 20));
    const mail = this.read('mail', (text) =>
      text === '' || (text.length <= 254 && mailPattern.test(text)) ? text : undefined,
    );
    if (this.faults.length > 0) return null;
    return {
      number: number ?? '',
      name: name ?? '',
      nameKana: nameKana ?? '',
      prefecture: prefecture ?? '',
      serviceTypes: serviceTypes ?? [],
      versions: versions ?? versionsHeld,
      attachments: attachments ?? false,
      reachableOtherwise: { ...(fax && { fax }), ...(mail && { mail }) },
    };
  }

  /** Undefined also when the file has no such column, which is no fault. */
  private read<T>(column: MasterColumn, check: (text: string) => T | undefined): T | undefined {
    const place = this.header.places.get(column);
    if (place === undefined) return undefined;
    const text = this.cells[place] ?? null;
    const value = text === null ? undefined : check(text.trim());
    if (value === undefined) {
      const detail = text === null ? details.unreadable : details[column];
      this.faults.push({ column: place + 1, item: column, detail });
    }
    return value;
  }
}

export const isOfficeNumber = (text: string): boolean => /^[0-9A-Z]{10}$/.test(text);

/** Within its length and free of what PostgreSQL and terminals do not bear; undefined otherwise. */
function plain(text: string, length: number): string | undefined {
  return [...text].length <= length && !/[\p{Cc}\p{Cs}]/u.test(text) ? text : undefined;
}

const words = (text: string): string[] => text.split(/[\s;；、]+/).filter((word) => word !== '');

/** In the order of their codes: rows of one office come in any order, and must come to the same. */
function serviceTypesIn(text: string): string[] | undefined {
  const codes = words(text).map((word) => codeOfService.get(word) ?? (/^[0-9A-Z]{2}$/.test(word) ? word : null));
  const different = [...new Set(codes)].sort();
  return different.length <= SERVICE_TYPES_LIMIT && !codes.includes(null) ? (different as string[]) : undefined;
}

/** All that are held when the cell is empty, as for an import that leaves them out. */
function versionsIn(text: string): string[] | undefined {
  const stated = words(text);
  if (stated.some((version) => !versionsHeld.includes(version))) return undefined;
  return versionsHeld.filter((version) => stated.length === 0 || stated.includes(version));
}
