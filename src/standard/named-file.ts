import { HeldEditions } from './editions.js';
import { FileName } from './file-name.js';

/** One file as it was handed over: its bare name and its bytes, which are never altered. */
export interface SourceFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** A file whose name is one of the standard: only such a file has a form, and can be in a unit. */
export interface NamedFile {
  readonly source: Pick<SourceFile, 'name'>;
  readonly name: FileName;
  /** The versions that its records may declare. */
  readonly held: HeldEditions;
}
