import { describe, it, expect } from '@jest/globals';
import { reprDigest, sha256, sha256Base64url } from './digest.js';

describe('digests', () => {
  it('are SHA-256 of bytes, or of a string in UTF-8', () => {
    // FIPS 180-4 example "abc".
    expect(sha256('abc').toString('hex')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
    expect(sha256Base64url(Buffer.from('計画'))).toBe(sha256Base64url('計画'));
  });

  it('are written for HTTP as in RFC 9530, from bytes or from a digest', () => {
    // RFC 9530 appendix B.1.
    const body = Buffer.from('{"hello": "world"}\n');
    expect(reprDigest(body)).toBe('sha-256=:RK/0qy18MlBSVnWgjwz6lZEWjP/lF5HF9bvEF8FabDg=:');
    expect(reprDigest(sha256Base64url(body))).toBe(reprDigest(body));
  });
});
