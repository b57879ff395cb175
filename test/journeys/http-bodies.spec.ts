import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { World } from '../setup/world.js';

const json = 'application/json';
const valid = { number: '1379000001', name: '訪問看護 新', serviceTypes: ['13'] };

describe('A JSON body', () => {
  let world: World;

  beforeAll(async () => {
    world = await World.begin();
  });
  afterAll(() => world.end());

  const offices = async (): Promise<object[]> =>
    world.gateway.database.query<object[]>('SELECT * FROM offices ORDER BY number');

  async function expectRefused(type: string, content: string | Buffer, status: number, problem: string, headers = {}) {
    const before = await offices();
    const answer = await world.api.post('/v1/offices/import', {
      caller: world.operator,
      headers,
      body: { type, content },
    });
    expect(answer.status).toBe(status);
    expect(answer.body).toMatchObject({ type: `urn:careplan:problem:${problem}` });
    expect(await offices()).toEqual(before);
    return answer.body;
  }

  it.each([
    ['nothing', ''],
    ['an open brace', '{'],
    ['a trailing comma', '{"offices":[],}'],
    ['a comment', '{"offices":[] /* none */}'],
    ['two documents', '{} {}'],
    ['a number too far', '{"offices": 1e}'],
    ['plain text', 'offices'],
    ['a deep nest that never closes', '['.repeat(100_000)],
  ])('that is no JSON, being %s, is refused with 400', async (_, content) => {
    await expectRefused(json, content, 400, 'request-invalid');
  });

  it.each([
    ['null', 'null'],
    ['a text', '"offices"'],
    ['a list', '[]'],
    ['an empty object', '{}'],
    ['a deep nest', `${'['.repeat(50_000)}${']'.repeat(50_000)}`],
  ])('that is %s does not fit, and is refused with 400', async (_, content) => {
    await expectRefused(json, content, 400, 'request-invalid');
  });

  it.each([
    ['at the top', `{"__proto__":{"admin":true},"offices":[${JSON.stringify(valid)}]}`],
    ['deep inside', `{"offices":[{"number":"1379000001","name":"x","serviceTypes":[],"__proto__":{"x":1}}]}`],
    ['as constructor.prototype', `{"constructor":{"prototype":{"x":1}},"offices":[${JSON.stringify(valid)}]}`],
    ['escaped', `{"\\u005f\\u005fproto__":{"x":1},"offices":[${JSON.stringify(valid)}]}`],
  ])('that reaches for the prototype %s is refused, and no object is changed', async (_, content) => {
    await expectRefused(json, content, 400, 'request-invalid');
    expect(({} as Record<string, unknown>)['admin'] ?? ({} as Record<string, unknown>)['x']).toBeUndefined();
  });

  it('in Shift_JIS is refused, not stored as mojibake', async () => {
    const bytes = Buffer.concat([
      Buffer.from('{"offices":[{"number":"1379000001","serviceTypes":[],"name":"'),
      Buffer.from('8e968bc68f8a', 'hex'),
      Buffer.from('"}]}'),
    ]);
    await expectRefused(json, bytes, 400, 'request-invalid');
    await expectRefused(`${json}; charset=Shift_JIS`, bytes, 400, 'request-invalid');
  });

  it('in UTF-16 is refused', async () => {
    const content = Buffer.from(JSON.stringify({ offices: [valid] }), 'utf16le');
    await expectRefused(`${json}; charset=utf-16`, content, 400, 'request-invalid');
  });

  it.each([
    'text/plain',
    'application/xml',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'application/jsonx',
    'json',
    ';',
  ])('that calls itself %s is refused with 415', async (type) => {
    await expectRefused(type, JSON.stringify({ offices: [valid] }), 415, 'unsupported-media-type');
  });

  it('that is compressed is refused with 415', async () => {
    const content = gzipSync(JSON.stringify({ offices: [valid] }));
    await expectRefused(json, content, 415, 'unsupported-media-type', { 'content-encoding': 'gzip' });
  });

  it('larger than 2 MiB is refused with 413, naming the limit', async () => {
    const body = await expectRefused(json, `"${'x'.repeat(2 * 1024 * 1024)}"`, 413, 'too-large');
    expect(body).toMatchObject({ limit: 2 * 1024 * 1024, unit: 'bytes' });
  });

  it('that announces more than 2 MiB is refused before it is sent', async () => {
    const { status, body } = await world.api.raw(
      `POST /v1/offices/import HTTP/1.1\r\nhost: g\r\nconnection: close\r\ncontent-type: ${json}\r\ncontent-length: 99999999999\r\n\r\n`,
    );
    expect(status).toBe(413);
    expect(body).toMatchObject({ limit: 2 * 1024 * 1024, unit: 'bytes' });
  });

  it.each([
    ['NUL', '"a\\u0000b"'],
    ['half of a surrogate pair', '"\\ud83d"'],
  ])('with %s in a text is refused, and the place named', async (_, name) => {
    const body = await expectRefused(
      json,
      `{"offices":[{"number":"1379000001","name":${name},"serviceTypes":[]}]}`,
      400,
      'request-invalid',
    );
    expect(body['errors']).toEqual([expect.objectContaining({ pointer: '/offices/0/name' })]);
  });

  it('is never quoted in the refusal', async () => {
    const secret = '吉田花子';
    const answers = await Promise.all(
      [`{"offices":"${secret}"}`, `{"offices":[{"number":"${secret}"}]}`, `${secret}`, `{"a":${secret}}`].map(
        (content) => world.api.post('/v1/offices/import', { caller: world.operator, body: { type: json, content } }),
      ),
    );
    for (const { status, bytes } of answers) {
      expect(status).toBe(400);
      expect(bytes.toString()).not.toContain(secret);
    }
  });

  it('names at most a hundred places', async () => {
    const body = await expectRefused(json, JSON.stringify({ offices: Array(500).fill({}) }), 400, 'request-invalid');
    expect(body['errors']).toHaveLength(100);
  });

  it('sent in UTF-8 with a charset and in other letters of the media type is taken', async () => {
    const { status } = await world.api.post('/v1/offices/import', {
      caller: world.operator,
      body: { type: 'Application/JSON; Charset=UTF-8', content: JSON.stringify({ offices: [valid] }) },
    });
    expect(status).toBe(200);
    const { body } = await world.api.get('/v1/offices/1379000001', { caller: world.a });
    expect(body).toMatchObject({ name: valid.name });
  });

  it('where none is expected is read over, but not when it is none', async () => {
    const path = `/v1/clients/${world.a.clientId}/enrolment-codes`;
    const post = (type: string, content: string) =>
      world.api.post(path, { caller: world.operator, body: { type, content } });
    expect((await post(json, '{}')).status).toBe(201);
    expect((await post(json, '{')).status).toBe(400);
    expect((await post('text/csv', 'a')).status).toBe(415);
    expect((await post(json, `"${'x'.repeat(2 * 1024 * 1024)}"`)).status).toBe(413);
  });
});
