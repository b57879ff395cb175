import sql, { Sql } from 'sql-template-tag';
import { Transmission, TransmissionUnit } from './transmission.js';
import { seriesOf } from './unit-series.js';

/**
 * Which unit supersedes which: the one before it, in the order of sequences, between the same offices, of the same series
 * and month. Told from unit_keys each time it is asked, never written down: one that arrives late stands between two at
 * once, one that is recalled or expires gives its key back and is gone from the chain, and nobody has to wait for anybody.
 * A key names a series only while its unit stands: not while it is held or being checked.
 */
const standing = `'available', 'collected', 'confirmed', 'imported', 'import-failed'`;

/** The ids before and after the transmission `t`, as columns. */
export const supersedesColumn = neighbourColumn('<', 'DESC');
export const supersededByColumn = neighbourColumn('>', 'ASC');

function neighbourColumn(side: '<' | '>', order: 'ASC' | 'DESC'): string {
  return `CASE WHEN t.state IN (${standing}) THEN (
    SELECT k.transmission_id FROM unit_keys k
    WHERE k.sender = t.sender AND k.destination = t.destination AND k.series = regexp_replace(t.unit_kind, '-delete$', '')
      AND k.month = coalesce(t.month, '') AND k.sequence ${side} t.sequence
    ORDER BY k.sequence ${order} LIMIT 1) END`;
}

type Linked = Pick<Transmission, 'sender' | 'destination'> & { readonly unit: TransmissionUnit };

/** The id just before one that is about to be accepted, as an expression. */
export const idBefore = (of: Linked): Sql => neighbourOf(of, sql`<`, sql`DESC`);

/** The id just after it. */
export const idAfter = (of: Linked): Sql => neighbourOf(of, sql`>`, sql`ASC`);

function neighbourOf({ sender, destination, unit }: Linked, side: Sql, order: Sql): Sql {
  return sql`(SELECT k.transmission_id FROM unit_keys k
    WHERE k.sender = ${sender}::text AND k.destination = ${destination}::text
      AND k.series = ${seriesOf(unit.kind)}::text AND k.month = ${unit.month ?? ''}::text
      AND k.sequence ${side} ${unit.sequence}::text
    ORDER BY k.sequence ${order} LIMIT 1)`;
}
