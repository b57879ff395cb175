import { beforeAll, describe, expect, test } from '@jest/globals';
import { reportHop } from './hop.js';
import { acceptMandates, changeMandate, mandatePages, proposeMandate, proposeToMany } from './mandates.js';
import { clientOf, makeParties, Parties } from './parties.fixture.js';
import { answer, Reaction, scriptedFetch, SentRequest, withTokens } from './scripted-fetch.fixture.js';

let parties: Parties;

beforeAll(async () => {
  parties = await makeParties();
});

function clientWith(react: Reaction) {
  const { fetch, requests } = scriptedFetch(withTokens(react));
  const asked = () => requests.filter(({ path }) => path !== '/v1/oauth/token');
  return { client: clientOf(parties.destination, { fetch }), asked };
}

const jsonOf = ({ body }: SentRequest) => JSON.parse(String(body)) as Record<string, unknown>;

describe('mandates', () => {
  test('are proposed to one with an Idempotency-Key, to many in calls of a thousand, each office once', async () => {
    const { client, asked } = clientWith((request) => {
      const { mandates } = jsonOf(request) as { mandates?: { officeNumber: string }[] };
      return answer(mandates ? { outcomes: mandates.map(({ officeNumber }) => ({ officeNumber })) } : { id: '1' });
    });
    await proposeMandate(client, { officeNumber: '1370000011' }, { scopes: ['send'] });
    const [alone] = asked();
    expect(alone?.headers.get('idempotency-key')).toMatch(/^[0-9a-f-]{36}$/);
    expect(alone && jsonOf(alone)).toEqual({ officeNumber: '1370000011', scopes: ['send'] });

    const numbers = Array.from({ length: 1001 }, (_, n) => String(1300000000 + n));
    const progress: number[] = [];
    const terms = { scopes: ['collect', 'confirm'] as const, validUntil: '2027-01-01T00:00:00Z' };
    const outcomes = await proposeToMany(client, [...numbers, '1300000000'], terms, (done) => progress.push(done));
    expect(outcomes.map(({ officeNumber }) => officeNumber)).toEqual(numbers);
    expect(progress).toEqual([1000, 1001]);
    const last = asked().at(-1);
    expect(last?.path).toBe('/v1/mandates/proposals');
    expect(last && jsonOf(last)).toEqual({ mandates: [{ officeNumber: '1300001000', ...terms }] });
  });

  test('are accepted each once, with the document only where there is one', async () => {
    const { client, asked } = clientWith((request) =>
      answer({ outcomes: (jsonOf(request) as { mandates: string[] }).mandates.map((id) => ({ id })) }),
    );
    expect(await acceptMandates(client, ['1', '2', '1'], '委任状')).toEqual([{ id: '1' }, { id: '2' }]);
    await acceptMandates(client, ['3']);
    expect(asked().map(jsonOf)).toEqual([{ mandates: ['1', '2'], evidence: '委任状' }, { mandates: ['3'] }]);
  });

  test('are changed by what a side does, which is repeated when no answer came', async () => {
    let attempts = 0;
    const { client, asked } = clientWith(() => (++attempts === 1 ? new Error('lost') : answer({ state: 'revoked' })));
    expect(await changeMandate(client, 'a/b', 'revocation')).toEqual({ state: 'revoked' });
    expect(asked().map(({ path }) => path)).toEqual(Array(2).fill('/v1/mandates/a%2Fb/revocation'));
  });

  test('are listed page by page', async () => {
    const pages = [
      { mandates: [{ id: '1' }], next: 'c1' },
      { mandates: [{ id: '2' }], next: null },
    ];
    const { client, asked } = clientWith(({ path }) => answer(pages[path.includes('cursor') ? 1 : 0]));
    const ids: string[] = [];
    for await (const page of mandatePages(client, { state: 'active' })) ids.push(...page.map(({ id }) => id));
    expect(ids).toEqual(['1', '2']);
    expect(asked().map(({ path }) => path)).toEqual([
      '/v1/mandates?limit=500&state=active',
      '/v1/mandates?limit=500&state=active&cursor=c1',
    ]);
  });
});

test('a hop is reported to an answer without a body', async () => {
  const { client, asked } = clientWith(() => new Response(null, { status: 204 }));
  await expect(reportHop(client, 'T', 'handed-to-office')).resolves.toBeUndefined();
  expect(asked().map((request) => [request.path, jsonOf(request)])).toEqual([
    ['/v1/transmissions/T/hops', { hop: 'handed-to-office' }],
  ]);
});
