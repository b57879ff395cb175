import { inVersion, parseFileName } from '../standard/file-name.js';
import { Transmission } from './transmission.js';

/** Where the other side's software points to: null is the unit, the file or the record as a whole. */
export interface CellPlace {
  readonly file: string | null;
  readonly row: number | null;
  readonly column: number | null;
}

/**
 * The item's name by the layout, null where no column is named; undefined where there is no such place in the files of the
 * transmission. The name is ours: what a caller would write instead could be anything.
 */
export function itemOfCell({ file, row, column }: CellPlace, { files, unit }: Transmission): string | null | undefined {
  if (file === null) return row === null && column === null ? null : undefined;
  if (!files.some(({ name }) => name === file)) return undefined;
  if (column === null) return null;
  const parsed = parseFileName(file);
  if (typeof parsed === 'string' || !unit) return undefined;
  return inVersion(parsed, unit.version).form.fields.find(({ number }) => number === column)?.name;
}
