import { createHash } from 'node:crypto';

/** SHA-256 of bytes, or of a string's UTF-8. */
export function sha256(bytes: Uint8Array | string): Buffer {
  return createHash('sha256').update(bytes).digest();
}

/** SHA-256 as base64url without padding: 43 characters. */
export function sha256Base64url(bytes: Uint8Array | string): string {
  return createHash('sha256').update(bytes).digest('base64url');
}

/**
 * The value of a `Repr-Digest` or `Content-Digest` field: `sha-256=:<base64>:` (RFC 9530 §2, §3).
 * Takes the bytes themselves, or their SHA-256 already computed as base64url.
 */
export function reprDigest(bytesOrDigest: Uint8Array | string): string {
  const digest = typeof bytesOrDigest === 'string' ? Buffer.from(bytesOrDigest, 'base64url') : sha256(bytesOrDigest);
  return `sha-256=:${digest.toString('base64')}:`;
}
