import { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What is still under way, as its sender looks for it: not to be looked for in everything that was ever sent. Expands only,
 * so that a process of the release before works with it.
 */
export class Inbox1795478400002 implements MigrationInterface {
  public readonly name = 'Inbox1795478400002';

  public async up(queryRunner: QueryRunner): Promise<void> {
    for (const statement of outbox) await queryRunner.query(statement);
  }

  public down(): Promise<void> {
    throw new Error('Migrations are forward only: restore a backup instead.');
  }
}

const outbox = [
  `CREATE INDEX transmissions_outbox_under_way ON transmissions (sender, sent_settled_by, id)
     WHERE state IN ('held', 'checking', 'available', 'collected')`,
  `CREATE INDEX transmissions_carrier_outbox_under_way ON transmissions (sent_by_carrier, sent_settled_by, id)
     WHERE sent_by_carrier IS NOT NULL AND state IN ('held', 'checking', 'available', 'collected')`,
];
