import { Injectable } from '@nestjs/common';
import sql from 'sql-template-tag';
import { Config } from '../../config/config.js';
import { Statements } from '../../database/statements.js';
import { Sweep } from '../../queue/sweeper.js';

/** In this order a delivery is never without what it tells of. */
const tables = ['delivery_attempts', 'deliveries', 'feed'];

/**
 * Forgets what was told and to be told, by whole months: the log itself stays. Ids carry the machine's time, so PostgreSQL's
 * own clock says which months are over.
 */
@Injectable()
export class ForgetTold implements Sweep {
  readonly name = 'told';

  constructor(
    private readonly config: Config,
    private readonly statements: Statements,
  ) {}

  async run(): Promise<void> {
    for (const table of tables) {
      await this.statements.rows(
        'told-forget',
        sql`SELECT careplan_forget_told(${table}, now() - make_interval(days => ${this.config.eventDays}))`,
      );
    }
  }
}
