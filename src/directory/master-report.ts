import { inLanguage, Language } from '../http/language.js';
import { MasterImport, MasterOutcome } from './import-master.js';
import { MasterReportView } from './master.view.js';

/** Refused rows that the JSON report tells; the CSV tells every row. */
const REPORTED_ROWS = 1000;

export function masterReport({ rows, ignoredColumns }: MasterImport, language: Language): MasterReportView {
  const count = (wanted: MasterOutcome): number => rows.filter(({ outcome }) => outcome === wanted).length;
  const refused = rows.filter(({ outcome }) => outcome === 'refused');
  return {
    rows: rows.length,
    created: count('created'),
    updated: count('updated'),
    unchanged: count('unchanged'),
    merged: count('merged'),
    refused: refused.length,
    ignoredColumns: [...ignoredColumns],
    report: refused.slice(0, REPORTED_ROWS).map(({ row, officeNumber, outcome, faults }) => ({
      row,
      officeNumber,
      outcome,
      errors: faults.map(({ detail, ...place }) => ({ ...place, detail: inLanguage(detail, language) })),
    })),
  };
}

/** One line for every row (RFC 4180). Holds nothing of the file but well-formed office numbers. */
export function masterReportCsv({ rows }: MasterImport, language: Language): string {
  const lines = rows.map(({ row, officeNumber, outcome, faults }) => {
    const reasons = faults.map(({ item, detail }) => `${item ? `${item}: ` : ''}${inLanguage(detail, language)}`);
    return `${row},${officeNumber ?? ''},${outcome},${quoted(reasons.join(' / '))}`;
  });
  return ['row,officeNumber,outcome,reason', ...lines, ''].join('\r\n');
}

function quoted(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
