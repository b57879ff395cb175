import { Injectable } from '@nestjs/common';
import type { Sql } from 'sql-template-tag';
import { DataSource, EntityManager } from 'typeorm';

/** What a store runs its statements in: a transaction, or `autocommit` where one statement is all. */
export type Tx = EntityManager;

/** Runs a composed statement inside a transaction. The rows of a SELECT, or of an INSERT's RETURNING. */
export function rowsOf<Row>(tx: Tx, statement: Sql): Promise<Row[]> {
  return tx.query<Row[]>(statement.text, statement.values);
}

/** Opens transactions, visibly, in the use case that needs one: one commit a use case. */
@Injectable()
export class UnitOfWork {
  constructor(private readonly dataSource: DataSource) {}

  /** Runs the work in one READ COMMITTED transaction; whatever it throws rolls everything back. */
  run<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    return this.dataSource.transaction('READ COMMITTED', work);
  }

  /** For single statements, which are transactions of their own. */
  get autocommit(): Tx {
    return this.dataSource.manager;
  }
}
