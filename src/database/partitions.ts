import { Injectable } from '@nestjs/common';
import sql from 'sql-template-tag';
import { Statements } from './statements.js';

/**
 * The monthly partitions of the tables that grow. Ids carry the machine's time, so PostgreSQL's own clock says which
 * months are due.
 */
@Injectable()
export class Partitions {
  constructor(private readonly statements: Statements) {}

  /** Makes those of this month and the next three, where they are missing; the default partition serves until then. */
  async makeAhead(): Promise<void> {
    await this.statements.rows('partitions-make-ahead', sql`SELECT careplan_ensure_partitions()`);
  }
}
