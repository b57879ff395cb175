import { beforeAll, describe, expect, test } from '@jest/globals';
import { Office } from './answers.js';
import { lookUpOffices, searchOffices, stateCapability } from './offices.js';
import { importMaster } from './operate.js';
import { clientOf, makeParties, Parties } from './parties.fixture.js';
import { answer, Reaction, scriptedFetch, withTokens } from './scripted-fetch.fixture.js';

let parties: Parties;

beforeAll(async () => {
  parties = await makeParties();
});

const office = (number: string) => ({ number }) as Office;

function clientWith(react: Reaction) {
  const { fetch, requests } = scriptedFetch(withTokens(react));
  const asked = () => requests.filter(({ path }) => path !== '/v1/oauth/token');
  return { client: clientOf(parties.destination, { fetch }), asked };
}

describe('offices', () => {
  test('are searched page by page, with what was asked for in each', async () => {
    const pages = [
      { offices: [office('1')], next: 'c1', more: true },
      { offices: [office('2')], next: null, more: false },
    ];
    const { client, asked } = clientWith(({ path }) => answer(pages[path.includes('cursor') ? 1 : 0]));
    const found: string[] = [];
    for await (const page of searchOffices(client, { name: 'ひまわり', connected: false })) {
      found.push(...page.map(({ number }) => number));
    }
    expect(found).toEqual(['1', '2']);
    const query = `limit=500&name=${encodeURIComponent('ひまわり')}&connected=false`;
    expect(asked().map(({ path }) => path)).toEqual([`/v1/offices?${query}`, `/v1/offices?${query}&cursor=c1`]);
  });

  test('are looked up 500 at a time, each once', async () => {
    const numbers = Array.from({ length: 501 }, (_, n) => String(1300000000 + n));
    const { client, asked } = clientWith(({ body }) => {
      const [first = '', ...others] = (JSON.parse(String(body)) as { numbers: string[] }).numbers;
      return answer({ offices: [office(first)], unknown: others });
    });
    const { offices, unknown } = await lookUpOffices(client, [...numbers, '1300000000']);
    expect(asked()).toHaveLength(2);
    expect(offices.map(({ number }) => number)).toEqual(['1300000000', '1300000500']);
    expect(unknown).toHaveLength(499);
  });

  test('say what they can receive with a PUT, which is repeated when no answer came', async () => {
    let attempts = 0;
    const { client, asked } = clientWith(() => (++attempts === 1 ? new Error('lost') : answer(office('1'))));
    const statement = { versions: ['202407'], attachments: true, reachableOtherwise: { fax: '03-1' } };
    expect(await stateCapability(client, '1370000011', statement)).toEqual({ number: '1' });
    expect(asked().map(({ method, path }) => `${method} ${path}`)).toEqual(
      Array(2).fill('PUT /v1/offices/1370000011/capability'),
    );
    expect(JSON.parse(String(asked()[1]?.body))).toEqual(statement);
  });

  test('are imported as the CSV they are, in its charset', async () => {
    const { client, asked } = clientWith(() => answer({ rows: 1 }));
    await importMaster(client, Buffer.from([0x8c, 0xec]), 'shift_jis');
    expect(asked()[0]?.headers.get('content-type')).toBe('text/csv; charset=shift_jis');
    expect([...(asked()[0]?.body as Uint8Array)]).toEqual([0x8c, 0xec]);
  });
});
