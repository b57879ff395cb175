import { beforeAll, describe, expect, test } from '@jest/globals';
import { monthProgress, ProgressFilter } from './month-progress.js';
import { clientOf, makeParties, Parties } from './parties.fixture.js';
import { answer, scriptedFetch, withTokens } from './scripted-fetch.fixture.js';

let parties: Parties;

beforeAll(async () => {
  parties = await makeParties();
});

async function asked(filter: ProgressFilter): Promise<{ partners: string[]; paths: string[] }> {
  const pages = [
    { progress: [{ partner: '1' }], next: 'c1', more: true },
    { progress: [{ partner: '2' }], next: null, more: false },
  ];
  const react = ({ path }: { path: string }) => answer(pages[path.includes('cursor') ? 1 : 0]);
  const { fetch, requests } = scriptedFetch(withTokens(react));
  const partners: string[] = [];
  for await (const page of monthProgress(clientOf(parties.destination, { fetch }), filter)) {
    partners.push(...page.map(({ partner }) => partner));
  }
  return { partners, paths: requests.map(({ path }) => path).filter((path) => path !== '/v1/oauth/token') };
}

describe('the progress of a month', () => {
  test('is read page by page, with what was asked for in each', async () => {
    const { partners, paths } = await asked({ month: '202504', offices: ['10', '11'], role: 'serving' });
    expect(partners).toEqual(['1', '2']);
    const query = 'month=202504&limit=500&office=10&office=11&role=serving';
    expect(paths).toEqual([`/v1/progress?${query}`, `/v1/progress?${query}&cursor=c1`]);
  });

  test('may be of those only whose actuals are missing', async () => {
    const { paths } = await asked({ month: '202504', missing: true });
    expect(paths[0]).toBe('/v1/progress/missing?month=202504&limit=500');
  });
});
