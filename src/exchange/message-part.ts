import type { Multipart } from '@fastify/multipart';
import { readBounded, uploadMalformed } from '../http/multipart.js';
import { Problem } from '../http/problem.js';
import { FREE_TEXT_MAX, freeTextFault } from '../sealing/free-text.js';
import { messageRefused, messageTooLong } from './message.problems.js';

/** No character takes more in UTF-8 (RFC 3629 section 3). */
const messageBytes = 4 * FREE_TEXT_MAX;

/**
 * What the part `message` says. It comes as a field, or, from libraries that know no other part, as a file.
 * @throws Problem message-too-long, message-refused, upload-malformed
 */
export async function messageIn(part: Multipart): Promise<string> {
  if (part.type === 'file') {
    const { bytes } = await readBounded(part.file, messageBytes, tooLong);
    return readable(decoded(bytes));
  }
  if (typeof part.value !== 'string') throw uploadMalformed();
  if (part.valueTruncated) throw tooLong();
  return readable(part.value);
}

function decoded(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw messageRefused({ members: { reason: 'encoding' } });
  }
}

function readable(text: string): string {
  const fault = freeTextFault(text);
  if (fault === 'too-long') throw tooLong();
  if (fault !== null) throw messageRefused({ members: { reason: fault } });
  return text;
}

function tooLong(): Problem {
  return messageTooLong({ members: { limit: FREE_TEXT_MAX, unit: 'characters' } });
}
