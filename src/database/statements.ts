import { Injectable } from '@nestjs/common';
import type { Pool } from 'pg';
import type { Sql } from 'sql-template-tag';
import { DataSource } from 'typeorm';

/**
 * Single statements, each a transaction of its own and one round trip. PostgreSQL prepares them once a connection under
 * their name, which spares it parsing and planning on the busy paths; a name therefore always means the same text.
 */
@Injectable()
export class Statements {
  constructor(private readonly dataSource: DataSource) {}

  /** @param name null for a statement whose shapes are too many to keep prepared */
  async rows<Row extends object>(name: string | null, statement: Sql): Promise<Row[]> {
    const { rows } = await this.pool.query<Row>({
      name: name ?? undefined,
      text: statement.text,
      values: statement.values,
    });
    return rows;
  }

  /** TypeORM's own pool: there is one door to the database. */
  private get pool(): Pool {
    return (this.dataSource.driver as unknown as { master: Pool }).master;
  }
}
