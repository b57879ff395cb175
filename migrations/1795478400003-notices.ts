import { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Notices on transmissions. Their texts rest sealed among the contents; here is only what may be known of them. Expands
 * only, so that a process of the release before works with it.
 */
export class Notices1795478400003 implements MigrationInterface {
  public readonly name = 'Notices1795478400003';

  public async up(queryRunner: QueryRunner): Promise<void> {
    for (const statement of notices) await queryRunner.query(statement);
  }

  public down(): Promise<void> {
    throw new Error('Migrations are forward only: restore a backup instead.');
  }
}

const notices = [
  `CREATE TABLE notices (
     id uuid PRIMARY KEY,
     settled_by bigint NOT NULL DEFAULT (pg_current_xact_id()::text::bigint),
     transmission_id uuid NOT NULL,
     kind text NOT NULL CHECK (kind IN ('resend-request', 'defect', 'withdraw-please', 'remark')),
     given_by text NOT NULL CHECK (given_by IN ('sender', 'destination')),
     client_id uuid NOT NULL,
     by_carrier boolean NOT NULL,
     sender text NOT NULL,
     destination text NOT NULL,
     by_office text NOT NULL CHECK (by_office = CASE given_by WHEN 'sender' THEN sender ELSE destination END),
     for_office text NOT NULL CHECK (for_office = CASE given_by WHEN 'sender' THEN destination ELSE sender END),
     series text NOT NULL,
     month text NOT NULL,
     sequence text NOT NULL,
     cells jsonb NOT NULL DEFAULT '[]',
     sealed_for uuid[],
     text_until timestamptz,
     text_deleted_at timestamptz,
     created_at timestamptz NOT NULL,
     read_at timestamptz,
     closed_at timestamptz,
     closed_by text CHECK (closed_by IN ('sender', 'destination')),
     closing text CHECK (closing IN ('done', 'declined', 'no-longer-needed')),
     CHECK ((closed_at IS NULL) = (closing IS NULL)),
     CHECK ((sealed_for IS NULL) = (text_until IS NULL))
   )`,
  `CREATE INDEX notices_of_transmission ON notices (transmission_id, settled_by, id)`,
  `CREATE INDEX notices_received ON notices (for_office, settled_by, id)`,
  `CREATE INDEX notices_given ON notices (by_office, settled_by, id)`,
  `CREATE INDEX notices_received_unclosed ON notices (for_office, settled_by, id) WHERE closed_at IS NULL`,
  `CREATE INDEX notices_given_unclosed ON notices (by_office, settled_by, id) WHERE closed_at IS NULL`,
  `CREATE INDEX notices_texts_kept_until ON notices (text_until) WHERE text_until IS NOT NULL AND text_deleted_at IS NULL`,
  // Which carriers see a notice: those that see its transmission. Their lists are read from here, so that the time it takes
  // does not grow with their offices.
  `CREATE TABLE notice_carriers (
     notice_id uuid NOT NULL REFERENCES notices (id),
     client_id uuid NOT NULL,
     side text NOT NULL CHECK (side IN ('sender', 'destination')),
     office text NOT NULL,
     is_receiver boolean NOT NULL,
     settled_by bigint NOT NULL DEFAULT (pg_current_xact_id()::text::bigint),
     PRIMARY KEY (notice_id, client_id, side)
   )`,
  `CREATE INDEX notice_carriers_of_client ON notice_carriers (client_id, is_receiver, settled_by, notice_id)`,
];
