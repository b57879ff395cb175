import { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The whole life of a transmission: held, recalled, expired, imported or not, where it is, what it supersedes. Expands
 * only, so that a process of the release before works with it; what such a process takes in meanwhile has no place in a
 * chain and is not counted. It locks unit_keys and transmissions while it runs, in the order in which a send does: senders
 * wait, and with many rows get 503, so run it while nobody sends.
 */
export class WholeLife1795478400000 implements MigrationInterface {
  public readonly name = 'WholeLife1795478400000';

  public async up(queryRunner: QueryRunner): Promise<void> {
    for (const statement of [...chains, ...life, ...retention, ...inbox]) await queryRunner.query(statement);
  }

  public down(): Promise<void> {
    throw new Error('Migrations are forward only: restore a backup instead.');
  }
}

const life = [
  `ALTER TABLE transmissions
     ADD COLUMN hold boolean NOT NULL DEFAULT false,
     ADD COLUMN has_message boolean NOT NULL DEFAULT false,
     ADD COLUMN hop text CHECK (hop IN ('gateway', 'carrier', 'office')),
     ADD COLUMN hop_since timestamptz,
     ADD COLUMN ended_at timestamptz,
     ADD COLUMN end_receipt text,
     ADD COLUMN import_result text,
     ADD COLUMN import_told_at timestamptz,
     ADD COLUMN import_cells jsonb,
     ADD COLUMN persons bytea[] NOT NULL DEFAULT '{}',
     ADD COLUMN extended_at timestamptz,
     ADD COLUMN reminded_days integer,
     ADD COLUMN content_deleted_at timestamptz`,
];

// What a unit supersedes is the one before it between the same offices, of the same kind and month; what deletes a kind
// is of that kind's series. A key has a series while its unit stands.
const chains = [
  `ALTER TABLE unit_keys ADD COLUMN series text, ADD COLUMN month text`,
  `UPDATE unit_keys SET series = regexp_replace(t.unit_kind, '-delete$', ''), month = coalesce(t.month, '')
   FROM transmissions t WHERE t.id = unit_keys.transmission_id AND t.unit_kind IS NOT NULL`,
  `CREATE INDEX unit_keys_of_series ON unit_keys (sender, destination, series, month, sequence)`,
];

// "expires_at IS NOT NULL" is said by the sweeps only: no other query is to be led through these indexes.
const retention = [
  `CREATE INDEX transmissions_waiting_until ON transmissions (expires_at)
     WHERE expires_at IS NOT NULL AND state IN ('held', 'available')`,
  `CREATE INDEX transmissions_kept_until ON transmissions (expires_at)
     WHERE expires_at IS NOT NULL AND content_deleted_at IS NULL AND state IN ('collected', 'confirmed', 'imported', 'import-failed')`,
];

const inbox = [
  `CREATE INDEX transmissions_inbox_sequence ON transmissions (destination, sequence, id)
     WHERE state IN ('available', 'collected')`,
];
