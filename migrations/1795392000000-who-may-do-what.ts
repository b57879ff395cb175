import { createHash, X509Certificate } from 'node:crypto';
import { MigrationInterface, QueryRunner } from 'typeorm';
import { searchColumnsOf } from '../src/directory/search-text.js';

/**
 * Certificates over their whole life, mandates, what an office says of itself, and who else carries a transmission.
 * Expands only, so that a process of the release before works with it. While it runs it holds locks on certificates,
 * offices and the tables of the exchange: with many rows, run it while nobody sends.
 */
export class WhoMayDoWhat1795392000000 implements MigrationInterface {
  public readonly name = 'WhoMayDoWhat1795392000000';

  public async up(queryRunner: QueryRunner): Promise<void> {
    for (const statement of [...certificates, ...directory, ...mandates, ...exchange, ...events]) {
      await queryRunner.query(statement);
    }
    await fillKeyDigests(queryRunner);
    await fillSearchColumns(queryRunner);
    // After its rows: many times as quick as with each of them.
    await queryRunner.query('CREATE INDEX offices_by_grams ON offices USING gin (search_grams)');
    await queryRunner.query('SELECT careplan_ensure_partitions()');
  }

  public down(): Promise<void> {
    throw new Error('Migrations are forward only: restore a backup instead.');
  }
}

const certificates = [
  `ALTER TABLE certificates
     ADD COLUMN key_sha256 text,
     ADD COLUMN chain text NOT NULL DEFAULT '',
     ADD COLUMN renewed_by text,
     ADD COLUMN expiry_notice integer,
     ADD COLUMN revocation_status text CHECK (revocation_status IN ('good', 'unknown')),
     ADD COLUMN revocation_checked_at timestamptz`,
  `CREATE INDEX certificates_by_key ON certificates (key_sha256)`,
  `CREATE INDEX certificates_by_expiry ON certificates (not_after) WHERE revoked_at IS NULL`,
  `CREATE INDEX certificates_by_issue ON certificates (created_at, thumbprint)`,
  `CREATE INDEX certificates_to_check ON certificates (revocation_checked_at)
     WHERE origin = 'registered' AND revoked_at IS NULL`,
  `CREATE INDEX certificates_revoked ON certificates (revoked_at) WHERE origin = 'issued' AND revoked_at IS NOT NULL`,
  // A key that was once compromised never becomes good again: it outlives the certificates that held it.
  `CREATE TABLE compromised_keys (
     key_sha256 text PRIMARY KEY,
     thumbprint text NOT NULL,
     recorded_at timestamptz NOT NULL
   )`,
  `CREATE SEQUENCE revocation_list_numbers`,
  // What the code was turned into: whoever lost the answer asks again with the same key, and is given it again.
  `ALTER TABLE enrolment_codes ADD COLUMN thumbprint text`,
  `ALTER TABLE used_tokens DROP CONSTRAINT used_tokens_purpose_check,
     ADD CONSTRAINT used_tokens_purpose_check
       CHECK (purpose IN ('assertion', 'manifest', 'renewal', 'registration'))`,
];

const directory = [
  `ALTER TABLE offices
     ADD COLUMN attachments boolean NOT NULL DEFAULT false,
     ADD COLUMN capability_stated_at timestamptz,
     ADD COLUMN search_text text NOT NULL DEFAULT '',
     ADD COLUMN search_grams text[] NOT NULL DEFAULT '{}'`,
  `CREATE INDEX offices_by_service_types ON offices USING gin (service_types)`,
  `CREATE INDEX offices_by_prefecture ON offices (prefecture, number)`,
];

const mandates = [
  `CREATE TABLE mandates (
     id uuid PRIMARY KEY,
     office_number text NOT NULL REFERENCES offices (number),
     carrier_id uuid NOT NULL REFERENCES clients (id),
     scopes text[] NOT NULL
       CHECK (scopes <@ ARRAY['send', 'collect', 'confirm', 'recall'] AND cardinality(scopes) > 0),
     state text NOT NULL CHECK (state IN ('proposed', 'active', 'suspended', 'declined', 'revoked', 'expired')),
     proposed_by text NOT NULL CHECK (proposed_by IN ('office', 'carrier')),
     valid_from timestamptz NOT NULL,
     valid_until timestamptz,
     evidence text,
     suspended_by text[] NOT NULL DEFAULT '{}' CHECK (suspended_by <@ ARRAY['office', 'carrier', 'operator']),
     created_at timestamptz NOT NULL,
     accepted_at timestamptz,
     ended_at timestamptz,
     updated_at timestamptz NOT NULL,
     CHECK (valid_until > valid_from),
     CHECK ((state = 'suspended') = (cardinality(suspended_by) > 0))
   )`,
  // What stands or may stand again is one for an office and a carrier; one more may be proposed to take its place.
  `CREATE UNIQUE INDEX mandates_standing ON mandates (office_number, carrier_id) WHERE state IN ('active', 'suspended')`,
  `CREATE UNIQUE INDEX mandates_proposed ON mandates (office_number, carrier_id) WHERE state = 'proposed'`,
  `CREATE INDEX mandates_of_carrier ON mandates (carrier_id, id)`,
  `CREATE INDEX mandates_of_office ON mandates (office_number, id)`,
  `CREATE INDEX mandates_by_end ON mandates (valid_until) WHERE state IN ('proposed', 'active', 'suspended')`,
];

const exchange = [
  `ALTER TABLE transmissions
     ADD COLUMN sent_by_carrier uuid,
     ADD COLUMN sealed_for uuid[],
     ADD COLUMN same_carrier boolean NOT NULL DEFAULT false`,
  `CREATE INDEX transmissions_sent_by_carrier ON transmissions (sent_by_carrier, sent_settled_by, id)
     WHERE sent_by_carrier IS NOT NULL`,
  // Who else can open a transmission beside its destination: one row a carrier. Its inbox is read from here, so that the
  // time it takes depends on what has arrived, not on how many offices the carrier has.
  `CREATE TABLE transmission_carriers (
     id uuid NOT NULL,
     client_id uuid NOT NULL,
     destination text NOT NULL,
     arrival_settled_by bigint NOT NULL DEFAULT (pg_current_xact_id()::text::bigint),
     is_open boolean NOT NULL DEFAULT true,
     received_at timestamptz,
     handed_over_at timestamptz,
     PRIMARY KEY (id, client_id)
   ) PARTITION BY RANGE (id)`,
  `CREATE TABLE transmission_carriers_default PARTITION OF transmission_carriers DEFAULT`,
  `CREATE INDEX transmission_carriers_open ON transmission_carriers (client_id, arrival_settled_by, id) WHERE is_open`,
  `CREATE INDEX transmission_carriers_history ON transmission_carriers (client_id, arrival_settled_by, id)`,
  // As in the first house, with one table more.
  `CREATE OR REPLACE FUNCTION careplan_ensure_partitions(months int DEFAULT 3) RETURNS void LANGUAGE plpgsql AS $$
   DECLARE
     first date := date_trunc('month', now() AT TIME ZONE 'UTC')::date;
     parent text;
     child text;
     low uuid;
     high uuid;
   BEGIN
     PERFORM pg_advisory_xact_lock(4207116);
     FOREACH parent IN ARRAY ARRAY['transmissions', 'contents', 'events', 'transmission_carriers'] LOOP
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

// Whom a fact is about, where it is no transmission: a client (certificates, registrations) or an office (mandates).
const events = [
  `ALTER TABLE events ADD COLUMN subject_client_id uuid, ADD COLUMN office_number text`,
  `CREATE INDEX events_of_client ON events (subject_client_id, settled_by, id) WHERE subject_client_id IS NOT NULL`,
];

/** Certificates of the release before: their keys are told from the certificates themselves. */
async function fillKeyDigests(queryRunner: QueryRunner): Promise<void> {
  const rows = (await queryRunner.query('SELECT thumbprint, pem FROM certificates')) as {
    thumbprint: string;
    pem: string;
  }[];
  for (const { thumbprint, pem } of rows) {
    const key = new X509Certificate(pem).publicKey.export({ format: 'der', type: 'spki' });
    const digest = createHash('sha256').update(key).digest('base64url');
    await queryRunner.query('UPDATE certificates SET key_sha256 = $2 WHERE thumbprint = $1', [thumbprint, digest]);
  }
}

/** Offices of the release before are found by their names, too; a page of them at a time, however many there are. */
async function fillSearchColumns(queryRunner: QueryRunner): Promise<void> {
  type Named = { number: string; name: string; name_kana: string };
  let after = '';
  for (;;) {
    const offices = (await queryRunner.query(
      'SELECT number, name, name_kana FROM offices WHERE number > $1 ORDER BY number LIMIT 5000',
      [after],
    )) as Named[];
    const last = offices.at(-1);
    if (!last) return;
    const columns = offices.map(({ number, name, name_kana }) => ({ number, ...searchColumnsOf(name, name_kana) }));
    await queryRunner.query(
      `UPDATE offices SET search_text = filled."searchText", search_grams = filled."searchGrams"
       FROM json_to_recordset($1) AS filled (number text, "searchText" text, "searchGrams" text[])
       WHERE offices.number = filled.number`,
      [JSON.stringify(columns)],
    );
    after = last.number;
  }
}
