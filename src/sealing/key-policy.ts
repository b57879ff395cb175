import type { KeyObject } from 'node:crypto';

export type KeyKind = 'rsa' | 'ec';
export type KeyFault = 'key-kind' | 'key-size' | 'weak-exponent';

const RSA_BITS_MIN = 2048;
/** Verifying costs grow with the modulus: a bound keeps a stranger's key from becoming a load. */
const RSA_BITS_MAX = 4096;
const RSA_EXPONENT = 65537n;
const EC_CURVE = 'prime256v1';

const CURVE_BITS: Record<string, number> = { prime256v1: 256, secp384r1: 384, secp521r1: 521 };

/** Kind and size of a public or private key; null for a kind used nowhere here (Ed25519, RSA-PSS, other curves). */
export function describeKey(key: KeyObject): { keyKind: KeyKind; keyBits: number } | null {
  if (key.asymmetricKeyType === 'rsa') return { keyKind: 'rsa', keyBits: key.asymmetricKeyDetails?.modulusLength ?? 0 };
  if (key.asymmetricKeyType !== 'ec') return null;
  const keyBits = CURVE_BITS[key.asymmetricKeyDetails?.namedCurve ?? ''];
  return keyBits === undefined ? null : { keyKind: 'ec', keyBits };
}

/** Why a key may not be used by a client, or null when it may: RSA 2048–4096 with e = 65537, or EC P-256. */
export function keyFault(key: KeyObject): KeyFault | null {
  const described = describeKey(key);
  if (!described) return 'key-kind';
  if (described.keyKind === 'ec') return key.asymmetricKeyDetails?.namedCurve === EC_CURVE ? null : 'key-kind';
  if (described.keyBits < RSA_BITS_MIN || described.keyBits > RSA_BITS_MAX) return 'key-size';
  return key.asymmetricKeyDetails?.publicExponent === RSA_EXPONENT ? null : 'weak-exponent';
}

/**
 * Signature algorithms accepted on certificates, requests and revocation lists, by the digest they use: nothing below
 * SHA-256. Object identifiers of RFC 4055 §5 and RFC 5758 §3.2.
 */
export const ACCEPTED_SIGNATURES: ReadonlyMap<string, 'sha256' | 'sha384' | 'sha512'> = new Map([
  ['1.2.840.113549.1.1.11', 'sha256'], // RSA, PKCS #1 v1.5
  ['1.2.840.113549.1.1.12', 'sha384'],
  ['1.2.840.113549.1.1.13', 'sha512'],
  ['1.2.840.10045.4.3.2', 'sha256'], // ECDSA
  ['1.2.840.10045.4.3.3', 'sha384'],
  ['1.2.840.10045.4.3.4', 'sha512'],
]);
