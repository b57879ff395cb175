import { Injectable } from '@nestjs/common';
import sql, { raw } from 'sql-template-tag';
import { Statements } from '../../database/statements.js';
import { rowsOf, Tx } from '../../database/unit-of-work.js';
import { BatchItem, ItemCounts, ItemOutcome, noCounts, PlannedItem, Undeliverable } from './batch.js';

const columns = raw(`
  i.number, i.transmission_id AS "transmissionId", i.manifest, i.destination, o.name AS "destinationName", i.sequence,
  i.kind, i.month, i.files, i.size::double precision AS size, i.state, i.transmission, i.problem, i.capability,
  coalesce(i.findings, '[]') AS findings, coalesce(i.findings_total, 0) AS "findingsTotal"`);

/** An item that the worker is about to send. */
export type WaitingItem = BatchItem & { readonly attempts: number };

@Injectable()
export class BatchItemStore {
  constructor(private readonly statements: Statements) {}

  /** The plan, all of it in one statement. */
  async insert(tx: Tx, batchId: string, items: readonly PlannedItem[]): Promise<void> {
    const rows = items.map(({ transmissionId, files, ...item }) => ({
      ...item,
      transmission_id: transmissionId,
      files,
    }));
    await rowsOf(
      tx,
      sql`INSERT INTO batch_items
            (batch_id, number, transmission_id, manifest, destination, sequence, kind, month, files, size, state)
          SELECT ${batchId}::uuid, number, transmission_id, manifest, destination, sequence, kind, month, files, size,
            'waiting'
          FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS item (number integer, transmission_id uuid,
            manifest integer, destination text, sequence text, kind text, month text, files jsonb, size bigint)`,
    );
  }

  /** The next one that still waits, after this number. Counts the attempt: one that kills its process counts, too. */
  async takeNext(batchId: string, after: number): Promise<WaitingItem | null> {
    const [row] = await this.statements.rows<WaitingItem>(
      'batch-items-take-next',
      sql`WITH i AS (
            UPDATE batch_items SET attempts = attempts + 1
            WHERE batch_id = ${batchId} AND number = (
              SELECT number FROM batch_items
              WHERE batch_id = ${batchId} AND state = 'waiting' AND number > ${after} ORDER BY number LIMIT 1)
            RETURNING *)
          SELECT ${columns}, i.attempts FROM i LEFT JOIN offices o ON o.number = i.destination`,
    );
    return row ?? null;
  }

  /** Whether it still waits; if so, nobody else decides about it until the transaction ends. */
  async lockWaiting(tx: Tx, batchId: string, number: number): Promise<boolean> {
    const rows = await rowsOf(
      tx,
      sql`SELECT 1 FROM batch_items
          WHERE batch_id = ${batchId} AND number = ${number} AND state = 'waiting' FOR UPDATE`,
    );
    return rows.length === 1;
  }

  /** waiting → what became of it. */
  async settle(tx: Tx, batchId: string, number: number, outcome: ItemOutcome): Promise<void> {
    const { state, transmission, problem, capability, findings, findingsTotal, kind, month } = outcome;
    await rowsOf(
      tx,
      sql`UPDATE batch_items SET state = ${state}, transmission = ${transmission}, problem = ${problem},
            capability = ${capability && JSON.stringify(capability)}::jsonb, findings = ${JSON.stringify(findings)}::jsonb,
            findings_total = ${findingsTotal}, kind = ${kind}, month = ${month}
          WHERE batch_id = ${batchId} AND number = ${number} AND state = 'waiting'`,
    );
  }

  /** waiting → cancelled, all that still wait. */
  async cancelWaiting(tx: Tx, batchId: string): Promise<void> {
    await rowsOf(tx, sql`UPDATE batch_items SET state = 'cancelled' WHERE batch_id = ${batchId} AND state = 'waiting'`);
  }

  async counts(tx: Tx, batchId: string): Promise<ItemCounts> {
    const rows = await rowsOf<{ state: keyof ItemCounts; count: number }>(
      tx,
      sql`SELECT state, count(*)::integer AS count FROM batch_items WHERE batch_id = ${batchId} GROUP BY state`,
    );
    return { ...noCounts, ...Object.fromEntries(rows.map(({ state, count }) => [state, count])) };
  }

  /** In the order of the plan. */
  async list(batchId: string, after: number, limit: number): Promise<BatchItem[]> {
    return this.statements.rows<BatchItem>(
      'batch-items-list',
      sql`SELECT ${columns} FROM batch_items i LEFT JOIN offices o ON o.number = i.destination
          WHERE i.batch_id = ${batchId} AND i.number > ${after} ORDER BY i.number LIMIT ${limit}`,
    );
  }

  /** Offices to which nothing could be sent because they take no data, each once. */
  async undeliverable(batchId: string): Promise<Undeliverable[]> {
    return this.statements.rows<Undeliverable>(
      'batch-items-undeliverable',
      sql`SELECT DISTINCT ON (i.destination) i.destination AS office, o.name, i.capability
          FROM batch_items i LEFT JOIN offices o ON o.number = i.destination
          WHERE i.batch_id = ${batchId} AND i.problem IN ('destination-unknown', 'destination-not-connected')
          ORDER BY i.destination, i.number`,
    );
  }
}
