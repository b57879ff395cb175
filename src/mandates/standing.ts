import sql, { Sql } from 'sql-template-tag';
import { MandateScope } from './mandate.js';

/**
 * A mandate that stands: accepted, not suspended, within its dates. The one place that says so, over the table
 * `mandates`; every operation asks it anew, so that a revocation holds from the next request on, in every process.
 */
export function standsAt(now: Date): Sql {
  return sql`mandates.state = 'active' AND mandates.valid_from <= ${now}
    AND (mandates.valid_until IS NULL OR mandates.valid_until > ${now})`;
}

/** A mandate that stands and grants this scope. */
export function grantsAt(scope: MandateScope, now: Date): Sql {
  return sql`${scope} = ANY (mandates.scopes) AND ${standsAt(now)}`;
}
