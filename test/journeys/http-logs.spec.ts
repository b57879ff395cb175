import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { forgeToken } from '../setup/caller.js';
import { Captured } from '../setup/captured.js';
import { sampleUnit, withSequence, withText, World } from '../setup/world.js';

const slip = sampleUnit('applicable/202407/2-use-slip');

/** What stands in the sample files of persons, as text and as the bytes of MS932 read as other encodings. */
const persons = ['吉田', 'ヨシダ', 'ﾖｼﾀﾞ'];

describe('At its most talkative, the log', () => {
  let world: World;
  const captured = new Captured();
  const secrets = new Set<string>(persons);

  beforeAll(async () => {
    captured.start();
    world = await World.begin({ environment: { LOG_LEVEL: 'trace' } });
    for (const caller of [world.operator, world.a, world.k]) secrets.add(await caller.token());
    for (const { bytes } of slip) {
      const row = bytes
        .toString('latin1')
        .split('\r\n')
        .find((line) => line.length > 40)!;
      secrets.add(row).add(Buffer.from(row, 'latin1').toString('base64').slice(0, 40));
    }
  });
  afterAll(async () => {
    await world.end();
    captured.stop();
  });
  beforeEach(() => void captured.take());

  function expectNoSecret(log: string): void {
    for (const secret of secrets) expect([secret, log.includes(secret)]).toEqual([secret, false]);
  }

  const breakTable = (table: string) => world.gateway.database.query(`ALTER TABLE ${table} RENAME TO ${table}_away`);
  const mendTable = (table: string) => world.gateway.database.query(`ALTER TABLE ${table}_away RENAME TO ${table}`);

  it('is captured here at all: the start of the gateway is in it', async () => {
    const other = await World.begin({ environment: { LOG_LEVEL: 'trace' } });
    await other.end();
    expect(captured.take()).toMatch(/Nest application|RouterExplorer/);
  });

  it('says nothing of an accepted unit', async () => {
    const { status } = await world.send(world.a, slip);
    expect(status).toBe(201);
    expectNoSecret(captured.take());
  });

  it('says nothing of a unit that a worker checks', async () => {
    const { status, body } = await world.send(world.a, withSequence(slip, '20250325100200'), {
      prefer: 'respond-async',
    });
    expect(status).toBe(202);
    expect((await world.checked(world.a, body.id)).state).toBe('available');
    expectNoSecret(captured.take());
  });

  it('says nothing of a refused unit, and neither does the refusal', async () => {
    const wrong = withText(withSequence(slip, '20250325100300'), 'UPPLAN', '202504', '209913');
    const answer = await world.send(world.a, wrong);
    expect(answer.status).toBe(422);
    expectNoSecret(captured.take());
    for (const person of persons) expect(answer.bytes.toString()).not.toContain(person);
  });

  it('says nothing of a file name that may be a person’s', async () => {
    const upload = [{ name: '吉田花子.CSV', bytes: Buffer.from('ヨシダ') }];
    const answer = await world.send(world.a, withSequence(slip, '20250325100400'), { upload });
    expect(answer.status).toBe(422);
    expect(answer.bytes.toString()).not.toContain('吉田');
    expectNoSecret(captured.take());
  });

  it('names the statement that failed, when the database breaks, but none of its parameters', async () => {
    await breakTable('unit_keys');
    const answer = await world.send(world.a, withSequence(slip, '20250325100500'));
    await mendTable('unit_keys');

    expect(answer.status).toBe(500);
    expect(answer.body.type).toBe('urn:careplan:problem:internal-error');
    const log = captured.take();
    expect(log).toContain((answer.body as unknown as { requestId: string }).requestId);
    expect(log).toMatch(/42P01/);
    expectNoSecret(log);
    expect(answer.bytes.toString()).not.toMatch(/unit_keys|relation|SELECT|INSERT|at .*\.ts/);
  });

  it('says nothing of a name, when the database refuses it', async () => {
    await world.gateway.database.query(`ALTER TABLE offices ADD CONSTRAINT no_yoshida CHECK (name NOT LIKE '吉田%')`);
    const answer = await world.api.post('/v1/offices/import', {
      caller: world.operator,
      json: { offices: [{ number: '1379000009', name: '吉田医院', serviceTypes: [] }] },
    });
    expect(answer.status).toBe(500);
    const log = captured.take();
    expect(log).toContain('23514');
    expectNoSecret(log);
    expect(answer.bytes.toString()).not.toMatch(/吉田|no_yoshida|offices/);
  });

  it('says nothing of codes, assertions and tokens, good or bad', async () => {
    const code = await world.codeFor('X', world.a.officeNumber);
    const assertion = await world.k.assertion();
    const forged = forgeToken({ alg: 'HS256', typ: 'at+jwt' }, { sub: 'ヨシダ' }, () => Buffer.from('signature'));
    await world.api.post('/v1/enrolments', { json: { code, certificationRequest: '吉田' } });
    await world.api.post('/v1/oauth/token', {
      form: { grant_type: 'x', client_assertion_type: 'x', client_assertion: assertion },
    });
    await world.api.get('/v1/inbox', { headers: { authorization: `Bearer ${forged}` } });
    await world.api.get('/v1/inbox', { caller: world.a, query: { kind: '吉田' } });
    await world.api.get(`/${encodeURIComponent('吉田')}`);
    const log = captured.take();
    for (const secret of [code, assertion, forged, encodeURIComponent('吉田')]) expect(log).not.toContain(secret);
    expectNoSecret(log);
  });

  it('tells the operator of an access record that cannot be stored, without what it would have held', async () => {
    await breakTable('access_records');
    const { status } = await world.api.get('/v1/inbox', { caller: world.a });
    await mendTable('access_records');
    expect(status).toBe(503);
    const log = captured.take();
    expect(log).toContain('access record not stored: 42P01');
    expectNoSecret(log);
    expect(log).not.toContain(world.a.officeNumber);
  });
});
