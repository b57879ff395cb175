import { createHmac, hkdfSync, type KeyObject } from 'node:crypto';

/**
 * A keyed digest of a request that holds a text of a person, base64url: enough to recognise the same request, and nothing
 * that the text could be guessed by. With a key of its own, derived, for each purpose.
 */
export function requestDigest(contentKey: KeyObject, purpose: string, request: string): string {
  const key = Buffer.from(hkdfSync('sha256', contentKey, Buffer.alloc(0), `careplan request digest ${purpose}`, 32));
  return createHmac('sha256', key).update(request).digest('base64url');
}
