import { randomUUID, type KeyObject } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import { parseJws, signJws, verifyJws } from './compact-jws.js';
import { sha256Base64url } from './digest.js';
import { claimsIn, seconds, TokenRefused, type Claims, tokenRules } from './token.js';

export { TokenRefused, type TokenFault } from './token.js';
export {
  readClientAssertionHeader,
  signClientAssertion,
  verifyClientAssertion,
  type VerifiedAssertion,
} from './client-assertion.js';

export type ClientKind = 'office' | 'relay' | 'network' | 'operator';

/** What a verified access token says. */
export interface AccessTokenClaims {
  clientId: string;
  /** The client's own office; null for clients that are none. */
  officeNumber: string | null;
  kind: ClientKind;
  /** `x5t#S256` of the certificate the client authenticated with. */
  thumbprint: string;
  /** Whether the token serves only over a connection with that certificate (`cnf`, RFC 8705 §3). */
  bound: boolean;
  jti: string;
  issuedAt: Date;
  expiresAt: Date;
}

const TYPE = 'at+jwt';
const LIFETIME_SECONDS_MAX = 300;
/** Between the clocks of our own processes. */
const CLOCK_SKEW_SECONDS = 30;
const KINDS: readonly unknown[] = ['office', 'relay', 'network', 'operator'] satisfies ClientKind[];

const rules = tokenRules(['alg', 'typ', 'kid']);

/**
 * Issues the gateway's own bearer token (RFC 9068), signed with ES256 by a P-256 private key, for at most 300 seconds
 * (RangeError beyond). Issuer and audience are both the gateway. The private claim `certificate` names the certificate
 * that the client authenticated with, in every token; `cnf` is in those alone that are bound to it.
 */
export async function issueAccessToken(
  token: {
    clientId: string;
    officeNumber: string | null;
    kind: ClientKind;
    thumbprint: string;
    bound: boolean;
    issuer: string;
    now: Date;
    lifetimeSeconds: number;
  },
  key: KeyObject,
): Promise<string> {
  if (!(token.lifetimeSeconds > 0 && token.lifetimeSeconds <= LIFETIME_SECONDS_MAX)) {
    throw new RangeError(`an access token lives for 1 to ${LIFETIME_SECONDS_MAX} seconds`);
  }
  if (key.asymmetricKeyType !== 'ec') throw new RangeError('access tokens are signed with a P-256 key');
  const iat = seconds(token.now);
  const payload = {
    iss: token.issuer,
    aud: token.issuer,
    sub: token.clientId,
    client_id: token.clientId,
    iat,
    exp: iat + token.lifetimeSeconds,
    jti: randomUUID(),
    kind: token.kind,
    office: token.officeNumber,
    certificate: token.thumbprint,
    ...(token.bound && { cnf: { 'x5t#S256': token.thumbprint } }),
  };
  return signJws({ alg: 'ES256', typ: TYPE }, payload, key);
}

/**
 * Signatures already verified, by key and token. A client shows one token many times within minutes; whether its
 * signature holds never changes, only the time does, and that is compared on every call.
 */
const verified = new WeakMap<KeyObject, LRUCache<string, Claims>>();

/** Verifies a token of ours at the given moment. Throws TokenRefused. */
export async function verifyAccessToken(
  token: string,
  expected: { publicKey: KeyObject; issuer: string; now: Date },
): Promise<AccessTokenClaims> {
  const claims = await signedClaims(token, expected.publicKey);
  if (claims['iss'] !== expected.issuer) throw new TokenRefused('issuer');
  if (claims['aud'] !== expected.issuer) throw new TokenRefused('audience');
  const answer = readClaims(claims);
  const now = expected.now.getTime();
  if (answer.expiresAt.getTime() <= now) throw new TokenRefused('expired');
  if (answer.issuedAt.getTime() > now + CLOCK_SKEW_SECONDS * 1000) throw new TokenRefused('not-yet-valid');
  return answer;
}

async function signedClaims(token: string, publicKey: KeyObject): Promise<Claims> {
  const known = verified.get(publicKey) ?? new LRUCache<string, Claims>({ max: 20_000 });
  verified.set(publicKey, known);
  const digest = sha256Base64url(token);
  const seen = known.get(digest);
  if (seen) return seen;
  const parsed = parseJws(token, rules);
  if (parsed.algorithm !== 'ES256') throw new TokenRefused('algorithm');
  if (parsed.header['typ'] !== TYPE) throw new TokenRefused('type');
  const claims = Object.freeze(await verifyJws(parsed, publicKey, rules.refuse));
  known.set(digest, claims);
  return claims;
}

function readClaims(claims: Claims): AccessTokenClaims {
  const { text, time, member } = claimsIn(claims);
  const clientId = text('client_id');
  const kind = claims['kind'];
  const office = claims['office'];
  const issuedAt = time('iat');
  const expiresAt = time('exp');
  const tooLong = expiresAt.getTime() - issuedAt.getTime() > LIFETIME_SECONDS_MAX * 1000;
  if (text('sub') !== clientId) throw new TokenRefused('subject');
  if (tooLong) throw new TokenRefused('lifetime');
  if (!isClientKind(kind) || (office !== null && typeof office !== 'string')) throw new TokenRefused('claims');
  const thumbprint = text('certificate');
  const bound = claims['cnf'] !== undefined;
  // We bind to nothing but the certificate of the claim above; any other confirmation is none that we could check.
  if (bound && claimsIn(member('cnf')).text('x5t#S256') !== thumbprint) throw new TokenRefused('claims');
  return { clientId, officeNumber: office, kind, thumbprint, bound, jti: text('jti'), issuedAt, expiresAt };
}

function isClientKind(value: unknown): value is ClientKind {
  return KINDS.includes(value);
}
