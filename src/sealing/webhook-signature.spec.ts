import { createPublicKey, verify } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Webhook } from 'standardwebhooks';
import { newWebhookKeys, shownPublicKey, shownSecret, webhookSigner, WebhookKeys } from './webhook-signature.js';

const id = '01955c2e-7c00-7000-8000-000000000020';
const body = '{"type":"transmission-available"}';

/** As a receiver does it that knows the public key alone. */
function verifiesByPublicKey(keys: WebhookKeys, headers: Readonly<Record<string, string>>, text: string): boolean {
  const x = Buffer.from(shownPublicKey(keys).replace('whpk_', ''), 'base64').toString('base64url');
  const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' });
  const signed = Buffer.from(`${headers['webhook-id']}.${headers['webhook-timestamp']}.${text}`);
  return headers['webhook-signature']!.split(' ')
    .filter((one) => one.startsWith('v1a,'))
    .some((one) => verify(null, signed, key, Buffer.from(one.slice(4), 'base64')));
}

describe('the signature of a webhook', () => {
  it('is verified by the public package with the secret, and with the public key alone', () => {
    const keys = newWebhookKeys();
    const headers = { ...webhookSigner([keys])(id, body, new Date()) };

    expect(new Webhook(shownSecret(keys)).verify(body, headers)).toEqual({ type: 'transmission-available' });
    expect(verifiesByPublicKey(keys, headers, body)).toBe(true);
  });

  it('holds for no other body, id or time, nor under other keys', () => {
    const keys = newWebhookKeys();
    const headers = { ...webhookSigner([keys])(id, body, new Date()) };
    const later = String(Number(headers['webhook-timestamp']) + 1);
    const changes: [Record<string, string>, string][] = [
      [headers, body + ' '],
      [{ ...headers, 'webhook-id': id.replace('20', '21') }, body],
      [{ ...headers, 'webhook-timestamp': later }, body],
    ];
    for (const [changed, text] of changes) {
      expect(() => new Webhook(shownSecret(keys)).verify(text, changed)).toThrow('No matching signature');
      expect(verifiesByPublicKey(keys, changed, text)).toBe(false);
    }
    const others = newWebhookKeys();
    expect(() => new Webhook(shownSecret(others)).verify(body, headers)).toThrow('No matching signature');
    expect(verifiesByPublicKey(others, headers, body)).toBe(false);
  });

  it('is verified with the old keys and with the new ones while they change', () => {
    const [before, after] = [newWebhookKeys(), newWebhookKeys()];
    const headers = { ...webhookSigner([after, before])(id, body, new Date()) };

    for (const keys of [before, after]) {
      expect(new Webhook(shownSecret(keys)).verify(body, headers)).toBeDefined();
      expect(verifiesByPublicKey(keys, headers, body)).toBe(true);
    }
  });

  it('is verified whatever the body', () => {
    const keys = newWebhookKeys();
    fc.assert(
      fc.property(fc.json(), (text) => {
        const headers = { ...webhookSigner([keys])(id, text, new Date()) };
        new Webhook(shownSecret(keys)).verify(text, headers);
        expect(verifiesByPublicKey(keys, headers, text)).toBe(true);
      }),
      { numRuns: 50 },
    );
  });

  it('is made with keys that nobody else has, in the lengths of the specification', () => {
    const [one, other] = [newWebhookKeys(), newWebhookKeys()];
    expect(one).not.toEqual(other);
    expect(shownSecret(one)).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
    expect(shownPublicKey(one)).toMatch(/^whpk_[A-Za-z0-9+/]{43}=$/);
  });
});
