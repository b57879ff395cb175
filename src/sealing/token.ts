import { asObject } from './base64url.js';
import type { JwsFault, JwsRules } from './compact-jws.js';

export type TokenFault =
  | JwsFault
  | 'type'
  | 'thumbprint'
  | 'claims'
  | 'issuer'
  | 'subject'
  | 'audience'
  | 'expired'
  | 'not-yet-valid'
  | 'lifetime';

/** An access token or client assertion that proves nothing. The code is for the log; callers get one answer for all. */
export class TokenRefused extends Error {
  constructor(
    readonly code: TokenFault,
    options?: ErrorOptions,
  ) {
    super(`token refused: ${code}`, options);
    this.name = 'TokenRefused';
  }
}

/** Claims of a token whose signature holds; their values are unchecked. */
export type Claims = Readonly<Record<string, unknown>>;

/** How tokens are read: small, and with these header members only. */
export function tokenRules(headerMembers: string[]): JwsRules {
  return { sizeMax: 8 * 1024, headerMembers: new Set(headerMembers), refuse: (fault) => new TokenRefused(fault) };
}

/** Seconds since 1970, rounded down (NumericDate, RFC 7519 §2). */
export function seconds(moment: Date): number {
  return Math.floor(moment.getTime() / 1000);
}

const TEXT_MAX = 256;
/** The year 9999: beyond, a Date is of no use to anybody. */
const SECONDS_MAX = 253_402_300_799;

/** Reads claims one by one; each throws TokenRefused('claims') when it is absent or of another type. */
export function claimsIn(claims: Claims): {
  text: (name: string) => string;
  time: (name: string) => Date;
  member: (name: string) => Claims;
} {
  return {
    text: (name) => {
      const value = claims[name];
      if (typeof value !== 'string' || value === '' || value.length > TEXT_MAX) throw new TokenRefused('claims');
      return value;
    },
    time: (name) => {
      const value = claims[name];
      if (typeof value !== 'number' || !(value >= 0 && value <= SECONDS_MAX)) throw new TokenRefused('claims');
      return new Date(value * 1000);
    },
    member: (name) => {
      const value = asObject(claims[name]);
      if (!value) throw new TokenRefused('claims');
      return value;
    },
  };
}
