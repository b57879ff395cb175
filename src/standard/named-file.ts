import { HeldEditions } from './editions.js';
import { FileName } from './file-name.js';
import { isCareManagerSide } from './service-types.js';

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

/** The service types (サービス種類コード) that a directory holds for the two offices. */
export interface RegisteredServices {
  readonly sender: readonly string[];
  readonly receiver: readonly string[];
}

/** A file whose name is one of the standard: only such a file has a form, and can be in a unit. */
export interface NamedFile {
  readonly source: Pick<SourceFile, 'name'>;
  readonly name: FileName;
  /** The versions that its records may declare. */
  readonly held: HeldEditions;
  readonly toldAs?: ToldAs | undefined;
  /** Undefined where no directory was asked, as in a check offline: then the name is believed. */
  readonly registered?: RegisteredServices | undefined;
}

/** Whether the sender is on the care-manager side by the file's name, and no directory says otherwise. */
export function isFromCareManager({ name, registered }: NamedFile): boolean {
  return isCareManagerSide(name.senderServiceType) && mayBeCareManager(registered?.sender);
}

/** Whether the receiver is on the care-manager side by the file's name, and no directory says otherwise. */
export function isForCareManager({ name, registered }: NamedFile): boolean {
  return isCareManagerSide(name.receiverServiceType) && mayBeCareManager(registered?.receiver);
}

/** Whether what a directory holds for an office leaves room for its being on the care-manager side. */
export function mayBeCareManager(serviceTypes: readonly string[] | undefined): boolean {
  return serviceTypes?.some(isCareManagerSide) ?? true;
}
