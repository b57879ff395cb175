import { verify } from 'node:crypto';
import type { Certificate } from './certificate.js';
import { ACCEPTED_SIGNATURES } from './key-policy.js';

/**
 * Whether a certificate's key signed these bytes by an algorithm within the policy. OpenSSL verifies here, and not
 * PKI.js, which would encode the structure anew, and also takes signatures that are not in DER.
 */
export function isSignedBy(
  signer: Certificate,
  algorithmId: string,
  signed: Uint8Array,
  signature: Uint8Array,
): boolean {
  const digest = ACCEPTED_SIGNATURES.get(algorithmId);
  try {
    return digest !== undefined && verify(digest, signed, signer.publicKey, signature);
  } catch {
    return false;
  }
}
