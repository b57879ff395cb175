import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { searchStatement } from '../../src/directory/office-search.store.js';
import { Call } from '../setup/api.js';
import { World } from '../setup/world.js';

interface Page {
  offices: { number: string; name: string }[];
  next: string | null;
  more: boolean;
  errors?: { parameter: string }[];
}

const offices = [
  ['1370000001', '訪問介護 ひまわり', 'ホウモンカイゴ ヒマワリ', '東京都', '11'],
  ['1370000002', 'ヒマワリ・ケア', 'ﾋﾏﾜﾘｹｱ', '東京', '15'],
  ['1370000003', '向日葵訪問看護ステーション', 'ひまわりほうもんかんごすてーしょん', '神奈川県', '13'],
  ['1470000004', 'ＣＡＲＥ２４', 'ケアニジュウヨン', '神奈川県', '11'],
  ['1470000005', '100%ケア_新宿', 'ヒャクパーセントケアシンジュク', '東京都', '11'],
  ['1470000006', 'わまひ', 'ワマヒ', '', '11'],
] as const;

describe('A search for offices', () => {
  let world: World;

  beforeAll(async () => {
    world = await World.begin();
    await world.api.post('/v1/offices/import', {
      caller: world.operator,
      json: {
        offices: offices.map(([number, name, nameKana, prefecture, service]) => ({
          ...{ number, name, nameKana, prefecture },
          serviceTypes: [service],
        })),
      },
    });
  });
  afterAll(() => world.end());

  const search = (query: Call['query'] = {}, headers: Record<string, string> = {}) =>
    world.api.get<Page>('/v1/offices', { caller: world.a, query, headers });
  const found = async (query: Call['query']) => (await search(query)).body.offices.map(({ number }) => number);

  it.each<[string, string, string[]]>([
    ['in kanji', '訪問', ['1370000001', '1370000003']],
    ['in hiragana, where it stands in any kana', 'ひまわり', ['1370000001', '1370000002', '1370000003']],
    ['in katakana', 'ヒマワリ', ['1370000001', '1370000002', '1370000003']],
    ['in half-width kana', 'ﾋﾏﾜﾘ', ['1370000001', '1370000002', '1370000003']],
    ['across a space and a middle dot', 'ひまわりけあ', ['1370000002']],
    ['with spaces of its own', '訪 問　介 護', ['1370000001']],
    ['in small letters of half width', 'care2', ['1470000004']],
    ['in the order of its characters only', 'わまひ', ['1470000006']],
    ['with what LIKE takes for anything', '%ケ', ['1470000005']],
    ['with what LIKE takes for any character', 'ア_新', ['1470000005']],
    ['with what LIKE takes for an escape', '\\%', []],
    ['reaching from name into kana', '新宿ヒャク', []],
    ['that nobody has', '海の家', []],
  ])('by a part of the name %s', async (_, name, numbers) => {
    expect(await found({ name })).toEqual(numbers);
  });

  it.each<[string, Call['query'], string[]]>([
    ['a whole number', { number: '1470000004' }, ['1470000004']],
    ['how the number begins', { number: '147' }, ['1470000004', '1470000005', '1470000006']],
    ['a number that begins otherwise', { number: '148' }, []],
    ['a prefecture', { prefecture: '神奈川県' }, ['1370000003', '1470000004']],
    ['a prefecture without 県', { prefecture: '神奈川' }, ['1370000003', '1470000004']],
    ['a prefecture that was imported without 都', { prefecture: '東京都', serviceType: '15' }, ['1370000002']],
    ['no prefecture of this country', { prefecture: '江戸' }, []],
    ['a service type', { serviceType: '13' }, ['1370000003']],
    ['all of it together', { number: '137', name: 'ひまわり', prefecture: '東京', serviceType: '11' }, ['1370000001']],
    ['those that can receive', { connected: 'true' }, ['1370000011', '1371215102']],
    ['those that cannot receive, of a service', { connected: 'false', serviceType: '15' }, ['1370000002']],
  ])('by %s', async (_, query, numbers) => {
    expect(await found(query)).toEqual(numbers);
  });

  it.each<[string, NonNullable<Call['query']>, string]>([
    ['two characters of a number', { number: '13' }, 'number'],
    ['a number in small letters', { number: '13abc' }, 'number'],
    ['one character of a name', { name: '訪' }, 'name'],
    ['one character of a name between spaces', { name: ' 訪・' }, 'name'],
    ['an endless name', { name: 'あ'.repeat(101) }, 'name'],
    ['a name with NUL', { name: 'あ\0い' }, 'name'],
    ['two names', { name: ['ああ', 'いい'] }, 'name'],
    ['an empty prefecture', { prefecture: '' }, 'prefecture'],
    ['a service type of one character', { serviceType: '1' }, 'serviceType'],
    ['connected neither true nor false', { connected: 'maybe' }, 'connected'],
    ['limit=0', { limit: 0 }, 'limit'],
    ['limit=1001', { limit: 1001 }, 'limit'],
    ['a cursor that is none', { cursor: 'garbage' }, 'cursor'],
    ['a cursor of two values', { cursor: Buffer.from('["1370000001","1"]').toString('base64url') }, 'cursor'],
    ['a cursor that holds no number', { cursor: Buffer.from('["\u0000"]').toString('base64url') }, 'cursor'],
    ['a parameter that nobody knows', { city: '港区' }, 'city'],
  ])('with %s is refused with 400, naming the parameter', async (_, query, parameter) => {
    const { status, body } = await search(query);
    expect(status).toBe(400);
    expect(new Set(body.errors?.map((error) => error.parameter))).toEqual(new Set([parameter]));
  });

  it('goes page by page through everything once, in the order of numbers, with no empty page', async () => {
    const all = await found({});
    expect(all).toEqual([...all].sort());
    expect(all).toHaveLength(8);
    const seen: string[] = [];
    let next: string | null = null;
    do {
      const { body }: { body: Page } = await search({ limit: 2, ...(next !== null && { cursor: next }) });
      expect(body.offices).toHaveLength(2);
      expect(body.more).toBe(body.next !== null);
      seen.push(...body.offices.map(({ number }) => number));
      ({ next } = body);
    } while (next !== null);
    expect(seen).toEqual(all);
  });

  it('shows rows that are the offices themselves', async () => {
    const { body } = await search({ number: '1370000011' });
    const { body: office } = await world.api.get('/v1/offices/1370000011', { caller: world.a });
    expect(body.offices).toEqual([office]);
  });

  it('that was answered is answered 304 without a body, until one of its rows changes', async () => {
    const first = await search({ number: '147' });
    const tag = first.headers['etag'] ?? '';
    expect(first.headers['cache-control']).toBe('private, no-cache');
    const again = await search({ number: '147' }, { 'if-none-match': `"other", W/${tag}` });
    expect([again.status, again.bytes.length, again.headers['etag']]).toEqual([304, 0, tag]);
    expect((await search({ number: '146' }, { 'if-none-match': tag })).status).toBe(200);
    await world.importOffice('1470000006', '新しい名');
    const changed = await search({ number: '147' }, { 'if-none-match': tag });
    expect(changed.status).toBe(200);
    expect(changed.headers['etag']).not.toBe(tag);
  });

  it('finds an office by its new name, and not by the old one', async () => {
    await world.importOffice('1470000007', '旧称ケアプラン');
    await world.importOffice('1470000007', '改称ケアプラン');
    expect(await found({ name: '旧称' })).toEqual([]);
    expect(await found({ name: '改称' })).toEqual(['1470000007']);
  });

  describe('among 20,000 offices', () => {
    beforeAll(async () => {
      const words = ['あおぞら', 'みどり', 'さくら', '共生', '寿', '若葉', '陽だまり', '青葉', '松風', '梅の里'];
      const rows = Array.from({ length: 20_000 }, (_, n) => {
        const name = `${words[n % 10]}${words[Math.floor(n / 10) % 10]}介護センター第${n}`;
        return `${2_000_000_000 + n},${name},${words[n % 10]}カイゴセンター,${n % 2 ? '北海道' : '沖縄県'},${n % 50 === 0 ? '2A' : '11'}`;
      });
      const { status } = await world.api.post('/v1/offices/master', {
        caller: world.operator,
        body: { type: 'text/csv', content: `number,name,nameKana,prefecture,serviceTypes\n${rows.join('\n')}` },
      });
      expect(status).toBe(200);
      // As autovacuum does on its own after so many new rows: statistics, and what the index was still to take in.
      await world.gateway.database.query('VACUUM (ANALYZE) offices');
    });

    async function planOf(filter: Parameters<typeof searchStatement>[0], after: string | null = null): Promise<string> {
      const { text, values } = searchStatement(filter, after, 101, world.gateway.clock.now());
      const lines = await world.gateway.database.query<{ 'QUERY PLAN': string }[]>(`EXPLAIN ${text}`, values);
      return lines.map((line) => line['QUERY PLAN']).join('\n');
    }

    it('by name uses the index over pairs of characters, and reads no table from end to end', async () => {
      const plan = await planOf({ name: '第12345' });
      expect(plan).toContain('offices_by_grams');
      expect(plan).not.toContain('Seq Scan on offices');
      expect(await found({ name: '第12345' })).toEqual(['2000012345']);
    });

    it.each<[string, Parameters<typeof searchStatement>[0], string]>([
      ['number', { number: '20000123' }, 'offices_pkey'],
      ['service type', { serviceType: '2A' }, 'offices'],
      ['prefecture', { prefecture: '沖縄県' }, 'offices'],
      ['nothing', {}, 'offices_pkey'],
      ['connected', { connected: true }, 'offices_pkey'],
      ['not connected', { connected: false }, 'offices_pkey'],
    ])('by %s reads no table from end to end', async (_, filter, index) => {
      const plan = await planOf(filter, '2000000100');
      expect(plan).toContain(index);
      expect(plan).not.toContain('Seq Scan on offices');
    });
  });
});
