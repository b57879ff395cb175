import { Injectable } from '@nestjs/common';
import sql, { raw } from 'sql-template-tag';
import { Statements } from '../database/statements.js';
import { EventStore } from '../events/event.store.js';
import { isDestination, Party, shapeOf } from './party.js';
import { ImportCell, Transmission } from './transmission.js';
import { fromRow, transmissionColumns, TransmissionRow } from './transmission-row.js';

export interface ToldImport {
  readonly kind: 'imported' | 'import-failed';
  readonly jws: string;
  readonly cells: readonly ImportCell[];
}

@Injectable()
export class ImportStore {
  constructor(
    private readonly statements: Statements,
    private readonly events: EventStore,
  ) {}

  /** confirmed or import-failed → imported or import-failed, with its event. Null when it is neither (any more). */
  async tell(party: Party, id: string, { kind, jws, cells }: ToldImport, at: Date): Promise<Transmission | null> {
    const event = {
      kind: `transmission-${kind}` as const,
      at,
      clientId: party.clientId,
      transmissionId: id,
      data: kind === 'imported' ? {} : { cells: cells.length },
      sender: sql`t.sender`,
      destination: sql`t.destination`,
      submissionId: sql`t.submission_id`,
    };
    const [row] = await this.statements.rows<TransmissionRow>(
      `imports-tell ${kind} ${shapeOf(party)}`,
      sql`WITH
        t AS (
          UPDATE transmissions t SET state = ${kind}, import_result = ${jws}, import_told_at = ${at},
            import_cells = ${JSON.stringify(cells)}
          WHERE t.id = ${id} AND ${isDestination(party, at)} AND t.state IN ('confirmed', 'import-failed')
            AND (t.sealed_for IS NULL OR ${party.clientId} = ANY (t.sealed_for))
          RETURNING t.*),
        event AS (${this.events.insertion(event, sql`t`)})
        SELECT ${raw(transmissionColumns)} FROM t`,
    );
    return row ? fromRow(row) : null;
  }
}
