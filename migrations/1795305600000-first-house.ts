import { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The tables of the narrow main job. Forward only: a merged migration is never edited; later ones expand, then contract.
 *
 * The tables of the exchange that grow (transmissions, contents, events) are partitioned by RANGE (id): an id is a UUIDv7
 * and therefore ordered by time, so one column serves as primary key and partition key, and a month of content leaves by
 * dropping a partition. `careplan_ensure_partitions` makes the months ahead; a default partition catches what it missed.
 *
 * `settled_by` columns hold the transaction that wrote the row (xid8 as bigint): readers page in commit order by them
 * (database/commit-order.ts).
 */
export class FirstHouse1795305600000 implements MigrationInterface {
  public readonly name = 'FirstHouse1795305600000';

  public async up(queryRunner: QueryRunner): Promise<void> {
    for (const statement of [...partitions, ...directory, ...identity, ...exchange, ...plumbing]) {
      await queryRunner.query(statement);
    }
    await queryRunner.query('SELECT careplan_ensure_partitions()');
  }

  public down(): Promise<void> {
    throw new Error('Migrations are forward only: restore a backup instead.');
  }
}

const partitions = [
  // The lowest UUIDv7 of a moment: 48 bits of Unix milliseconds, the rest zero (RFC 9562 section 5.7).
  `CREATE FUNCTION careplan_uuid_floor(moment timestamptz) RETURNS uuid LANGUAGE sql IMMUTABLE STRICT AS $$
     SELECT (lpad(to_hex((extract(epoch FROM moment) * 1000)::bigint), 12, '0') || '00000000000000000000')::uuid
   $$`,
  // Makes the partitions of this month and the next ones where they are missing, one caller at a time. Rows of a month that
  // fell into the default partition (no worker ran for long) are moved into theirs.
  `CREATE FUNCTION careplan_ensure_partitions(months int DEFAULT 3) RETURNS void LANGUAGE plpgsql AS $$
   DECLARE
     first date := date_trunc('month', now() AT TIME ZONE 'UTC')::date;
     parent text;
     child text;
     low uuid;
     high uuid;
   BEGIN
     PERFORM pg_advisory_xact_lock(4207116);
     FOREACH parent IN ARRAY ARRAY['transmissions', 'contents', 'events'] LOOP
       FOR step IN 0..months LOOP
         child := parent || '_' || to_char(first + make_interval(months => step), 'YYYYMM');
         CONTINUE WHEN to_regclass(child) IS NOT NULL;
         low := careplan_uuid_floor((first + make_interval(months => step)) AT TIME ZONE 'UTC');
         high := careplan_uuid_floor((first + make_interval(months => step + 1)) AT TIME ZONE 'UTC');
         EXECUTE format('CREATE TABLE %I (LIKE %I INCLUDING ALL)', child, parent);
         EXECUTE format('WITH moved AS (DELETE FROM %I WHERE id >= %L AND id < %L RETURNING *) INSERT INTO %I SELECT * FROM moved',
           parent || '_default', low, high, child);
         EXECUTE format('ALTER TABLE %I ATTACH PARTITION %I FOR VALUES FROM (%L) TO (%L)', parent, child, low, high);
       END LOOP;
     END LOOP;
   END $$`,
];

const directory = [
  `CREATE TABLE offices (
     number text PRIMARY KEY CHECK (number ~ '^[0-9A-Z]{10}$'),
     name text NOT NULL,
     name_kana text NOT NULL DEFAULT '',
     prefecture text NOT NULL DEFAULT '',
     service_types text[] NOT NULL DEFAULT '{}',
     versions text[] NOT NULL DEFAULT '{}',
     reachable_otherwise jsonb NOT NULL DEFAULT '{}',
     updated_at timestamptz NOT NULL
   )`,
];

const identity = [
  `CREATE TABLE clients (
     id uuid PRIMARY KEY,
     kind text NOT NULL CHECK (kind IN ('office', 'relay', 'network', 'operator')),
     name text NOT NULL,
     office_number text REFERENCES offices (number),
     state text NOT NULL DEFAULT 'active' CHECK (state IN ('active', 'suspended')),
     created_at timestamptz NOT NULL,
     CHECK ((kind = 'office') = (office_number IS NOT NULL))
   )`,
  `CREATE INDEX clients_by_office ON clients (office_number) WHERE office_number IS NOT NULL`,
  `CREATE TABLE enrolment_codes (
     id uuid PRIMARY KEY,
     client_id uuid NOT NULL REFERENCES clients (id),
     code_hash text NOT NULL UNIQUE,
     created_at timestamptz NOT NULL,
     expires_at timestamptz NOT NULL,
     used_at timestamptz
   )`,
  `CREATE TABLE certificates (
     thumbprint text PRIMARY KEY,
     client_id uuid NOT NULL REFERENCES clients (id),
     serial_number text NOT NULL,
     pem text NOT NULL,
     origin text NOT NULL CHECK (origin IN ('issued', 'registered')),
     not_before timestamptz NOT NULL,
     not_after timestamptz NOT NULL,
     created_at timestamptz NOT NULL,
     revoked_at timestamptz,
     revocation_reason text,
     CHECK ((revoked_at IS NULL) = (revocation_reason IS NULL))
   )`,
  `CREATE UNIQUE INDEX certificates_by_serial ON certificates (serial_number) WHERE origin = 'issued'`,
  `CREATE INDEX certificates_by_client ON certificates (client_id)`,
  `CREATE TABLE used_tokens (
     client_id uuid NOT NULL,
     jti text NOT NULL,
     purpose text NOT NULL CHECK (purpose IN ('assertion', 'manifest')),
     expires_at timestamptz NOT NULL,
     PRIMARY KEY (client_id, purpose, jti)
   )`,
  `CREATE INDEX used_tokens_by_expiry ON used_tokens (expires_at)`,
];

const exchange = [
  `CREATE TABLE submissions (
     id uuid PRIMARY KEY,
     client_id uuid NOT NULL REFERENCES clients (id),
     sender text NOT NULL REFERENCES offices (number),
     manifest text NOT NULL,
     manifest_sha256 text NOT NULL,
     state text NOT NULL CHECK (state IN ('checking', 'finished')),
     attempts integer NOT NULL DEFAULT 0,
     attempted_at timestamptz,
     created_at timestamptz NOT NULL,
     finished_at timestamptz
   )`,
  `CREATE INDEX submissions_unfinished ON submissions (coalesce(attempted_at, created_at)) WHERE state = 'checking'`,
  `CREATE TABLE transmissions (
     id uuid PRIMARY KEY,
     submission_id uuid NOT NULL,
     client_id uuid NOT NULL,
     sender text NOT NULL,
     destination text NOT NULL,
     unit_kind text,
     version text,
     sequence text,
     month text,
     forms text[] NOT NULL DEFAULT '{}',
     files jsonb NOT NULL,
     person_count integer,
     size bigint NOT NULL,
     state text NOT NULL CHECK (state IN
       ('held', 'checking', 'rejected', 'available', 'collected', 'confirmed', 'imported', 'import-failed',
        'recalled', 'expired', 'discarded')),
     manifest_sha256 text NOT NULL,
     content_sha256 text,
     receipt text,
     confirmation text,
     problem text,
     capability jsonb,
     findings jsonb,
     findings_total integer,
     supersedes uuid,
     created_at timestamptz NOT NULL,
     available_at timestamptz,
     collected_at timestamptz,
     confirmed_at timestamptz,
     expires_at timestamptz,
     sent_settled_by bigint NOT NULL DEFAULT (pg_current_xact_id()::text::bigint),
     arrival_settled_by bigint
   ) PARTITION BY RANGE (id)`,
  `CREATE TABLE transmissions_default PARTITION OF transmissions DEFAULT`,
  `CREATE INDEX transmissions_inbox_open ON transmissions (destination, arrival_settled_by, id)
     WHERE state IN ('available', 'collected')`,
  `CREATE INDEX transmissions_inbox_history ON transmissions (destination, arrival_settled_by, id)
     WHERE arrival_settled_by IS NOT NULL`,
  `CREATE INDEX transmissions_outbox ON transmissions (sender, sent_settled_by, id)`,
  `CREATE INDEX transmissions_checking ON transmissions (submission_id) WHERE state = 'checking'`,
  // One sequence of one sender to one destination is one unit: the index decides duplicates (design section 6).
  `CREATE TABLE unit_keys (
     sender text NOT NULL,
     destination text NOT NULL,
     sequence text NOT NULL,
     transmission_id uuid NOT NULL,
     files_sha256 text NOT NULL,
     PRIMARY KEY (sender, destination, sequence)
   )`,
  `CREATE TABLE contents (
     id uuid PRIMARY KEY,
     kind text NOT NULL CHECK (kind IN ('sealed', 'staged')),
     body bytea NOT NULL,
     created_at timestamptz NOT NULL
   ) PARTITION BY RANGE (id)`,
  `CREATE TABLE contents_default PARTITION OF contents DEFAULT`,
  // Ciphertext does not compress: spare PostgreSQL the attempt.
  `ALTER TABLE contents ALTER COLUMN body SET STORAGE EXTERNAL`,
  `CREATE TABLE events (
     id uuid PRIMARY KEY,
     settled_by bigint NOT NULL DEFAULT (pg_current_xact_id()::text::bigint),
     kind text NOT NULL,
     at timestamptz NOT NULL,
     client_id uuid,
     transmission_id uuid,
     submission_id uuid,
     sender text,
     destination text,
     data jsonb NOT NULL DEFAULT '{}'
   ) PARTITION BY RANGE (id)`,
  `CREATE TABLE events_default PARTITION OF events DEFAULT`,
  `CREATE INDEX events_of_transmission ON events (transmission_id, settled_by, id)`,
];

const plumbing = [
  `CREATE TABLE idempotency_records (
     client_id uuid NOT NULL,
     key text NOT NULL,
     operation text NOT NULL,
     fingerprint text NOT NULL,
     state text NOT NULL CHECK (state IN ('running', 'done')),
     answer jsonb,
     lease uuid NOT NULL,
     created_at timestamptz NOT NULL,
     expires_at timestamptz NOT NULL,
     PRIMARY KEY (client_id, key)
   )`,
  `CREATE INDEX idempotency_records_by_expiry ON idempotency_records (expires_at)`,
  `CREATE TABLE access_records (
     id bigint GENERATED ALWAYS AS IDENTITY,
     at timestamptz NOT NULL,
     request_id uuid NOT NULL,
     client_id uuid,
     office_number text,
     operation text NOT NULL,
     resource_id text,
     status integer NOT NULL,
     problem text,
     address inet
   )`,
  `CREATE INDEX access_records_by_time ON access_records (at)`,
];
