import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { historyOf } from '../setup/history.js';
import { anew, sampleUnit, World } from '../setup/world.js';

const slip = sampleUnit('applicable/202407/2-use-slip');

describe('A worker that dies while it ends what is due', () => {
  let world: World;

  beforeAll(async () => {
    world = await World.begin();
    await query('CREATE TABLE dying (kind text, id uuid)');
    await query(`CREATE FUNCTION die() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
      IF EXISTS (SELECT FROM dying WHERE kind = NEW.kind AND id = NEW.transmission_id) THEN
        PERFORM pg_terminate_backend(pg_backend_pid());
      END IF;
      RETURN NEW;
    END $$`);
    // It stays: to drop it would lock the log against those who read it meanwhile.
    await query('CREATE TRIGGER die BEFORE INSERT ON events FOR EACH ROW EXECUTE FUNCTION die()');
  });
  afterAll(() => world.end());

  const query = <Row>(text: string, values: unknown[] = []) => world.gateway.database.query<Row[]>(text, values);

  /** The connection is gone in the middle of the transaction that writes this event. */
  async function dyingAt(kind: string, id: string, work: () => Promise<unknown>): Promise<void> {
    await query('INSERT INTO dying VALUES ($1, $2)', [kind, id]);
    await work().catch(() => undefined);
    await query('DELETE FROM dying');
  }

  async function restOf(id: string): Promise<object> {
    const [row] = await query<object>(
      `SELECT state, end_receipt IS NOT NULL AS receipt, content_deleted_at IS NOT NULL AS "isDeleted",
         EXISTS (SELECT FROM contents WHERE contents.id = t.id) AS content,
         EXISTS (SELECT FROM unit_keys WHERE transmission_id = t.id) AS key
       FROM transmissions t WHERE t.id = $1`,
      [id],
    );
    return row!;
  }

  async function told(id: string, kind: string): Promise<number> {
    return (await historyOf(world, world.a, id)).filter((event) => event.kind === kind).length;
  }

  it.each([
    ['expires', false, 'transmission-expired', 'available', 'expired'],
    ['loses its content', true, 'content-deleted', 'collected', 'collected'],
  ] as const)('leaves what %s whole, for the next one to end', async (_, collected, kind, before, after) => {
    const ids: string[] = [];
    for (let at = 0; at < 3; at++) {
      const { id } = (await world.send(world.a, anew(slip))).body;
      if (collected) await world.collect(world.k, id);
      ids.push(id);
    }
    const victim = ids[1]!;
    world.gateway.clock.advance(40 * 86_400);
    await dyingAt(kind, victim, () => world.gateway.sweep());
    expect(await restOf(victim)).toEqual({ state: before, receipt: false, isDeleted: false, content: true, key: true });
    expect(await told(victim, kind)).toBe(0);

    await world.gateway.sweep();
    const hasExpired = after === 'expired';
    for (const id of ids) {
      const rest = { receipt: hasExpired, isDeleted: true, content: false, key: !hasExpired };
      expect(await restOf(id)).toEqual({ state: after, ...rest });
      expect(await told(id, kind)).toBe(1);
    }
  });
});
