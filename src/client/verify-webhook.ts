import { createHmac, createPublicKey, KeyObject, timingSafeEqual, verify } from 'node:crypto';

/** What a webhook tells: ids to ask for the rest by. */
export interface WebhookEvent {
  readonly type: string;
  readonly timestamp: string;
  readonly data: { readonly id: string; readonly offices: readonly string[]; readonly transmission?: string };
}

/** A request that is no webhook of the gateway's, or no longer one. Nothing in it is to be believed. */
export class WebhookRefused extends Error {
  constructor(readonly reason: 'headers' | 'time' | 'signature' | 'key') {
    super(`webhook refused: ${reason}`);
    this.name = 'WebhookRefused';
  }
}

/** As long as Standard Webhooks 1.0 has its receivers accept one. */
const toleranceSeconds = 300;

/**
 * Verifies a webhook (Standard Webhooks 1.0) as it was received, before anything in it is read.
 * @param headers with names in lower case, as Node has them
 * @param body exactly the bytes that came, as text
 * @param key `whpk_…` (Ed25519, v1a) or `whsec_…` (HMAC, v1): either is enough; after a renewal the old one serves a day
 * @throws WebhookRefused
 */
export function verifyWebhook(
  headers: Readonly<Record<string, string | readonly string[] | undefined>>,
  body: string,
  key: string,
  now: Date,
): WebhookEvent {
  const [id, timestamp, signatures] = ['webhook-id', 'webhook-timestamp', 'webhook-signature'].map(
    (name) => headers[name],
  );
  if (typeof id !== 'string' || typeof timestamp !== 'string' || typeof signatures !== 'string') {
    throw new WebhookRefused('headers');
  }
  const age = Math.abs(now.getTime() / 1000 - Number(timestamp));
  if (!/^\d{1,12}$/.test(timestamp) || age > toleranceSeconds) throw new WebhookRefused('time');
  const isSigned = signedBy(key);
  const signed = Buffer.from(`${id}.${timestamp}.${body}`);
  if (!signatures.split(' ').some((one) => isSigned(one, signed))) throw new WebhookRefused('signature');
  return JSON.parse(body) as WebhookEvent;
}

type IsSigned = (signature: string, signed: Buffer) => boolean;

function signedBy(key: string): IsSigned {
  const bytes = Buffer.from(key.replace(/^wh(sec|pk)_/, ''), 'base64');
  if (key.startsWith('whpk_') && bytes.length === 32) {
    const publicKey = publicKeyOf(bytes);
    return (one, signed) =>
      one.startsWith('v1a,') && verify(null, signed, publicKey, Buffer.from(one.slice(4), 'base64'));
  }
  if (!key.startsWith('whsec_') || bytes.length < 24) throw new WebhookRefused('key');
  return (one, signed) => {
    const expected = Buffer.from(`v1,${createHmac('sha256', bytes).update(signed).digest('base64')}`);
    const given = Buffer.from(one);
    return given.length === expected.length && timingSafeEqual(given, expected);
  };
}

function publicKeyOf(bytes: Buffer): KeyObject {
  return createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: bytes.toString('base64url') }, format: 'jwk' });
}
