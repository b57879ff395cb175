import { createPrivateKey, createSign, KeyObject, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { forgeToken, makeKeys, TestCaller } from '../setup/caller.js';
import { publicUrl } from '../setup/gateway.js';
import { World } from '../setup/world.js';

const es256 = (key: KeyObject) => (input: string) =>
  createSign('sha256').update(input).sign({ key, dsaEncoding: 'ieee-p1363' });

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
    cnf: { 'x5t#S256': a.certificate.thumbprint },
    ...changes,
  });
  const header = (changes: object = {}) => ({ alg: 'ES256', typ: 'at+jwt', ...changes });
  const made = (headerChanges: object, claimChanges: object, key = gatewayKey) =>
    forgeToken(header(headerChanges), claims(claimChanges), es256(key));

  const inbox = (authorization: string) => world.api.get('/v1/inbox', { headers: { authorization } });
  const office = () => world.office(`13700020${String(++offices).padStart(2, '0')}`, 'X事業所');

  async function expectUnauthenticated(authorization: string): Promise<void> {
    const { status, body, headers } = await inbox(authorization);
    expect(status).toBe(401);
    expect(body).toMatchObject({ type: 'urn:careplan:problem:authentication-required' });
    expect(body).not.toHaveProperty('reason');
    expect(headers['www-authenticate']).toBe('Bearer realm="careplan"');
  }

  it('is let in with a token as the gateway makes them: the forgeries below fail for what is wrong with them', async () => {
    expect((await inbox(`Bearer ${made({}, {})}`)).status).toBe(200);
    expect((await inbox(`bearer ${made({}, {})}`)).status).toBe(200);
  });

  it.each<[string, () => string]>([
    ['of another issuer', () => made({}, { iss: 'https://other.example' })],
    ['for another audience', () => made({}, { aud: 'https://other.example' })],
    ['signed with the key of an office', () => made({}, {}, a.privateKey)],
    ['signed with a key of nobody', () => made({}, {}, makeKeys('ec').privateKey)],
    ['without algorithm', () => forgeToken(header({ alg: 'none' }), claims(), () => Buffer.alloc(0))],
    ['with a key of its own', () => made({ jwk: {} }, {})],
    ['of another type', () => made({ typ: 'JWT' }, {})],
    ['without type', () => made({ typ: undefined }, {})],
    ['that has expired', () => made({}, { iat: now - 300, exp: now })],
    ['that lives for more than 300 seconds', () => made({}, { exp: now + 301 })],
    ['without end', () => made({}, { exp: undefined })],
    ['issued in the future', () => made({}, { iat: now + 31, exp: now + 300 })],
    ['bound to no certificate', () => made({}, { cnf: undefined })],
    ['bound to an unknown certificate', () => made({}, { cnf: { 'x5t#S256': 'A'.repeat(43) } })],
    [
      'bound to the certificate of another client',
      () => made({}, { cnf: { 'x5t#S256': world.k.certificate.thumbprint } }),
    ],
    [
      'for another client than its certificate’s',
      () => made({}, { sub: world.k.clientId, client_id: world.k.clientId }),
    ],
    ['whose subject is not its client', () => made({}, { sub: world.k.clientId })],
    ['of an unknown kind of client', () => made({}, { kind: 'root' })],
  ])('is refused with a token %s', async (_, make) => {
    await expectUnauthenticated(`Bearer ${make()}`);
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
    ['a token that is long garbage', `Bearer ${'A'.repeat(9000)}`],
    ['an assertion instead of a token', 'ASSERTION'],
  ])('is refused with an Authorization header that has %s', async (_, value) => {
    await expectUnauthenticated(value === 'ASSERTION' ? `Bearer ${await a.assertion()}` : value);
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
