import type { KeyObject } from 'node:crypto';
import type { Certificate } from './certificate.js';
import { algorithmFor, parseJws, signJws, verifyJws, type ParsedJws, type SignatureAlgorithm } from './compact-jws.js';
import { isKeyPair } from './jose-keys.js';
import { claimsIn, seconds, TokenRefused, tokenRules, type Claims } from './token.js';

/** What a verified client assertion says. */
export interface VerifiedAssertion {
  clientId: string;
  /** Unique: the caller refuses a second assertion with it until `expiresAt`, plus the clock skew it allows. */
  jti: string;
  expiresAt: Date;
}

/** `typ` of a client assertion: absent and "JWT" are common, the last is newer (draft-ietf-oauth-rfc7523bis §5). */
const TYPES: readonly unknown[] = [undefined, 'JWT', 'client-authentication+jwt'];

/** No `x5c`, no `jwk`: the key is one we hold already, found by its thumbprint. */
const rules = tokenRules(['alg', 'typ', 'kid', 'x5t#S256']);

/**
 * Signs a client's assertion for the token endpoint (RFC 7523 §3), as `private_key_jwt`: ES256 or PS256, by the key.
 * Throws RangeError when the private key is not the certificate's.
 */
export async function signClientAssertion(
  assertion: { clientId: string; audience: string; now: Date; jti: string; lifetimeSeconds: number },
  signer: { privateKey: KeyObject; certificate: Certificate },
): Promise<string> {
  if (!isKeyPair(signer.privateKey, signer.certificate.publicKey)) {
    throw new RangeError('the private key does not belong to the certificate');
  }
  const header = {
    alg: algorithmFor(signer.privateKey),
    typ: 'JWT',
    'x5t#S256': signer.certificate.thumbprint,
  };
  const iat = seconds(assertion.now);
  const payload = {
    iss: assertion.clientId,
    sub: assertion.clientId,
    aud: assertion.audience,
    jti: assertion.jti,
    iat,
    exp: iat + assertion.lifetimeSeconds,
  };
  return signJws(header, payload, signer.privateKey);
}

/** Reads which certificate an assertion claims, without verifying anything. Throws TokenRefused. */
export function readClientAssertionHeader(jwt: string): { thumbprint: string; algorithm: SignatureAlgorithm } {
  const { parsed, thumbprint } = parseAssertion(jwt);
  return { thumbprint, algorithm: parsed.algorithm };
}

/**
 * Verifies an assertion with the certificate on record for its thumbprint. That this certificate is the client's, is
 * active, and that the `jti` is new, is for the caller to establish. Throws TokenRefused.
 */
export async function verifyClientAssertion(
  jwt: string,
  certificate: Certificate,
  expected: { audience: string | string[]; now: Date; maxLifetimeSeconds: number; clockSkewSeconds: number },
): Promise<VerifiedAssertion> {
  const { parsed, thumbprint } = parseAssertion(jwt);
  if (thumbprint !== certificate.thumbprint) throw new TokenRefused('thumbprint');
  const claims = await verifyJws(parsed, certificate.publicKey, rules.refuse);
  const { text, time } = claimsIn(claims);
  const clientId = text('iss');
  if (text('sub') !== clientId) throw new TokenRefused('subject');
  checkAudience(claims, expected.audience);
  checkTimes(claims, expected);
  return { clientId, jti: text('jti'), expiresAt: time('exp') };
}

function parseAssertion(jwt: string): { parsed: ParsedJws; thumbprint: string } {
  const parsed = parseJws(jwt, rules);
  if (!TYPES.includes(parsed.header['typ'])) throw new TokenRefused('type');
  const thumbprint = parsed.header['x5t#S256'];
  // It goes into a query before anything is verified: only what can be a SHA-256 gets that far.
  if (typeof thumbprint !== 'string' || !/^[A-Za-z0-9_-]{43}$/.test(thumbprint)) throw new TokenRefused('thumbprint');
  return { parsed, thumbprint };
}

/** One audience, and it is ours: an assertion good for two servers lets one of them act as the client at the other. */
function checkAudience(claims: Claims, ours: string | string[]): void {
  const claimed: unknown = claims['aud'];
  const audience: unknown = Array.isArray(claimed) && claimed.length === 1 ? claimed[0] : claimed;
  if (typeof audience !== 'string' || ![ours].flat().includes(audience)) throw new TokenRefused('audience');
}

/** RFC 7523 §3 points 4–6: `exp` is required, and not unreasonably far; `iat` and `nbf`, when there, not in the future. */
function checkTimes(
  claims: Claims,
  expected: { now: Date; maxLifetimeSeconds: number; clockSkewSeconds: number },
): void {
  const { time } = claimsIn(claims);
  const now = expected.now.getTime();
  const skew = expected.clockSkewSeconds * 1000;
  const expiry = time('exp').getTime();
  if (expiry <= now - skew) throw new TokenRefused('expired');
  if (expiry > now + expected.maxLifetimeSeconds * 1000 + skew) throw new TokenRefused('lifetime');
  for (const name of ['iat', 'nbf']) {
    if (claims[name] !== undefined && time(name).getTime() > now + skew) throw new TokenRefused('not-yet-valid');
  }
}
