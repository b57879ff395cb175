import { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Whoever is told is told fairly and once: of a subscription one worker at a time, of a client's not all at once, and what was
 * told is forgotten by the month. Expands only, so that a process of the release before works with it. For a while the migration
 * before this one did some of it: where it did, that is left as it is.
 */
export class ToldFairly1795651200000 implements MigrationInterface {
  public readonly name = 'ToldFairly1795651200000';

  public async up(queryRunner: QueryRunner): Promise<void> {
    for (const statement of [...statements, forget]) await queryRunner.query(statement);
  }

  public down(): Promise<void> {
    throw new Error('Migrations are forward only: restore a backup instead.');
  }
}

const statements = [
  // Up to here rows of the feed have been dropped.
  `ALTER TABLE distribution ADD COLUMN IF NOT EXISTS forgotten bigint NOT NULL DEFAULT 0`,
  // What is settled before everything that is yet to be: whoever subscribes is told of what comes after. To the transactions
  // that run at this moment it comes first, whenever they began: what they commit happened after it. What the making
  // transaction itself appends is not told of (made_by). Subscriptions of the release before keep the mark that they have.
  // Restoring a dump into a new cluster sets made_by to 0, too.
  `CREATE OR REPLACE FUNCTION careplan_settled_before() RETURNS bigint LANGUAGE sql VOLATILE
   AS $$ SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint - 1 $$`,
  `ALTER TABLE subscriptions
     ALTER COLUMN settled_by SET DEFAULT (careplan_settled_before()),
     ADD COLUMN IF NOT EXISTS made_by bigint NOT NULL DEFAULT (pg_current_xact_id()::text::bigint),
     ADD COLUMN IF NOT EXISTS is_slow boolean NOT NULL DEFAULT false,
     ADD COLUMN IF NOT EXISTS leased_until timestamptz`,
  `CREATE INDEX IF NOT EXISTS subscriptions_held ON subscriptions (held_until) WHERE held_until IS NOT NULL`,
  `CREATE INDEX IF NOT EXISTS subscriptions_mail ON subscriptions (client_id, created_at) WHERE channel = 'mail'`,
  `CREATE INDEX IF NOT EXISTS deliveries_undone ON deliveries (subscription_id, position) WHERE state IN ('failed', 'cancelled')`,
];

// Drops the months of one of the three tables that ended before this time. One table in a transaction: whoever reads several
// of them at once must not wait for one while this waits for another. It gives up rather than have many wait behind it.
const forget = `
  CREATE OR REPLACE FUNCTION careplan_forget_told(parent text, before timestamptz) RETURNS void
  LANGUAGE plpgsql SET lock_timeout = '1s' AS $$
  DECLARE
    child text;
    rest text := parent || '_default';
    key text := CASE WHEN parent = 'feed' THEN 'id' ELSE 'event_id' END;
    below constant text := '%I WHERE %I < careplan_uuid_floor(%L)';
  BEGIN
    PERFORM pg_advisory_xact_lock(4207116);
    IF parent = 'feed' THEN
      PERFORM FROM distribution FOR UPDATE;
      EXECUTE format('UPDATE distribution SET forgotten = greatest(forgotten, old.position)
        FROM (SELECT max(position) AS position FROM ' || below || ') old WHERE old.position IS NOT NULL', rest, key, before);
    END IF;
    EXECUTE format('DELETE FROM ' || below, rest, key, before);
    FOR child IN
      SELECT relname FROM pg_inherits JOIN pg_class ON pg_class.oid = inhrelid
      WHERE inhparent = parent::regclass AND relname ~ (parent || '_\\d{6}$')
        AND (to_date(right(relname, 6), 'YYYYMM') + interval '1 month') AT TIME ZONE 'UTC' <= before
    LOOP
      IF parent = 'feed' THEN
        EXECUTE format('UPDATE distribution SET forgotten = greatest(forgotten, old.position)
          FROM (SELECT max(position) AS position FROM %I) old WHERE old.position IS NOT NULL', child);
      END IF;
      EXECUTE format('DROP TABLE %I', child);
    END LOOP;
  END $$`;
