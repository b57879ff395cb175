import { FileToSend } from '../../src/client/multipart-body.js';
import { NO_MONTH } from '../../src/standard/file-name.js';
import { HELD } from '../../src/standard/editions.js';
import { Edition } from '../../src/standard/layouts/edition.js';
import { Form } from '../../src/standard/layouts/form.js';
import { ms932Bytes } from '../../src/standard/manual/ms932-bytes.js';
import { TrialOffice, Vendor } from './cast.js';
import { Row, UnitRecords } from './unit-records.js';

/** How a vendor's export differs from others', where the standard is silent or differences are tolerated (図表126). */
interface Habits {
  readonly lineEnd: '\r\n' | '\n';
  /** The standard wants free text in quotes; some quote only what needs it. */
  readonly quotes: 'all-text' | 'where-needed';
  readonly extension: 'CSV' | 'csv';
  readonly blankLineAtEnd: boolean;
}

const HABITS: Readonly<Record<Vendor, Habits>> = {
  A: { lineEnd: '\r\n', quotes: 'all-text', extension: 'CSV', blankLineAtEnd: false },
  B: { lineEnd: '\n', quotes: 'all-text', extension: 'csv', blankLineAtEnd: false },
  C: { lineEnd: '\r\n', quotes: 'where-needed', extension: 'CSV', blankLineAtEnd: true },
};

/** Where a unit goes, under which sequence (ファイル連番). */
export interface Address {
  readonly from: TrialOffice;
  readonly to: TrialOffice;
  readonly sequence: string;
}

/** The files of a unit as the sender's software writes them: forms, names and records by the layouts of the version. */
export function exportUnit(unit: UnitRecords, address: Address): FileToSend[] {
  const edition = HELD.editionOf(unit.version);
  const definition = edition?.units.find(({ kind }) => kind === unit.kind);
  if (edition === undefined || definition === undefined) throw new RangeError(`no ${unit.kind} in ${unit.version}`);
  const habits = HABITS[address.from.vendor];
  return definition.forms.map(({ form: code }) => {
    const form = HELD.formOf(unit.version, code);
    const rows = unit.forms[code];
    if (form === undefined || rows === undefined) throw new RangeError(`no records of ${code}`);
    return { name: nameOf(edition, form, unit.month, address, habits), bytes: ms932Bytes(textOf(form, rows, habits)) };
  });
}

function nameOf(edition: Edition, form: Form, month: string | null, address: Address, habits: Habits): string {
  const office = ({ number, serviceType }: TrialOffice): string =>
    edition.serviceTypesInNames ? `${number}_${serviceType}` : number;
  const segments = [
    form.code,
    ...(form.fileName.month === 'none' ? [] : [month ?? NO_MONTH]),
    office(address.from),
    office(address.to),
    address.sequence,
  ];
  return `${segments.join('_')}.${habits.extension}`;
}

function textOf({ fields, code }: Form, rows: readonly Row[], { lineEnd, quotes, blankLineAtEnd }: Habits): string {
  const known = new Set(fields.map(({ id }) => id));
  const lines = rows.map((row) => {
    const unknown = Object.keys(row).filter((id) => !known.has(id));
    if (unknown.length > 0) throw new RangeError(`${code} has no ${unknown.join(', ')}`);
    return fields
      .map(({ id, type }) => {
        const value = String(row[id] ?? '');
        const isQuoted = quotes === 'all-text' ? type === 'text' && value !== '' : /[",\r\n]/.test(value);
        return isQuoted ? `"${value.replaceAll('"', '""')}"` : value;
      })
      .join(',');
  });
  return [...lines, ...(blankLineAtEnd ? [''] : [])].map((line) => `${line}${lineEnd}`).join('');
}
