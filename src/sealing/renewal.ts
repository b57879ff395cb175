import { count, id, jti, oneOf, record, text, url } from './shape.js';
import { seconds } from './token.js';

/**
 * What a client signs, with the key of an active certificate, to get the next one. The request inside proves the new key;
 * the signature around it, and not an access token, proves who asks: a stolen token lives for minutes, a certificate for
 * years.
 */
export interface Renewal {
  jti: string;
  /** Seconds since 1970. */
  iat: number;
  /** The gateway's public URL. */
  aud: string;
  kind: 'renewal';
  client: string;
  /** PKCS #10 in PEM, for the new key. */
  certificationRequest: string;
}

const renewal = record<Renewal>({
  jti,
  iat: count,
  aud: url,
  kind: oneOf('renewal'),
  client: id,
  certificationRequest: text(/^[\r\n\x20-\x7e]{1,16384}$/),
});

/** The payload to sign as `careplan-renewal+jws`. */
export function createRenewal(options: {
  client: string;
  audience: string;
  certificationRequest: string;
  now: Date;
  jti: string;
}): Renewal {
  const { client, audience, certificationRequest, now } = options;
  return readRenewal({
    jti: options.jti,
    iat: seconds(now),
    aud: audience,
    kind: 'renewal',
    client,
    certificationRequest,
  });
}

/** Reads the payload of a verified renewal. Throws StatementRefused('shape', pointer). */
export function readRenewal(payload: unknown): Renewal {
  return renewal(payload, '');
}
