import type { KeyObject } from 'node:crypto';
import { decodeBase64url, parseJsonObject } from './base64url.js';
import { computeSignature, signatureHolds } from './jws-engine.js';

/** Every algorithm we sign with or accept. RS256 because certificates already in the field sign with nothing else. */
export type SignatureAlgorithm = 'RS256' | 'PS256' | 'ES256';

/** What can be wrong with a JWS before anything is known about its content. */
export type JwsFault = 'too-large' | 'malformed' | 'header' | 'algorithm' | 'signature';

/** A compact JWS taken apart, not verified: nothing in it may be believed yet. */
export interface ParsedJws {
  readonly text: string;
  readonly header: Readonly<Record<string, unknown>>;
  readonly algorithm: SignatureAlgorithm;
  readonly payload: Buffer;
  readonly signature: Buffer;
}

export interface JwsRules {
  sizeMax: number;
  /**
   * The only header members allowed. A list of what may be there leaves no room for keys that come with the message
   * (`jwk`, `jku`, `x5u`), for `b64`, or for `crit`, of which we implement none (RFC 7515 §4.1.11).
   */
  headerMembers: ReadonlySet<string>;
  /** Makes the caller's own error. */
  refuse: (fault: JwsFault) => Error;
}

/** Takes a compact JWS (RFC 7515 §7.1) apart: size, then form, then header. Throws what `rules.refuse` makes. */
export function parseJws(jws: string, { sizeMax, headerMembers, refuse }: JwsRules): ParsedJws {
  if (jws.length > sizeMax) throw refuse('too-large');
  const parts = jws.split('.', 4).map(decodeBase64url);
  const [headerBytes, payload, signature] = parts;
  if (parts.length !== 3 || !headerBytes || !payload || !signature) throw refuse('malformed');
  const header = parseJsonObject(headerBytes);
  if (!header) throw refuse('malformed');
  if (Object.keys(header).some((member) => !headerMembers.has(member))) throw refuse('header');
  const algorithm = header['alg'];
  if (!isSignatureAlgorithm(algorithm)) throw refuse('algorithm');
  return { text: jws, header, algorithm, payload, signature };
}

function isSignatureAlgorithm(value: unknown): value is SignatureAlgorithm {
  return value === 'RS256' || value === 'PS256' || value === 'ES256';
}

/**
 * Verifies against the one key the caller trusts and answers the payload's JSON object. The algorithm must fit that
 * key: the message chooses among what the key can do, never the kind of key (RFC 8725 §3.1, §3.2).
 */
export async function verifyJws(
  jws: ParsedJws,
  publicKey: KeyObject,
  refuse: JwsRules['refuse'],
): Promise<Record<string, unknown>> {
  const size = signatureSize(jws.algorithm, publicKey);
  if (size === null) throw refuse('algorithm');
  if (jws.signature.length !== size) throw refuse('signature');
  if (!(await signatureHolds(jws.text, jws.algorithm, publicKey))) throw refuse('signature');
  const payload = parseJsonObject(jws.payload);
  if (!payload) throw refuse('malformed');
  return payload;
}

/** Signature length in bytes (RFC 7518 §3.3–3.5), or null when the algorithm is not for this key. */
function signatureSize(algorithm: SignatureAlgorithm, key: KeyObject): number | null {
  const { modulusLength = 0, namedCurve } = key.asymmetricKeyDetails ?? {};
  if (algorithm === 'ES256') return key.asymmetricKeyType === 'ec' && namedCurve === 'prime256v1' ? 64 : null;
  // RFC 7518 §3.3, §3.5: 2048 bits or more.
  return key.asymmetricKeyType === 'rsa' && modulusLength >= 2048 ? Math.ceil(modulusLength / 8) : null;
}

/** ES256 for P-256, PS256 for RSA unless RS256 is asked for. Throws RangeError for a key that cannot sign here. */
export function algorithmFor(privateKey: KeyObject, rsa: 'PS256' | 'RS256' = 'PS256'): SignatureAlgorithm {
  const algorithm = privateKey.asymmetricKeyType === 'ec' ? 'ES256' : rsa;
  if (signatureSize(algorithm, privateKey) === null) throw new RangeError('this key signs with no accepted algorithm');
  return algorithm;
}

/** Signs an object as compact JWS; the whole header is protected, and holds exactly what is given. */
export async function signJws(
  header: { alg: SignatureAlgorithm } & Record<string, unknown>,
  payload: object,
  privateKey: KeyObject,
): Promise<string> {
  return computeSignature(header, Buffer.from(JSON.stringify(payload)), privateKey);
}
