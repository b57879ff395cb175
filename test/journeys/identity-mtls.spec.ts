import { connect as connectTls } from 'node:tls';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Answer, Api, ClientCertificate } from '../setup/api.js';
import { jwtBearer, TestCaller } from '../setup/caller.js';
import { connectionOf, selfSigned } from '../setup/tls.js';
import { World } from '../setup/world.js';

interface TokenBody {
  access_token: string;
  token_type: string;
  expires_in: number;
}

const claimsOf = (token: string) =>
  JSON.parse(Buffer.from(token.split('.')[1]!, 'base64url').toString()) as Record<string, unknown>;

let world: World;
let a: TestCaller;
let stranger: ClientCertificate;
let offices = 0;

beforeAll(async () => {
  world = await World.begin({ tls: true });
  a = world.a;
  const { keyPem, certificatePem } = await selfSigned('stranger');
  stranger = { key: keyPem, certificate: certificatePem };
});
afterAll(() => world.end());

const over = (connection: ClientCertificate | null) => new Api(world.gateway, connection);
const as = (caller: TestCaller) => over(connectionOf(caller));
const office = () => world.office(`13700030${String(++offices).padStart(2, '0')}`, 'X事業所');

const ask = (api: Api, parameters: Record<string, string>) =>
  api.post<TokenBody>('/v1/oauth/token', { form: { grant_type: 'client_credentials', ...parameters } });
const boundToken = async (caller: TestCaller): Promise<string> => {
  const { status, body } = await ask(as(caller), { client_id: caller.clientId });
  expect(status).toBe(200);
  return body.access_token;
};
const withAssertion = (assertion: string, more: Record<string, string> = {}) => ({
  client_assertion_type: jwtBearer,
  client_assertion: assertion,
  ...more,
});
const inbox = (api: Api, token: string) => api.get('/v1/inbox', { headers: { authorization: `Bearer ${token}` } });

const spent = async (): Promise<number> =>
  Number((await world.gateway.database.query<{ n: string }[]>('SELECT count(*) AS n FROM used_tokens'))[0]!.n);

function expectRefused({ status, headers, body }: Answer<unknown>): void {
  expect(status).toBe(401);
  expect(body).toMatchObject({ type: 'urn:careplan:problem:client-assertion-refused', error: 'invalid_client' });
  expect(headers['cache-control']).toBe('no-store');
}

function expectUnauthenticated({ status, headers, body }: Answer): void {
  expect(status).toBe(401);
  expect(body).toMatchObject({ type: 'urn:careplan:problem:authentication-required' });
  expect(headers['www-authenticate']).toBe('Bearer realm="careplan", error="invalid_token"');
}

describe('Over a connection with its certificate, a client', () => {
  it('gets a token for its client_id alone, bound to that certificate', async () => {
    const { status, body, headers } = await ask(as(a), { client_id: a.clientId });
    expect(status).toBe(200);
    expect(body).toMatchObject({ token_type: 'Bearer', expires_in: 300 });
    expect(headers['cache-control']).toBe('no-store');
    expect(claimsOf(body.access_token)).toMatchObject({
      sub: a.clientId,
      certificate: a.certificate.thumbprint,
      cnf: { 'x5t#S256': a.certificate.thumbprint },
    });
    expect((await inbox(as(a), body.access_token)).status).toBe(200);
  });

  it('gets one with an RSA key as well', async () => {
    expect((await inbox(as(world.k), await boundToken(world.k))).status).toBe(200);
  });

  it('spends no jti for it, and may ask again and again', async () => {
    const before = await spent();
    await boundToken(a);
    await boundToken(a);
    expect(await spent()).toBe(before);
  });

  it('gets a bound token for an assertion of the same certificate, too', async () => {
    const { status, body } = await ask(as(a), withAssertion(await a.assertion(), { client_id: a.clientId }));
    expect(status).toBe(200);
    expect(claimsOf(body.access_token)).toHaveProperty('cnf');
  });

  it('is refused with an assertion of another certificate, its own or not, and no jti is spent', async () => {
    const terminal = await world.terminal(a);
    const before = await spent();
    for (const other of [terminal, world.k]) expectRefused(await ask(as(a), withAssertion(await other.assertion())));
    expect(await spent()).toBe(before);
  });

  it('does without a certificate what it always did: the token is bound to nothing', async () => {
    const { status, body } = await ask(over(null), withAssertion(await a.assertion()));
    expect(status).toBe(200);
    expect(claimsOf(body.access_token)).toMatchObject({ certificate: a.certificate.thumbprint });
    expect(claimsOf(body.access_token)).not.toHaveProperty('cnf');
  });

  it.each<[string, () => Promise<Answer<TokenBody>>]>([
    ['of another client', () => ask(as(world.k), { client_id: a.clientId })],
    ['that nobody has registered', () => ask(over(stranger), { client_id: a.clientId })],
    ['that is missing', () => ask(over(null), { client_id: a.clientId })],
    ['that is missing, on the plain port', () => ask(world.api, { client_id: a.clientId })],
    ['of its own, for a client that is none', () => ask(as(a), { client_id: 'nobody' })],
    ['of its own, for an empty client_id', () => ask(as(a), { client_id: '' })],
    [
      'that nobody has registered, even beside a good assertion',
      async () => ask(over(stranger), withAssertion(await a.assertion())),
    ],
  ])('is refused with a certificate %s', async (_, request) => {
    expectRefused(await request());
  });

  it('is refused with a client_id that its assertion does not confirm (RFC 7521 section 4.2)', async () => {
    const before = await spent();
    for (const api of [as(a), world.api]) {
      expectRefused(await ask(api, withAssertion(await a.assertion(), { client_id: world.k.clientId })));
    }
    expect(await spent()).toBe(before);
  });

  it.each<[string, Record<string, string>, string]>([
    ['names no client', {}, '/client_id'],
    ['has an assertion of no type', { client_assertion: 'x', client_id: 'x' }, '/client_assertion_type'],
    ['has a type and no assertion', { client_assertion_type: jwtBearer, client_id: 'x' }, '/client_assertion'],
  ])('is told what is missing when the request %s', async (_, parameters, pointer) => {
    const { status, body } = await ask(as(a), parameters);
    expect(status).toBe(400);
    expect(body).toMatchObject({ type: 'urn:careplan:problem:request-invalid', errors: [{ pointer }] });
  });

  it('is refused for another grant', async () => {
    const { status, body } = await as(a).post('/v1/oauth/token', {
      form: { grant_type: 'authorization_code', client_id: a.clientId },
    });
    expect(status).toBe(400);
    expect(body).toMatchObject({ type: 'urn:careplan:problem:grant-unsupported' });
  });

  it('is refused once the certificate is revoked, also for tokens that it has', async () => {
    const caller = await office();
    const token = await boundToken(caller);
    await world.endCertificate(caller, 'revoked');
    expectRefused(await ask(as(caller), { client_id: caller.clientId }));
    expectUnauthenticated(await inbox(as(caller), token));
  });

  it('is refused once the certificate has expired', async () => {
    const caller = await office();
    await world.endCertificate(caller, 'expired');
    expectRefused(await ask(as(caller), { client_id: caller.clientId }));
  });

  it('is refused while the client is suspended', async () => {
    const caller = await office();
    const set = (state: string) =>
      world.gateway.database.query('UPDATE clients SET state = $2 WHERE id = $1', [caller.clientId, state]);
    await set('suspended');
    expectRefused(await ask(as(caller), { client_id: caller.clientId }));
    await set('active');
    await boundToken(caller);
  });
});

describe('A token bound to a certificate', () => {
  it('serves with that certificate, as often as it is shown', async () => {
    const token = await boundToken(a);
    for (const api of [as(a), as(a)]) expect((await inbox(api, token)).status).toBe(200);
  });

  it.each<[string, () => Promise<Api>]>([
    ['without a certificate', () => Promise.resolve(over(null))],
    ['on the plain port', () => Promise.resolve(world.api)],
    ['with the certificate of another client', () => Promise.resolve(as(world.k))],
    ['with another certificate of the same client', async () => as(await world.terminal(a))],
    ['with a certificate that nobody has registered', () => Promise.resolve(over(stranger))],
  ])('is refused %s, before and after it has served', async (_, elsewhere) => {
    const api = await elsewhere();
    const token = await boundToken(a);
    expectUnauthenticated(await inbox(api, token));
    expect((await inbox(as(a), token)).status).toBe(200);
    expectUnauthenticated(await inbox(api, token));
  });

  it('is refused to whoever writes the certificate into a header', async () => {
    const token = await boundToken(a);
    const headers = {
      authorization: `Bearer ${token}`,
      'client-cert': `:${a.certificate.der.toString('base64')}:`,
    };
    for (const api of [world.api, over(null), as(world.k)]) {
      expectUnauthenticated(await api.get('/v1/inbox', { headers }));
    }
  });

  it('serves on a TLS session that was resumed, for the certificate of its first handshake and for no other', async () => {
    const [own, foreign] = [await boundToken(a), await boundToken(world.k)];
    for (const maxVersion of ['TLSv1.2', 'TLSv1.3'] as const) {
      const statuses = await overResumed(connectionOf(a), maxVersion, [own, foreign]);
      expect([maxVersion, ...statuses]).toEqual([maxVersion, 200, 401]);
    }
  });
});

describe('A token bound to nothing', () => {
  it('serves over every connection, as bearer tokens do: also over one of another client’s certificate', async () => {
    const token = await a.token();
    for (const api of [world.api, over(null), as(a), as(world.k), over(stranger)]) {
      expect((await inbox(api, token)).status).toBe(200);
    }
  });
});

/** Asks for the inbox with each token on one connection that resumes the session of an earlier one. */
async function overResumed(
  { key, certificate }: ClientCertificate,
  maxVersion: 'TLSv1.2' | 'TLSv1.3',
  tokens: readonly string[],
): Promise<number[]> {
  const { url, certificate: ca } = world.gateway.tls!;
  const options = { host: '127.0.0.1', port: Number(new URL(url).port), ca, key, cert: certificate, maxVersion };
  const session = await new Promise<Buffer>((resolve, reject) => {
    const socket = connectTls(options, () => socket.write('GET /health/live HTTP/1.1\r\nhost: g\r\n\r\n'));
    socket.once('session', (ticket) => {
      resolve(ticket);
      socket.destroy();
    });
    socket.once('error', reject);
  });
  const requests = tokens.map((token, at) => {
    const close = at === tokens.length - 1 ? 'connection: close\r\n' : '';
    return `GET /v1/inbox HTTP/1.1\r\nhost: g\r\nauthorization: Bearer ${token}\r\n${close}\r\n`;
  });
  return new Promise((resolve, reject) => {
    let received = '';
    let resumed = false;
    // No key and no certificate now: whoever resumes shows neither again.
    const socket = connectTls({ ...options, key: undefined, cert: undefined, session }, () => {
      resumed = socket.isSessionReused();
      socket.write(requests.join(''));
    });
    socket.on('data', (chunk: Buffer) => (received += chunk.toString('latin1')));
    socket.once('error', reject);
    socket.once('close', () => {
      if (!resumed) reject(new Error('the session was not resumed'));
      resolve([...received.matchAll(/HTTP\/1\.1 (\d+)/g)].map(([, status]) => Number(status)));
    });
  });
}
