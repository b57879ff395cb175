import sql, { Sql } from 'sql-template-tag';
import { Caller } from '../http/caller.js';
import { notAllowed } from '../http/http.problems.js';
import { MandateScope } from '../mandates/mandate.js';
import { grantsAt } from '../mandates/standing.js';

/**
 * Who asks the exchange: an office for itself, or a carrier (a relay or network) for the offices whose mandate stands.
 * Stores take this, so that a query for nobody in particular does not compile.
 *
 * An office sees what was sent from it and what has arrived for it, whoever carried it. A carrier sees what it sent
 * itself and what was sealed for it, as long as the mandate of that office stands: nothing of other carriers, nothing of
 * the time before.
 */
export type Party = OfficeParty | CarrierParty;

export interface OfficeParty {
  readonly clientId: string;
  readonly officeNumber: string;
}

export interface CarrierParty {
  readonly clientId: string;
  readonly officeNumber: null;
}

/** @throws Problem not-allowed for the operator, who has no part in what is exchanged */
export function partyOf({ kind, clientId, officeNumber }: Caller): Party {
  if (kind === 'operator') throw notAllowed();
  return { clientId, officeNumber };
}

/** For the name of a prepared statement: its text depends on nothing else of the party. */
export function shapeOf(party: Party): 'office' | 'carrier' {
  return party.officeNumber === null ? 'carrier' : 'office';
}

/** The transmissions `t` that the party may see as their sender. */
export function isSender(party: Party, now: Date, scope: 'send' | 'recall' = 'send'): Sql {
  const { clientId, officeNumber } = party;
  if (officeNumber !== null) return sql`t.sender = ${officeNumber}`;
  return sql`t.sent_by_carrier = ${clientId} AND ${mandated(clientId, sql`t.sender`, scope, now)}`;
}

/** The transmissions `t` that the party may see as their destination, once they have arrived. */
export function isDestination(party: Party, now: Date): Sql {
  const { clientId, officeNumber } = party;
  if (officeNumber !== null) return sql`t.destination = ${officeNumber}`;
  return sql`EXISTS (SELECT FROM transmission_carriers c WHERE c.id = t.id AND c.client_id = ${clientId})
    AND ${mandated(clientId, sql`t.destination`, 'collect', now)}`;
}

/** Whether an office has given the carrier a mandate that stands and grants the scope. */
export function mandated(carrierId: string, office: Sql, scope: MandateScope, now: Date): Sql {
  return sql`EXISTS (SELECT FROM mandates
    WHERE mandates.carrier_id = ${carrierId} AND mandates.office_number = ${office} AND ${grantsAt(scope, now)})`;
}
