import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Answer } from '../setup/api.js';
import {
  anew,
  careManager,
  SampleFile,
  sampleUnit,
  SendChanges,
  serviceOffice,
  TransmissionBody,
  withText,
  World,
} from '../setup/world.js';

const slip = sampleUnit('applicable/202407/2-use-slip');
const actual = sampleUnit('applicable/202407/3-actual');

interface Refusal extends TransmissionBody {
  readonly title: string;
  readonly errorsTotal: number;
  readonly errors: { file: string | null; row: number | null; column: number | null; rule: string; detail: string }[] &
    TransmissionBody['errors'];
}

interface RejectionEvent {
  readonly kind: string;
  readonly transmission_id: string | null;
  readonly sender: string;
  readonly destination: string;
  readonly data: { problem: string; rules: Record<string, number> };
}

describe('A unit is accepted only when the check of every cell finds no error', () => {
  let world: World;

  beforeAll(async () => {
    world = await World.begin();
    await world.importOffice('1370000099', '別の事業所');
  });
  afterAll(() => world.end());

  async function refusalOf(files: readonly SampleFile[], changes: SendChanges = {}): Promise<Answer<Refusal>> {
    const answer = await world.keepingNothing(() => world.send(world.a, files, changes));
    expect([answer.status, answer.body.type]).toEqual([422, 'urn:careplan:problem:check-failed']);
    return answer as Answer<Refusal>;
  }

  function named(files: readonly SampleFile[], form: string): string {
    return files.find(({ name }) => name.startsWith(`${form}_`))!.name;
  }

  async function lastEvent(): Promise<RejectionEvent> {
    const [event] = await world.gateway.database.query<[RejectionEvent]>(
      'SELECT kind, transmission_id, sender, destination, data FROM events ORDER BY settled_by DESC LIMIT 1',
    );
    return event;
  }

  const brokenDate = (files: readonly SampleFile[]): SampleFile[] => withText(files, 'UPPLAN', '20250414', '20250230');

  it('names the exact cell of a date that cannot be: file, row, column, item and rule', async () => {
    const files = anew(slip);
    const answer = await refusalOf(brokenDate(files));

    expect(answer.body.errorsTotal).toBe(1);
    expect(answer.body.errors).toHaveLength(1);
    expect(answer.body.errors[0]).toMatchObject({
      file: named(files, 'UPPLAN'),
      row: 2,
      column: 10,
      item: 'サービス利用日',
      rule: 'range',
      severity: 'error',
    });
  });

  it.each([
    ['en', 'en', 'The check of the files found errors.', /no day of the calendar/],
    ['ja', 'ja', 'ファイルの点検で誤りが見つかりました。', /暦にない日付/],
    ['fr, en;q=0.5', 'en', 'The check of the files found errors.', /no day of the calendar/],
    ['fr', 'ja', 'ファイルの点検で誤りが見つかりました。', /暦にない日付/],
  ])('says so in the language of Accept-Language: %s', async (accepted, language, title, detail) => {
    const answer = await refusalOf(brokenDate(anew(slip)), { headers: { 'accept-language': accepted } });
    expect(answer.headers['content-language']).toBe(language);
    expect(answer.body.title).toBe(title);
    expect(answer.body.errors[0]?.detail).toMatch(detail);
  });

  it.each(['ja', 'en'])('never repeats the value of a cell (%s)', async (language) => {
    // One broken cell of each kind that a message could be tempted to quote.
    const secrets = ['20250230', '99X8877665', '2561', '9876543210987654321'];
    let files = brokenDate(anew(slip));
    files = withText(files, 'UPPLAN', '1234567896', '99X8877665');
    files = withText(files, 'UPPLAN', ',1400,', ',2561,');
    files = withText(files, 'UPSIKYU', '1234567896', '9876543210987654321');
    const answer = await refusalOf(files, { headers: { 'accept-language': language } });

    expect(new Set(answer.body.errors.map(({ rule }) => rule)).size).toBeGreaterThan(1);
    for (const secret of secrets) expect(answer.bytes.toString('utf8')).not.toContain(secret);
  });

  it('keeps of a refused send only an event with the problem and its rules, counted, and nothing of a file', async () => {
    await refusalOf(withText(brokenDate(anew(slip)), 'UPPLAN', '20250421', '20250231'));

    expect(await lastEvent()).toEqual({
      kind: 'submission-rejected',
      transmission_id: null,
      sender: careManager,
      destination: serviceOffice,
      data: { problem: 'check-failed', rules: { range: 2 } },
    });
  });

  it.each<[string, string, (files: SampleFile[]) => readonly SampleFile[]]>([
    ['a unit that lacks a file', 'unit', (files) => files.filter(({ name }) => !name.startsWith('UPSIKYU_'))],
    [
      'a name that is none of the standard',
      'file-name',
      ([first, ...rest]) => [{ ...first!, name: 'memo.CSV' }, ...rest],
    ],
    [
      'a person without a row of the destination',
      'person-not-served',
      (files) => replaceAll(files, '1370000011', '1370000099'),
    ],
    ['a month that is not the name’s', 'month-mismatch', (files) => withText(files, 'UPPLAN', ',202504,', ',202505,')],
    ['bytes outside MS932', 'encoding', (files) => withText(files, 'UPPLAN', '"K', '"\xff')],
    ['a quote that is never closed', 'csv-syntax', (files) => withText(files, 'UPPLAN', '"K', 'K"')],
  ])('refuses %s, and keeps nothing', async (_, rule, change) => {
    const answer = await refusalOf(change(anew(slip)));
    expect(answer.body.errors.map((error) => error.rule)).toContain(rule);
    expect((await lastEvent()).data.rules).toHaveProperty(rule);
  });

  it('refuses files that name another receiver than the manifest', async () => {
    const answer = await refusalOf(anew(slip), { destination: '1370000099' });
    expect(answer.body.errors.map(({ rule }) => rule)).toContain('receiver-mismatch');
  });

  it('refuses files that name another sender than the manifest', async () => {
    const files = anew(slip).map((file) => ({ ...file, name: file.name.replace(careManager, '1371299999') }));
    const answer = await refusalOf(files);
    expect(answer.body.errors.map(({ rule }) => rule)).toContain('sender-mismatch');
  });

  it('refuses actuals that are not the sender’s own', async () => {
    const files = anew(actual);
    const foreign = replaceAll(files, ',1370000011,', ',1370000099,');
    const answer = await world.keepingNothing(() => world.send(world.k, foreign));
    expect([answer.status, answer.body.errors?.map(({ rule }) => rule)[0]]).toEqual([422, 'foreign-actuals']);
  });

  it('refuses two units in one upload, each of them good', async () => {
    const answer = await world.keepingNothing(() => world.send(world.a, [...anew(slip), ...anew(slip)]));
    expect([answer.status, answer.body.type]).toEqual([422, 'urn:careplan:problem:not-one-unit']);
    expect((await lastEvent()).data).toEqual({ problem: 'not-one-unit', rules: {} });
  });

  it('shows the first thousand findings and how many there are in all', async () => {
    const rows = 1234;
    const files = anew(slip).map((file) =>
      file.name.startsWith('UPPLAN_') ? { ...file, bytes: repeated(firstRow(file.bytes), rows) } : file,
    );
    const answer = await refusalOf(
      files.map((file) => ({ ...file, bytes: replaced(file.bytes, '20250407', '20250230') })),
    );

    expect(answer.body.errors).toHaveLength(1000);
    expect(answer.body.errorsTotal).toBeGreaterThanOrEqual(rows);
  });

  it('accepts a unit with tolerated differences and tells of them as warnings', async () => {
    const files = anew(slip).map((file) => ({ ...file, bytes: replaced(file.bytes, '\r\n', '\n') }));
    const answer = await world.send(world.a, files);

    expect(answer.status).toBe(201);
    expect(answer.body.findings.map(({ rule, severity }) => [rule, severity])).toEqual(
      slip.map(() => ['line-ending', 'warning']),
    );
  });
});

function replaced(bytes: Buffer, from: string, to: string): Buffer {
  return Buffer.from(bytes.toString('latin1').replaceAll(from, to), 'latin1');
}

/** In the contents of all files, not in their names. */
function replaceAll(files: readonly SampleFile[], from: string, to: string): SampleFile[] {
  return files.map((file) => ({ ...file, bytes: replaced(file.bytes, from, to) }));
}

function firstRow(bytes: Buffer): Buffer {
  return bytes.subarray(0, bytes.indexOf('\r\n') + 2);
}

function repeated(bytes: Buffer, times: number): Buffer {
  return Buffer.concat(Array.from({ length: times }, () => bytes));
}
