import { Injectable } from '@nestjs/common';
import { newId } from '../database/identifiers.js';
import { Tx } from '../database/unit-of-work.js';
import { NewEvent, StoredEvent } from './event.js';

/** Events are only ever appended, inside the transaction of the change that they tell of. */
@Injectable()
export class EventStore {
  async append(tx: Tx, event: NewEvent): Promise<void> {
    await tx.query(
      `INSERT INTO events (id, kind, at, client_id, submission_id, transmission_id, sender, destination, data)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
      [
        newId(),
        event.kind,
        event.at,
        event.clientId,
        event.submissionId,
        event.transmissionId,
        event.sender,
        event.destination,
        JSON.stringify(event.data ?? {}),
      ],
    );
  }

  /** The history of one transmission, oldest first. Bounded by nature: a handful of facts. */
  async ofTransmission(tx: Tx, transmissionId: string): Promise<StoredEvent[]> {
    const rows = await tx.query<StoredEvent[]>(
      // Events come after their transmission: the lower bound on the id spares the partitions of earlier months. An hour
      // of tolerance covers clocks that differ between machines.
      `SELECT id, kind, at, client_id AS "clientId", submission_id AS "submissionId",
              transmission_id AS "transmissionId", sender, destination, data
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
