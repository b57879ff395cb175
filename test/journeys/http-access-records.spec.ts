import { randomUUID } from 'node:crypto';
import { connect, Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { createCertificationRequest } from '../../src/sealing/certification-request.js';
import { makeKeys } from '../setup/caller.js';
import { sampleUnit, withSequence, World } from '../setup/world.js';

interface AccessRow {
  request_id: string;
  client_id: string | null;
  office_number: string | null;
  operation: string;
  resource_id: string | null;
  status: number;
  problem: string | null;
  address: string;
}

const slip = sampleUnit('applicable/202407/2-use-slip');

describe('The access record', () => {
  let world: World;

  beforeAll(async () => {
    world = await World.begin();
    // Tokens are fetched now: a request for one would leave a record of its own.
    await Promise.all([world.operator.token(), world.a.token(), world.k.token()]);
  });
  afterAll(() => world.end());
  beforeEach(() => world.gateway.database.query('DELETE FROM access_records'));

  const rows = () => world.gateway.database.query<AccessRow[]>('SELECT * FROM access_records ORDER BY id');

  /** The record of a request that nobody waits for is written a moment after it. */
  async function rowsOfCutOff(): Promise<AccessRow[]> {
    for (let attempt = 0; attempt < 100; attempt++) {
      const found = await rows();
      if (found.length > 0) return found;
      await sleep(20);
    }
    return [];
  }

  async function stored(): Promise<object[]> {
    return world.gateway.database.query<object[]>(
      `SELECT (SELECT count(*)::int FROM submissions) AS submissions, (SELECT count(*)::int FROM transmissions) AS transmissions,
              (SELECT count(*)::int FROM contents) AS contents, (SELECT count(*)::int FROM events) AS events,
              (SELECT count(*)::int FROM unit_keys) AS units, (SELECT count(*)::int FROM idempotency_records) AS keys,
              (SELECT count(*)::int FROM used_tokens WHERE purpose <> 'assertion') AS spent,
              (SELECT count(*)::int FROM offices) AS offices`,
    );
  }

  const fromOffice = () => ({ client_id: world.a.clientId, office_number: world.a.officeNumber });
  const fromNobody = { client_id: null, office_number: null };

  it.each<[string, () => Promise<{ body: { requestId?: string } }>, () => Partial<AccessRow>]>([
    [
      'an answered request',
      () => world.api.get('/v1/inbox', { caller: world.a }),
      () => ({ ...fromOffice(), operation: 'GET /v1/inbox', resource_id: null, status: 200, problem: null }),
    ],
    [
      'a request for an office, which it names',
      () => world.api.get(`/v1/offices/${world.k.officeNumber}`, { caller: world.a }),
      () => ({
        ...fromOffice(),
        operation: 'GET /v1/offices/:officeNumber',
        resource_id: world.k.officeNumber,
        status: 200,
      }),
    ],
    [
      'a request for an office that is none, whose number may be anything',
      () => world.api.get('/v1/offices/H123456789', { caller: world.a }),
      () => ({ ...fromOffice(), operation: 'GET /v1/offices/:officeNumber', resource_id: null, status: 404 }),
    ],
    [
      'a request of the operator, who is no office',
      () => world.api.get(`/v1/clients/${world.a.clientId}`, { caller: world.operator }),
      () => ({
        client_id: world.operator.clientId,
        office_number: null,
        operation: 'GET /v1/clients/:clientId',
        resource_id: world.a.clientId,
        status: 200,
        problem: null,
      }),
    ],
    [
      'a request without token',
      () => world.api.get('/v1/inbox'),
      () => ({ ...fromNobody, operation: 'GET /v1/inbox', status: 401, problem: 'authentication-required' }),
    ],
    [
      'a request of someone who may not',
      () => world.api.post('/v1/clients', { caller: world.a, json: {} }),
      () => ({ ...fromOffice(), operation: 'POST /v1/clients', status: 403, problem: 'not-allowed' }),
    ],
    [
      'a request that does not fit',
      () => world.api.get('/v1/inbox', { caller: world.a, query: { limit: 0 } }),
      () => ({ ...fromOffice(), operation: 'GET /v1/inbox', status: 400, problem: 'request-invalid' }),
    ],
    [
      'a request whose body cannot be read',
      () => world.api.post('/v1/enrolments', { body: { type: 'application/json', content: '{' } }),
      () => ({ ...fromNobody, operation: 'POST /v1/enrolments', status: 400, problem: 'request-invalid' }),
    ],
    [
      'a request of another content type',
      () => world.api.post('/v1/enrolments', { body: { type: 'text/plain', content: '{' } }),
      () => ({ ...fromNobody, operation: 'POST /v1/enrolments', status: 415, problem: 'unsupported-media-type' }),
    ],
    [
      'a request for nothing, without the path that it named',
      () => world.api.get('/吉田/1371215102', { caller: world.a }),
      () => ({ ...fromNobody, operation: 'GET (no such route)', status: 404, problem: 'not-found' }),
    ],
    [
      'a request whose path cannot be decoded',
      () => world.api.raw('GET /v1/offices/%ZZ HTTP/1.1\r\nhost: g\r\nconnection: close\r\n\r\n'),
      () => ({ ...fromNobody, operation: 'GET (no such route)', status: 404, problem: 'not-found' }),
    ],
    [
      'a request with endless headers',
      () => world.api.raw(`GET /v1/inbox HTTP/1.1\r\nx: ${'x'.repeat(20_000)}\r\n\r\n`),
      () => ({ ...fromNobody, operation: '(unreadable request)', status: 431, problem: 'headers-too-large' }),
    ],
    [
      'bytes that are no request',
      () => world.api.raw('GET /v1/inbox \x16\x03\x01\r\n\r\n'),
      () => ({ ...fromNobody, operation: '(unreadable request)', status: 400, problem: 'request-invalid' }),
    ],
  ])('of %s is exactly one row', async (_, ask, expected) => {
    const { body } = await ask();
    const found = await rows();
    expect(found).toEqual([expect.objectContaining({ ...expected(), address: '127.0.0.1' })]);
    if (body.requestId !== undefined) expect(found[0]!.request_id).toBe(body.requestId);
  });

  it('holds nothing of a body, a query, a path or a header', async () => {
    const secret = 'YOSHIDA-HANAKO';
    const code = await world.codeFor('X', world.a.officeNumber);
    await world.api.get('/v1/inbox', { caller: world.a, query: { kind: secret } });
    await world.api.get(`/v1/offices/${secret}`, { caller: world.a, headers: { 'user-agent': secret } });
    await world.api.get(`/${secret}`, { caller: world.a });
    await world.api.post('/v1/enrolments', { json: { code: secret, certificationRequest: secret } });
    await world.api.post('/v1/enrolments', {
      json: { code, certificationRequest: await createCertificationRequest(makeKeys('ec'), { commonName: secret }) },
    });
    const text = JSON.stringify(await rows());
    expect(await rows()).toHaveLength(7);
    expect(text).not.toContain(secret);
    expect(text).not.toContain(code);
    expect(text).not.toContain(await world.a.token());
  });

  it('is not kept of probes and of the documentation', async () => {
    await world.api.get('/health/live');
    await world.api.get('/health/ready');
    for (const path of ['/docs', '/docs/openapi.json', '/docs/swagger-ui.css'])
      await fetch(`${world.gateway.url}${path}`);
    expect(await rows()).toEqual([]);
  });

  describe('of a request cut off midway is all that is left of it:', () => {
    const open = (): Promise<Socket> =>
      new Promise((resolve) => {
        const { hostname, port } = new URL(world.gateway.url);
        const socket = connect(Number(port), hostname, () => resolve(socket));
        socket.on('error', () => undefined);
      });

    async function cutOff(head: string[], sent: Buffer): Promise<void> {
      const before = await stored();
      const socket = await open();
      socket.write(`${head.join('\r\n')}\r\n\r\n`);
      socket.write(sent);
      await sleep(80);
      socket.destroy();
      const found = await rowsOfCutOff();
      await sleep(80);
      expect(await rows()).toHaveLength(1);
      expect([400, 499]).toContain(found[0]!.status);
      expect(found[0]!.operation).toBe(head[0]!.split(' ').slice(0, 2).join(' '));
      expect(await stored()).toEqual(before);
      expect((await world.api.get('/health/ready')).status).toBe(200);
    }

    async function uploadOf(sequence: string): Promise<{ head: string[]; body: Buffer; key: string }> {
      const files = withSequence(slip, sequence);
      const manifest = await world.manifest(world.a, files);
      const part = (disposition: string, content: Buffer | string) =>
        Buffer.concat([
          Buffer.from(`--cut\r\ncontent-disposition: form-data; ${disposition}\r\n\r\n`),
          Buffer.from(content),
          Buffer.from('\r\n'),
        ]);
      const body = Buffer.concat([
        part('name="manifest"', manifest),
        ...files.map(({ name, bytes }) => part(`name="file"; filename="${name}"`, bytes)),
        Buffer.from('--cut--\r\n'),
      ]);
      const key = randomUUID();
      const head = [
        'POST /v1/transmissions HTTP/1.1',
        'host: g',
        `authorization: Bearer ${await world.a.token()}`,
        `idempotency-key: ${key}`,
        'content-type: multipart/form-data; boundary=cut',
        `content-length: ${body.length}`,
      ];
      return { head, body, key };
    }

    it.each([0.05, 0.3, 0.6, 0.9, 0.999])('an upload after %d of it', async (portion) => {
      const { head, body } = await uploadOf('20250325100100');
      await cutOff(head, body.subarray(0, Math.floor(body.length * portion)));
    });

    it('an upload in chunks', async () => {
      const { head, body } = await uploadOf('20250325100100');
      const chunked = head.map((line) => (line.startsWith('content-length') ? 'transfer-encoding: chunked' : line));
      const half = body.subarray(0, body.length / 2);
      await cutOff(chunked, Buffer.concat([Buffer.from(`${half.length.toString(16)}\r\n`), half, Buffer.from('\r\n')]));
    });

    it('a JSON body', async () => {
      const head = [
        'POST /v1/offices/import HTTP/1.1',
        'host: g',
        `authorization: Bearer ${await world.operator.token()}`,
        'content-type: application/json',
        'content-length: 1000',
      ];
      await cutOff(head, Buffer.from('{"offices":[{"number":"1379000001",'));
    });

    it('broken chunks are answered, and leave one record too', async () => {
      const before = await stored();
      const { head } = await uploadOf('20250325100100');
      const chunked = head.map((line) => (line.startsWith('content-length') ? 'transfer-encoding: chunked' : line));
      const { status } = await world.api.raw(`${chunked.join('\r\n')}\r\n\r\nzzz\r\n`);
      expect(status).toBe(400);
      await sleep(80);
      expect(await rows()).toEqual([expect.objectContaining({ operation: 'POST /v1/transmissions', ...fromOffice() })]);
      expect(await stored()).toEqual(before);
    });

    it('and the same upload, whole, is accepted afterwards', async () => {
      const { status } = await world.send(world.a, withSequence(slip, '20250325100100'));
      expect(status).toBe(201);
    });
  });
});
