import { describe, expect, test } from '@jest/globals';
import { Call, GatewayHttp } from './gateway-http.js';
import { GatewayProblem, GatewayUnreachable } from './gateway-problem.js';
import { answer, inTurn, problem, Reaction, scriptedFetch } from './scripted-fetch.fixture.js';

const read: Call = { method: 'GET', path: '/v1/inbox', repeatable: true };
const once: Call = { method: 'POST', path: '/v1/enrolments', repeatable: false };
const broken = () => new TypeError('fetch failed');

function httpWith(react: Reaction) {
  const waits: number[] = [];
  const { fetch, requests } = scriptedFetch(react);
  const sleep = (milliseconds: number) => Promise.resolve(waits.push(milliseconds));
  return {
    http: new GatewayHttp({ baseUrl: 'http://gateway.example/', fetch, language: 'en', sleep }),
    requests,
    waits,
  };
}

async function failureOf(sending: Promise<unknown>): Promise<unknown> {
  return sending.then(
    () => 'nothing failed',
    (error: unknown) => error,
  );
}

describe('calls to the gateway', () => {
  test('ask for texts in the language of the client', async () => {
    const { http, requests } = httpWith(() => answer({}));
    await http.send(read);
    expect(requests[0]?.headers.get('accept-language')).toBe('en');
  });

  test('are sent again when the connection fails and a repeat does no harm', async () => {
    const { http, requests } = httpWith(inTurn(broken, broken, () => answer({ ok: true })));
    expect((await http.send(read)).body.toString()).toBe('{"ok":true}');
    expect(requests).toHaveLength(3);
  });

  test('are not sent again when the connection fails and the first may have arrived', async () => {
    const { http, requests } = httpWith(inTurn(broken, () => answer({})));
    expect(await failureOf(http.send(once))).toBeInstanceOf(GatewayUnreachable);
    expect(requests).toHaveLength(1);
  });

  test.each([
    ['unavailable', 503, once],
    ['request-still-running', 409, once],
    ['rate-limited', 429, once],
    ['bad-gateway', 502, read],
    ['gateway-timeout', 504, read],
  ])('are sent again after %s', async (code, status, call) => {
    const { http, requests } = httpWith(
      inTurn(
        () => problem(code, status),
        () => answer({}),
      ),
    );
    await http.send(call);
    expect(requests).toHaveLength(2);
  });

  test('are not sent again after a gateway time-out when the first may have arrived', async () => {
    const { http, requests } = httpWith(
      inTurn(
        () => problem('gateway-timeout', 504),
        () => answer({}),
      ),
    );
    expect(await failureOf(http.send(once))).toBeInstanceOf(GatewayProblem);
    expect(requests).toHaveLength(1);
  });

  test.each([400, 401, 403, 404, 409, 410, 413, 422, 500])(
    'end at once with a refusal of status %i',
    async (status) => {
      const { http, requests } = httpWith(() => problem('some-problem', status));
      expect(await failureOf(http.send(read))).toMatchObject({ code: 'some-problem', status, requestId: 'r' });
      expect(requests).toHaveLength(1);
    },
  );

  test('wait as long as Retry-After says, but not for ever', async () => {
    const later = (seconds: string) => () => problem('unavailable', 503, { 'retry-after': seconds });
    const { http, waits } = httpWith(inTurn(later('7'), later('86400'), () => answer({})));
    await http.send(read);
    expect(waits).toEqual([7_000, 30_000]);
  });

  test('wait longer each time and give up after five attempts', async () => {
    const { http, requests, waits } = httpWith(broken);
    expect(await failureOf(http.send(read))).toBeInstanceOf(GatewayUnreachable);
    expect(requests).toHaveLength(5);
    expect(waits).toHaveLength(4);
    waits.forEach((wait, index) => expect(wait).toBeGreaterThanOrEqual(125 * 2 ** index));
  });

  test('tell an answer that is no problem document by its status', async () => {
    const { http } = httpWith(() => new Response('<html>', { status: 404 }));
    expect(await failureOf(http.send(read))).toMatchObject({ type: 'about:blank', status: 404, title: 'HTTP 404' });
  });

  test('make header fields and body anew for every attempt', async () => {
    let made = 0;
    const { http, requests } = httpWith(inTurn(broken, () => answer({})));
    await http.send({ ...read, make: () => ({ headers: { 'x-made': String((made += 1)) } }) });
    expect(requests.map(({ headers }) => headers.get('x-made'))).toEqual(['1', '2']);
  });
});
