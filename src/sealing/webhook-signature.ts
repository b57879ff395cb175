import {
  createHmac,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  randomBytes,
  sign,
  type KeyObject,
} from 'node:crypto';

/*
 * Standard Webhooks 1.0: what is signed is id.timestamp.body. `v1` is HMAC-SHA256 under a secret that both sides know, `v1a`
 * is Ed25519, where only the sender can sign. A receiver takes whichever it prefers.
 */

/** What one subscription's webhooks are signed with. Base64, without the prefixes that they are shown with. */
export interface WebhookKeys {
  /** 32 random bytes. */
  readonly secret: string;
  /** Seed of the Ed25519 key, 32 bytes (RFC 8032 section 5.1.5). */
  readonly seed: string;
}

/** RFC 8410 section 7: what comes before the 32 bytes of a seed in PKCS #8. */
const seedPrefix = Buffer.from('302e020100300506032b657004220420', 'hex');
const rawKeyBytes = 32;

export function newWebhookKeys(): WebhookKeys {
  const { privateKey } = generateKeyPairSync('ed25519');
  const seed = privateKey.export({ format: 'der', type: 'pkcs8' }).subarray(-rawKeyBytes);
  return { secret: randomBytes(rawKeyBytes).toString('base64'), seed: seed.toString('base64') };
}

/** The symmetric secret as receivers write it. */
export function shownSecret({ secret }: WebhookKeys): string {
  return `whsec_${secret}`;
}

/** The public key as receivers write it. */
export function shownPublicKey(keys: WebhookKeys): string {
  const key = createPublicKey(privateKeyOf(keys)).export({ format: 'der', type: 'spki' });
  return `whpk_${key.subarray(-rawKeyBytes).toString('base64')}`;
}

export interface SignedHeaders {
  readonly 'webhook-id': string;
  readonly 'webhook-timestamp': string;
  readonly 'webhook-signature': string;
}

/** Signs what is sent. */
export type WebhookSigner = (id: string, body: string, at: Date) => SignedHeaders;

/**
 * Signs by every one of the keys, the newest first, in both ways. To be kept for as much as is signed at a time: reading an
 * Ed25519 key takes ten times as long as signing with it.
 */
export function webhookSigner(keys: readonly WebhookKeys[]): WebhookSigner {
  const opened = keys.map((one) => ({ secret: Buffer.from(one.secret, 'base64'), privateKey: privateKeyOf(one) }));
  return (id, body, at) => {
    const timestamp = String(Math.floor(at.getTime() / 1000));
    const signed = Buffer.from(`${id}.${timestamp}.${body}`);
    const signatures = opened.flatMap(({ secret, privateKey }) => [
      `v1,${createHmac('sha256', secret).update(signed).digest('base64')}`,
      `v1a,${sign(null, signed, privateKey).toString('base64')}`,
    ]);
    return { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': signatures.join(' ') };
  };
}

function privateKeyOf({ seed }: WebhookKeys): KeyObject {
  const key = Buffer.concat([seedPrefix, Buffer.from(seed, 'base64')]);
  return createPrivateKey({ key, format: 'der', type: 'pkcs8' });
}
