import sql, { raw, Sql } from 'sql-template-tag';
import { grantsAt } from '../../mandates/standing.js';

/**
 * The reader's own offices in a row `f` of the feed, as which or for which it may see the row now: an office itself, always;
 * a carrier while the office's mandate stands, for sending as for collecting. Over a subscriber `s` with its client_id and
 * reader. Empty where a row has offices and none of them may be seen any more.
 */
export function visibleOffices(now: Date): Sql {
  const isSeen = (side: string, scope: 'send' | 'collect'): Sql => sql`(s.reader = ${raw(side)} OR EXISTS (
    SELECT FROM mandates WHERE mandates.carrier_id = s.client_id AND mandates.office_number = ${raw(side)}
      AND ${grantsAt(scope, now)}))`;
  return sql`array_remove(ARRAY[
    CASE WHEN f.sender_side IS NOT NULL AND ${isSeen('f.sender_side', 'send')} THEN f.sender_side END,
    CASE WHEN f.destination_side IS NOT NULL AND ${isSeen('f.destination_side', 'collect')} THEN f.destination_side END,
    f.office], NULL)`;
}

/** Whether a row `f` may be seen at all, given its visible offices: what is of no office (a certificate's event) always. */
export const isVisible = (offices: Sql): Sql =>
  sql`(cardinality(${offices}) > 0 OR num_nonnulls(f.sender_side, f.destination_side, f.office) = 0)`;
