import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { World } from '../setup/world.js';

const japanese = '見つかりません。';
const english = 'There is no such resource.';
const get = (path: string, ...lines: string[]) =>
  [`GET ${path} HTTP/1.1`, 'host: gateway', 'connection: close', ...lines, '', ''].join('\r\n');

describe('A refusal', () => {
  let world: World;

  beforeAll(async () => {
    world = await World.begin();
  });
  afterAll(() => world.end());

  it('is a problem document with a stable type, what to do, where it arose and the id of the request', async () => {
    const { status, headers, body } = await world.api.get('/v1/offices/0000000000', { caller: world.a });

    expect(status).toBe(404);
    expect(headers['content-type']).toBe('application/problem+json; charset=utf-8');
    expect(body).toEqual({
      type: 'urn:careplan:problem:not-found',
      title: japanese,
      status: 404,
      detail: '存在しないか、あなたのものではありません。両者は区別されません。パスとメソッドも確認してください。',
      hop: 'gateway',
      requestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
    });
  });

  it.each([
    [undefined, japanese, 'ja'],
    ['ja', japanese, 'ja'],
    ['en', english, 'en'],
    ['en-US', english, 'en'],
    ['ja;q=0.2, en;q=0.8', english, 'en'],
    ['en;q=0.2, ja;q=0.8', japanese, 'ja'],
    ['fr, en;q=0.5', english, 'en'],
    ['fr', japanese, 'ja'],
    ['*', japanese, 'ja'],
    ['fr, *;q=0.1', japanese, 'ja'],
    ['ja;q=0, en', english, 'en'],
    [';;q=,=', japanese, 'ja'],
    ['en;q=many', japanese, 'ja'],
    ['x'.repeat(1000), japanese, 'ja'],
  ])('to a caller who accepts %s reads “%s”', async (acceptLanguage, title, language) => {
    const { body, headers } = await world.api.get('/v1/offices/0000000000', {
      caller: world.a,
      ...(acceptLanguage && { headers: { 'accept-language': acceptLanguage } }),
    });
    expect(body['title']).toBe(title);
    expect(headers['content-language']).toBe(language);
    expect(headers['vary']).toContain('Accept-Language');
  });

  it('names each place in the language of the caller too', async () => {
    const { body } = await world.api.get<{ errors: object[] }>('/v1/inbox', {
      caller: world.a,
      query: { limit: 0 },
      headers: { 'accept-language': 'en' },
    });
    expect(body.errors).toEqual([{ parameter: 'limit', detail: 'Does not hold: must be >= 1.' }]);
  });

  it.each([
    ['GET', '/'],
    ['GET', '/v1'],
    ['GET', '/v2/inbox'],
    ['GET', '/v1/inbox/'],
    ['GET', '/V1/INBOX'],
    ['GET', '//v1/inbox'],
    ['GET', '/v1/transmissions/../inbox'],
    ['POST', '/nowhere'],
    ['PUT', '/v1/nowhere'],
    ['PROPFIND', '/v1/inbox'],
  ])('%s %s names nothing: 404', async (method, path) => {
    const { status, body } = await world.api.raw(
      `${method} ${path} HTTP/1.1\r\nhost: g\r\ncontent-length: 0\r\nconnection: close\r\n\r\n`,
    );
    expect(status).toBe(404);
    expect(body).toMatchObject({ type: 'urn:careplan:problem:not-found', title: japanese });
  });

  it('of a method that a path does not have is 404 for every path', async () => {
    const operations = await world.api.operations();
    const known = new Set(operations.map(({ method, template }) => `${method} ${template}`));
    for (const template of new Set(operations.map((operation) => operation.template))) {
      for (const method of ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']) {
        if (known.has(`${method} ${template}`)) continue;
        const { status } = await world.api.call(method, template.replaceAll(/[{}]/g, ''), { caller: world.a });
        expect([method, template, status]).toEqual([method, template, 404]);
      }
    }
  });

  it('of HEAD is 404, for it would do what GET does', async () => {
    const answer = await fetch(`${world.gateway.url}/v1/inbox`, { method: 'HEAD' });
    expect(answer.status).toBe(404);
  });

  it.each([
    ['a broken escape', '/v1/offices/%ZZ'],
    ['half an escape', '/v1/offices/13%'],
    ['bytes that are no UTF-8', '/v1/offices/%FF%FE'],
    ['NUL', '/v1/offices/%00'],
    ['NUL behind a good number', '/v1/offices/1371215102%00'],
    ['a path in it', '/v1/offices/..%2F..%2Fetc'],
    ['far too many characters', `/v1/offices/${'1'.repeat(5000)}`],
  ])('of a path with %s is 404', async (_, path) => {
    const authorization = `authorization: Bearer ${await world.a.token()}`;
    const { status, body } = await world.api.raw(get(path, authorization));
    expect(status).toBe(404);
    expect(body).toMatchObject({ type: 'urn:careplan:problem:not-found' });
  });

  it.each([
    '/v1/transmissions/x',
    '/v1/transmissions/1',
    '/v1/transmissions/00000000-0000-0000-0000-000000000000',
    '/v1/transmissions/4c0b0a1e-5d2f-4d8e-9d44-0c2b7d0b9c11',
    '/v1/transmissions/01955c2e-7c00-7000-8000-00000000000',
    '/v1/transmissions/01955c2e-7c00-7000-8000-000000000002',
    '/v1/transmissions/x/events',
    '/v1/transmissions/x/content',
  ])('of %s is 404: an id that is none and an id of nothing are one answer', async (path) => {
    const { status, body } = await world.api.get(path, { caller: world.a });
    expect(status).toBe(404);
    expect(body).toMatchObject({ type: 'urn:careplan:problem:not-found' });
  });

  it('of a client id that is none is 404 as well, also for its codes', async () => {
    const answers = [
      await world.api.get('/v1/clients/x', { caller: world.operator }),
      await world.api.get('/v1/clients/01955c2e-7c00-7000-8000-000000000002', { caller: world.operator }),
      await world.api.post('/v1/clients/x/enrolment-codes', { caller: world.operator }),
      await world.api.post('/v1/clients/01955c2e-7c00-7000-8000-000000000002/enrolment-codes', {
        caller: world.operator,
      }),
    ];
    expect(answers.map(({ status }) => status)).toEqual([404, 404, 404, 404]);
  });

  it.each([
    ['a URL', get(`/v1/inbox?kind=${'x'.repeat(20_000)}`)],
    ['a header', get('/v1/inbox', `x-long: ${'x'.repeat(20_000)}`)],
    ['too many headers', get('/v1/inbox', ...Array.from({ length: 900 }, (_, n) => `x-header-number-${n}: x`))],
  ])('of %s beyond all measure is 431, a problem document like all others', async (_, bytes) => {
    const { status, body, headers } = await world.api.raw(bytes);
    expect(status).toBe(431);
    expect(body).toMatchObject({ type: 'urn:careplan:problem:headers-too-large', title: 'ヘッダーが大きすぎます。' });
    expect(headers['content-language']).toBe('ja');
  });

  it('of a request that names no host is 400', async () => {
    const { status, body } = await world.api.raw('GET /v1/inbox HTTP/1.1\r\nconnection: close\r\n\r\n');
    expect(status).toBe(400);
    expect(body).toMatchObject({ type: 'urn:careplan:problem:request-invalid' });
  });

  it('of a request that expects what nobody knows is the same as without', async () => {
    const { status, body } = await world.api.raw(get('/v1/inbox', 'expect: bananas'));
    expect(status).toBe(401);
    expect(body).toMatchObject({ type: 'urn:careplan:problem:authentication-required' });
  });

  it.each([
    ['a range that it does not have', '/docs/swagger-ui.css', 'range: bytes=99999999-', 400],
    ['another version', '/docs/swagger-ui.css', 'if-match: "x"', 400],
    ['an older version', '/docs/swagger-ui.css', 'if-unmodified-since: Thu, 01 Jan 1970 00:00:00 GMT', 400],
    ['NUL in its name', '/docs/%00', 'x-none: 1', 404],
    ['a path that leads out', '/docs/../../package.json', 'x-none: 1', 404],
    ['a path that leads out, hidden', '/docs/..%2f..%2fpackage.json', 'x-none: 1', 404],
    ['an endless name', `/docs/${'a'.repeat(5000)}`, 'x-none: 1', 404],
  ])('of a file of the documentation with %s is the fault of the request', async (_, path, header, expected) => {
    const { status, body } = await world.api.raw(get(path, header));
    expect([status, body['status']]).toEqual([expected, expected]);
    expect(body['type']).not.toBe('urn:careplan:problem:internal-error');
  });

  it.each([
    ['no HTTP', 'GET /v1/inbox SIP/2.0\r\n\r\n'],
    ['a header without colon', get('/v1/inbox', 'broken')],
    ['two lengths', get('/v1/inbox', 'content-length: 1', 'content-length: 2')],
    [
      'a length and chunks',
      'POST /v1/enrolments HTTP/1.1\r\nhost: g\r\ncontent-length: 3\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n',
    ],
  ])('of bytes that are %s is 400', async (_, bytes) => {
    const { status, body } = await world.api.raw(bytes);
    expect(status).toBe(400);
    expect(body).toMatchObject({ type: 'urn:careplan:problem:request-invalid' });
  });
});
