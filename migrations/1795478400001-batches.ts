import { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Batches: many units for many destinations in one upload. What was uploaded rests in `contents`, encrypted, as the pieces
 * in `batch_pieces`; what it was found to be made of is the plan in `batch_items`, whose ids do not change any more.
 */
export class Batches1795478400001 implements MigrationInterface {
  public readonly name = 'Batches1795478400001';

  public async up(queryRunner: QueryRunner): Promise<void> {
    for (const statement of statements) await queryRunner.query(statement);
  }

  public down(): Promise<void> {
    throw new Error('Migrations are forward only: restore a backup instead.');
  }
}

const statements = [
  `CREATE TABLE batches (
     id uuid PRIMARY KEY,
     client_id uuid NOT NULL REFERENCES clients (id),
     sent_by_carrier uuid,
     sender text NOT NULL REFERENCES offices (number),
     state text NOT NULL CHECK (state IN ('receiving', 'staged', 'working', 'finished', 'cancelled')),
     hold boolean NOT NULL,
     files integer NOT NULL,
     size bigint NOT NULL,
     manifests bytea,
     items integer,
     unassigned jsonb NOT NULL DEFAULT '[]',
     attempts integer NOT NULL DEFAULT 0,
     attempted_at timestamptz,
     created_at timestamptz NOT NULL,
     finished_at timestamptz
   )`,
  // Manifests are ciphertext, which does not compress.
  `ALTER TABLE batches ALTER COLUMN manifests SET STORAGE EXTERNAL`,
  `CREATE INDEX batches_of_sender ON batches (sender, id)`,
  `CREATE INDEX batches_of_carrier ON batches (sent_by_carrier, id) WHERE sent_by_carrier IS NOT NULL`,
  `CREATE INDEX batches_unfinished ON batches (coalesce(attempted_at, created_at))
     WHERE state IN ('receiving', 'staged', 'working')`,
  `CREATE TABLE batch_pieces (
     id uuid PRIMARY KEY,
     batch_id uuid NOT NULL REFERENCES batches (id) ON DELETE CASCADE
   )`,
  `CREATE INDEX batch_pieces_of_batch ON batch_pieces (batch_id)`,
  `CREATE TABLE batch_items (
     batch_id uuid NOT NULL REFERENCES batches (id) ON DELETE CASCADE,
     number integer NOT NULL,
     transmission_id uuid NOT NULL,
     manifest integer NOT NULL,
     destination text NOT NULL,
     sequence text NOT NULL,
     kind text,
     month text,
     files jsonb NOT NULL,
     size bigint NOT NULL,
     state text NOT NULL CHECK (state IN ('waiting', 'accepted', 'held', 'rejected', 'duplicate', 'cancelled')),
     transmission uuid,
     problem text,
     capability jsonb,
     findings jsonb,
     findings_total integer,
     attempts integer NOT NULL DEFAULT 0,
     PRIMARY KEY (batch_id, number)
   )`,
  `CREATE INDEX batch_items_waiting ON batch_items (batch_id, number) WHERE state = 'waiting'`,
];
