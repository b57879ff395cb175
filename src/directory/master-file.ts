import { isUtf8 } from 'node:buffer';
import { Readable } from 'node:stream';
import { requestInvalid, tooLarge } from '../http/http.problems.js';
import { CsvReader, CsvRecord } from '../standard/csv.js';
import { isBlank, VALUES_KEPT } from '../standard/csv-records.js';
import { bytesAsText, decodeText, UNDECODABLE } from '../standard/ms932.js';
import { masterHeader } from './directory.problems.js';
import { MasterHeader, readMasterHeader } from './master-columns.js';
import { isOfficeNumber, MasterFault, MasterRow, SERVICE_TYPES_LIMIT } from './master-row.js';
import { MasterOffice } from './office-import.store.js';

export const MASTER_LIMITS = { bytes: 32 * 1024 * 1024, rows: 100_000 };

export type MasterCharset = 'utf-8' | 'ms932';

/** What was made of one row. */
export interface MasterRowRead {
  /** Record number: 1 is the one below the header row. */
  readonly row: number;
  /** Null unless well formed. */
  readonly officeNumber: string | null;
  /** None for a row that was taken. */
  readonly faults: readonly MasterFault[];
  /** True for a row that was united with an earlier one of the same office. */
  readonly merged: boolean;
}

/** The charset of a text/csv body (RFC 7111), UTF-8 by default; null for one that is not read here. */
export function masterCharset(contentType: string): MasterCharset | null {
  const name = /;\s*charset\s*=\s*"?([^\s;"]+)"?/i.exec(contentType)?.[1]?.toLowerCase() ?? 'utf-8';
  if (['utf-8', 'utf8', 'us-ascii'].includes(name)) return 'utf-8';
  return ['shift_jis', 'windows-31j', 'cp932', 'ms932'].includes(name) ? 'ms932' : null;
}

const decoders: Readonly<Record<MasterCharset, (cell: string) => string | null>> = {
  'utf-8': (cell) => {
    const bytes = Buffer.from(cell, 'latin1');
    return isUtf8(bytes) ? bytes.toString('utf8') : null;
  },
  ms932: (cell) => {
    const text = decodeText(cell);
    return text.includes(UNDECODABLE) ? null : text;
  },
};

const rowFault = (ja: string, en: string): MasterFault => ({ column: null, item: null, detail: { ja, en } });
const quoting = rowFault('引用符の使い方がCSVの形式に合いません。', 'The quotes are not those of CSV (RFC 4180).');
const cellCount = rowFault('列数が見出しと異なります。', 'Has not as many cells as the header row.');
const conflicting = rowFault(
  '同じ事業所番号の前の行と、サービス種類以外の内容が異なります。',
  'Differs from an earlier row of the same office in more than the service types.',
);
const tooManyServices = rowFault(
  `前の行と合わせてサービス種類が${SERVICE_TYPES_LIMIT}個を超えます。`,
  `With the earlier rows of the office it has more than ${SERVICE_TYPES_LIMIT} service types.`,
);

/**
 * The office master as it streams in. Each row stands for itself: what can be taken is, the rest is told. Rows of one
 * office that differ in their service types only are one office: open data has a row for each office and service.
 */
export class MasterFile {
  readonly rows: MasterRowRead[] = [];
  private readonly byNumber = new Map<string, MasterOffice>();
  private read: MasterHeader | null = null;
  private records = 0;

  private constructor(private readonly charset: MasterCharset) {}

  /** @throws Problem too-large, master-header, request-invalid when the body breaks off */
  static async from(body: Readable, charset: MasterCharset): Promise<MasterFile> {
    const file = new MasterFile(charset);
    const reader = new CsvReader((record) => file.take(record), VALUES_KEPT);
    let length = 0;
    for await (const chunk of chunksOf(body)) {
      const isFirst = length === 0;
      length += chunk.length;
      if (length > MASTER_LIMITS.bytes) throw tooLarge({ members: { limit: MASTER_LIMITS.bytes, unit: 'bytes' } });
      reader.write(isFirst ? bytesAsText(chunk).replace(/^\xef\xbb\xbf/, '') : bytesAsText(chunk));
    }
    reader.end();
    if (!file.read) throw masterHeader();
    return file;
  }

  get header(): MasterHeader {
    if (!this.read) throw masterHeader();
    return this.read;
  }

  get offices(): MasterOffice[] {
    return [...this.byNumber.values()];
  }

  private take(record: CsvRecord): void {
    const row = this.records;
    this.records += 1;
    if (!this.read) {
      this.read = readMasterHeader(this.decoded(record, true), record.count);
      return;
    }
    if (isBlank(record)) return;
    if (this.rows.length === MASTER_LIMITS.rows) {
      throw tooLarge({ members: { limit: MASTER_LIMITS.rows, unit: 'rows' } });
    }
    this.rows.push({ row, ...this.takeRow(this.read, record) });
  }

  private takeRow(header: MasterHeader, record: CsvRecord): Omit<MasterRowRead, 'row'> {
    if (record.fault)
      return { officeNumber: null, faults: [{ ...quoting, column: record.fault.column }], merged: false };
    if (record.count !== header.cells) return { officeNumber: null, faults: [cellCount], merged: false };
    const cells = this.decoded(record);
    const sent = (cells[header.places.get('number') ?? 0] ?? '').trim();
    const officeNumber = isOfficeNumber(sent) ? sent : null;
    const row = new MasterRow(header, cells);
    const office = row.office();
    if (!office) return { officeNumber, faults: row.faults, merged: false };
    const earlier = this.byNumber.get(office.number);
    if (earlier && !sameApartFromServices(earlier, office))
      return { officeNumber, faults: [conflicting], merged: false };
    const serviceTypes = earlier && [...new Set([...earlier.serviceTypes, ...office.serviceTypes])].sort();
    if (serviceTypes && serviceTypes.length > SERVICE_TYPES_LIMIT) {
      return { officeNumber, faults: [tooManyServices], merged: false };
    }
    this.byNumber.set(office.number, serviceTypes ? { ...office, serviceTypes } : office);
    return { officeNumber, faults: [], merged: earlier !== undefined };
  }

  /** In a header a cell that cannot be decoded is simply the name of no column. */
  private decoded({ values }: CsvRecord, isHeader: true): string[];
  private decoded({ values }: CsvRecord): (string | null)[];
  private decoded({ values }: CsvRecord, isHeader = false): (string | null)[] {
    return values.map((value) => {
      if (/^[\x00-\x7f]*$/.test(value)) return value;
      const text = decoders[this.charset](value);
      return isHeader ? (text ?? '') : text;
    });
  }
}

function sameApartFromServices(one: MasterOffice, other: MasterOffice): boolean {
  return (
    one.name === other.name &&
    one.nameKana === other.nameKana &&
    one.prefecture === other.prefecture &&
    one.attachments === other.attachments &&
    one.versions.join() === other.versions.join() &&
    one.reachableOtherwise.fax === other.reachableOtherwise.fax &&
    one.reachableOtherwise.mail === other.reachableOtherwise.mail
  );
}

/** A body that breaks off is the caller's doing. The connection is left alone, so that a refusal can still be answered. */
async function* chunksOf(body: Readable): AsyncGenerator<Buffer> {
  try {
    for await (const chunk of body.iterator({ destroyOnReturn: false })) yield chunk as Buffer;
  } catch (cause) {
    throw requestInvalid({ cause });
  }
}
