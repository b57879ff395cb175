import { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * People get told: the feed, which is the event log once more by reader and in a counted order; who has subscribed to what;
 * and what is on its way to them. Expands only, so that a process of the release before works with it. Events of the time
 * before are distributed, too; nobody is told of them anew, since nobody had subscribed.
 */
export class Told1795564800000 implements MigrationInterface {
  public readonly name = 'Told1795564800000';

  public async up(queryRunner: QueryRunner): Promise<void> {
    for (const statement of [...feed, ...subscriptions, ...deliveries, ...partitions]) {
      await queryRunner.query(statement);
    }
  }

  public down(): Promise<void> {
    throw new Error('Migrations are forward only: restore a backup instead.');
  }
}

const feed = [
  // The distributor reads the log from where it stopped.
  `CREATE INDEX events_settled ON events (settled_by, id)`,
  // Where it stopped: one row, whose lock says who distributes. Restoring a dump into a new cluster sets settled_by to 0
  // here, in events and in subscriptions (see database/commit-order.ts); position is never set back, for cursors out there
  // hold it.
  `CREATE TABLE distribution (
     one boolean PRIMARY KEY DEFAULT true CHECK (one),
     settled_by bigint NOT NULL DEFAULT 0,
     event_id uuid NOT NULL DEFAULT '00000000-0000-0000-0000-000000000000',
     position bigint NOT NULL DEFAULT 0
   )`,
  `INSERT INTO distribution DEFAULT VALUES`,
  // One row for every event and everybody who may know of it; id is the event's. A reader is an office number, or the id of
  // a relay or network. The sides are the offices as which, or for which, the reader sees it.
  `CREATE TABLE feed (
     id uuid NOT NULL,
     reader text NOT NULL,
     position bigint NOT NULL,
     kind text NOT NULL,
     at timestamptz NOT NULL,
     sender_side text,
     destination_side text,
     office text,
     sender text,
     destination text,
     transmission_id uuid,
     submission_id uuid,
     notice_id uuid,
     mandate_id uuid,
     thumbprint text,
     PRIMARY KEY (id, reader)
   ) PARTITION BY RANGE (id)`,
  `CREATE TABLE feed_default PARTITION OF feed DEFAULT`,
  `CREATE INDEX feed_of_reader ON feed (reader, position)`,
];

const subscriptions = [
  `CREATE TABLE subscriptions (
     id uuid PRIMARY KEY,
     settled_by bigint NOT NULL DEFAULT (pg_current_xact_id()::text::bigint),
     client_id uuid NOT NULL REFERENCES clients (id),
     reader text NOT NULL,
     channel text NOT NULL CHECK (channel IN ('webhook', 'mail', 'atom')),
     state text NOT NULL CHECK (state IN ('unconfirmed', 'active', 'disabled', 'ended')),
     disabled_because text CHECK (disabled_because IN ('gone', 'failing', 'bounced', 'stopped')),
     name text NOT NULL DEFAULT '',
     kinds text[],
     offices text[],
     address text,
     settings jsonb NOT NULL DEFAULT '{}',
     secrets bytea,
     secret_sha256 bytea,
     failures integer NOT NULL DEFAULT 0,
     refusals integer NOT NULL DEFAULT 0,
     failing_since timestamptz,
     rest_until timestamptz,
     due_at timestamptz,
     held_until timestamptz,
     created_at timestamptz NOT NULL,
     changed_at timestamptz NOT NULL,
     CHECK ((state = 'disabled') = (disabled_because IS NOT NULL))
   )`,
  `CREATE INDEX subscriptions_of_client ON subscriptions (client_id, id) WHERE state <> 'ended'`,
  `CREATE INDEX subscriptions_of_reader ON subscriptions (reader) WHERE state = 'active' AND channel <> 'atom'`,
  `CREATE UNIQUE INDEX subscriptions_by_secret ON subscriptions (secret_sha256) WHERE secret_sha256 IS NOT NULL`,
  `CREATE INDEX subscriptions_due ON subscriptions (due_at) WHERE due_at IS NOT NULL`,
];

const deliveries = [
  // What one subscription is to be told of: kept by the id of the event, so that nothing is told twice by mistake.
  `CREATE TABLE deliveries (
     subscription_id uuid NOT NULL,
     event_id uuid NOT NULL,
     position bigint NOT NULL,
     state text NOT NULL CHECK (state IN ('pending', 'delivered', 'failed', 'cancelled')),
     attempts integer NOT NULL DEFAULT 0,
     attempts_before integer NOT NULL DEFAULT 0,
     due_at timestamptz NOT NULL,
     created_at timestamptz NOT NULL,
     ended_at timestamptz,
     PRIMARY KEY (subscription_id, event_id),
     CHECK ((state = 'pending') = (ended_at IS NULL))
   ) PARTITION BY RANGE (event_id)`,
  `CREATE TABLE deliveries_default PARTITION OF deliveries DEFAULT`,
  `CREATE INDEX deliveries_due ON deliveries (subscription_id, due_at) WHERE state = 'pending'`,
  `CREATE INDEX deliveries_history ON deliveries (subscription_id, position)`,
  `CREATE TABLE delivery_attempts (
     subscription_id uuid NOT NULL,
     event_id uuid NOT NULL,
     number integer NOT NULL,
     at timestamptz NOT NULL,
     duration_ms integer NOT NULL,
     outcome text NOT NULL,
     status integer,
     PRIMARY KEY (subscription_id, event_id, number)
   ) PARTITION BY RANGE (event_id)`,
  `CREATE TABLE delivery_attempts_default PARTITION OF delivery_attempts DEFAULT`,
];

const partitions = [
  // As before, with three tables more, two of which are partitioned by the id of their event.
  `CREATE OR REPLACE FUNCTION careplan_ensure_partitions(months int DEFAULT 3) RETURNS void LANGUAGE plpgsql AS $$
   DECLARE
     first date := date_trunc('month', now() AT TIME ZONE 'UTC')::date;
     parent text;
     child text;
     key text;
     low uuid;
     high uuid;
   BEGIN
     PERFORM pg_advisory_xact_lock(4207116);
     FOREACH parent IN ARRAY ARRAY['transmissions', 'contents', 'events', 'transmission_carriers', 'feed', 'deliveries',
         'delivery_attempts'] LOOP
       key := CASE WHEN parent LIKE 'deliver%' THEN 'event_id' ELSE 'id' END;
       FOR step IN 0..months LOOP
         child := parent || '_' || to_char(first + make_interval(months => step), 'YYYYMM');
         CONTINUE WHEN to_regclass(child) IS NOT NULL;
         low := careplan_uuid_floor((first + make_interval(months => step)) AT TIME ZONE 'UTC');
         high := careplan_uuid_floor((first + make_interval(months => step + 1)) AT TIME ZONE 'UTC');
         EXECUTE format('CREATE TABLE %I (LIKE %I INCLUDING ALL)', child, parent);
         EXECUTE format('WITH moved AS (DELETE FROM %I WHERE %I >= %L AND %I < %L RETURNING *) INSERT INTO %I SELECT * FROM moved',
           parent || '_default', key, low, key, high, child);
         EXECUTE format('ALTER TABLE %I ATTACH PARTITION %I FOR VALUES FROM (%L) TO (%L)', parent, child, low, high);
       END LOOP;
     END LOOP;
   END $$`,
];
