import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { QueryRunner } from 'typeorm';
import { newId } from '../../src/database/identifiers.js';
import { Transmission, untouched } from '../../src/exchange/transmission.js';
import { TransmissionStore } from '../../src/exchange/transmission.store.js';
import { World } from '../setup/world.js';

interface Page {
  readonly transmissions: { id: string }[];
  readonly next: string;
  readonly more: boolean;
}

describe('A list is followed by its cursor without a row missed or seen twice', () => {
  let world: World;
  let store: TransmissionStore;

  beforeAll(async () => {
    world = await World.begin();
    store = world.gateway.app.get(TransmissionStore, { strict: false });
  });
  beforeEach(() => settled());
  afterAll(() => world.end());

  function transmission(): Transmission {
    const now = world.gateway.clock.now();
    return {
      ...untouched,
      id: newId(),
      submissionId: newId(),
      clientId: world.a.clientId,
      sentByCarrier: null,
      sealedFor: null,
      sameCarrier: false,
      sender: world.a.officeNumber,
      destination: world.k.officeNumber,
      unit: {
        kind: 'use-slip',
        version: '202407',
        sequence: '20250325100100',
        month: '202504',
        forms: ['UPPLAN'],
        personCount: 1,
      },
      files: [],
      size: 1,
      state: 'available',
      manifestSha256: 'm',
      contentSha256: 'c',
      receipt: 'r',
      problem: null,
      capability: null,
      findings: [],
      findingsTotal: 0,
      createdAt: now,
      availableAt: now,
      expiresAt: null,
      hold: false,
      hasMessage: false,
    };
  }

  /** An open transaction that already has its number, and so its place in the order. */
  async function begin(): Promise<QueryRunner> {
    const transaction = world.gateway.database.createQueryRunner();
    await transaction.startTransaction();
    await transaction.query('SELECT pg_current_xact_id()');
    return transaction;
  }

  async function insert(transaction: QueryRunner, rows = 1): Promise<string[]> {
    const ids: string[] = [];
    for (let row = 0; row < rows; row++) {
      const inserted = transmission();
      await store.insert(transaction.manager, inserted);
      ids.push(inserted.id);
    }
    return ids;
  }

  async function end(transaction: QueryRunner, how: 'commit' | 'rollback' = 'commit'): Promise<void> {
    await (how === 'commit' ? transaction.commitTransaction() : transaction.rollbackTransaction());
    await transaction.release();
  }

  /**
   * Waits until every row is settled. A snapshot knows the running transactions of all databases of the cluster, so
   * that those of suites running beside this one hold rows back too.
   */
  async function settled(): Promise<void> {
    for (;;) {
      const [row] = await world.gateway.database.query<{ settled: boolean }[]>(
        `SELECT coalesce(max(greatest(sent_settled_by, arrival_settled_by)), 0)
                  < pg_snapshot_xmin(pg_current_snapshot())::text::bigint AS settled
           FROM transmissions`,
      );
      if (row?.settled) return;
      await sleep(20);
    }
  }

  async function page(list: string, cursor: string | undefined, limit: number): Promise<Page> {
    const caller = list === 'inbox' ? world.k : world.a;
    const query = { limit, ...(cursor !== undefined && { cursor }) };
    const { status, body } = await world.api.get<Page>(`/v1/${list}`, { caller, query });
    expect(status).toBe(200);
    return body;
  }

  /** Everything from the cursor to where there is no more. */
  async function rest(
    list: string,
    cursor: string | undefined,
    limit: number,
  ): Promise<{ ids: string[]; next: string }> {
    const ids: string[] = [];
    for (let next = cursor; ;) {
      const read = await page(list, next, limit);
      ids.push(...read.transmissions.map(({ id }) => id));
      if (read.more) expect(read.transmissions).toHaveLength(limit);
      next = read.next;
      if (!read.more) return { ids, next };
    }
  }

  describe.each(['inbox', 'outbox'])('the %s', (list) => {
    it('still shows what a transaction wrote that began before and committed after what was shown', async () => {
      const from = (await rest(list, undefined, 1000)).next;
      const [early, middle, late] = [await begin(), await begin(), await begin()];
      const [ofEarly, ofMiddle, ofLate] = [await insert(early), await insert(middle), await insert(late)];

      await end(late);
      const first = await rest(list, from, 10);
      expect(first.ids).toEqual(ofLate);
      expect((await rest(list, first.next, 10)).ids).toEqual([]);

      await end(early);
      const second = await rest(list, first.next, 10);
      expect(second.ids).toEqual(ofEarly);

      await end(middle);
      expect((await rest(list, second.next, 10)).ids).toEqual(ofMiddle);
    });

    it('never shows what was rolled back', async () => {
      const from = (await rest(list, undefined, 1000)).next;
      const [kept, undone] = [await begin(), await begin()];
      const [ofKept] = [await insert(kept), await insert(undone, 3)];
      await end(undone, 'rollback');
      await end(kept);
      expect((await rest(list, from, 10)).ids).toEqual(ofKept);
    });

    it('holds back only for a while what a cursor cannot remember beside a transaction that hangs', async () => {
      const from = (await rest(list, undefined, 1000)).next;
      const [hanging, busy] = [await begin(), await begin()];
      const late = await insert(hanging);
      const many = await insert(busy, 40);
      await end(busy);
      const meanwhile = await rest(list, from, 7);
      expect(meanwhile.ids.length).toBeGreaterThan(0);
      expect(meanwhile.ids.length).toBeLessThan(40);

      await end(hanging);
      await settled();
      const after = await rest(list, meanwhile.next, 7);
      expect([...meanwhile.ids, ...after.ids].sort()).toEqual([...late, ...many].sort());
    });

    it.each([1, 2, 3, 4, 5, 6, 7])('gives all of it in one order by pages of %d', async (limit) => {
      const whole = await rest(list, undefined, 1000);
      const few = whole.ids.slice(-25);
      const before = whole.ids.slice(0, -25);
      const cursor = (await rest(list, undefined, 1000)).next;
      const start = before.length === 0 ? undefined : (await page(list, undefined, before.length)).next;
      expect((await rest(list, start, limit)).ids).toEqual(few);
      expect((await rest(list, cursor, limit)).ids).toEqual([]);
    });

    it('says that there is more exactly when there is', async () => {
      const { ids } = await rest(list, undefined, 1000);
      expect((await page(list, undefined, ids.length)).more).toBe(false);
      expect((await page(list, undefined, ids.length - 1)).more).toBe(true);
    });
  });

  it('shows every row exactly once to a reader beside eight writers that commit out of order', async () => {
    const from = (await rest('inbox', undefined, 1000)).next;
    const committed: string[] = [];
    const seen: string[] = [];
    let writing = true;

    async function write(writer: number): Promise<void> {
      for (let round = 0; round < 8; round++) {
        const transaction = await begin();
        const ids = await insert(transaction, 1 + ((writer + round) % 4));
        await sleep((writer * 13 + round * 29) % 60);
        const undone = (writer + round) % 7 === 0;
        await end(transaction, undone ? 'rollback' : 'commit');
        if (!undone) committed.push(...ids);
      }
    }
    async function read(): Promise<void> {
      let cursor = from;
      for (let limit = 1, last = false; !last; limit = (limit % 7) + 1) {
        last = !writing; // once more after the last writer
        const { ids, next } = await rest('inbox', cursor, limit);
        seen.push(...ids);
        cursor = next;
      }
    }

    const reading = read();
    // Fewer than the pool has connections, so that the reader gets one.
    await Promise.all(Array.from({ length: 8 }, (_, writer) => write(writer)));
    await settled();
    writing = false;
    await reading;

    expect(committed.length).toBeGreaterThan(100);
    expect(new Set(seen).size).toBe(seen.length);
    expect([...seen].sort()).toEqual([...committed].sort());
  });
});
