import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Api } from '../setup/api.js';
import { enrol, TestCaller } from '../setup/caller.js';
import { startGateway } from '../setup/gateway.js';
import { World } from '../setup/world.js';

interface ClientBody {
  readonly id: string;
  readonly name: string;
  readonly kind: string;
  readonly state: string;
  readonly type?: string;
}

interface Page {
  readonly clients: ClientBody[];
  readonly next: string;
  readonly more: boolean;
}

let world: World;
let offices = 0;

beforeAll(async () => {
  world = await World.begin();
});
afterAll(() => world.end());

const register = async (kind: string, name: string) =>
  (
    await world.api.post<ClientBody>('/v1/clients', {
      caller: world.operator,
      headers: { 'idempotency-key': randomUUID() },
      json: { kind, name },
    })
  ).body;
const list = async (query: Record<string, string | number> = {}) =>
  (await world.api.get<Page>('/v1/clients', { caller: world.operator, query })).body;
const post = (id: string, what: string, caller = world.operator) =>
  world.api.post<ClientBody & { withdrawn: number }>(`/v1/clients/${id}/${what}`, { caller });
const codeOf = async (id: string, caller = world.operator) =>
  (await world.api.post<{ code: string }>(`/v1/clients/${id}/enrolment-codes`, { caller })).body.code;
const events = (id: string) =>
  world.gateway.database.query<{ kind: string; client_id: string }[]>(
    `SELECT kind, client_id FROM events WHERE subject_client_id = $1
     AND kind NOT IN ('client-registered', 'enrolment-code-issued', 'certificate-issued') ORDER BY settled_by, id`,
    [id],
  );

describe('The list of clients', () => {
  it('is in the order of registration, in pages none of which is empty', async () => {
    const names = ['R1', 'R2', 'R3', 'R4', 'R5'];
    for (const name of names) await register('relay', name);
    for (const limit of [1, 2, 5, 6]) {
      const read = [await list({ kind: 'relay', limit })];
      while (read.at(-1)!.more) read.push(await list({ kind: 'relay', limit, cursor: read.at(-1)!.next }));
      expect(read.flatMap(({ clients }) => clients.map(({ name }) => name))).toEqual(names);
      expect(read).toHaveLength(Math.ceil(5 / limit));
    }
  });

  it('is narrowed by kind, office, state and a part of the name', async () => {
    const network = await register('network', 'Network 100%_A');
    await register('network', 'Network 100xyA');
    const found = async (query: Record<string, string>) => (await list(query)).clients.map(({ id }) => id);
    expect(await found({ name: '100%_a' })).toEqual([network.id]);
    expect(await found({ kind: 'network', name: 'NETWORK' })).toHaveLength(2);
    expect(await found({ officeNumber: world.a.officeNumber })).toEqual([world.a.clientId]);
    await post(network.id, 'suspension');
    expect(await found({ state: 'suspended' })).toEqual([network.id]);
    expect(await found({ kind: 'operator' })).toEqual([world.operator.clientId]);
  });

  it('holds each as it is shown alone', async () => {
    const { clients } = await list({ officeNumber: world.k.officeNumber });
    const { body } = await world.api.get(`/v1/clients/${world.k.clientId}`, { caller: world.operator });
    expect(clients).toEqual([body]);
  });

  it('ends with a page that goes on from where it began', async () => {
    const { next } = await list({ limit: 1000 });
    expect(await list({ cursor: next })).toEqual({ clients: [], next, more: false });
  });

  it.each([
    ['cursor', 'garbage'],
    ['limit', '0'],
    ['kind', 'vendor'],
    ['state', 'gone'],
    ['officeNumber', '1'],
    ['name', ''],
    ['name', 'a\0'],
    ['sort', 'name'],
  ])('is refused with %s %j, which is pointed at', async (parameter, value) => {
    const query = { [parameter]: value };
    const { status, body } = await world.api.get('/v1/clients', { caller: world.operator, query });
    expect([status, body['type']]).toEqual([400, 'urn:careplan:problem:request-invalid']);
    expect(body['errors']).toEqual([expect.objectContaining({ parameter })]);
  });
});

describe('A suspension', () => {
  let caller: TestCaller;

  beforeEach(async () => {
    caller = await world.office(`13700070${String(++offices).padStart(2, '0')}`, 'X事業所');
  });

  it('refuses the client from its next request on, in every process, until it is reinstated', async () => {
    const beside = await startGateway({ beside: world.gateway });
    try {
      const apis = [world.api, new Api(beside)];
      const statuses = () => Promise.all(apis.map(async (api) => (await api.get('/v1/inbox', { caller })).status));
      expect(await statuses()).toEqual([200, 200]);
      const { status, body } = await post(caller.clientId, 'suspension');
      expect([status, body.state]).toEqual([200, 'suspended']);
      expect(await statuses()).toEqual([401, 401]);
      expect((await post(caller.clientId, 'reinstatement')).body.state).toBe('active');
      expect(await statuses()).toEqual([200, 200]);
    } finally {
      await beside.close();
    }
  });

  it('is told of once, however often it is asked for, and so is its end', async () => {
    for (const what of ['reinstatement', 'suspension', 'suspension', 'reinstatement', 'reinstatement']) {
      expect((await post(caller.clientId, what)).status).toBe(200);
    }
    expect(await events(caller.clientId)).toEqual([
      { kind: 'client-suspended', client_id: world.operator.clientId },
      { kind: 'client-reinstated', client_id: world.operator.clientId },
    ]);
  });

  it.each(['suspension', 'reinstatement', 'enrolment-codes/withdrawal'])(
    'of a client that does not exist is refused: %s',
    async (what) => {
      for (const id of ['01955c2e-7c00-7000-8000-000000000009', 'x', '%00']) {
        const { status, body } = await post(id, what);
        expect([status, body.type]).toEqual([404, 'urn:careplan:problem:not-found']);
      }
    },
  );

  it('of the operator by itself is refused: nobody might be left', async () => {
    const { status, body } = await post(world.operator.clientId, 'suspension');
    expect([status, body.type]).toEqual([409, 'urn:careplan:problem:operator-indispensable']);
    expect(await events(world.operator.clientId)).toEqual([]);
  });

  it('leaves one operator when two suspend each other at the same moment', async () => {
    const { id } = await register('operator', 'Operator 2');
    const second = await enrol(world.gateway, await codeOf(id));
    await second.token();
    await Promise.all([post(id, 'suspension'), post(world.operator.clientId, 'suspension', second)]);
    const left = await world.gateway.database.query<{ id: string }[]>(
      `SELECT id FROM clients WHERE kind = 'operator' AND state = 'active'`,
    );
    expect(left).toHaveLength(1);
    await world.gateway.database.query(`UPDATE clients SET state = 'active' WHERE kind = 'operator'`);
  });
});

describe('Enrolment codes', () => {
  it('that were not used are withdrawn, those that were used stay', async () => {
    const { id } = await register('relay', 'Relay');
    await enrol(world.gateway, await codeOf(id));
    const codes = [await codeOf(id), await codeOf(id)];
    expect((await post(id, 'enrolment-codes/withdrawal')).body).toEqual({ withdrawn: 2 });
    expect((await post(id, 'enrolment-codes/withdrawal')).body).toEqual({ withdrawn: 0 });
    for (const code of codes) await expect(enrol(world.gateway, code)).rejects.toThrow('403');
    expect(await events(id)).toEqual([{ kind: 'enrolment-codes-withdrawn', client_id: world.operator.clientId }]);
  });
});
