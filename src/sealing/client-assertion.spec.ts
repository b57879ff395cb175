import { beforeAll, describe, it, expect } from '@jest/globals';
import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { jwtVerify, SignJWT, type JWTPayload } from 'jose';
import { readClientAssertionHeader, signClientAssertion, TokenRefused, verifyClientAssertion } from './access-token.js';
import { codeOf, makeHolder, makeTrust, mutate, NOW, type Holder } from './certificates.fixture.js';

const audience = 'https://gateway.example/v1/oauth/token';
const expected = { audience, now: NOW, maxLifetimeSeconds: 300, clockSkewSeconds: 30 };
const assertion = { clientId: 'client-1', audience, now: NOW, jti: 'jti-00000001', lifetimeSeconds: 60 };
const seconds = Math.floor(NOW.getTime() / 1000);
const claims: JWTPayload = {
  iss: 'client-1',
  sub: 'client-1',
  aud: audience,
  jti: 'j',
  iat: seconds,
  exp: seconds + 60,
};

let ec: Holder;
let rsa: Holder;
beforeAll(async () => {
  const trust = await makeTrust();
  ec = await makeHolder(trust, 'ec');
  rsa = await makeHolder(trust, 'rsa');
});

const verify = (jwt: string, holder = ec, change: Partial<typeof expected> | { audience: string[] } = {}) =>
  verifyClientAssertion(jwt, holder.certificate, { ...expected, ...change });
const sign = (payload: JWTPayload, header: object = {}, holder = ec) =>
  new SignJWT(payload)
    .setProtectedHeader({ alg: 'ES256', 'x5t#S256': ec.certificate.thumbprint, ...header })
    .sign(holder.privateKey);

describe('a client assertion', () => {
  it.each(['ec', 'rsa'] as const)('by an %s key verifies, here and with jose', async (kind) => {
    const holder = kind === 'ec' ? ec : rsa;
    const jwt = await signClientAssertion(assertion, holder);
    const algorithm = kind === 'ec' ? 'ES256' : 'PS256';
    expect(readClientAssertionHeader(jwt)).toEqual({ thumbprint: holder.certificate.thumbprint, algorithm });
    expect(await verify(jwt, holder)).toEqual({
      clientId: 'client-1',
      jti: 'jti-00000001',
      expiresAt: new Date((seconds + 60) * 1000),
    });
    await jwtVerify(jwt, holder.publicKey, { audience, issuer: 'client-1', currentDate: NOW });
  });

  it('may name one of several audiences of ours, also in a list, and one of the usual types', async () => {
    const ours = { audience: ['https://gateway.example', audience] };
    expect((await verify(await sign(claims), ec, ours)).clientId).toBe('client-1');
    expect((await verify(await sign({ ...claims, aud: [audience] }))).clientId).toBe('client-1');
    expect((await verify(await sign(claims, { typ: 'client-authentication+jwt' }))).clientId).toBe('client-1');
  });

  it('within the clock skew is accepted', async () => {
    expect((await verify(await sign({ ...claims, iat: seconds + 29, exp: seconds + 329 }))).jti).toBe('j');
    expect((await verify(await sign({ ...claims, iat: seconds - 89, exp: seconds - 29 }))).jti).toBe('j');
  });

  it("is not made with a key that is not the certificate's", async () => {
    await expect(signClientAssertion(assertion, { ...ec, privateKey: rsa.privateKey })).rejects.toThrow(RangeError);
  });

  it.each<[string, JWTPayload, string]>([
    ['another audience', { aud: 'https://other.example' }, 'audience'],
    ['a second audience', { aud: [audience, 'https://other.example'] }, 'audience'],
    ['no audience', { aud: undefined }, 'audience'],
    ['an empty list of audiences', { aud: [] }, 'audience'],
    ['an audience that only begins like ours', { aud: `${audience}/` }, 'audience'],
    ['no issuer', { iss: undefined }, 'claims'],
    ['another subject', { sub: 'client-2' }, 'subject'],
    ['no subject', { sub: undefined }, 'claims'],
    ['no jti', { jti: undefined }, 'claims'],
    ['an empty jti', { jti: '' }, 'claims'],
    ['an endless jti', { jti: 'x'.repeat(300) }, 'claims'],
    ['no expiry', { exp: undefined }, 'claims'],
    ['an expiry in the past', { exp: seconds - 30 }, 'expired'],
    ['an expiry too far', { exp: seconds + 331 }, 'lifetime'],
    ['an issue in the future', { iat: seconds + 31 }, 'not-yet-valid'],
    ['a beginning in the future', { nbf: seconds + 31 }, 'not-yet-valid'],
  ])('with %s is refused', async (_, change, code) => {
    expect(await codeOf(async () => verify(await sign({ ...claims, ...change })))).toBe(code);
  });

  it.each<[string, () => object, string]>([
    ['that brings its key', () => ({ jwk: rsa.publicKey.export({ format: 'jwk' }) }), 'header'],
    ['that brings its certificate', () => ({ x5c: [ec.certificate.der.toString('base64')] }), 'header'],
    ['that points to a key', () => ({ jku: 'https://evil.example' }), 'header'],
    ["of an access token's type", () => ({ typ: 'at+jwt' }), 'type'],
    ["of a statement's type", () => ({ typ: 'careplan-manifest+jws' }), 'type'],
    ['without a thumbprint', () => ({ 'x5t#S256': undefined }), 'thumbprint'],
    ["with another's thumbprint", () => ({ 'x5t#S256': rsa.certificate.thumbprint }), 'thumbprint'],
  ])('%s is refused', async (_, header, code) => {
    expect(await codeOf(async () => verify(await sign(claims, header())))).toBe(code);
  });

  it('signed by another, or under an algorithm that is not for the key, is refused', async () => {
    const b64 = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
    const input = (alg: string) => `${b64({ alg, 'x5t#S256': ec.certificate.thumbprint })}.${b64(claims)}`;
    const mac = createHmac('sha256', ec.certificate.pem).update(input('HS256')).digest('base64url');
    expect(await codeOf(() => verify(`${input('HS256')}.${mac}`))).toBe('algorithm');
    expect(await codeOf(() => verify(`${input('none')}.`))).toBe('algorithm');
    expect(await codeOf(async () => verify(await sign(claims, { alg: 'PS256' }, rsa)))).toBe('algorithm');
    const other = await makeHolder(await makeTrust(), 'ec');
    expect(await codeOf(async () => verify(await sign(claims, {}, other)))).toBe('signature');
  });

  it('with any one character changed, or made of anything else, is refused with its own error', async () => {
    const jwt = await signClientAssertion(assertion, ec);
    const refused = async (text: string) =>
      expect(await verify(text).catch((error: unknown) => error)).toBeInstanceOf(TokenRefused);
    await fc.assert(
      fc.asyncProperty(fc.nat(jwt.length - 1), fc.nat(93), (place, to) => refused(mutate(jwt, place, to))),
      { numRuns: 300 },
    );
    await fc.assert(fc.asyncProperty(fc.string(), refused));
  });
});
