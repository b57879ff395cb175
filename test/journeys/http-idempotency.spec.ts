import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Answer } from '../setup/api.js';
import { TestCaller } from '../setup/caller.js';
import { sampleUnit, World } from '../setup/world.js';

interface ClientBody {
  id: string;
  name: string;
  type?: string;
}

describe('A creating request with an Idempotency-Key', () => {
  let world: World;

  beforeAll(async () => {
    world = await World.begin();
  });
  afterAll(() => world.end());

  const register = (key: string | undefined, json: object, caller: TestCaller = world.operator) =>
    world.api.post<ClientBody>('/v1/clients', {
      caller,
      json,
      ...(key !== undefined && { headers: { 'idempotency-key': key } }),
    });
  const relay = (name: string) => ({ kind: 'relay', name });
  const named = (name: string) =>
    world.gateway.database.query<{ id: string }[]>('SELECT id FROM clients WHERE name = $1', [name]);
  const keyRow = async (key: string) =>
    (
      await world.gateway.database.query<{ state: string }[]>('SELECT * FROM idempotency_records WHERE key = $1', [key])
    )[0];
  const replayed = ({ headers }: Answer<ClientBody>) => headers['idempotency-replayed'];

  it('creates, and says where', async () => {
    const { status, headers, body } = await register('first', relay('R1'));
    expect(status).toBe(201);
    expect(headers['location']).toBe(`/v1/clients/${body.id}`);
    expect(headers).not.toHaveProperty('idempotency-replayed');
    const { body: shown } = await world.api.get(headers['location']!, { caller: world.operator });
    expect(shown).toEqual(body);
  });

  it('is refused without the key, and creates nothing', async () => {
    const { status, body } = await register(undefined, relay('R2'));
    expect(status).toBe(400);
    expect(body.type).toBe('urn:careplan:problem:idempotency-key-missing');
    expect(await named('R2')).toEqual([]);
  });

  it.each([
    ['holds a space', 'a b'],
    ['is an empty string in quotes', '""'],
    ['is longer than 255 characters', 'x'.repeat(256)],
    ['is quoted and longer than that', `"${'x'.repeat(256)}"`],
    ['is a list', 'a, b'],
  ])('is refused with a key that %s', async (_, key) => {
    const { status, body } = await register(key, relay('R3'));
    expect(status).toBe(400);
    expect(body).toMatchObject({
      type: 'urn:careplan:problem:request-invalid',
      errors: [expect.objectContaining({ header: 'Idempotency-Key' })],
    });
    expect(await named('R3')).toEqual([]);
  });

  it('repeated, gives the very same answer and creates nothing more', async () => {
    const first = await register('again', relay('R4'));
    const second = await register('again', relay('R4'));
    expect(second.status).toBe(201);
    expect(replayed(second)).toBe('true');
    expect(second.body).toEqual(first.body);
    expect(second.headers['location']).toBe(first.headers['location']);
    expect(await named('R4')).toHaveLength(1);
  });

  it('takes a key in quotes and the same key bare for one', async () => {
    const first = await register('"quoted-1"', relay('R5'));
    const second = await register('quoted-1', relay('R5'));
    expect(second.body).toEqual(first.body);
    expect(replayed(second)).toBe('true');
  });

  it('ignores in which order the members of the body come', async () => {
    const first = await register('order', { kind: 'relay', name: 'R6' });
    const second = await register('order', { name: 'R6', kind: 'relay' });
    expect(replayed(second)).toBe('true');
    expect(second.body).toEqual(first.body);
  });

  it.each([
    ['another name', relay('R7 other')],
    ['another kind', { kind: 'network', name: 'R7' }],
  ])('is refused with 422 for a used key with %s, and creates nothing', async (_, other) => {
    await register('reused', relay('R7'));
    const { status, body } = await register('reused', other);
    expect(status).toBe(422);
    expect(body.type).toBe('urn:careplan:problem:idempotency-key-reused');
    expect(await named('R7 other')).toEqual([]);
    expect(await named('R7')).toHaveLength(1);
  });

  it('is refused with 422 for a key that the caller used for another operation', async () => {
    const key = randomUUID();
    await world.gateway.database.query(
      `INSERT INTO idempotency_records (client_id, key, operation, fingerprint, lease, state, answer, created_at, expires_at)
       SELECT client_id, $1, 'other-operation', fingerprint, lease, state, answer, created_at, expires_at
       FROM idempotency_records WHERE key = 'first'`,
      [key],
    );
    const { status, body } = await register(key, relay('R1'));
    expect(status).toBe(422);
    expect(body.type).toBe('urn:careplan:problem:idempotency-key-reused');
  });

  it('shares no key with other callers', async () => {
    const key = randomUUID();
    await register(key, relay('R8'));
    const { status } = await world.send(world.a, sampleUnit('applicable/202407/2-use-slip'), { idempotencyKey: key });
    expect(status).toBe(201);
  });

  it('creates once when it is sent many times at the same moment; the others are told the same, or to wait', async () => {
    const answers = await Promise.all(Array.from({ length: 12 }, () => register('rush', relay('R9'))));
    expect(await named('R9')).toHaveLength(1);
    const created = answers.filter((answer) => answer.status === 201);
    expect(created.filter((answer) => replayed(answer) === undefined)).toHaveLength(1);
    expect(new Set(created.map(({ body }) => body.id)).size).toBe(1);
    for (const answer of answers.filter(({ status }) => status !== 201)) {
      expect(answer.status).toBe(409);
      expect(answer.body.type).toBe('urn:careplan:problem:request-still-running');
      expect(answer.headers['retry-after']).toBe('1');
    }
    expect((await register('rush', relay('R9'))).body.id).toBe(created[0]!.body.id);
  });

  it('that is refused gives its key back, so that the corrected request can use it', async () => {
    const wrong = { kind: 'office', name: 'R10', officeNumber: '9999999999' };
    const refused = await register('corrected', wrong);
    expect(refused.status).toBe(422);
    expect(refused.body.type).toBe('urn:careplan:problem:office-unknown');
    expect(await keyRow('corrected')).toBeUndefined();
    const { status } = await register('corrected', { ...wrong, officeNumber: world.a.officeNumber });
    expect(status).toBe(201);
  });

  it.each([
    ['an office number for a relay', { kind: 'relay', name: 'R11', officeNumber: '1371215102' }],
    ['no office number for an office', { kind: 'office', name: 'R11' }],
  ])('that does not fit, with %s, does not even take the key', async (_, json) => {
    const { status, body } = await register('misfit', json);
    expect(status).toBe(400);
    expect(body).toMatchObject({ errors: [{ pointer: '/officeNumber' }] });
    expect(await keyRow('misfit')).toBeUndefined();
    expect(await named('R11')).toEqual([]);
  });

  it('of which an earlier try crashed waits for it two minutes, then takes over', async () => {
    const first = await register('crashed', relay('R12'));
    const crash = `UPDATE idempotency_records SET state = 'running', answer = NULL WHERE key = 'crashed'`;
    await world.gateway.database.query(crash);
    await world.gateway.database.query('DELETE FROM clients WHERE id = $1', [first.body.id]);

    expect((await register('crashed', relay('R12'))).status).toBe(409);
    world.gateway.clock.advance(120);
    expect((await register('crashed', relay('R12'))).status).toBe(409);
    expect(await named('R12')).toEqual([]);
    world.gateway.clock.advance(1);
    const { status } = await register('crashed', relay('R12'));
    expect(status).toBe(201);
    expect(await keyRow('crashed')).toMatchObject({ state: 'done' });
    expect(await named('R12')).toHaveLength(1);
  });

  it('is remembered for a day, and is a new one after that', async () => {
    await register('day', relay('R13'));
    world.gateway.clock.advance(86_400 - 1);
    expect(replayed(await register('day', relay('R13')))).toBe('true');
    world.gateway.clock.advance(1);
    const { status, body } = await register('day', relay('R13 anew'));
    expect(status).toBe(201);
    expect(body.name).toBe('R13 anew');
  });
});
