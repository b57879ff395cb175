import { parseAttachmentName } from '../standard/attachments/attachment-name.js';
import { parseFileName } from '../standard/file-name.js';
import { FileToSend } from './multipart-body.js';

/** The files that travel together: one sequence, to one office. */
export interface UnitToSend {
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
  readonly destination: string;
  readonly sequence: string;
}

/**
 * Sorts files into units by their names, in ascending sequence, as the destination imports them. A file with a name of
 * no grammar joins the only unit there is: the gateway's check then says what is wrong with it.
 * Throws DestinationUnclear.
 */
export function unitsToSend(files: readonly FileToSend[], destination?: string): UnitToSend[] {
  const units = new Map<string, { destination: string; sequence: string; files: FileToSend[] }>();
  const misnamed: FileToSend[] = [];
  for (const file of files) {
    const address = addressIn(file.name);
    if (!address) {
      misnamed.push(file);
      continue;
    }
    const to = destination ?? address.destination;
    const key = `${address.sequence} ${to}`;
    const unit = units.get(key) ?? { destination: to, sequence: address.sequence, files: [] };
    unit.files.push(file);
    units.set(key, unit);
  }
  if (misnamed.length > 0 && units.size === 0 && destination !== undefined) {
    units.set('', { destination, sequence: '', files: [] });
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
  if (typeof parsed !== 'string') return { destination: parsed.receiver, sequence: parsed.sequence };
  const attachment = parseAttachmentName(name);
  return attachment === null ? null : { destination: attachment.receiver, sequence: attachment.sequence };
}
