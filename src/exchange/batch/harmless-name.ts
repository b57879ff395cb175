import { parseAttachmentName } from '../../standard/attachments/attachment-name.js';
import { parseCombinedName } from '../../standard/combined/combined-name.js';
import { parseFileName } from '../../standard/file-name.js';

/**
 * The name where it is one of the standard's: forms, months, offices, sequences. Null for any other, which may say whose
 * plan it is, in words or by a number; its sender finds it by its position.
 */
export function harmlessName(name: string): string | null {
  const isOfTheStandard =
    typeof parseFileName(name) !== 'string' || parseAttachmentName(name) !== null || parseCombinedName(name) !== null;
  return isOfTheStandard ? name : null;
}
