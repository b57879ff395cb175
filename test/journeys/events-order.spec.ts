import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { v7 } from 'uuid';
import { EventStream } from '../setup/event-stream.js';
import { startGateway, TestGateway } from '../setup/gateway.js';
import { until } from '../setup/until.js';
import { distributed } from '../setup/webhooks.js';
import { serviceOffice, World } from '../setup/world.js';

const writers = 12;
const transactionsEach = 40;

interface Page {
  readonly events: { id: string }[];
  readonly next: string;
  readonly more: boolean;
}

/** As many changes at once write them: transactions that begin, append, wait and end in any order, some of them never. */
async function writeInterleaved(url: string, seed: number): Promise<string[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const committed: string[] = [];
  try {
    for (let n = 0; n < transactionsEach; n++) {
      await client.query('BEGIN');
      // Its place in the order is taken with the first row, which may be long before it ends.
      const ids = Array.from({ length: 1 + ((n + seed) % 3) }, () => v7());
      for (const id of ids) {
        await client.query(
          `INSERT INTO events (id, kind, at, transmission_id, destination)
           VALUES ($1, 'transmission-available', now(), $2, $3)`,
          [id, randomUUID(), serviceOffice],
        );
        await sleep(Math.random() * 4);
      }
      if (n % 13 === seed) await sleep(300);
      const isKept = (n + seed) % 7 !== 0;
      await client.query(isKept ? 'COMMIT' : 'ROLLBACK');
      if (isKept) committed.push(...ids);
    }
  } finally {
    await client.end();
  }
  return committed;
}

describe('the order of events, while hundreds of transactions end in any order', () => {
  let world: World;
  let beside: TestGateway;

  beforeAll(async () => {
    world = await World.begin();
    // Two workers that both want to distribute.
    beside = await startGateway({ beside: world.gateway });
  });
  afterAll(async () => {
    await beside.close();
    await world.end();
  });

  async function page(after: string, limit: number): Promise<Page> {
    const query = { after, limit: String(limit), kind: 'transmission-available' };
    return (await world.api.get<Page>('/v1/events', { caller: world.k, query })).body;
  }

  it('is one for all who read meanwhile, and for who reads it again: nothing skipped, nothing twice', async () => {
    await distributed(world.gateway);
    const from = (await world.api.get<Page>('/v1/events', { caller: world.k, query: { after: 'latest' } })).body.next;
    const stream = await EventStream.open(world.gateway.url, world.k, {
      lastEventId: from,
      query: '?kind=transmission-available',
    });
    let isWriting = true;
    const readAll = async (limit: number) => {
      const seen: string[] = [];
      let after = from;
      for (let isLast = false; ;) {
        const { events, next, more } = await page(after, limit);
        seen.push(...events.map(({ id }) => id));
        after = next;
        if (more || events.length > 0) continue;
        if (isLast) return seen;
        isLast = !isWriting;
        if (isWriting) await sleep(10);
        else await distributed(world.gateway);
      }
    };

    const reading = Promise.all([readAll(1000), readAll(7)]);
    const written = (
      await Promise.all(Array.from({ length: writers }, (_, seed) => writeInterleaved(world.gateway.databaseUrl, seed)))
    ).flat();
    isWriting = false;
    const [widely, narrowly] = await reading;
    await until(
      () => stream.messages.length,
      (length) => length >= written.length,
    );
    stream.close();

    expect(written.length).toBeGreaterThan(writers * transactionsEach);
    expect([...widely].sort()).toEqual([...written].sort());
    expect(narrowly).toEqual(widely);
    expect(stream.events.map(({ id }) => id)).toEqual(widely);
    expect(await readAll(100)).toEqual(widely);
  });
});
