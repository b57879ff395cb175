import { Injectable } from '@nestjs/common';
import sql, { raw, Sql } from 'sql-template-tag';
import { Statements } from '../../database/statements.js';
import { rowsOf, Tx } from '../../database/unit-of-work.js';
import { isSender, Party, shapeOf } from '../party.js';
import { Batch, ItemCounts, noCounts, UnassignedFile } from './batch.js';

/** A batch as it begins to stream in. */
export type ArrivingBatch = Pick<
  Batch,
  'id' | 'clientId' | 'sentByCarrier' | 'sender' | 'hold' | 'files' | 'size' | 'createdAt'
>;

/** What the worker needs of a batch that has not ended. */
export interface UnfinishedBatch extends ArrivingBatch {
  readonly state: 'staged' | 'working';
  /** The signed manifests, encrypted at rest. */
  readonly manifests: Buffer;
}

const arriving = raw(`
  t.id, t.client_id AS "clientId", t.sent_by_carrier AS "sentByCarrier", t.sender, t.hold, t.files,
  t.size::double precision AS size, t.created_at AS "createdAt"`);

const listed = raw(`
  ${arriving.sql}, t.state, t.items, '[]'::jsonb AS unassigned, t.finished_at AS "finishedAt",
  (SELECT jsonb_object_agg(state, count) FROM
    (SELECT state, count(*) FROM batch_items WHERE batch_id = t.id GROUP BY state) AS counted) AS counts`);

/** With what belongs to no unit. */
const whole = raw(listed.sql.replace(`'[]'::jsonb AS unassigned`, 't.unassigned'));

type BatchRow = Omit<Batch, 'counts'> & { readonly counts: Partial<ItemCounts> | null };

@Injectable()
export class BatchStore {
  constructor(private readonly statements: Statements) {}

  /** The upload has begun; nobody sees it yet. */
  async receive(batch: ArrivingBatch): Promise<void> {
    await this.statements.rows(
      'batches-receive',
      sql`INSERT INTO batches (id, client_id, sent_by_carrier, sender, state, hold, files, size, created_at)
          VALUES (${batch.id}, ${batch.clientId}, ${batch.sentByCarrier}, ${batch.sender}, 'receiving', ${batch.hold},
            ${batch.files}, ${batch.size}, ${batch.createdAt})`,
    );
  }

  /** receiving → staged. False when it was given up meanwhile. */
  stage(tx: Tx, id: string, manifests: Buffer, at: Date): Promise<boolean> {
    return this.changes(
      tx,
      sql`UPDATE batches SET state = 'staged', manifests = ${manifests}, created_at = ${at}
          WHERE id = ${id} AND state = 'receiving' RETURNING id`,
    );
  }

  /** False when it has arrived after all. */
  async lockReceiving(tx: Tx, id: string): Promise<boolean> {
    const locked = sql`SELECT 1 FROM batches WHERE id = ${id} AND state = 'receiving' FOR UPDATE`;
    return (await rowsOf(tx, locked)).length === 1;
  }

  abandon(tx: Tx, id: string): Promise<boolean> {
    return this.changes(tx, sql`DELETE FROM batches WHERE id = ${id} AND state = 'receiving' RETURNING id`);
  }

  /** staged → working, with what it was found to be made of. False when that is known already, or it was cancelled. */
  divide(tx: Tx, id: string, items: number, unassigned: readonly UnassignedFile[]): Promise<boolean> {
    return this.changes(
      tx,
      sql`UPDATE batches
          SET state = 'working', items = ${items}, unassigned = ${JSON.stringify(unassigned)}::jsonb, attempts = 0
          WHERE id = ${id} AND state = 'staged' RETURNING id`,
    );
  }

  /** working → finished, once no item waits any more. False as long as one does, or when it has ended already. */
  finish(tx: Tx, id: string, at: Date): Promise<boolean> {
    return this.changes(
      tx,
      sql`UPDATE batches SET state = 'finished', finished_at = ${at}
          WHERE id = ${id} AND state = 'working'
            AND NOT EXISTS (SELECT FROM batch_items WHERE batch_id = ${id} AND state = 'waiting')
          RETURNING id`,
    );
  }

  /** staged or working → cancelled. False when it has ended already. */
  cancel(tx: Tx, party: Party, id: string, at: Date): Promise<boolean> {
    return this.changes(
      tx,
      sql`UPDATE batches t SET state = 'cancelled', finished_at = ${at}
          WHERE t.id = ${id} AND t.state IN ('staged', 'working') AND ${isSender(party, at)} RETURNING t.id`,
    );
  }

  /** A batch of which the party is the sender; a carrier as long as the mandate stands. */
  async findSent(party: Party, id: string, now: Date): Promise<Batch | null> {
    const [row] = await this.statements.rows<BatchRow>(
      `batches-find-sent ${shapeOf(party)}`,
      sql`SELECT ${whole} FROM batches t WHERE t.id = ${id} AND ${isSender(party, now)} AND t.state <> 'receiving'`,
    );
    return row ? fromRow(row) : null;
  }

  /** The newest first, without what belongs to no unit. */
  async listSent(party: Party, now: Date, before: string | null, limit: number): Promise<Batch[]> {
    const rows = await this.statements.rows<BatchRow>(
      `batches-list-sent ${shapeOf(party)} ${before === null ? 'first' : 'next'}`,
      sql`SELECT ${listed} FROM batches t
          WHERE ${isSender(party, now)} AND t.state <> 'receiving' ${before === null ? sql`` : sql`AND t.id < ${before}`}
          ORDER BY t.id DESC LIMIT ${limit}`,
    );
    return rows.map(fromRow);
  }

  async findUnfinished(id: string): Promise<UnfinishedBatch | null> {
    const [row] = await this.statements.rows<UnfinishedBatch>(
      'batches-find-unfinished',
      sql`SELECT ${arriving}, t.state, t.manifests FROM batches t WHERE t.id = ${id} AND t.state IN ('staged', 'working')`,
    );
    return row ?? null;
  }

  /** Counts an attempt to take it apart before it is made, and says that somebody is at it. */
  async countAttempt(id: string, now: Date): Promise<number> {
    const [row] = await this.statements.rows<{ attempts: number }>(
      'batches-count-attempt',
      sql`UPDATE batches SET attempts = attempts + 1, attempted_at = ${now}
          WHERE id = ${id} AND state IN ('staged', 'working') RETURNING attempts`,
    );
    return row?.attempts ?? 0;
  }

  /** Unfinished ones that nobody has touched since this moment, the longest waiting first. */
  untouchedSince(before: Date, limit: number): Promise<string[]> {
    return this.idsOf('batches-untouched-since', sql`state IN ('staged', 'working')`, before, limit);
  }

  /** Uploads that were begun before this moment, and whose process must have died. */
  cutOffBefore(before: Date, limit: number): Promise<string[]> {
    return this.idsOf('batches-cut-off-before', sql`state = 'receiving'`, before, limit);
  }

  private async idsOf(name: string, which: Sql, before: Date, limit: number): Promise<string[]> {
    const rows = await this.statements.rows<{ id: string }>(
      name,
      sql`SELECT id FROM batches WHERE ${which} AND coalesce(attempted_at, created_at) < ${before}
          ORDER BY coalesce(attempted_at, created_at) LIMIT ${limit}`,
    );
    return rows.map(({ id }) => id);
  }

  /** Decided by the row that a conditional statement changes, or does not. */
  private async changes(tx: Tx, statement: Sql): Promise<boolean> {
    const changed = await tx.query<unknown[]>(statement.text, statement.values);
    // TypeORM answers an UPDATE or DELETE with its rows and their number.
    return Array.isArray(changed) && Number(changed[1]) === 1;
  }
}

function fromRow(row: BatchRow): Batch {
  return { ...row, counts: { ...noCounts, ...row.counts } };
}
