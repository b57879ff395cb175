import { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * With whom an office has to do in a month, from either side. On the keys, not on the transmissions: a key is written
 * once, a transmission at every step of its life, and each of its indexes with it.
 */
export class Progress1795478400004 implements MigrationInterface {
  public readonly name = 'Progress1795478400004';

  public async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('CREATE INDEX unit_keys_sent_of_month ON unit_keys (sender, month, series, destination)');
    await queryRunner.query(
      'CREATE INDEX unit_keys_received_of_month ON unit_keys (destination, month, series, sender)',
    );
  }

  public down(): Promise<void> {
    throw new Error('Migrations are forward only: restore a backup instead.');
  }
}
