import { describe, expect, it } from '@jest/globals';
import { newWebhookKeys, shownPublicKey, shownSecret, webhookSigner } from '../sealing/webhook-signature.js';
import { verifyWebhook } from './verify-webhook.js';

const now = new Date('2026-11-22T01:02:03Z');
const body = '{"type":"transmission-available","timestamp":"2026-11-22T01:02:03Z","data":{"id":"x","offices":[]}}';
const keys = newWebhookKeys();
const headers = { ...webhookSigner([keys])('x', body, now) };
const later = (seconds: number): Date => new Date(now.getTime() + seconds * 1000);

describe.each([
  ['the public key', shownPublicKey(keys)],
  ['the secret', shownSecret(keys)],
])('a receiver that has %s', (_, key) => {
  it('believes what the gateway signed, also while its keys change', () => {
    const both = { ...webhookSigner([newWebhookKeys(), keys])('x', body, now) };
    expect(verifyWebhook(headers, body, key, now).type).toBe('transmission-available');
    expect(verifyWebhook(both, body, key, later(300))).toEqual(JSON.parse(body));
  });

  it.each([
    ['another body', headers, `${body} `, now, 'signature'],
    ['another id', { ...headers, 'webhook-id': 'y' }, body, now, 'signature'],
    ['an old one', headers, body, later(301), 'time'],
    ['one of the future', headers, body, later(-301), 'time'],
    ['another time', { ...headers, 'webhook-timestamp': String(now.getTime() / 1000 + 1) }, body, now, 'signature'],
    ['a time that is none', { ...headers, 'webhook-timestamp': 'now' }, body, now, 'time'],
    ['no signature', { ...headers, 'webhook-signature': undefined }, body, now, 'headers'],
    ['a signature of others', webhookSigner([newWebhookKeys()])('x', body, now), body, now, 'signature'],
    ['a signature that is none', { ...headers, 'webhook-signature': 'v1, v1a, v2,x' }, body, now, 'signature'],
  ])('does not believe %s', (_name, given, text, at, reason) => {
    expect(() => verifyWebhook({ ...given }, text, key, at)).toThrow(`webhook refused: ${reason}`);
  });
});

it('a key that is none is told as such', () => {
  for (const key of ['', 'whsec_', 'whpk_AAAA', 'whsk_AAAA']) {
    expect(() => verifyWebhook(headers, body, key, now)).toThrow('webhook refused: key');
  }
});
