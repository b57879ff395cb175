import { Injectable } from '@nestjs/common';
import sql from 'sql-template-tag';
import { Clock } from './clock.js';
import { Statements } from './statements.js';

/** Months made ahead: a worker that is away for a quarter does no harm, and the default partition catches the rest. */
const monthsAhead = 3;

/** The monthly partitions of the tables that grow without end. */
@Injectable()
export class Partitions {
  constructor(
    private readonly statements: Statements,
    private readonly clock: Clock,
  ) {}

  /** Makes those of this month and the next ones, where they are missing. */
  async makeAhead(): Promise<void> {
    await this.statements.rows(
      'partitions-make-ahead',
      sql`SELECT careplan_ensure_partitions(${this.clock.now()}::timestamptz, ${monthsAhead}::int)`,
    );
  }
}
