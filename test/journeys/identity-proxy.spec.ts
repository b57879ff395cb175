import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Answer, Api } from '../setup/api.js';
import { TestCaller } from '../setup/caller.js';
import { startGateway, TestGateway } from '../setup/gateway.js';
import { connectionOf, selfSigned } from '../setup/tls.js';
import { World } from '../setup/world.js';

const inbox = '/v1/inbox';
const header = ({ certificate }: TestCaller) => ({ 'client-cert': `:${certificate.der.toString('base64')}:` });
const bearer = (token: string) => ({ authorization: `Bearer ${token}` });

let world: World;
/** Believes the proxy on this machine, which is who all requests of this test come from. */
let trusting: World['api'];
/** The same installation, which believes proxies elsewhere only. */
let other: TestGateway;
let wary: Api;

beforeAll(async () => {
  world = await World.begin({ tls: true, environment: { TRUSTED_PROXIES: '192.0.2.0/24, 127.0.0.1' } });
  trusting = world.api;
  other = await startGateway({
    beside: world.gateway,
    tls: true,
    environment: { TRUSTED_PROXIES: '192.0.2.0/24, 127.0.0.2, ::1' },
  });
  wary = new Api(other);
});
afterAll(async () => {
  await other.close();
  await world.end();
});

const ask = (api: Api, { clientId }: TestCaller, headers: Record<string, string>) =>
  api.post<{ access_token: string }>('/v1/oauth/token', {
    form: { grant_type: 'client_credentials', client_id: clientId },
    headers,
  });
const boundToken = async (caller: TestCaller): Promise<string> =>
  (await ask(trusting, caller, header(caller))).body.access_token;

function expectUnauthenticated({ status, headers }: Answer): void {
  expect(status).toBe(401);
  expect(headers['www-authenticate']).toBe('Bearer realm="careplan", error="invalid_token"');
}

describe('The certificate that a trusted proxy tells of in Client-Cert', () => {
  it('gets its client a token bound to it, which serves with it', async () => {
    const { status, body } = await ask(trusting, world.a, header(world.a));
    expect(status).toBe(200);
    const call = { headers: { ...header(world.a), ...bearer(body.access_token) } };
    expect((await trusting.get(inbox, call)).status).toBe(200);
  });

  it('must be the one that the token is bound to', async () => {
    const token = await boundToken(world.a);
    const terminal = await world.terminal(world.a);
    for (const headers of [{}, header(world.k), header(terminal)]) {
      expectUnauthenticated(await trusting.get(inbox, { headers: { ...headers, ...bearer(token) } }));
    }
  });

  it('gets nobody a token who is not its client', async () => {
    expect((await ask(trusting, world.a, header(world.k))).status).toBe(401);
    expect((await ask(trusting, world.a, {})).status).toBe(401);
  });

  it('serves a token that was obtained on our own TLS port, for it is the same certificate', async () => {
    const direct = new Api(other, connectionOf(world.a));
    const { status, body } = await ask(direct, world.a, {});
    expect(status).toBe(200);
    const call = { headers: { ...header(world.a), ...bearer(body.access_token) } };
    expect((await trusting.get(inbox, call)).status).toBe(200);
    expect((await direct.get(inbox, { headers: bearer(await boundToken(world.a)) })).status).toBe(200);
  });

  it('is the client’s, whatever certificate the proxy itself connects with', async () => {
    const proxy = new Api(world.gateway, connectionOf(world.k));
    expect((await ask(proxy, world.a, header(world.a))).status).toBe(200);
    expect((await ask(proxy, world.k, header(world.a))).status).toBe(401);
    expect((await ask(proxy, world.k, {})).status).toBe(401);
  });

  it('is no hindrance to a request that needs none', async () => {
    const call = { caller: world.a, headers: header(world.k) };
    expect((await trusting.get(inbox, call)).status).toBe(200);
  });
});

describe('A Client-Cert from anybody else', () => {
  it('proves nothing', async () => {
    expect((await ask(wary, world.a, header(world.a))).status).toBe(401);
    const token = await boundToken(world.a);
    expectUnauthenticated(await wary.get(inbox, { headers: { ...header(world.a), ...bearer(token) } }));
  });

  it('proves nothing over TLS either, where the certificate of the connection alone counts', async () => {
    const anonymous = new Api(other, null);
    const k = new Api(other, connectionOf(world.k));
    expect((await ask(anonymous, world.a, header(world.a))).status).toBe(401);
    expect((await ask(k, world.a, header(world.a))).status).toBe(401);
    expect((await ask(k, world.k, header(world.a))).status).toBe(200);
  });

  it('is not even looked at', async () => {
    const call = { caller: world.a, headers: { 'client-cert': 'garbage' } };
    expect((await wary.get(inbox, call)).status).toBe(200);
  });
});

describe('A Client-Cert that no trusted proxy should have written is refused by its name:', () => {
  let base64: string;
  let pem: string;

  beforeAll(async () => {
    base64 = world.a.certificate.der.toString('base64');
    pem = (await selfSigned()).certificatePem;
  });

  it.each<[string, () => string]>([
    ['nothing in it', () => ''],
    ['bare base64', () => base64],
    ['no end', () => `:${base64}`],
    ['an empty sequence', () => '::'],
    ['base64url', () => ':-_-_:'],
    ['parameters', () => `:${base64}:;a=1`],
    ['a list', () => `:${base64}:, :${base64}:`],
    ['a space in it', () => `:${base64.slice(0, 40)} ${base64.slice(40)}:`],
    ['PEM', () => `:${Buffer.from(pem).toString('base64')}:`],
    ['PEM in a URL’s escapes, as nginx has it', () => encodeURIComponent(pem)],
    ['bytes that are no certificate', () => `:${Buffer.from('certificate').toString('base64')}:`],
    ['half a certificate', () => `:${world.a.certificate.der.subarray(0, 200).toString('base64')}:`],
    [
      'bytes after the certificate',
      () => `:${Buffer.concat([world.a.certificate.der, Buffer.from([0])]).toString('base64')}:`,
    ],
    ['more than any certificate', () => `:${'MIIB'.repeat(3500)}:`],
  ])('%s', async (_, make) => {
    const headers = { 'client-cert': make() };
    const answers: Answer<unknown>[] = [
      await ask(trusting, world.a, headers),
      await trusting.get(inbox, { caller: world.a, headers }),
    ];
    for (const { status, body } of answers) {
      expect(status).toBe(400);
      expect(body).toMatchObject({
        type: 'urn:careplan:problem:request-invalid',
        errors: [{ header: 'Client-Cert', detail: expect.stringContaining('RFC 9440') }],
      });
    }
  });

  it('two of them', async () => {
    const { a } = world;
    const lines = [
      `GET ${inbox} HTTP/1.1`,
      'host: g',
      'connection: close',
      `authorization: Bearer ${await a.token()}`,
      ...[1, 2].map(() => `client-cert: ${header(a)['client-cert']}`),
    ];
    const { status, body } = await trusting.raw(`${lines.join('\r\n')}\r\n\r\n`);
    expect(status).toBe(400);
    expect(body).toMatchObject({ errors: [{ header: 'Client-Cert' }] });
  });
});

describe('The address in an access record', () => {
  beforeEach(() => world.gateway.database.query('DELETE FROM access_records'));

  const address = async (api: Api, forwarded: string, path = inbox): Promise<string | undefined> => {
    await api.get(path, { headers: { 'x-forwarded-for': forwarded } });
    const rows = await world.gateway.database.query<{ address: string }[]>('SELECT address FROM access_records');
    expect(rows).toHaveLength(1);
    return rows[0]?.address;
  };

  it.each([
    ['the one that the proxy was connected from', '198.51.100.7', '198.51.100.7'],
    [
      'the last that no trusted proxy has, whatever stands before it',
      '10.9.9.9, 198.51.100.7, 192.0.2.8',
      '198.51.100.7',
    ],
    ['of either family', '2001:db8::7', '2001:db8::7'],
    ['the proxy’s own, where what it tells is none', 'unknown', '127.0.0.1'],
    ['the proxy’s own, where it tells a port as well', '198.51.100.7:443', '127.0.0.1'],
    ['the proxy’s own, where it tells nothing', ' , ', '127.0.0.1'],
  ])('is %s', async (_, forwarded, recorded) => {
    expect(await address(trusting, forwarded)).toBe(recorded);
  });

  // Fastify makes such a request without looking at its headers; the proxy's own log tells the rest.
  it('is the proxy’s own of a path that cannot be read', async () => {
    expect(await address(trusting, '198.51.100.7', '/v1/offices/%ZZ')).toBe('127.0.0.1');
  });

  it('is not what anybody else writes into X-Forwarded-For', async () => {
    expect(await address(wary, '198.51.100.7')).toBe('127.0.0.1');
  });
});
