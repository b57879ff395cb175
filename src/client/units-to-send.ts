import { parseAttachmentName } from '../standard/attachments/attachment-name.js';
import { parseFileName } from '../standard/file-name.js';
import { FileToSend } from './multipart-body.js';

/** The files that travel together: one sequence, from one office to one other. */
export interface UnitToSend {
  /** Null when neither a name nor the caller tells: then it is for an office, which sends for itself. */
  readonly sender: string | null;
  readonly destination: string;
  readonly sequence: string;
  readonly files: readonly FileToSend[];
}

/** These files do not say where they are to go: they fit no name of the standard, and no destination was given. */
export class DestinationUnclear extends Error {
  constructor(readonly files: readonly string[]) {
    super(`no destination in the names of ${files.join(', ')}`);
    this.name = 'DestinationUnclear';
  }
}

interface Address {
  readonly sender: string;
  readonly destination: string;
  readonly sequence: string;
}

/** Offices that the caller insists on, whatever the names say. */
export interface GivenOffices {
  readonly sender?: string;
  readonly destination?: string;
}

/**
 * Sorts files into units by their names, in ascending sequence, as the destination imports them. A file with a name of
 * no grammar joins the only unit there is: the gateway's check then says what is wrong with it.
 * Throws DestinationUnclear.
 */
export function unitsToSend(files: readonly FileToSend[], given: GivenOffices = {}): UnitToSend[] {
  const units = new Map<string, UnitToSend & { readonly files: FileToSend[] }>();
  const misnamed: FileToSend[] = [];
  for (const file of files) {
    const address = addressIn(file.name);
    if (!address) {
      misnamed.push(file);
      continue;
    }
    const { sequence } = address;
    const sender = given.sender ?? address.sender;
    const destination = given.destination ?? address.destination;
    const key = `${sequence} ${sender} ${destination}`;
    const unit = units.get(key) ?? { sender, destination, sequence, files: [] };
    unit.files.push(file);
    units.set(key, unit);
  }
  const { sender = null, destination } = given;
  if (misnamed.length > 0 && units.size === 0 && destination !== undefined) {
    units.set('', { sender, destination, sequence: '', files: [] });
  }
  const [only, ...others] = units.values();
  if (misnamed.length > 0) {
    if (!only || others.length > 0) throw new DestinationUnclear(misnamed.map(({ name }) => name));
    only.files.push(...misnamed);
  }
  return [...units.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, unit]) => unit);
}

function addressIn(name: string): Address | null {
  const parsed = parseFileName(name);
  if (typeof parsed !== 'string')
    return { sender: parsed.sender, destination: parsed.receiver, sequence: parsed.sequence };
  const attachment = parseAttachmentName(name);
  if (attachment === null) return null;
  return { sender: attachment.sender, destination: attachment.receiver, sequence: attachment.sequence };
}
