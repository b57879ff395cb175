import { Injectable } from '@nestjs/common';
import { newId } from '../database/identifiers.js';
import sql, { Sql } from 'sql-template-tag';
import { rowsOf, Tx } from '../database/unit-of-work.js';
import { EventToAppend, NewEvent, StoredEvent } from './event.js';

/** An event whose columns may be taken from the statement that causes it. */
type EventColumns = Pick<NewEvent, 'kind' | 'at'> &
  Pick<Columns, 'clientId'> &
  Partial<Columns> & { readonly id?: string };
type Columns = { readonly [K in keyof NewEvent]: NewEvent[K] | Sql };

/** Events are only ever appended, inside the transaction of the change that they tell of. */
@Injectable()
export class EventStore {
  /**
   * The statement that appends an event, as a part of a larger one: each column is a value or an expression over `from`,
   * and no event is appended when `from` yields no row.
   */
  insertion(event: EventColumns, from: Sql): Sql {
    const { data = {} } = event;
    return sql`INSERT INTO events (id, kind, at, client_id, submission_id, transmission_id, sender, destination,
        subject_client_id, office_number, data)
      SELECT ${event.id ?? newId()}::uuid, ${event.kind}::text, ${event.at}::timestamptz, ${event.clientId}::uuid,
        ${event.submissionId ?? null}::uuid, ${event.transmissionId ?? null}::uuid, ${event.sender ?? null}::text,
        ${event.destination ?? null}::text, ${event.subjectClientId ?? null}::uuid,
        ${event.officeNumber ?? null}::text, ${data instanceof Sql ? data : sql`${JSON.stringify(data)}`}::jsonb
      FROM ${from}`;
  }

  async append(tx: Tx, event: EventToAppend): Promise<void> {
    await rowsOf(tx, this.insertion(event, sql`(SELECT) AS always`));
  }

  /** The history of one transmission, oldest first. Bounded by nature: a handful of facts. */
  async ofTransmission(tx: Tx, transmissionId: string): Promise<StoredEvent[]> {
    const rows = await tx.query<StoredEvent[]>(
      // Events come after their transmission: the lower bound on the id spares the partitions of earlier months. An hour
      // of tolerance covers clocks that differ between machines.
      `SELECT id, kind, at, client_id AS "clientId", submission_id AS "submissionId",
              transmission_id AS "transmissionId", sender, destination, subject_client_id AS "subjectClientId",
              office_number AS "officeNumber", data
       FROM events
       WHERE transmission_id = $1 AND id >= $2
       ORDER BY settled_by, id`,
      [transmissionId, anHourBefore(transmissionId)],
    );
    return rows;
  }
}

/** The lowest UUIDv7 of an hour before the moment in the given one (RFC 9562 section 5.7: 48 bits of milliseconds). */
function anHourBefore(id: string): string {
  const milliseconds = parseInt(id.replaceAll('-', '').slice(0, 12), 16) - 3_600_000;
  const hex = milliseconds.toString(16).padStart(12, '0');
  return `${hex.slice(0, 8)}-${hex.slice(8)}-0000-0000-000000000000`;
}
