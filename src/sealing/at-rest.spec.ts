import { describe, it, expect } from '@jest/globals';
import { createSecretKey, randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { AtRestRefused, atRestKeyId, contentKeyId, decryptAtRest, encryptAtRest } from './at-rest.js';
import { codeOf } from './certificates.fixture.js';

const key = createSecretKey(randomBytes(32));
const otherKey = createSecretKey(randomBytes(32));
const blob = encryptAtRest(Buffer.from('staged'), key, 'submission 1');

describe('content at rest', () => {
  it('comes back with the same key and the same name', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 3000 }), fc.string(), (plaintext, aad) => {
        expect(Buffer.from(decryptAtRest(encryptAtRest(plaintext, key, aad), key, aad)).equals(plaintext)).toBe(true);
      }),
    );
  });

  it('is never the same twice, and says which key it needs', () => {
    expect(Buffer.from(encryptAtRest(Buffer.from('staged'), key, 'submission 1')).equals(blob)).toBe(false);
    expect(atRestKeyId(blob)).toBe(contentKeyId(key));
    expect(contentKeyId(otherKey)).not.toBe(contentKeyId(key));
  });

  it.each<[string, () => unknown, string]>([
    ['under another name', () => decryptAtRest(blob, key, 'submission 2'), 'decryption'],
    ['with another key', () => decryptAtRest(blob, otherKey, 'submission 1'), 'key'],
    ['cut short', () => decryptAtRest(blob.subarray(0, -1), key, 'submission 1'), 'decryption'],
    ['cut to its header', () => decryptAtRest(blob.subarray(0, 50), key, 'submission 1'), 'malformed'],
    ['empty', () => decryptAtRest(new Uint8Array(), key, 'submission 1'), 'malformed'],
    [
      'of another version',
      () => decryptAtRest(Buffer.concat([Buffer.of(2), blob.subarray(1)]), key, 'submission 1'),
      'malformed',
    ],
  ])('does not open %s', async (_, open, code) => {
    expect(await codeOf(open)).toBe(code);
  });

  it('does not open with any one byte changed', () => {
    fc.assert(
      fc.property(fc.nat(blob.length - 1), fc.integer({ min: 1, max: 255 }), (at, difference) => {
        const changed = Uint8Array.from(blob);
        changed[at] = (changed[at] ?? 0) ^ difference;
        expect(() => decryptAtRest(changed, key, 'submission 1')).toThrow(AtRestRefused);
      }),
    );
  });

  it('takes a key of 256 bits only', () => {
    expect(() => encryptAtRest(Buffer.of(1), createSecretKey(randomBytes(16)), 'x')).toThrow(RangeError);
  });
});
