import { AttachmentType } from './attachment-name.js';
import { hasActiveContent } from './pdf-active-content.js';

/** 10 MiB; a file of exactly that size is permitted. */
export const ATTACHMENT_LIMIT_BYTES = 10 * 1024 * 1024;

/** The code of the rule that the content of an attachment breaks. */
export type AttachmentFault = 'attachment-type' | 'attachment-size' | 'attachment-active';

/**
 * First bytes of each type: ISO 32000-2 7.5.2, ITU-T T.81 B.1.1.3 (SOI and the next marker), W3C PNG 5.2. A PDF has to
 * start with its header, although readers look further: what has something else before it is two files in one.
 */
const SIGNATURES: Readonly<Record<AttachmentType, readonly number[]>> = {
  pdf: [0x25, 0x50, 0x44, 0x46, 0x2d],
  jpeg: [0xff, 0xd8, 0xff],
  png: [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a],
};

/**
 * The first fault of an attachment by its content, in the order of the type; null when there is none. `type` is what the
 * name says. An empty file has no content to judge: it is left to the rule `empty-file`.
 */
export function attachmentFault(type: AttachmentType, bytes: Uint8Array): AttachmentFault | null {
  if (bytes.length === 0) return null;
  if (!SIGNATURES[type].every((byte, index) => bytes[index] === byte)) return 'attachment-type';
  if (bytes.length > ATTACHMENT_LIMIT_BYTES) return 'attachment-size';
  return type === 'pdf' && hasActiveContent(bytes) ? 'attachment-active' : null;
}
