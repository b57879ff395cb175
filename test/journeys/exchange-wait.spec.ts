import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Pool } from 'pg';
import { Waits } from '../../src/queue/waits.js';
import { Answer, Api } from '../setup/api.js';
import { TestCaller } from '../setup/caller.js';
import { startGateway, TestGateway } from '../setup/gateway.js';
import { testRedis } from '../setup/redis.js';
import { anew, sampleUnit, World } from '../setup/world.js';

const slip = sampleUnit('applicable/202407/2-use-slip');
const redis = testRedis();

interface Page {
  readonly transmissions: { id: string }[];
  readonly next: string;
}

interface Waited {
  readonly answer: Answer<Page>;
  readonly seconds: number;
}

describe.each([
  ['woken by Redis', redis],
  ['without Redis', null],
] as const)('An inbox is waited at (Prefer: wait), %s', (name, server) => {
  const isSkipped = name === 'woken by Redis' && redis === null;
  let world: World;
  let beside: TestGateway;
  let elsewhere: Api;

  beforeAll(async () => {
    if (isSkipped) return;
    world = await World.begin({ ...(server && { redis: server }) });
    beside = await startGateway({ beside: world.gateway, ...(server && { redis: server }) });
    elsewhere = new Api(beside);
  });
  afterAll(async () => {
    if (isSkipped) return;
    await beside.close();
    await world.end();
  });

  async function wait(
    options: { prefer?: string; cursor?: string; etag?: string; caller?: TestCaller; api?: Api } = {},
  ): Promise<Waited> {
    const { prefer = 'wait=20', cursor, etag, caller = world.k, api = world.api } = options;
    const began = performance.now();
    const answer = await api.get<Page>('/v1/inbox', {
      caller,
      query: cursor === undefined ? {} : { cursor },
      headers: { prefer, ...(etag !== undefined && { 'if-none-match': etag }) },
    });
    return { answer, seconds: (performance.now() - began) / 1000 };
  }

  /** Where K has seen all that there is. */
  async function end(): Promise<string> {
    let cursor: string | undefined;
    for (;;) {
      const query: Record<string, string> = cursor === undefined ? {} : { cursor };
      const { body } = await world.api.get<Page>('/v1/inbox', { caller: world.k, query });
      if (body.transmissions.length === 0) return body.next;
      cursor = body.next;
    }
  }

  const send = async () => (await world.send(world.a, anew(slip))).body.id;
  const later = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));
  const run = isSkipped ? it.skip : it;

  run('answers at once when there is something', async () => {
    await send();
    const { answer, seconds } = await wait();
    expect(answer.body.transmissions.length).toBeGreaterThan(0);
    expect(answer.headers['preference-applied']).toBe('wait=20');
    expect(seconds).toBeLessThan(5);
  });

  run('answers as soon as something arrives', async () => {
    const cursor = await end();
    const waiting = wait({ cursor });
    await later(300);
    const id = await send();
    const { answer, seconds } = await waiting;
    expect(answer.body.transmissions.map((row) => row.id)).toEqual([id]);
    expect(seconds).toBeLessThan(10);
  });

  run('answers as soon as something arrives by way of another process', async () => {
    const cursor = await end();
    const waiting = wait({ cursor, api: elsewhere });
    await later(300);
    const id = await send();
    const { answer, seconds } = await waiting;
    expect(answer.body.transmissions.map((row) => row.id)).toEqual([id]);
    expect(seconds).toBeLessThan(10);
  });

  run('answers with nothing when nothing arrives in time', async () => {
    const cursor = await end();
    const { answer, seconds } = await wait({ cursor, prefer: 'respond-async, wait=1' });
    expect([answer.status, answer.body.transmissions, answer.body.next]).toEqual([200, [], cursor]);
    expect(seconds).toBeGreaterThan(0.9);
  });

  run('waits for a change of what the caller has', async () => {
    await send();
    const first = await world.api.get<Page>('/v1/inbox', { caller: world.k });
    const etag = String(first.headers.etag);
    const unchanged = await wait({ etag, prefer: 'wait=1' });
    expect(unchanged.answer.status).toBe(304);
    const waiting = wait({ etag });
    await later(200);
    const id = await send();
    const { answer } = await waiting;
    expect([answer.status, answer.body.transmissions.at(-1)!.id]).toEqual([200, id]);
  });

  run('is not woken for good by what arrives for others', async () => {
    const cursor = await end();
    const waiting = wait({ cursor, prefer: 'wait=2' });
    const actual = sampleUnit('applicable/202407/3-actual');
    await world.send(world.k, anew(actual));
    const { answer, seconds } = await waiting;
    expect(answer.body.transmissions).toEqual([]);
    expect(seconds).toBeGreaterThan(1.9);
  });

  run('lets a carrier wait for all its offices', async () => {
    const relay = await world.carrier('relay', 'E伝送代行');
    await world.mandate(relay, world.k, ['collect']);
    const waiting = wait({ caller: relay });
    await later(300);
    const id = await send();
    expect((await waiting).answer.body.transmissions.map((row) => row.id)).toEqual([id]);
  });

  run('ends a wait whose certificate was revoked meanwhile', async () => {
    const terminal = await world.terminal(world.k);
    await terminal.token();
    const waiting = wait({ caller: terminal, cursor: await end() });
    await later(300);
    await world.endCertificate(terminal, 'revoked');
    await send();
    expect((await waiting).answer.status).toBe(401);
  });

  run.each(['wait=0', 'wait=soon', 'wait=-5', 'waiting=20', 'wait'])('does not wait for %j', async (prefer) => {
    const { answer } = await wait({ cursor: await end(), prefer });
    expect([answer.status, answer.headers['preference-applied']]).toEqual([200, undefined]);
  });

  run('waits thirty seconds at most', async () => {
    const cursor = await end();
    const waiting = wait({ cursor, prefer: 'wait=99999' });
    await later(200);
    await send();
    expect((await waiting).answer.headers['preference-applied']).toBe('wait=30');
  });

  run('lets nobody wait beyond the limit of the process, nor at its end', async () => {
    const own = await startGateway({
      beside: world.gateway,
      environment: { WAIT_LIMIT: '1' },
      ...(server && { redis: server }),
    });
    const api = new Api(own);
    const cursor = await end();
    const first = wait({ cursor, api });
    await later(300);
    const second = await wait({ cursor, api });
    expect([second.answer.status, second.answer.headers['preference-applied']]).toEqual([200, undefined]);
    await own.close();
    const { answer, seconds } = await first;
    expect([answer.status, answer.body.transmissions]).toEqual([200, []]);
    expect(seconds).toBeLessThan(15);
  });

  async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
    for (let attempt = 0; !(await holds()); attempt++) {
      if (attempt === 500) throw new Error('it did not come to that');
      await later(20);
    }
  }

  const waitingAt = (gateway: TestGateway) => gateway.app.get(Waits).count('request');

  run('lets one client not take the places of others', async () => {
    const own = await startGateway({
      beside: world.gateway,
      environment: { WAIT_LIMIT_PER_CLIENT: '1' },
      ...(server && { redis: server }),
    });
    const api = new Api(own);
    const cursor = await end();
    const first = wait({ cursor, api });
    await until(() => waitingAt(own) === 1);
    const second = await wait({ cursor, api });
    expect([second.answer.status, second.answer.headers['preference-applied']]).toEqual([200, undefined]);
    const other = wait({ caller: world.a, api, prefer: 'wait=1' });
    expect((await other).answer.headers['preference-applied']).toBe('wait=1');
    await own.close();
    await first;
  });

  run('holds no connection to the database meanwhile', async () => {
    const cursor = await end();
    const waits = Array.from({ length: 30 }, () => wait({ cursor }));
    await until(() => waitingAt(world.gateway) === 30);
    const pool = (world.gateway.database.driver as unknown as { master: Pool }).master;
    await until(() => pool.idleCount === pool.totalCount && pool.waitingCount === 0);
    expect(waitingAt(world.gateway)).toBe(30);
    const id = await send();
    for (const { answer } of await Promise.all(waits)) {
      expect(answer.body.transmissions.map((row) => row.id)).toEqual([id]);
    }
    expect(waitingAt(world.gateway)).toBe(0);
  });

  run('ends with a caller that hangs up, which is recorded like any request that was cut off', async () => {
    const { database } = world.gateway;
    await database.query('DELETE FROM access_records');
    const cursor = await end();
    const headers = { authorization: `Bearer ${await world.k.token()}`, prefer: 'wait=30' };
    const asking = request(`${world.gateway.url}/v1/inbox?cursor=${cursor}`, { headers });
    asking.on('error', () => undefined);
    asking.end();
    await until(() => waitingAt(world.gateway) === 1);
    asking.destroy();
    await until(() => waitingAt(world.gateway) === 0);
    const records = () =>
      database.query<object[]>(
        `SELECT status, operation FROM access_records WHERE operation = 'GET /v1/inbox' AND status <> 200`,
      );
    await until(async () => (await records()).length > 0);
    await send();
    await later(100);
    expect(await records()).toEqual([{ status: 499, operation: 'GET /v1/inbox' }]);
  });
});
