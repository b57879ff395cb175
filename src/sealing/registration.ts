import { sha256Base64url } from './digest.js';
import { count, jti, oneOf, record, sha256Text, url } from './shape.js';
import { seconds } from './token.js';

/**
 * What an office signs with the key of a certificate that it holds already, to have it registered (電子請求証明書の流用).
 * It is good for one code, so for one client, and only here.
 */
export interface Registration {
  jti: string;
  /** Seconds since 1970. */
  iat: number;
  /** The gateway's public URL. */
  aud: string;
  kind: 'registration';
  /** Of the one-time code as it is kept: in capitals, without spaces and hyphens; base64url. */
  codeSha256: string;
}

/** The hash of a one-time code. Spaces, hyphens and case do not matter to who types it. */
export function codeDigest(code: string): string {
  return sha256Base64url(code.toUpperCase().replaceAll(/[\s-]/g, ''));
}

const registration = record<Registration>({
  jti,
  iat: count,
  aud: url,
  kind: oneOf('registration'),
  codeSha256: sha256Text,
});

/** The payload to sign as `careplan-registration+jws`. Throws StatementRefused('shape', pointer). */
export function createRegistration(options: { audience: string; code: string; now: Date; jti: string }): Registration {
  const { audience, code, now } = options;
  const codeSha256 = codeDigest(code);
  return readRegistration({ jti: options.jti, iat: seconds(now), aud: audience, kind: 'registration', codeSha256 });
}

/** Reads the payload of a verified registration. Throws StatementRefused('shape', pointer). */
export function readRegistration(payload: unknown): Registration {
  return registration(payload, '');
}
