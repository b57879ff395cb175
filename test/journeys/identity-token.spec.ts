import { createHmac, createSign, KeyObject, randomUUID, sign } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Answer, Api } from '../setup/api.js';
import { forgeToken, jwtBearer, makeKeys, TestCaller } from '../setup/caller.js';
import { publicUrl, startGateway } from '../setup/gateway.js';
import { anew, sampleUnit, serviceOffice, World } from '../setup/world.js';

interface TokenBody {
  access_token: string;
  token_type: string;
  expires_in: number;
}

const tokenUrl = `${publicUrl}/v1/oauth/token`;

const es256 = (key: KeyObject) => (input: string) =>
  createSign('sha256').update(input).sign({ key, dsaEncoding: 'ieee-p1363' });
const rs256 = (key: KeyObject) => (input: string) => sign('sha256', Buffer.from(input), key);

describe('An access token', () => {
  let world: World;
  let a: TestCaller;
  let now: number;

  beforeAll(async () => {
    world = await World.begin();
    a = world.a;
    now = Math.floor(world.gateway.clock.now().getTime() / 1000);
  });
  afterAll(() => world.end());

  const claims = (changes: object = {}) => ({
    iss: a.clientId,
    sub: a.clientId,
    aud: tokenUrl,
    jti: randomUUID(),
    iat: now,
    exp: now + 120,
    ...changes,
  });
  const header = (changes: object = {}) => ({
    alg: 'ES256',
    typ: 'JWT',
    'x5t#S256': a.certificate.thumbprint,
    ...changes,
  });
  const signed = (headerChanges: object = {}, claimChanges: object = {}) =>
    forgeToken(header(headerChanges), claims(claimChanges), es256(a.privateKey));

  const ask = (assertion: string) =>
    world.api.post<TokenBody>('/v1/oauth/token', {
      form: {
        grant_type: 'client_credentials',
        client_assertion_type: jwtBearer,
        client_assertion: assertion,
      },
    });
  const spent = async (): Promise<number> =>
    Number((await world.gateway.database.query<{ n: string }[]>('SELECT count(*) AS n FROM used_tokens'))[0]!.n);

  function expectRefused(answer: Answer<TokenBody>): void {
    const { status, headers, body } = answer;
    expect({ status, told: body }).toEqual({
      status: 401,
      told: {
        type: 'urn:careplan:problem:client-assertion-refused',
        title: 'クライアントの認証に失敗しました。',
        status: 401,
        detail: expect.stringContaining('理由の詳細は安全のため返しません'),
        hop: 'gateway',
        error: 'invalid_client',
        requestId: expect.any(String),
      },
    });
    expect(headers['cache-control']).toBe('no-store');
  }

  it('is given for a signed assertion, lives for at most 300 seconds and is not to be cached', async () => {
    const answer = await ask(signed());
    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({ token_type: 'Bearer' });
    expect(answer.body.expires_in).toBeLessThanOrEqual(300);
    expect(answer.headers['cache-control']).toBe('no-store');
    const { status } = await world.api.get('/v1/inbox', {
      headers: { authorization: `Bearer ${answer.body.access_token}` },
    });
    expect(status).toBe(200);
  });

  it.each([
    ['RS256, which certificates in the field sign with', 'RS256', rs256],
    ['PS256', 'PS256', null],
  ])('is given to an RSA key for %s', async (_, alg, make) => {
    const { k } = world;
    const mine = { iss: k.clientId, sub: k.clientId };
    const assertion = make
      ? forgeToken(header({ alg, 'x5t#S256': k.certificate.thumbprint }), claims(mine), make(k.privateKey))
      : await k.assertion();
    expect((await ask(assertion)).status).toBe(200);
  });

  it('is given whichever of its two names the assertion calls the gateway by, also in a list of one', async () => {
    for (const aud of [publicUrl, tokenUrl, [tokenUrl]]) expect((await ask(signed({}, { aud }))).status).toBe(200);
  });

  it('is given although the assertion comes from a clock 30 seconds ahead', async () => {
    expect((await ask(signed({}, { iat: now + 30, exp: now + 330 }))).status).toBe(200);
  });

  it('is given until 30 seconds after the assertion has expired, and for one that begins within 30 seconds', async () => {
    expect((await ask(signed({}, { iat: now - 200, exp: now - 29 }))).status).toBe(200);
    expect((await ask(signed({}, { nbf: now + 30 }))).status).toBe(200);
  });

  it('is given whatever kid the assertion has: x5t#S256 alone names the key', async () => {
    for (const kid of [world.k.certificate.thumbprint, "' OR 1=1 --", '../../../dev/null', 7]) {
      expect((await ask(signed({ kid }))).status).toBe(200);
    }
  });

  const publicPem = () => a.certificate.publicKey.export({ format: 'pem', type: 'spki' });
  const other = makeKeys('ec');
  const hmac = (key: string | Buffer) => (input: string) => createHmac('sha256', key).update(input).digest();

  it.each<[string, () => string]>([
    ['is signed with no algorithm', () => forgeToken(header({ alg: 'none' }), claims(), () => Buffer.alloc(0))],
    [
      'is signed with no algorithm, oddly spelt',
      () => forgeToken(header({ alg: 'nOnE' }), claims(), () => Buffer.alloc(0)),
    ],
    ['has an empty signature', () => forgeToken(header(), claims(), () => Buffer.alloc(0))],
    ['has a signature of zeros', () => forgeToken(header(), claims(), () => Buffer.alloc(64))],
    ['is an HMAC keyed with the public key', () => forgeToken(header({ alg: 'HS256' }), claims(), hmac(publicPem()))],
    ['is an HMAC that calls itself ES256', () => forgeToken(header(), claims(), hmac(publicPem()))],
    ['calls itself RS256 for an EC key', () => forgeToken(header({ alg: 'RS256' }), claims(), es256(a.privateKey))],
    [
      'calls itself ES256 for an RSA key',
      () =>
        forgeToken(
          header({ 'x5t#S256': world.k.certificate.thumbprint }),
          claims({ iss: world.k.clientId, sub: world.k.clientId }),
          rs256(world.k.privateKey),
        ),
    ],
    ['is signed by another key', () => forgeToken(header(), claims(), es256(other.privateKey))],
    [
      'brings its own key as jwk',
      () => forgeToken(header({ jwk: other.publicKey.export({ format: 'jwk' }) }), claims(), es256(other.privateKey)),
    ],
    [
      'brings its own certificate as x5c, even the right one',
      () => signed({ x5c: [a.certificate.der.toString('base64')] }),
    ],
    ['points to its key by jku', () => signed({ jku: 'http://127.0.0.1:1/keys' })],
    ['points to its key by x5u', () => signed({ x5u: 'http://127.0.0.1:1/cert' })],
    ['asks for an extension by crit', () => signed({ crit: ['b64'], b64: false })],
    ['asks for no extension by an empty crit', () => signed({ crit: [] })],
    ['says that its payload is not encoded', () => signed({ b64: false })],
    [
      'names another key by kid, and is signed with that one',
      () => forgeToken(header({ kid: world.k.certificate.thumbprint }), claims(), es256(other.privateKey)),
    ],
    ['names its certificate by x5t alone', () => signed({ 'x5t#S256': undefined, x5t: 'A'.repeat(27) })],
    ['is of another type', () => signed({ typ: 'careplan-manifest+jws' })],
    ['is of the type of an access token', () => signed({ typ: 'at+jwt' })],
    ['is compressed', () => signed({ zip: 'DEF' })],
    ['names no certificate', () => signed({ 'x5t#S256': undefined })],
    ['names an unknown certificate', () => signed({ 'x5t#S256': 'A'.repeat(43) })],
    ['names the certificate of another client', () => signed({ 'x5t#S256': world.k.certificate.thumbprint })],
    ['is for another server', () => signed({}, { aud: 'https://other.example/token' })],
    ['is for this server and another', () => signed({}, { aud: [tokenUrl, 'https://other.example'] })],
    ['is for nobody', () => signed({}, { aud: undefined })],
    ['is for the same path of another host', () => signed({}, { aud: 'https://gateway.example.org/v1/oauth/token' })],
    ['is for another path of this server', () => signed({}, { aud: `${publicUrl}/v1/inbox` })],
    ['is for this server with a slash too many', () => signed({}, { aud: `${publicUrl}/` })],
    ['is for an empty list', () => signed({}, { aud: [] })],
    ['has expired', () => signed({}, { iat: now - 200, exp: now - 30 })],
    ['never expires', () => signed({}, { exp: undefined })],
    ['expires after more than five minutes', () => signed({}, { exp: now + 331 })],
    ['expires at no number', () => signed({}, { exp: '1795309323' })],
    ['was issued in the future', () => signed({}, { iat: now + 31 })],
    ['is not valid yet', () => signed({}, { nbf: now + 31 })],
    ['has no jti', () => signed({}, { jti: undefined })],
    ['has an empty jti', () => signed({}, { jti: '' })],
    ['has an endless jti', () => signed({}, { jti: 'x'.repeat(257) })],
    ['has no issuer', () => signed({}, { iss: undefined })],
    ['names another subject than its issuer', () => signed({}, { sub: randomUUID() })],
    ['speaks for another client', () => signed({}, { iss: world.k.clientId, sub: world.k.clientId })],
    [
      'says something else than was signed',
      () => signed().replace(/\.[^.]+\./, `.${Buffer.from(JSON.stringify(claims())).toString('base64url')}.`),
    ],
    ['has another client as issuer alone', () => signed({}, { iss: world.k.clientId })],
    ['holds no claims', () => forgeToken(header(), 'null', es256(a.privateKey))],
    ['holds a list', () => forgeToken(header(), '[]', es256(a.privateKey))],
    ['has a part too many', () => `${signed()}.e30`],
    ['has a part too few', () => signed().split('.').slice(0, 2).join('.')],
    ['is garbage', () => 'garbage'],
    ['is dots', () => '..'],
    ['is long garbage', () => `${'A'.repeat(4000)}.${'B'.repeat(2000)}.${'C'.repeat(2000)}`],
  ])('is refused, and no jti spent, when the assertion %s', async (_, make) => {
    const before = await spent();
    expectRefused(await ask(make()));
    expect(await spent()).toBe(before);
  });

  it('is refused for an assertion used before, and given for a fresh one', async () => {
    const assertion = signed();
    expect((await ask(assertion)).status).toBe(200);
    expectRefused(await ask(assertion));
    expectRefused(
      await ask(
        signed(
          {},
          { jti: (JSON.parse(Buffer.from(assertion.split('.')[1]!, 'base64url').toString()) as { jti: string }).jti },
        ),
      ),
    );
    expect((await ask(signed())).status).toBe(200);
  });

  it('is refused for an assertion that another process of the gateway has taken, and the other way round', async () => {
    const other = await startGateway({ beside: world.gateway });
    const beside = new Api(other);
    const askBeside = (assertion: string) =>
      beside.post<TokenBody>('/v1/oauth/token', {
        form: { grant_type: 'client_credentials', client_assertion_type: jwtBearer, client_assertion: assertion },
      });
    const [first, second, both] = [signed(), signed(), signed()];
    expect((await ask(first)).status).toBe(200);
    expectRefused(await askBeside(first));
    expect((await askBeside(second)).status).toBe(200);
    expectRefused(await ask(second));
    const answers = await Promise.all([ask(both), askBeside(both), ask(both), askBeside(both)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 401, 401, 401]);
    await other.close();
  });

  it('is given to another client for the same jti: each counts its own', async () => {
    const jti = randomUUID();
    expect((await ask(signed({}, { jti }))).status).toBe(200);
    expect((await ask(await world.k.assertion({ jti }))).status).toBe(200);
  });

  it.each<[string, () => Promise<string>]>([
    ['its own manifest', () => world.manifest(a, sampleUnit('applicable/202407/2-use-slip'))],
    ['its own confirmation', () => world.confirmation(a, { id: randomUUID(), contentSha256: 'A'.repeat(43) })],
    [
      'the gateway’s receipt',
      async () => (await world.send(a, anew(sampleUnit('applicable/202407/2-use-slip')))).body.receipt,
    ],
    ['its own access token', () => a.token()],
  ])('is refused to a client that shows %s as an assertion', async (_, make) => {
    const statement = await make();
    expect(statement.split('.')).toHaveLength(3);
    expectRefused(await ask(statement));
  });

  it('is given once when one assertion is used many times at the same moment', async () => {
    const assertion = signed();
    const answers = await Promise.all(Array.from({ length: 8 }, () => ask(assertion)));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 401, 401, 401, 401, 401, 401, 401]);
  });

  it.each([
    ['a text holding NUL', 'a\0b'],
    ['half of a surrogate pair', '\ud800'],
  ])('is refused, and is no fault of ours, when the jti is %s', async (_, jti) => {
    expectRefused(await ask(signed({}, { jti })));
  });

  it.each([
    ['NUL', '\0'],
    ['nothing', ''],
    ['too short to be a digest', 'abc'],
  ])('is refused, and disturbs nobody else, when the thumbprint is %s', async (_, thumbprint) => {
    const innocent = () => world.api.get('/v1/inbox', { caller: world.a });
    const answers = await Promise.all([
      innocent(),
      ask(signed({ 'x5t#S256': thumbprint }, {})),
      innocent(),
      ask(signed({ 'x5t#S256': thumbprint }, {})),
      innocent(),
    ]);
    expect(answers.map(({ status }) => status)).toEqual([200, 401, 200, 401, 200]);
  });

  describe('is refused to a certificate that is no longer good', () => {
    const set = (statement: string, caller: TestCaller) =>
      world.gateway.database.query(statement, [caller.certificate.thumbprint]);
    let n = 0;
    const fresh = () => world.office(`13700010${String(++n).padStart(2, '0')}`, 'X事業所');

    it('because it was revoked', async () => {
      const caller = await fresh();
      await set(`UPDATE certificates SET revoked_at = now(), revocation_reason = 'lost' WHERE thumbprint = $1`, caller);
      expectRefused(await ask(await caller.assertion()));
    });

    it('because its client was suspended', async () => {
      const caller = await fresh();
      await world.gateway.database.query(`UPDATE clients SET state = 'suspended' WHERE id = $1`, [caller.clientId]);
      expectRefused(await ask(await caller.assertion()));
    });

    it('because it has expired', async () => {
      expect(serviceOffice).toBe(world.k.officeNumber);
      world.gateway.clock.advance(825 * 86_400);
      expectRefused(await ask(await world.k.assertion()));
    });
  });
});
