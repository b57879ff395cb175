import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { World } from '../setup/world.js';

interface Report {
  rows: number;
  created: number;
  updated: number;
  unchanged: number;
  merged: number;
  refused: number;
  ignoredColumns: number[];
  report: {
    row: number;
    officeNumber: string | null;
    outcome: string;
    errors: { column: number | null; item: string | null; detail: string }[];
  }[];
  errors?: { row: number; column?: number; item: string }[];
  type?: string;
  limit?: number;
  unit?: string;
}

const header = 'number,name,nameKana,prefecture,serviceTypes';
const lines = (...rows: string[]): string => rows.map((row) => `${row}\r\n`).join('');
const master = (...rows: string[]): string => lines(header, ...rows);

/** 訪問介護 in MS932, which no library here writes: its bytes, looked up in the code table of the standard. */
const inMs932 = (text: string): Buffer => {
  const codes: Record<string, number[]> = { 訪: [0x96, 0x4b], 問: [0x96, 0xe2], 介: [0x89, 0xee], 護: [0x8c, 0xec] };
  return Buffer.concat([...text].map((one) => Buffer.from(codes[one] ?? [one.charCodeAt(0)])));
};

describe('The office master as CSV', () => {
  let world: World;

  beforeAll(async () => {
    world = await World.begin();
  });
  afterAll(() => world.end());
  beforeEach(async () => {
    await world.gateway.database.query(
      'DELETE FROM offices WHERE number NOT IN (SELECT office_number FROM clients WHERE office_number IS NOT NULL)',
    );
  });

  const send = (content: string | Buffer, type = 'text/csv', headers: Record<string, string> = {}) =>
    world.api.post<Report>('/v1/offices/master', {
      caller: world.operator,
      headers: { 'accept-language': 'en', ...headers },
      body: { type, content },
    });
  const find = async (number: string) => (await world.api.get(`/v1/offices/${number}`, { caller: world.a })).body;
  const rows = () => world.gateway.database.query<object[]>('SELECT * FROM offices ORDER BY number');
  const events = () =>
    world.gateway.database.query<{ client_id: string; data: object }[]>(
      `SELECT client_id, data FROM events WHERE kind = 'offices-imported' ORDER BY id`,
    );

  it('takes good rows over, and tells what became of them', async () => {
    const { status, body } = await send(
      master('1300000001,訪問介護 ひまわり,ホウモンカイゴ ヒマワリ,東京都,11 15', '1300000002,あさがお,,,43'),
    );
    expect(status).toBe(200);
    expect(body).toEqual({
      rows: 2,
      created: 2,
      updated: 0,
      unchanged: 0,
      merged: 0,
      refused: 0,
      ignoredColumns: [],
      report: [],
    });
    expect(await find('1300000001')).toMatchObject({
      name: '訪問介護 ひまわり',
      nameKana: 'ホウモンカイゴ ヒマワリ',
      prefecture: '東京都',
      serviceTypes: ['11', '15'],
      versions: ['202407', '202208'],
      attachments: false,
      reachableOtherwise: {},
      capabilityStatedAt: null,
    });
  });

  it('takes columns in any order, by Japanese names, and passes over columns that are not of the master', async () => {
    const { body } = await send(
      lines(
        '都道府県名,住所,サービス種類,事業所名,FAX番号,フリガナ,事業所番号,メール,添付ファイル,CSVバージョン',
        '東京,港区1-1,訪問介護、15;43,ひまわり,03-1,ヒマワリ,1300000001,h@example.jp,可,202208',
      ),
    );
    expect(body).toMatchObject({ created: 1, refused: 0, ignoredColumns: [2] });
    expect(await find('1300000001')).toMatchObject({
      prefecture: '東京都',
      serviceTypes: ['11', '15', '43'],
      versions: ['202208'],
      attachments: true,
      reachableOtherwise: { fax: '03-1', mail: 'h@example.jp' },
    });
  });

  it('reads quoted cells, a byte-order mark, LF, empty lines and a missing last line end', async () => {
    const { body } = await send(`\ufeff"${header.replaceAll(',', '","')}"\n\n1300000001,"ひ,ま\n""わり""",,,11`);
    // The name holds a line end, which no name may.
    expect(body.report).toEqual([expect.objectContaining({ row: 2, officeNumber: '1300000001' })]);
    expect((await send(`\ufeff${header}\n\n1300000001,"ひ,ま""わり""",,,11`)).body).toMatchObject({
      rows: 1,
      created: 1,
    });
    expect(await find('1300000001')).toMatchObject({ name: 'ひ,ま"わり"' });
  });

  it.each(['shift_jis', 'Windows-31J', '"shift_jis"'])('is read in MS932 with charset=%s', async (charset) => {
    const { body } = await send(inMs932(master('1300000001,訪問介護,,,11')), `text/csv; charset=${charset}`);
    expect(body).toMatchObject({ created: 1, refused: 0 });
    expect(await find('1300000001')).toMatchObject({ name: '訪問介護' });
  });

  it('in another charset than it says is refused row by row, where it shows', async () => {
    const { body } = await send(inMs932(master('1300000001,訪問介護,,,11', '1300000002,A,,,11')));
    expect(body).toMatchObject({ created: 1, refused: 1 });
    expect(body.report).toEqual([
      {
        row: 1,
        officeNumber: '1300000001',
        outcome: 'refused',
        errors: [{ column: 2, item: 'name', detail: 'Holds bytes that are not of the stated charset.' }],
      },
    ]);
  });

  it.each<[string, string, string | null, [number | null, string | null][]]>([
    ['a number without its leading zero', '170000011,あ,,,11', null, [[1, 'number']]],
    ['a number in full-width digits', '１３０００００００１,あ,,,11', null, [[1, 'number']]],
    ['no name', '1300000009,,,,11', '1300000009', [[2, 'name']]],
    ['an endless name', `1300000009,${'あ'.repeat(201)},,,11`, '1300000009', [[2, 'name']]],
    ['a name with NUL', '1300000009,a\0b,,,11', '1300000009', [[2, 'name']]],
    ['endless kana', `1300000009,あ,${'ア'.repeat(201)},,11`, '1300000009', [[3, 'nameKana']]],
    ['no prefecture of this country', '1300000009,あ,,江戸,11', '1300000009', [[4, 'prefecture']]],
    ['a service type of three characters', '1300000009,あ,,,11 111', '1300000009', [[5, 'serviceTypes']]],
    ['a service that nobody knows', '1300000009,あ,,,肩たたき', '1300000009', [[5, 'serviceTypes']]],
    [
      'three faults',
      '13,,,江戸,11',
      null,
      [
        [1, 'number'],
        [2, 'name'],
        [4, 'prefecture'],
      ],
    ],
    ['a cell too few', '1300000009,あ,,', null, [[null, null]]],
    ['a cell too many', '1300000009,あ,,,11,', null, [[null, null]]],
    ['text behind a quote', '1300000009,"あ"い,,,11', null, [[2, null]]],
  ])('refuses a row with %s, and takes the others', async (_, row, officeNumber, places) => {
    const { status, body } = await send(master('1300000001,い,,,11', row, '1300000002,う,,,11'));
    expect(status).toBe(200);
    expect(body).toMatchObject({ rows: 3, created: 2, refused: 1 });
    expect(body.report).toEqual([{ row: 2, officeNumber, outcome: 'refused', errors: expect.any(Array) }]);
    expect(body.report[0]?.errors.map(({ column, item }) => [column, item])).toEqual(places);
  });

  it.each([
    ['versions', '202501', 'a version that nobody knows'],
    ['attachments', 'maybe', 'attachments that are neither yes nor no'],
    ['fax', '0'.repeat(21), 'an endless fax number'],
    ['mail', 'k@', 'a mail address that is none'],
  ])('refuses a row whose %s is %s', async (column, value) => {
    const { body } = await send(lines(`${header},${column}`, `1300000001,あ,,,11,${value}`));
    expect(body.report[0]?.errors).toEqual([expect.objectContaining({ column: 6, item: column })]);
    expect((await send(lines(`${header},${column}`, '1300000001,あ,,,11,'))).body).toMatchObject({ created: 1 });
  });

  it('refuses what comes after a quote that is never closed, as one row', async () => {
    const { body } = await send(master('1300000001,い,,,11', '1300000002,"う,,,11', '1300000003,え,,,11'));
    expect(body).toMatchObject({ rows: 2, created: 1, refused: 1 });
  });

  it('never says what stood in a cell, in neither form of the answer', async () => {
    const content = master('secret1,あ,,secret2,secret3', '1300000009,,,,11');
    for (const accept of ['application/json', 'text/csv']) {
      const { bytes } = await send(content, 'text/csv', { accept });
      expect(bytes.toString()).not.toContain('secret');
      expect(bytes.toString()).toContain('1300000009');
    }
    expect((await send('secret1,secret2\r\n')).bytes.toString()).not.toContain('secret');
  });

  it('unites rows of one office that differ in their service types only, wherever they stand', async () => {
    const { body } = await send(
      master('1300000001,あ,,,15', '1300000002,い,,,11', '1300000001,あ,,,11', '1300000001,あ,,,43 11'),
    );
    expect(body).toMatchObject({ rows: 4, created: 2, merged: 2, refused: 0 });
    expect(await find('1300000001')).toMatchObject({ serviceTypes: ['11', '15', '43'] });
  });

  it('refuses a row that differs from an earlier one of its office in anything else', async () => {
    const { body } = await send(master('1300000001,あ,,,15', '1300000001,い,,,11', '1300000001,あ,,,43'));
    expect(body).toMatchObject({ created: 1, merged: 1, refused: 1 });
    expect(body.report[0]).toMatchObject({ row: 2, officeNumber: '1300000001' });
    expect(body.report[0]?.errors[0]?.detail).toMatch(/earlier row of the same office/);
    expect(await find('1300000001')).toMatchObject({ name: 'あ', serviceTypes: ['15', '43'] });
  });

  it('refuses rows that would give one office more service types than there are', async () => {
    const codes = Array.from({ length: 81 }, (_, n) => `${String.fromCharCode(65 + Math.floor(n / 9))}${n % 9}`);
    const many = [0, 9, 18, 27, 36, 45, 54, 63, 72].map((at) => `1300000001,あ,,,${codes.slice(at, at + 9).join(' ')}`);
    expect((await send(master(...many))).body).toMatchObject({ created: 1, merged: 6, refused: 2 });
  });

  it('changes nothing when it comes again, not even dates, and says so', async () => {
    const content = master('1300000001,あ,,,15', '1300000002,い,,,11', '1300000001,あ,,,11');
    await send(content);
    const before = await rows();
    world.gateway.clock.advance(60);
    expect((await send(content)).body).toMatchObject({ created: 0, updated: 0, unchanged: 2, merged: 1 });
    expect(await rows()).toEqual(before);
  });

  it('replaces names, prefecture and services of an office that was there, and keeps what it has no column for', async () => {
    await world.importOffice('1300000001', '古い名', {
      versions: ['202208'],
      attachments: true,
      reachableOtherwise: { fax: '03-1', mail: 'a@example.jp' },
    });
    expect((await send(lines(`${header},fax`, '1300000001,新しい名,,東京都,15,03-2'))).body).toMatchObject({
      updated: 1,
    });
    expect(await find('1300000001')).toMatchObject({
      name: '新しい名',
      serviceTypes: ['15'],
      versions: ['202208'],
      attachments: true,
      reachableOtherwise: { fax: '03-2', mail: 'a@example.jp' },
    });
  });

  it('tells the outcome of every row as CSV to whom asks for that', async () => {
    await send(master('1300000001,あ,,,15', '1300000002,い,,,11'));
    const content = master(
      '1300000001,あ,,,15',
      '1300000002,う,,,11',
      '1300000003,え,,,11',
      '1300000003,え,,,12',
      '13,お,,,',
    );
    const { status, headers, bytes } = await send(content, 'text/csv', { accept: 'text/csv' });
    expect(status).toBe(200);
    expect(headers['content-type']).toBe('text/csv; charset=utf-8');
    expect(bytes.toString().split('\r\n')).toEqual([
      'row,officeNumber,outcome,reason',
      '1,1300000001,unchanged,',
      '2,1300000002,updated,',
      '3,1300000003,created,',
      '4,1300000003,merged,',
      '5,,refused,"number: 10 characters, digits or capitals. A spreadsheet may have dropped a leading zero."',
      '',
    ]);
  });

  it('reports the first 1,000 refused rows, and counts them all', async () => {
    const { body } = await send(master(...Array.from({ length: 1200 }, () => '13,あ,,,11')));
    expect(body).toMatchObject({ rows: 1200, refused: 1200 });
    expect(body.report).toHaveLength(1000);
    expect(body.report.at(-1)?.row).toBe(1000);
  });

  it('leaves an event with the operator and counts, and no name or number', async () => {
    await send(master('1300000001,あ,,,15', '13,い,,,11'));
    expect((await events()).at(-1)).toEqual({
      client_id: world.operator.clientId,
      data: { rows: 2, refused: 1, created: 1, updated: 0, unchanged: 0 },
    });
  });

  it.each<[string, string, string[]]>([
    ['nothing in it', '', []],
    ['no header row', lines('1300000001,あ,,,11'), ['number', 'name', 'nameKana', 'prefecture', 'serviceTypes']],
    ['no column of services', lines('number,name,nameKana,prefecture', '1300000001,あ,,'), ['serviceTypes']],
    ['a column twice, by two names', lines(`${header},事業所名`, '1300000001,あ,,,11,あ'), ['name']],
  ])('with %s is refused whole', async (_, content, items) => {
    const before = await rows();
    const { status, body } = await send(content);
    expect(status).toBe(422);
    expect(body.type).toBe('urn:careplan:problem:master-header');
    expect(body.errors?.map(({ item }) => item) ?? []).toEqual(items);
    expect(await rows()).toEqual(before);
  });

  it('with 100,001 rows is refused whole, naming the bound', async () => {
    const before = await rows();
    const content = `${header}\n${Array.from({ length: 100_001 }, (_, n) => `${1300000000 + n},あ,,,11\n`).join('')}`;
    const { status, body } = await send(content);
    expect(status).toBe(413);
    expect(body).toMatchObject({ limit: 100_000, unit: 'rows' });
    expect(await rows()).toEqual(before);
  });

  it('with more than 32 MiB is refused whole, naming the bound', async () => {
    const { status, body } = await send(`${header}\n"${'x'.repeat(32 * 1024 * 1024)}"`);
    expect(status).toBe(413);
    expect(body).toMatchObject({ limit: 32 * 1024 * 1024, unit: 'bytes' });
  });

  it.each(['text/csv; charset=utf-16', 'text/csv; charset=euc-jp', 'text/plain', 'application/json'])(
    'as %s is refused with 415',
    async (type) => {
      const { status, body } = await send('{}', type);
      expect(status).toBe(415);
      expect(body.type).toBe('urn:careplan:problem:unsupported-media-type');
    },
  );

  it('is refused with 415 when there is no body at all', async () => {
    const { status } = await world.api.post('/v1/offices/master', { caller: world.operator });
    expect(status).toBe(415);
  });

  it('in several imports at the same time comes out as one of them, whole, whatever the order of their rows', async () => {
    const numbers = Array.from({ length: 6000 }, (_, n) => String(1310000000 + n));
    const imports = ['甲', '乙', '丙'].map((name, at) => {
      const content = numbers.map((number) => `${number},${name},,,11`);
      return send(master(...(at % 2 === 0 ? content : content.reverse())));
    });
    expect((await Promise.all(imports)).map(({ status }) => status)).toEqual([200, 200, 200]);
    const names = await world.gateway.database.query<{ name: string }[]>(
      `SELECT DISTINCT name FROM offices WHERE number LIKE '131%'`,
    );
    expect(names).toHaveLength(1);
  });

  it('takes 20,000 rows, of which some are refused, in one go', async () => {
    const content = Array.from({ length: 20_000 }, (_, n) =>
      n % 1000 === 0 ? 'x,あ,,,11' : `${1320000000 + n},事業所${n},ジギョウショ,東京都,11`,
    );
    const { body } = await send(master(...content));
    expect(body).toMatchObject({ rows: 20_000, created: 19_980, refused: 20 });
    const [counted] = await world.gateway.database.query<{ count: number }[]>(
      `SELECT count(*)::int AS count FROM offices WHERE number LIKE '132%' AND cardinality(search_grams) > 0`,
    );
    expect(counted?.count).toBe(19_980);
  });

  it('is taken whole or not at all when the database fails on the way', async () => {
    const before = await rows();
    const { database } = world.gateway;
    await database.query(
      `CREATE FUNCTION fail_late() RETURNS trigger LANGUAGE plpgsql AS
       $$ BEGIN RAISE EXCEPTION 'no room' USING ERRCODE = '53300'; END $$`,
    );
    await database.query(
      `CREATE TRIGGER fail_late BEFORE INSERT ON offices FOR EACH ROW WHEN (new.number = '1330005999') EXECUTE FUNCTION fail_late()`,
    );
    try {
      const content = Array.from({ length: 6000 }, (_, n) => `${1330000000 + n},あ,,,11`);
      const { status, body } = await send(master(...content));
      expect(status).toBe(503);
      expect(body.type).toBe('urn:careplan:problem:unavailable');
      expect(await rows()).toEqual(before);
    } finally {
      await database.query('DROP TRIGGER fail_late ON offices');
      await database.query('DROP FUNCTION fail_late()');
    }
  });
});
