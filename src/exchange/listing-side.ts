import sql, { Sql } from 'sql-template-tag';
import { isDestination, isSender, mandated, Party, shapeOf } from './party.js';

/** From where rows are read, whose they are, in which order they come. */
export interface Side {
  readonly name: string;
  readonly from: Sql;
  readonly mine: Sql;
  readonly own: Sql;
  readonly counterpart: Sql;
  readonly order: Sql;
  readonly id: Sql;
  /** What the index over open rows says of itself. */
  readonly isOpen: Sql;
}

export const openRows = sql`t.state IN ('available', 'collected')`;

/** A carrier's inbox starts from what was sealed for it: its cost does not grow with the number of its offices. */
export function inboxOf(party: Party, now: Date): Side {
  const sides = { own: sql`t.destination`, counterpart: sql`t.sender` };
  if (party.officeNumber !== null) {
    return {
      ...sides,
      name: 'inbox office',
      from: sql`transmissions t`,
      mine: isDestination(party, now),
      order: sql`t.arrival_settled_by`,
      id: sql`t.id`,
      isOpen: openRows,
    };
  }
  return {
    ...sides,
    name: 'inbox carrier',
    from: sql`transmission_carriers c JOIN transmissions t ON t.id = c.id`,
    mine: sql`c.client_id = ${party.clientId} AND ${mandated(party.clientId, sql`c.destination`, 'collect', now)}`,
    order: sql`c.arrival_settled_by`,
    id: sql`c.id`,
    isOpen: sql`c.is_open AND ${openRows}`,
  };
}

export function outboxOf(party: Party, now: Date): Side {
  return {
    name: `outbox ${shapeOf(party)}`,
    from: sql`transmissions t`,
    mine: isSender(party, now),
    own: sql`t.sender`,
    counterpart: sql`t.destination`,
    order: sql`t.sent_settled_by`,
    id: sql`t.id`,
    isOpen: openRows,
  };
}
