import sql, { Sql } from 'sql-template-tag';
import { Caller } from '../http/caller.js';
import { MandateSide } from './mandate.js';

/** Who asks about mandates, and for which side: an office for its own, a carrier for its own, the operator for all. */
export interface MandateParty {
  readonly side: MandateSide;
  readonly clientId: string;
  readonly officeNumber: string | null;
}

export function partyOf({ kind, clientId, officeNumber }: Caller): MandateParty {
  const side = kind === 'operator' ? 'operator' : kind === 'office' ? 'office' : 'carrier';
  return { side, clientId, officeNumber };
}

/** The mandates that this party is a side of, over the table `mandates`. */
export function visibleTo({ side, clientId, officeNumber }: MandateParty): Sql {
  if (side === 'operator') return sql`true`;
  return side === 'office' ? sql`mandates.office_number = ${officeNumber}` : sql`mandates.carrier_id = ${clientId}`;
}
