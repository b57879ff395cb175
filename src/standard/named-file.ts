import { HeldEditions } from './editions.js';
import { FileName } from './file-name.js';

/** One file as it was handed over: its bare name and its bytes, which are never altered. */
export interface SourceFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** The file out of which another was split (案②), and where the records of that one lie in it. */
export interface ToldAs {
  readonly file: string;
  /** Both count from 1. */
  rowOf(row: number): number;
  /** Columns before the first item of the standard. */
  readonly columnsBefore: number;
  /** True when records of it could be put into no file: what its files lack may be there. */
  readonly hasLost: boolean;
}

/** A file whose name is one of the standard: only such a file has a form, and can be in a unit. */
export interface NamedFile {
  readonly source: Pick<SourceFile, 'name'>;
  readonly name: FileName;
  /** The versions that its records may declare. */
  readonly held: HeldEditions;
  readonly toldAs?: ToldAs | undefined;
}
