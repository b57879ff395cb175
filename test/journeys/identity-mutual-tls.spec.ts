import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { connect } from 'node:tls';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { jwtBearer, TestCaller } from '../setup/caller.js';
import { startGateway, TestGateway } from '../setup/gateway.js';
import { World } from '../setup/world.js';

interface Answer {
  readonly status: number;
  readonly body: Record<string, unknown> & { access_token?: string; type?: string };
}

/** How a caller comes: by which listener, with whose certificate, or with which header of a proxy. */
interface Way {
  readonly gateway?: TestGateway;
  /** The certificate of the TLS handshake; `none` makes a handshake without one. */
  readonly certificate?: TestCaller | 'none';
  readonly clientCert?: string | string[];
  readonly headers?: Record<string, string>;
}

const refused = { status: 401, type: 'urn:careplan:problem:client-assertion-refused', error: 'invalid_client' };
const unauthenticated = { status: 401, type: 'urn:careplan:problem:authentication-required' };
const headerOf = ({ certificate }: TestCaller) => `:${certificate.der.toString('base64')}:`;

describe('Mutual TLS (RFC 8705)', () => {
  let world: World;
  let behindProxy: TestGateway;
  let terminal: TestCaller;
  let foreign: World;

  beforeAll(async () => {
    world = await World.begin({ tls: true });
    behindProxy = await startGateway({
      beside: world.gateway,
      environment: { TRUSTED_PROXIES: '192.0.2.0/24, 127.0.0.1' },
    });
    foreign = await World.begin();
    terminal = await world.terminal(world.a);
  });
  afterAll(async () => {
    await foreign.end();
    await behindProxy.close();
    await world.end();
  });

  function call(method: string, path: string, way: Way, body?: URLSearchParams): Promise<Answer> {
    const gateway = way.gateway ?? world.gateway;
    const isTls = way.certificate !== undefined;
    const keyed = way.certificate instanceof TestCaller ? way.certificate : null;
    const options = {
      method,
      headers: {
        ...way.headers,
        ...(way.clientCert !== undefined && { 'client-cert': way.clientCert }),
        ...(body && { 'content-type': 'application/x-www-form-urlencoded' }),
      },
      ...(isTls && { rejectUnauthorized: false, agent: false }),
      ...(keyed && {
        key: keyed.privateKey.export({ format: 'pem', type: 'pkcs8' }),
        cert: [keyed.certificate.pem, ...keyed.chain].join(''),
      }),
    };
    const url = `${isTls ? gateway.tlsUrl : gateway.url}${path}`;
    return new Promise((resolve, reject) => {
      const request = (isTls ? httpsRequest : httpRequest)(url, options, (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () =>
          resolve({
            status: response.statusCode ?? 0,
            body: JSON.parse(Buffer.concat(chunks).toString()) as Answer['body'],
          }),
        );
      });
      request.on('error', reject);
      request.end(body?.toString());
    });
  }

  const ask = (way: Way, form: Record<string, string>) =>
    call('POST', '/v1/oauth/token', way, new URLSearchParams({ grant_type: 'client_credentials', ...form }));
  const asserted = async (caller: TestCaller, way: Way) =>
    ask(way, { client_assertion_type: jwtBearer, client_assertion: await caller.assertion() });
  const told = ({ status, body: { type, error } }: Answer) => ({ status, type, ...(error !== undefined && { error }) });
  const inbox = (token: string | undefined, way: Way) =>
    call('GET', '/v1/inbox', { ...way, headers: { authorization: `Bearer ${token}` } });
  const claimsOf = (token = '') =>
    JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) as Record<string, unknown>;

  /** The two ways that a certificate can come. */
  const ways: [string, (caller: TestCaller) => Way][] = [
    ['on our own listener', (caller) => ({ certificate: caller })],
    ['through a trusted proxy', (caller) => ({ gateway: behindProxy, clientCert: headerOf(caller) })],
  ];

  describe.each(ways)('%s', (_, by) => {
    it('the certificate alone gets a token, bound to it', async () => {
      const { status, body } = await ask(by(world.a), { client_id: world.a.clientId });
      expect(status).toBe(200);
      const { thumbprint } = world.a.certificate;
      expect(claimsOf(body.access_token)).toMatchObject({ certificate: thumbprint, cnf: { 'x5t#S256': thumbprint } });
      expect((await inbox(body.access_token, by(world.a))).status).toBe(200);
    });

    it('an assertion of the same certificate gets one that is bound as well', async () => {
      const { body } = await asserted(world.a, by(world.a));
      expect(claimsOf(body.access_token).cnf).toEqual({ 'x5t#S256': world.a.certificate.thumbprint });
    });

    it('a bound token serves with no other certificate: not of the same client, not of another, not without', async () => {
      const { body } = await ask(by(world.a), { client_id: world.a.clientId });
      for (const other of [terminal, world.k]) {
        expect(told(await inbox(body.access_token, by(other)))).toEqual(unauthenticated);
      }
      expect(told(await inbox(body.access_token, {}))).toEqual(unauthenticated);
      expect(told(await inbox(body.access_token, { certificate: 'none' }))).toEqual(unauthenticated);
    });

    it('a token that is not bound serves, whatever certificate comes along', async () => {
      const { body } = await asserted(world.a, {});
      expect(claimsOf(body.access_token).cnf).toBeUndefined();
      expect((await inbox(body.access_token, by(world.a))).status).toBe(200);
    });

    it.each<[string, () => [Way, Record<string, string>]]>([
      ['another client’s id', () => [by(world.a), { client_id: world.k.clientId }]],
      ['no client id', () => [by(world.a), {}]],
      ['an unknown client id', () => [by(world.a), { client_id: '01955c2e-7c00-7000-8000-0000000000ff' }]],
    ])('no token with %s', async (_name, how) => {
      const [way, form] = how();
      expect(told(await ask(way, form))).toEqual(refused);
    });

    it('no token with an assertion of another certificate, be it of the same client', async () => {
      for (const other of [terminal, world.k]) expect(told(await asserted(other, by(world.a)))).toEqual(refused);
    });

    it('no token with a certificate that was revoked or is of nobody', async () => {
      const revoked = await world.terminal(world.a);
      await world.endCertificate(revoked, 'revoked');
      expect(told(await ask(by(revoked), { client_id: world.a.clientId }))).toEqual(refused);
      expect(told(await ask(by(foreign.a), { client_id: world.a.clientId }))).toEqual(refused);
    });
  });

  it('without any certificate there is no token', async () => {
    for (const way of [{}, { certificate: 'none' as const }, { gateway: behindProxy }]) {
      expect(told(await ask(way, { client_id: world.a.clientId }))).toEqual(refused);
    }
  });

  it('a header of a peer that is no trusted proxy is as if it were not there', async () => {
    const way = { clientCert: headerOf(world.a) };
    expect(told(await ask(way, { client_id: world.a.clientId }))).toEqual(refused);
    const { body } = await ask({ certificate: world.a }, { client_id: world.a.clientId });
    expect(told(await inbox(body.access_token, way))).toEqual(unauthenticated);
    // Nor on the TLS listener, where the peer has a certificate of its own.
    const forged = { certificate: world.k, clientCert: headerOf(world.a) };
    expect(told(await ask(forged, { client_id: world.a.clientId }))).toEqual(refused);
  });

  it.each<[string, () => string | string[]]>([
    ['no sf-binary', () => world.a.certificate.der.toString('base64')],
    ['a PEM', () => encodeURIComponent(world.a.certificate.pem)],
    ['two of them', () => [headerOf(world.a), headerOf(world.k)]],
    ['a list', () => `${headerOf(world.a)}, ${headerOf(world.k)}`],
    ['with parameters', () => `${headerOf(world.a)};a=1`],
    ['empty', () => ''],
  ])('a trusted proxy that sends %s is told so', async (_, header) => {
    const answer = await ask({ gateway: behindProxy, clientCert: header() }, { client_id: world.a.clientId });
    expect(told(answer)).toEqual({ status: 400, type: 'urn:careplan:problem:request-invalid' });
    expect(answer.body.errors).toMatchObject([{ header: 'Client-Cert' }]);
  });

  it('what is no certificate, in the right form, gets no token', async () => {
    const way = { gateway: behindProxy, clientCert: `:${Buffer.from('no DER').toString('base64')}:` };
    expect(told(await ask(way, { client_id: world.a.clientId }))).toEqual(refused);
  });

  it('the address in the access record is what a trusted proxy forwards, and only then', async () => {
    const from = async (gateway: TestGateway, forwarded: string) => {
      const { body } = await call('GET', '/v1/inbox', { gateway, headers: { 'x-forwarded-for': forwarded } });
      const [row] = await world.gateway.database.query<{ address: string }[]>(
        'SELECT host(address) AS address FROM access_records WHERE request_id = $1',
        [body.requestId],
      );
      return row?.address;
    };
    expect(await from(behindProxy, '203.0.113.7')).toBe('203.0.113.7');
    expect(await from(behindProxy, '203.0.113.7, 192.0.2.9')).toBe('203.0.113.7');
    expect(await from(world.gateway, '203.0.113.7')).toBe('127.0.0.1');
    for (const nonsense of ['unknown', "'; DROP TABLE access_records; --", '999.1.1.1']) {
      expect(await from(behindProxy, nonsense)).toBe('127.0.0.1');
    }
  });

  it('bytes that are no handshake, and requests that are none, harm nobody', async () => {
    const { port } = new URL(world.gateway.tlsUrl);
    await new Promise<void>((resolve) => {
      httpRequest(`http://127.0.0.1:${port}/`, () => resolve())
        .on('error', () => resolve())
        .end();
    });
    const answer = await new Promise<string>((resolve) => {
      const socket = connect({ port: Number(port), host: '127.0.0.1', rejectUnauthorized: false }, () =>
        socket.write('NO REQUEST\r\n\r\n'),
      );
      let read = '';
      socket.on('data', (chunk) => (read += chunk.toString()));
      socket.on('close', () => resolve(read));
    });
    expect(answer).toMatch(/^HTTP\/1\.1 400 /);
    expect(answer).toContain('urn:careplan:problem:request-invalid');
    expect((await call('GET', '/health/live', { certificate: 'none' })).status).toBe(200);
  });

  it('speaks no TLS below 1.2', async () => {
    const { port } = new URL(world.gateway.tlsUrl);
    const error = await new Promise<{ code?: string } | null>((resolve) => {
      const socket = connect(
        {
          port: Number(port),
          host: '127.0.0.1',
          rejectUnauthorized: false,
          minVersion: 'TLSv1',
          maxVersion: 'TLSv1.1',
        },
        () => resolve(null),
      );
      socket.on('error', resolve);
    });
    expect(error).not.toBeNull();
  });
});
