import { createHmac, createPrivateKey, createPublicKey, createSign, KeyObject, randomUUID, sign } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Api } from '../setup/api.js';
import { forgeToken, jwtBearer, makeKeys, TestCaller } from '../setup/caller.js';
import { publicUrl, startGateway } from '../setup/gateway.js';
import { sampleUnit, World } from '../setup/world.js';

const es256 = (key: KeyObject) => (input: string) =>
  createSign('sha256').update(input).sign({ key, dsaEncoding: 'ieee-p1363' });
const rs256 = (key: KeyObject) => (input: string) => sign('sha256', Buffer.from(input), key);
const hmac = (key: string | Buffer) => (input: string) => createHmac('sha256', key).update(input).digest();
const pem = { format: 'pem', type: 'spki' } as const;

describe('A request', () => {
  let world: World;
  let a: TestCaller;
  let gatewayKey: KeyObject;
  let now: number;
  let offices = 0;

  beforeAll(async () => {
    world = await World.begin();
    a = world.a;
    now = Math.floor(world.gateway.clock.now().getTime() / 1000);
    gatewayKey = createPrivateKey(world.gateway.keys.environment['SIGNING_KEY']!);
  });
  afterAll(() => world.end());

  const claims = (changes: object = {}) => ({
    iss: publicUrl,
    aud: publicUrl,
    sub: a.clientId,
    client_id: a.clientId,
    iat: now,
    exp: now + 300,
    jti: randomUUID(),
    kind: 'office',
    office: a.officeNumber,
    certificate: a.certificate.thumbprint,
    ...changes,
  });
  const header = (changes: object = {}) => ({ alg: 'ES256', typ: 'at+jwt', ...changes });
  const made = (headerChanges: object, claimChanges: object, key = gatewayKey) =>
    forgeToken(header(headerChanges), claims(claimChanges), es256(key));

  const inbox = (authorization: string) => world.api.get('/v1/inbox', { headers: { authorization } });
  const office = () => world.office(`13700020${String(++offices).padStart(2, '0')}`, 'X事業所');

  /** `challenge` as RFC 6750 section 3.1 has it: an error only where a token was shown. */
  async function expectUnauthenticated(
    authorization: string,
    challenge = 'Bearer realm="careplan", error="invalid_token"',
  ): Promise<void> {
    const { status, body, headers } = await inbox(authorization);
    expect(status).toBe(401);
    expect(body).toMatchObject({ type: 'urn:careplan:problem:authentication-required' });
    expect(body).not.toHaveProperty('reason');
    expect(headers['www-authenticate']).toBe(challenge);
  }

  it('is let in with a token as the gateway makes them: the forgeries below fail for what is wrong with them', async () => {
    expect((await inbox(`Bearer ${made({}, {})}`)).status).toBe(200);
    expect((await inbox(`bearer ${made({}, {})}`)).status).toBe(200);
  });

  it.each<[string, () => string]>([
    ['of another issuer', () => made({}, { iss: 'https://other.example' })],
    ['for another audience', () => made({}, { aud: 'https://other.example' })],
    ['for us and another', () => made({}, { aud: [publicUrl, 'https://other.example'] })],
    ['for the place where tokens are given', () => made({}, { aud: `${publicUrl}/v1/oauth/token` })],
    ['for nobody', () => made({}, { aud: undefined })],
    ['signed with the key of an office', () => made({}, {}, a.privateKey)],
    ['signed with a key of nobody', () => made({}, {}, makeKeys('ec').privateKey)],
    ['without algorithm', () => forgeToken(header({ alg: 'none' }), claims(), () => Buffer.alloc(0))],
    [
      'that is an HMAC keyed with the gateway’s public key',
      () => forgeToken(header({ alg: 'HS256' }), claims(), hmac(createPublicKey(gatewayKey).export(pem))),
    ],
    [
      'that is an HMAC and calls itself ES256',
      () => forgeToken(header(), claims(), hmac(createPublicKey(gatewayKey).export(pem))),
    ],
    ['that calls itself RS256', () => made({ alg: 'RS256' }, {})],
    ['signed with RSA', () => forgeToken(header({ alg: 'PS256' }), claims(), rs256(makeKeys('rsa').privateKey))],
    ['with an empty signature', () => forgeToken(header(), claims(), () => Buffer.alloc(0))],
    ['with a signature of zeros', () => forgeToken(header(), claims(), () => Buffer.alloc(64))],
    ['with a key of its own', () => made({ jwk: {} }, {})],
    [
      'with a key of its own that fits the signature',
      () => {
        const { privateKey, publicKey } = makeKeys('ec');
        return made({ jwk: publicKey.export({ format: 'jwk' }) }, {}, privateKey);
      },
    ],
    ['with a certificate of its own', () => made({ x5c: [a.certificate.der.toString('base64')] }, {}, a.privateKey)],
    ['that names its certificate', () => made({ 'x5t#S256': a.certificate.thumbprint }, {}, a.privateKey)],
    ['that points to its key by jku', () => made({ jku: 'http://127.0.0.1:1/keys' }, {})],
    ['that points to its key by x5u', () => made({ x5u: 'http://127.0.0.1:1/cert' }, {})],
    ['of another key, whatever its kid says', () => made({ kid: '../../../dev/null' }, {}, a.privateKey)],
    ['that asks for an extension by crit', () => made({ crit: ['exp'] }, {})],
    ['whose payload is not encoded', () => made({ b64: false }, {})],
    ['of another type', () => made({ typ: 'JWT' }, {})],
    ['without type', () => made({ typ: undefined }, {})],
    ['that has expired', () => made({}, { iat: now - 300, exp: now })],
    ['that lives for more than 300 seconds', () => made({}, { exp: now + 301 })],
    ['without end', () => made({}, { exp: undefined })],
    ['issued in the future', () => made({}, { iat: now + 31, exp: now + 300 })],
    ['of no certificate', () => made({}, { certificate: undefined })],
    [
      'of no certificate but the one it is bound to',
      () => made({}, { certificate: undefined, cnf: { 'x5t#S256': a.certificate.thumbprint } }),
    ],
    ['of an unknown certificate', () => made({}, { certificate: 'A'.repeat(43) })],
    ['of the certificate of another client', () => made({}, { certificate: world.k.certificate.thumbprint })],
    ['bound to a certificate that is not there', () => made({}, { cnf: { 'x5t#S256': a.certificate.thumbprint } })],
    ['bound to another certificate than it is of', () => made({}, { cnf: { 'x5t#S256': 'A'.repeat(43) } })],
    ['bound to a key that nobody could show here', () => made({}, { cnf: { jkt: 'A'.repeat(43) } })],
    [
      'for another client than its certificate’s',
      () => made({}, { sub: world.k.clientId, client_id: world.k.clientId }),
    ],
    ['whose subject is not its client', () => made({}, { sub: world.k.clientId })],
    ['of an unknown kind of client', () => made({}, { kind: 'root' })],
  ])('is refused with a token %s', async (_, make) => {
    await expectUnauthenticated(`Bearer ${make()}`);
  });

  it('is let in with a token of one of our processes whose clock is 30 seconds ahead', async () => {
    expect((await inbox(`Bearer ${made({}, { iat: now + 30, exp: now + 330 })}`)).status).toBe(200);
  });

  it('is let in whatever kid the token has: there is one key, and nobody looks for it', async () => {
    expect((await inbox(`Bearer ${made({ kid: '../../../dev/null' }, {})}`)).status).toBe(200);
  });

  it('is refused with a token of another gateway, even one that was given the same keys', async () => {
    const other = await startGateway({
      beside: world.gateway,
      environment: { PUBLIC_URL: 'https://other-gateway.example' },
    });
    const { body } = await new Api(other).post<{ access_token: string }>('/v1/oauth/token', {
      form: {
        grant_type: 'client_credentials',
        client_assertion_type: jwtBearer,
        client_assertion: await a.assertion({ audience: 'https://other-gateway.example' }),
      },
    });
    const there = await new Api(other).get('/v1/inbox', { headers: { authorization: `Bearer ${body.access_token}` } });
    await other.close();
    expect(there.status).toBe(200);
    await expectUnauthenticated(`Bearer ${body.access_token}`);
  });

  it('is refused with a statement that the gateway has signed with the same key: a receipt', async () => {
    const { body } = await world.send(a, sampleUnit('applicable/202407/2-use-slip'));
    expect(body.receipt.split('.')).toHaveLength(3);
    await expectUnauthenticated(`Bearer ${body.receipt}`);
  });

  it('is refused with a token of which any character was changed', async () => {
    const token = await a.token();
    for (let at = 0; at < token.length; at += 17) {
      const changed = token[at] === 'A' ? 'B' : 'A';
      const altered = `${token.slice(0, at)}${changed}${token.slice(at + 1)}`;
      await expectUnauthenticated(`Bearer ${altered}`);
    }
  });

  it.each([
    ['nothing in it', ''],
    ['only the scheme', 'Bearer'],
    ['another scheme', 'Basic YTpi'],
    ['two tokens', 'Bearer a.b.c, Bearer d.e.f'],
    ['garbage', 'Bearer !!!'],
  ])('is refused with an Authorization header that has %s', async (_, value) => {
    await expectUnauthenticated(value, 'Bearer realm="careplan"');
  });

  it.each([
    ['a token that is long garbage', () => 'A'.repeat(9000)],
    ['an assertion instead of a token', () => a.assertion()],
    ['a manifest instead of a token', () => world.manifest(a, sampleUnit('applicable/202407/2-use-slip'))],
  ])('is refused with an Authorization header that has %s', async (_, make) => {
    await expectUnauthenticated(`Bearer ${await make()}`);
  });

  it('is refused with a token in the query', async () => {
    const { status } = await world.api.get('/v1/inbox', { query: { access_token: await a.token() } });
    expect(status).toBe(401);
  });

  it('acts as what the client is now, whatever the token says of it', async () => {
    const claimed = made({}, { kind: 'operator', office: null });
    const authorization = `Bearer ${claimed}`;
    const { status } = await world.api.post('/v1/offices/import', {
      headers: { authorization },
      json: { offices: [{ number: '1379999999', name: 'X', serviceTypes: [] }] },
    });
    expect(status).toBe(403);
    const { status: lookup } = await world.api.get('/v1/offices/1379999999', { caller: world.operator });
    expect(lookup).toBe(404);
  });

  it('is refused from the very next one on when the certificate is revoked', async () => {
    const caller = await office();
    const authorization = `Bearer ${await caller.token()}`;
    expect((await inbox(authorization)).status).toBe(200);
    await world.gateway.database.query(
      `UPDATE certificates SET revoked_at = $2, revocation_reason = 'key-compromise' WHERE thumbprint = $1`,
      [caller.certificate.thumbprint, world.gateway.clock.now()],
    );
    await expectUnauthenticated(authorization);
  });

  it('is refused from the very next one on when the client is suspended, and let in when it is active again', async () => {
    const caller = await office();
    const authorization = `Bearer ${await caller.token()}`;
    const set = (state: string) =>
      world.gateway.database.query('UPDATE clients SET state = $2 WHERE id = $1', [caller.clientId, state]);
    expect((await inbox(authorization)).status).toBe(200);
    await set('suspended');
    await expectUnauthenticated(authorization);
    await set('active');
    expect((await inbox(authorization)).status).toBe(200);
  });

  it('is let in until the last second of the token, and refused after it', async () => {
    const authorization = `Bearer ${await a.token()}`;
    world.gateway.clock.advance(299);
    expect((await inbox(authorization)).status).toBe(200);
    world.gateway.clock.advance(1);
    await expectUnauthenticated(authorization);
  });

  it('is refused when the certificate has expired, even with a token that has not', async () => {
    const { notAfter } = a.certificate;
    const moment = Math.floor(notAfter.getTime() / 1000) - 1;
    world.gateway.clock.advance(moment - Math.floor(world.gateway.clock.now().getTime() / 1000));
    const authorization = `Bearer ${made({}, { iat: moment, exp: moment + 300 })}`;
    expect((await inbox(authorization)).status).toBe(200);
    world.gateway.clock.advance(1);
    await expectUnauthenticated(authorization);
  });
});
