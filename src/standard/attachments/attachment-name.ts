import { isDateTime } from '../calendar.js';

export type AttachmentType = 'pdf' | 'jpeg' | 'png';

/** What the name of an attachment (添付ファイル) says; offices are 10 characters. */
export interface AttachmentName {
  readonly sender: string;
  readonly receiver: string;
  /** ファイル連番 of the unit it travels with, YYYYMMDDHHMMSS. */
  readonly sequence: string;
  /** Two digits that tell the attachments of one sequence apart. */
  readonly number: string;
  readonly type: AttachmentType;
}

const TYPES: ReadonlyMap<string, AttachmentType> = new Map([
  ['pdf', 'pdf'],
  ['jpg', 'jpeg'],
  ['jpeg', 'jpeg'],
  ['png', 'png'],
]);

/**
 * ATTACH_sender_receiver_sequence_nn.ext, the extension in either case. An attachment holds no record that could name its
 * offices, so its name does (図表133 観点2 and the text after 図表134); the grammar is ours.
 */
const GRAMMAR = /^ATTACH_([0-9A-Z]{10})_([0-9A-Z]{10})_([0-9]{14})_([0-9]{2})\.([A-Za-z]{3,4})$/;

/** True when a file is meant as an attachment, whether or not its name is a good one. */
export function isAttachmentLike(name: string): boolean {
  return /^ATTACH/i.test(name);
}

/** Reads a bare file name (no folder); null when it is no name of an attachment. */
export function parseAttachmentName(name: string): AttachmentName | null {
  const [, sender = '', receiver = '', sequence = '', number = '', extension = ''] = GRAMMAR.exec(name) ?? [];
  const type = TYPES.get(extension.toLowerCase());
  return type === undefined || !isDateTime(sequence) ? null : { sender, receiver, sequence, number, type };
}
