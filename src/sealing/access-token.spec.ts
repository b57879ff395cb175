import { describe, it, expect } from '@jest/globals';
import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { decodeProtectedHeader, jwtVerify, SignJWT, type JWTPayload } from 'jose';
import { issueAccessToken, TokenRefused, verifyAccessToken } from './access-token.js';
import { codeOf, makeKeys, mutate, NOW } from './certificates.fixture.js';

const issuer = 'https://gateway.example';
const { privateKey, publicKey } = makeKeys('ec');
const seconds = NOW.getTime() / 1000;
const at = (offset: number) => new Date(NOW.getTime() + offset * 1000);
const grant = {
  clientId: 'client-1',
  officeNumber: '1370000001',
  kind: 'office',
  thumbprint: 'T'.repeat(43),
  bound: false,
  issuer,
  now: NOW,
  lifetimeSeconds: 300,
} as const;
const claims: JWTPayload = {
  iss: issuer,
  aud: issuer,
  sub: 'client-1',
  client_id: 'client-1',
  iat: seconds,
  exp: seconds + 300,
  jti: 'j',
  kind: 'office',
  office: null,
  certificate: grant.thumbprint,
};
const verify = (token: string, offset = 0) => verifyAccessToken(token, { publicKey, issuer, now: at(offset) });
const sign = (payload: JWTPayload, header: object = {}) =>
  new SignJWT(payload).setProtectedHeader({ alg: 'ES256', typ: 'at+jwt', ...header }).sign(privateKey);

describe('an access token', () => {
  it('says who the client is, and by which certificate, here and with jose', async () => {
    const token = await issueAccessToken(grant, privateKey);
    expect(await verify(token)).toMatchObject({
      clientId: 'client-1',
      officeNumber: '1370000001',
      kind: 'office',
      thumbprint: grant.thumbprint,
      bound: false,
      issuedAt: NOW,
      expiresAt: at(300),
    });
    const { payload } = await jwtVerify(token, publicKey, {
      issuer,
      audience: issuer,
      typ: 'at+jwt',
      currentDate: NOW,
    });
    expect(payload['certificate']).toBe(grant.thumbprint);
    expect(payload).not.toHaveProperty('cnf');
    expect(decodeProtectedHeader(token)).toEqual({ alg: 'ES256', typ: 'at+jwt' });
  });

  it('says that it is bound to that certificate where it is, as RFC 8705 has it', async () => {
    const token = await issueAccessToken({ ...grant, bound: true }, privateKey);
    expect(await verify(token)).toMatchObject({ thumbprint: grant.thumbprint, bound: true });
    const { payload } = await jwtVerify(token, publicKey, { currentDate: NOW });
    expect(payload['cnf']).toEqual({ 'x5t#S256': grant.thumbprint });
  });

  it('expires on every look, also when its signature has been seen before', async () => {
    const token = await issueAccessToken({ ...grant, officeNumber: null }, privateKey);
    expect((await verify(token, 299)).officeNumber).toBeNull();
    expect(await codeOf(() => verify(token, 300))).toBe('expired');
    expect((await verify(token, 299)).clientId).toBe('client-1');
    expect(await codeOf(() => verifyAccessToken(token, { publicKey, issuer: 'https://other.example', now: NOW }))).toBe(
      'issuer',
    );
    expect(
      await codeOf(() => verifyAccessToken(token, { publicKey: makeKeys('ec').publicKey, issuer, now: NOW })),
    ).toBe('signature');
  });

  it('is not issued for longer than five minutes, nor with an RSA key', async () => {
    for (const lifetimeSeconds of [301, 0, -1, NaN]) {
      await expect(issueAccessToken({ ...grant, lifetimeSeconds }, privateKey)).rejects.toThrow(RangeError);
    }
    await expect(issueAccessToken(grant, makeKeys('rsa').privateKey)).rejects.toThrow(RangeError);
  });

  it.each<[string, JWTPayload, string]>([
    ['another issuer', { iss: 'https://other.example' }, 'issuer'],
    ['another audience', { aud: 'https://other.example' }, 'audience'],
    ['several audiences', { aud: [issuer, 'https://other.example'] }, 'audience'],
    ['another subject', { sub: 'client-2' }, 'subject'],
    ['no client', { client_id: undefined }, 'claims'],
    ['no jti', { jti: undefined }, 'claims'],
    ['no expiry', { exp: undefined }, 'claims'],
    ['an unknown kind', { kind: 'root' }, 'claims'],
    ['no office, not even null', { office: undefined }, 'claims'],
    ['no certificate', { certificate: undefined }, 'claims'],
    [
      'no certificate but the one it is bound to',
      { certificate: undefined, cnf: { 'x5t#S256': grant.thumbprint } },
      'claims',
    ],
    ['a certificate that is no text', { certificate: 1 }, 'claims'],
    ['a binding to another certificate', { cnf: { 'x5t#S256': 'U'.repeat(43) } }, 'claims'],
    ['a binding to something else than a certificate', { cnf: { jkt: grant.thumbprint } }, 'claims'],
    ['a binding to nothing', { cnf: {} }, 'claims'],
    ['a binding that is null', { cnf: null } as unknown as JWTPayload, 'claims'],
    ['a longer life', { exp: seconds + 301 }, 'lifetime'],
    ['an issue in the future', { iat: seconds + 31, exp: seconds + 60 }, 'not-yet-valid'],
    ['an expiry in the past', { exp: seconds }, 'expired'],
  ])('with %s is refused', async (_, change, code) => {
    expect(await codeOf(async () => verify(await sign({ ...claims, ...change })))).toBe(code);
  });

  it.each<[string, object, string]>([
    ["of a client assertion's type", { typ: 'JWT' }, 'type'],
    ['without a type', { typ: undefined }, 'type'],
    ['that brings its key', { jwk: publicKey.export({ format: 'jwk' }) }, 'header'],
    ['that brings a certificate', { x5c: ['AAAA'] }, 'header'],
  ])('%s is refused', async (_, header, code) => {
    expect(await codeOf(async () => verify(await sign(claims, header)))).toBe(code);
  });

  it('under another algorithm is refused', async () => {
    const b64 = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
    const input = (alg: string) => `${b64({ alg, typ: 'at+jwt' })}.${b64(claims)}`;
    const mac = createHmac('sha256', publicKey.export({ format: 'pem', type: 'spki' }))
      .update(input('HS256'))
      .digest('base64url');
    expect(await codeOf(() => verify(`${input('HS256')}.${mac}`))).toBe('algorithm');
    expect(await codeOf(() => verify(`${input('none')}.`))).toBe('algorithm');
    expect(await codeOf(() => verify(`${input('RS256')}.AAAA`))).toBe('algorithm');
  });

  it('with any one character changed, or made of anything else, is refused with its own error', async () => {
    const token = await issueAccessToken(grant, privateKey);
    const refused = async (text: string) =>
      expect(await verify(text).catch((error: unknown) => error)).toBeInstanceOf(TokenRefused);
    await fc.assert(
      fc.asyncProperty(fc.nat(token.length - 1), fc.nat(93), (place, to) => refused(mutate(token, place, to))),
      { numRuns: 300 },
    );
    await fc.assert(fc.asyncProperty(fc.string(), refused));
    expect(await codeOf(() => verify('x'.repeat(10_000)))).toBe('too-large');
  });
});
