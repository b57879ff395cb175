import { randomBytes, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { checkFiles, CheckReport } from '../../src/standard/check.js';
import { zip } from '../../src/standard/combined/zip.fixture.js';
import { Answer, Call } from '../setup/api.js';
import { enrol, TestCaller } from '../setup/caller.js';
import { anew, SampleFile, sampleUnit, TransmissionBody, withText, World } from '../setup/world.js';

const limits = { bytes: 8192, files: 8, unpacked: 65_536 };

interface Report extends Pick<CheckReport, 'ok' | 'findings' | 'findingsTotal'> {
  readonly units: { files: string[] }[];
  readonly type?: string;
}

describe('POST /v1/checks checks as a send would, and stores nothing', () => {
  let world: World;

  beforeAll(async () => {
    world = await World.begin({
      environment: {
        CHECK_LIMIT_BYTES: String(limits.bytes),
        SUBMISSION_LIMIT_BYTES: String(limits.unpacked),
        SUBMISSION_FILE_LIMIT: String(limits.files),
      },
    });
  });
  afterAll(() => world.end());

  async function post(call: Call): Promise<Answer<Report>> {
    return world.keepingNothing(() => world.api.post<Report>('/v1/checks', { caller: world.a, ...call }));
  }

  function check(files: readonly SampleFile[], call: Call = {}): Promise<Answer<Report>> {
    return post({ ...call, parts: files.map(({ name, bytes }) => ({ name: 'file', content: bytes, fileName: name })) });
  }

  async function eventCount(): Promise<number> {
    const [row] = await world.gateway.database.query<[{ count: number }]>('SELECT count(*)::int FROM events');
    return row.count;
  }

  const slip = sampleUnit('applicable/202407/2-use-slip');
  const plan = sampleUnit('applicable/202407/1-plan');

  it.each<[string, () => SampleFile[]]>([
    ['a good unit', () => slip],
    ['two good units', () => [...slip, ...plan]],
    ['an earlier version', () => sampleUnit('applicable/202208/2-use-slip')],
    ['a month before its version applies', () => sampleUnit('202407/2-use-slip')],
    ['a broken date', () => withText(slip, 'UPPLAN', '20250407', '20250230')],
    ['a missing file', () => slip.slice(1)],
    ['names of no standard', () => slip.map((file, at) => ({ ...file, name: `${at}.txt` }))],
    ['bytes of no meaning', () => slip.map((file) => ({ ...file, bytes: randomBytes(500) }))],
    ['empty files', () => slip.map((file) => ({ ...file, bytes: Buffer.alloc(0) }))],
  ])('finds what the check of the standard finds: %s', async (_, make) => {
    const files = make();
    const { status, body } = await check(files);
    const expected = checkFiles(files);

    expect(status).toBe(200);
    expect(body).toMatchObject({ ok: expected.ok, findingsTotal: expected.findingsTotal });
    expect(body.findings).toEqual(expected.findings);
    expect(body.units.map((unit) => unit.files)).toEqual(expected.units.map((unit) => unit.files));
  });

  it('takes a zip apart, and tells of its files what it would tell of them alone', async () => {
    const files = withText(slip, 'UPPLAN', '20250407', '20250230');
    const content = zip(files.map(({ name, bytes }) => ({ path: `2025-04/${name}`, content: bytes })));
    const { body } = await check([{ name: 'month-end.zip', bytes: content }]);
    expect(body.findings).toEqual(checkFiles(files).findings);
    expect(body.findings).toMatchObject([{ file: expect.stringMatching(/^UPPLAN_/), row: 1, column: 10 }]);
  });

  it('refuses a zip that grows beyond its limit, as a finding', async () => {
    const bytes = zip([{ path: 'a.CSV', content: Buffer.alloc(limits.unpacked + 1), deflated: true }]);
    expect(bytes.length).toBeLessThan(limits.bytes);
    const { status, body } = await check([{ name: 'bomb.zip', bytes }]);
    expect([status, body.ok]).toEqual([200, false]);
    expect(body.findings).toMatchObject([{ file: 'bomb.zip', rule: 'archive' }]);
  });

  it('takes one CSV for all destinations apart, and points at what was sent', async () => {
    const [file] = withText(sampleUnit('applicable/202407/6-plan-delete'), 'DLT1KYO', '202407,', '202407x,');
    const leading = 'DLT1KYO,1371215102_43,1370000011_11,';
    const bytes = Buffer.concat([Buffer.from(leading), file?.bytes ?? Buffer.alloc(0)]);
    const name = 'COMBINED_1371215102_20250325100000.CSV';
    const { body } = await check([{ name, bytes }]);
    expect(body.findings).toMatchObject([{ file: name, row: 1, column: 4, item: 'CSVバージョン', rule: 'length' }]);
  });

  it('finds what a send would be refused for', async () => {
    const files = withText(anew(slip), 'UPPLAN', '20250407', '20250230');
    const sent = await world.send(world.a, files);
    const { body } = await check(files);
    const place = ({ file, row, column, item, rule }: Record<string, unknown>) => ({ file, row, column, item, rule });
    expect(body.findings.map((finding) => place({ ...finding }))).toEqual(
      (sent.body as TransmissionBody).errors?.map(place),
    );
  });

  it('tells of persons nothing but where they stand', async () => {
    const { bytes } = await check([...slip, ...plan]);
    expect(bytes.toString('utf8')).not.toContain('1234567896');
  });

  it('leaves no event either', async () => {
    const before = await eventCount();
    await check(slip);
    await check(slip.slice(1));
    expect(await eventCount()).toBe(before);
  });

  it.each(['office', 'relay', 'network', 'operator'])('is open to every kind of client: %s', async (kind) => {
    const caller = await callerOf(kind);
    const { status, body } = await check(slip, { caller });
    expect([status, body.ok]).toEqual([200, true]);
  });

  async function callerOf(kind: string): Promise<TestCaller> {
    if (kind === 'operator') return world.operator;
    if (kind === 'office') return world.k;
    const { body } = await world.api.post<{ id: string }>('/v1/clients', {
      caller: world.operator,
      headers: { 'idempotency-key': randomUUID() },
      json: { kind, name: `a ${kind}` },
    });
    const path = `/v1/clients/${body.id}/enrolment-codes`;
    const { code } = (await world.api.post<{ code: string }>(path, { caller: world.operator })).body;
    return enrol(world.gateway, code);
  }

  describe('refusals', () => {
    function expectRefused(answer: Answer<Report>, status: number, code: string): void {
      expect([answer.status, answer.body.type]).toEqual([status, `urn:careplan:problem:${code}`]);
    }

    it('refuses a caller without a token', async () => {
      const parts = slip.map(({ name, bytes }) => ({ name: 'file', content: bytes, fileName: name }));
      expectRefused(
        await world.keepingNothing(() => world.api.post('/v1/checks', { parts })),
        401,
        'authentication-required',
      );
    });

    it('refuses an upload without a file', async () => {
      const body = { type: 'multipart/form-data; boundary=x', content: '--x--\r\n' };
      expectRefused(await post({ body }), 400, 'upload-malformed');
    });

    it.each([
      ['a field', { name: 'file', content: 'text' }],
      ['a file under another name', { name: 'files', content: 'text', fileName: 'a.CSV' }],
      ['a manifest', { name: 'manifest', content: 'a.b.c' }],
    ])('refuses %s in place of a file', async (_, part) => {
      expectRefused(await post({ parts: [part] }), 400, 'upload-malformed');
    });

    it('names the limit of files', async () => {
      const files = Array.from({ length: limits.files + 1 }, (_, at) => ({
        name: `${at}.CSV`,
        bytes: Buffer.from('1'),
      }));
      const answer = await check(files);
      expectRefused(answer, 413, 'too-large');
      expect(answer.body).toMatchObject({ limit: limits.files, unit: 'files' });
    });

    it.each([
      ['one file', [limits.bytes + 1]],
      ['all files together', [limits.bytes - 10, 11]],
      ['far more than that', [4 << 20]],
    ])('names the limit of bytes: %s', async (_, sizes) => {
      const files = sizes.map((size, at) => ({ name: `${at}.CSV`, bytes: randomBytes(size) }));
      const answer = await check(files);
      expectRefused(answer, 413, 'too-large');
      expect(answer.body).toMatchObject({ limit: limits.bytes, unit: 'bytes' });
    });

    it('takes exactly as much as the limit', async () => {
      expect((await check([{ name: 'a.CSV', bytes: randomBytes(limits.bytes) }])).status).toBe(200);
    });

    it.each(['application/json', 'text/csv', 'application/octet-stream'])('refuses %s', async (type) => {
      expectRefused(await post({ body: { type, content: '{}' } }), 415, 'unsupported-media-type');
    });

    it('refuses a body that ends within a file', async () => {
      const content = '--x\r\ncontent-disposition: form-data; name="file"; filename="a.CSV"\r\n\r\nhalf a fi';
      expectRefused(
        await post({ body: { type: 'multipart/form-data; boundary=x', content } }),
        400,
        'upload-malformed',
      );
    });
  });
});
