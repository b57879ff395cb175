import { connect, Socket } from 'node:net';
import { connect as connectTls, ConnectionOptions, TLSSocket } from 'node:tls';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Api } from '../setup/api.js';
import { startGateway as startProcess } from '../../src/main.js';
import { publicUrl, startGateway, TestGateway } from '../setup/gateway.js';
import { connectionOf, selfSigned } from '../setup/tls.js';
import { sampleUnit, uploadParts, World } from '../setup/world.js';

const slip = sampleUnit('applicable/202407/2-use-slip');

let world: World;

beforeAll(async () => {
  world = await World.begin({ tls: true });
});
afterAll(() => world.end());

const portOf = (gateway: TestGateway): number => Number(new URL(gateway.tls!.url).port);

function open(gateway: TestGateway, options: ConnectionOptions = {}): Promise<TLSSocket> {
  return new Promise((resolve, reject) => {
    const socket = connectTls(
      { host: '127.0.0.1', port: portOf(gateway), ca: gateway.tls!.certificate, ...options },
      () => resolve(socket),
    );
    socket.once('error', reject);
  });
}

function openPlain(port: number): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => resolve(socket));
    socket.once('error', reject);
  });
}

/** Everything that arrives until the gateway closes the connection. */
function received(socket: Socket): Promise<string> {
  return new Promise((resolve) => {
    let text = '';
    socket.on('data', (chunk: Buffer) => (text += chunk.toString('utf8')));
    socket.on('error', () => undefined);
    socket.on('close', () => resolve(text));
  });
}

async function say(bytes: string): Promise<string> {
  const socket = await open(world.gateway);
  const answer = received(socket);
  socket.write(bytes);
  return answer;
}

const records = () =>
  world.gateway.database.query<{ operation: string; status: number; problem: string; address: string }[]>(
    'SELECT operation, status, problem, address FROM access_records ORDER BY id',
  );

describe('Over TLS', () => {
  it('the whole API is there: a unit is sent, listed and collected', async () => {
    const [a, k] = [world.a, world.k].map((caller) => new Api(world.gateway, connectionOf(caller)));
    const sent = await a!.post<{ id: string }>('/v1/transmissions', {
      caller: world.a,
      parts: uploadParts(await world.manifest(world.a, slip), slip),
      headers: { 'idempotency-key': 'tls' },
    });
    expect(sent.status).toBe(201);
    const { body } = await k!.get<{ transmissions: { id: string }[] }>('/v1/inbox', { caller: world.k });
    expect(body.transmissions.map(({ id }) => id)).toEqual([sent.body.id]);
    const path = `/v1/transmissions/${sent.body.id}/content`;
    expect((await k!.get(path, { caller: world.k })).status).toBe(200);
  });

  it('everything stays reachable on the plain port as well', async () => {
    expect((await world.api.get('/health/ready')).status).toBe(200);
    expect((await new Api(world.gateway, null).get('/health/ready')).status).toBe(200);
  });

  it.each(['TLSv1.2', 'TLSv1.3'] as const)('%s is spoken', async (version) => {
    const socket = await open(world.gateway, { minVersion: version, maxVersion: version });
    expect(socket.getProtocol()).toBe(version);
    socket.destroy();
  });

  it.each<[string, ConnectionOptions]>([
    ['TLS 1.1', { minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ciphers: 'DEFAULT@SECLEVEL=0' }],
    ['a cipher without authenticated encryption', { maxVersion: 'TLSv1.2', ciphers: 'ECDHE-ECDSA-AES256-SHA' }],
  ])('%s is refused', async (_, options) => {
    await expect(open(world.gateway, options)).rejects.toMatchObject({ code: expect.stringMatching(/^E/) });
  });

  it('no certificate becomes another one on the way: a renegotiation is refused', async () => {
    const socket = await open(world.gateway, { maxVersion: 'TLSv1.2' });
    const ended = received(socket);
    const refused = await new Promise<boolean>((resolve) => {
      socket.once('close', () => resolve(true));
      socket.renegotiate({}, (error) => resolve(error !== null));
    });
    expect(refused).toBe(true);
    socket.destroy();
    await ended;
  });

  it('a client may come with a certificate of any authority, and without need', async () => {
    const { keyPem, certificatePem } = await selfSigned('stranger');
    const stranger = new Api(world.gateway, { key: keyPem, certificate: certificatePem });
    expect((await stranger.get('/v1/inbox', { caller: world.a })).status).toBe(200);
  });
});

describe('What is no request over TLS', () => {
  beforeEach(() => world.gateway.database.query('DELETE FROM access_records'));

  it.each([
    ['bytes that are no HTTP', 'GET /v1/inbox SIP/2.0\r\n\r\n', 400, 'request-invalid'],
    ['a header beyond all measure', `GET / HTTP/1.1\r\nx: ${'x'.repeat(20_000)}\r\n\r\n`, 431, 'headers-too-large'],
  ])('%s is answered and recorded as on the plain port', async (_, bytes, status, problem) => {
    const answer = await say(bytes);
    expect(answer).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
    expect(answer).toContain(`urn:careplan:problem:${problem}`);
    expect(await records()).toEqual([{ operation: '(unreadable request)', status, problem, address: '127.0.0.1' }]);
  });

  it('a request without Host, or with an expectation, is answered as on the plain port', async () => {
    const noHost = await say('GET /health/live HTTP/1.1\r\nconnection: close\r\n\r\n');
    expect(noHost).toMatch(/^HTTP\/1.1 400 [\s\S]*urn:careplan:problem:request-invalid/);
    const expecting = await say('GET /health/live HTTP/1.1\r\nhost: g\r\nexpect: x\r\nconnection: close\r\n\r\n');
    expect(expecting).toMatch(/^HTTP\/1.1 200 /);
  });

  it.each<[string, string | Buffer]>([
    ['HTTP without TLS', 'GET /v1/inbox HTTP/1.1\r\nhost: g\r\n\r\n'],
    ['garbage', Buffer.alloc(200, 0xff)],
    [
      'a handshake that breaks off into garbage',
      Buffer.concat([Buffer.from('1603010200010001fc0303', 'hex'), Buffer.alloc(600, 7)]),
    ],
  ])('%s ends the connection without a word about us, and disturbs nobody', async (_, bytes) => {
    const socket = connect(portOf(world.gateway), '127.0.0.1');
    const answer = received(socket);
    socket.write(bytes);
    // At most an alert of TLS: 7 bytes.
    expect((await answer).length).toBeLessThanOrEqual(7);
    expect(await records()).toEqual([]);
    expect((await new Api(world.gateway, null).get('/health/live')).status).toBe(200);
  });

  it('a connection that is dropped in the middle of its handshake disturbs nobody', async () => {
    for (const bytes of ['', '160301']) {
      const socket = connect(portOf(world.gateway), '127.0.0.1');
      const closed = received(socket);
      socket.write(Buffer.from(bytes, 'hex'), () => socket.resetAndDestroy());
      await closed;
    }
    expect((await new Api(world.gateway, null).get('/health/live')).status).toBe(200);
  });
});

describe('A process that is started by its environment', () => {
  const environment = async () => {
    const { keyPem, certificatePem } = await selfSigned();
    return {
      ...world.gateway.keys.environment,
      ROLE: 'api',
      HTTP_PORT: '0',
      PUBLIC_URL: publicUrl,
      DATABASE_URL: world.gateway.databaseUrl,
      LOG_LEVEL: 'fatal',
      TLS_PORT: '0',
      TLS_KEY: keyPem,
      TLS_CERTIFICATE: certificatePem,
    };
  };

  it('tells where it listens with TLS, and where without', async () => {
    const gateway = await startProcess(await environment());
    expect(gateway.tlsUrl).toMatch(/^https:\/\/127\.0\.0\.1:\d+$/);
    expect(gateway.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    const port = Number(new URL(gateway.tlsUrl!).port);
    await gateway.close();
    await expect(openPlain(port)).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  });

  it('does not start, and leaves nothing behind, when its TLS port is taken', async () => {
    const taken = { ...(await environment()), TLS_PORT: String(portOf(world.gateway)) };
    await expect(startProcess(taken)).rejects.toMatchObject({ code: 'EADDRINUSE' });
  });
});

describe('When the gateway stops', () => {
  it.each<[string, (gateway: TestGateway) => Promise<Socket>]>([
    ['TLS', (gateway) => open(gateway)],
    ['the plain port', ({ url }) => openPlain(Number(new URL(url).port))],
  ])('it answers what is under way over %s, ends all connections and takes no new ones', async (_, begin) => {
    const gateway = await startGateway({ beside: world.gateway, tls: true });
    const idle = await begin(gateway);
    const idleEnded = received(idle);
    idle.write('GET /health/live HTTP/1.1\r\nhost: g\r\n\r\n');
    const busy = await begin(gateway);
    const answer = received(busy);
    // Its body has not arrived yet: the request is under way.
    busy.write('POST /v1/oauth/token HTTP/1.1\r\nhost: g\r\ncontent-type: application/x-www-form-urlencoded\r\n');
    busy.write('content-length: 12\r\n\r\ngrant_');
    await sleep(200);

    const closed = gateway.close();
    expect(await idleEnded).toMatch(/^HTTP\/1\.1 200 /);
    await expect(begin(gateway).then(received)).rejects.toMatchObject({ code: 'ECONNREFUSED' });
    busy.write('type=x');
    expect(await answer).toMatch(/^HTTP\/1\.1 400 [\s\S]*urn:careplan:problem:grant-unsupported/);
    await closed;
  });
});
