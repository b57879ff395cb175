import type { KeyObject } from 'node:crypto';
import { sha256Base64url } from './digest.js';

/**
 * SHA-256 of a public key's SubjectPublicKeyInfo, base64url: the same for every certificate of the key, whoever issued
 * it (the digest of RFC 7469 §2.4).
 */
export function keyDigest(publicKey: KeyObject): string {
  return sha256Base64url(publicKey.export({ format: 'der', type: 'spki' }));
}
