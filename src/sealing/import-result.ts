import { count, id, jti, list, nullable, officeNumber, oneOf, record, sha256Text, text, url, word } from './shape.js';

/** Why software did not import a cell or a file: a closed list, since free text may name a person. */
export const IMPORT_REASONS = [
  'not-in-master',
  'inconsistent',
  'already-imported',
  'person-unknown',
  'out-of-order',
  'not-supported',
  'not-readable',
  'other',
] as const;
export type ImportReason = (typeof IMPORT_REASONS)[number];

/** A cell that was not imported: where and why, never its value. */
export interface RefusedCell {
  /** One of the files of the transmission; null for the unit as a whole. */
  file: string | null;
  /** Record, from 1; null for the file as a whole. */
  row: number | null;
  /** Field, from 1; null for the record as a whole. */
  column: number | null;
  reason: ImportReason;
  /** The importing software's own code for it. */
  code: string | null;
}

/** 取込結果: what a destination signs once its software has imported the files, or could not. */
export interface ImportResult {
  jti: string;
  /** Seconds since 1970. */
  iat: number;
  /** The gateway's public URL. */
  aud: string;
  kind: 'imported' | 'import-failed';
  transmission: string;
  client: string;
  /** Office number of the destination. */
  office: string;
  /** Of the content package as opened, base64url. */
  contentSha256: string;
  /** None when imported. */
  cells: RefusedCell[];
}

const CELLS_MAX = 1_000;

const cell = record<RefusedCell>({
  file: nullable(text(/^[0-9A-Za-z_.]{1,100}$/)),
  row: nullable(count),
  column: nullable(count),
  reason: oneOf(...IMPORT_REASONS),
  code: nullable(word),
});

const importResult = record<ImportResult>({
  jti,
  iat: count,
  aud: url,
  kind: oneOf('imported', 'import-failed'),
  transmission: id,
  client: id,
  office: officeNumber,
  contentSha256: sha256Text,
  cells: list(cell, { min: 0, max: CELLS_MAX }, (one) => JSON.stringify(one)),
});

/** Reads the payload of a verified import result. Throws StatementRefused('shape', pointer). */
export function readImportResult(payload: unknown): ImportResult {
  return importResult(payload, '');
}
