import { createPrivateKey, createPublicKey, diffieHellman, webcrypto } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { newEphemeralKey, newKeyPairSync } from './key-pair.js';

describe('an ephemeral key', () => {
  it('agrees with another key from both sides', async () => {
    const ephemeral = await webcrypto.subtle.exportKey('jwk', await newEphemeralKey());
    const other = newKeyPairSync('ec');
    const here = createPrivateKey({ key: ephemeral as never, format: 'jwk' });
    const fromHere = diffieHellman({ privateKey: here, publicKey: other.publicKey });
    const fromThere = diffieHellman({ privateKey: other.privateKey, publicKey: createPublicKey(here) });
    expect(fromHere.equals(fromThere)).toBe(true);
  });

  it('is another one each time', async () => {
    const [first, second] = [await newEphemeralKey(), await newEphemeralKey()];
    const numbers = await Promise.all([first, second].map((key) => webcrypto.subtle.exportKey('jwk', key)));
    expect(numbers[0]?.d).not.toBe(numbers[1]?.d);
  });

  it('has numbers of 32 bytes, leading zeros included (RFC 7518 §6.2.1.2, §6.2.2.1)', async () => {
    // One secret in 256 begins with a zero byte.
    for (let made = 0; made < 1500; made++) {
      const { x, y, d } = await webcrypto.subtle.exportKey('jwk', await newEphemeralKey());
      expect([x, y, d].map((number) => Buffer.from(number ?? '', 'base64url').length)).toEqual([32, 32, 32]);
    }
  });
});
