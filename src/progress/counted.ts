import sql, { raw, Sql } from 'sql-template-tag';
import { Party } from '../exchange/party.js';
import { collectableStates } from '../exchange/transmission.js';
import { CARE_MANAGER_TYPES } from '../standard/service-types.js';

/**
 * Counts, for a `pair` of a planner and a server and a month, whose actuals came for whose plans (付8 3-3). Of each person
 * the last unit counts, in the order of sequences, which is the order of import (標準仕様, ファイル連番): a slip plans, its
 * deletion takes the plan back; actuals answer, their deletion takes the answer back. Only what stands has a key and one
 * of these states: nothing held, rejected, recalled or expired counts. Persons are compared by keyed hash, and do not
 * leave this statement.
 */
export function countOf(party: Party, month: string): Sql {
  return sql`
    WITH unit AS MATERIALIZED (
      ${unitsFrom(party, month, 'use-slip', 'planner', 'server')}
      UNION ALL
      ${unitsFrom(party, month, 'actual', 'server', 'planner')}),
    last AS (
      SELECT DISTINCT ON (unit.series, person) unit.series, person, unit.stands, unit.collected_at IS NOT NULL AS collected
      FROM unit CROSS JOIN LATERAL unnest(unit.persons) AS person
      ORDER BY unit.series, person, unit.sequence DESC),
    person AS (
      SELECT bool_or(stands) FILTER (WHERE series = 'use-slip') IS TRUE AS planned,
        bool_or(collected) FILTER (WHERE series = 'use-slip') IS TRUE AS collected,
        bool_or(stands) FILTER (WHERE series = 'actual') IS TRUE AS answered
      FROM last GROUP BY person),
    persons AS (
      SELECT count(*) FILTER (WHERE planned)::int AS planned,
        count(*) FILTER (WHERE planned AND collected)::int AS "plannedCollected",
        count(*) FILTER (WHERE planned AND answered)::int AS answered,
        count(*) FILTER (WHERE planned AND NOT answered)::int AS missing,
        count(*) FILTER (WHERE answered AND NOT planned)::int AS unplanned
      FROM person),
    units AS (
      SELECT count(*) FILTER (WHERE series = 'use-slip')::int AS slips,
        max(available_at) FILTER (WHERE series = 'use-slip') AS "slipsSentAt",
        max(collected_at) FILTER (WHERE series = 'use-slip') AS "slipsCollectedAt",
        count(*) FILTER (WHERE series = 'actual')::int AS actuals,
        max(available_at) FILTER (WHERE series = 'actual') AS "actualsSentAt",
        max(collected_at) FILTER (WHERE series = 'actual') AS "actualsCollectedAt"
      FROM unit)
    SELECT persons.*, units.* FROM persons, units`;
}

type Series = 'use-slip' | 'actual';

function unitsFrom(party: Party, month: string, series: Series, from: string, to: string): Sql {
  return sql`SELECT k.series, k.sequence, t.unit_kind = k.series AS stands, t.available_at, t.collected_at, t.persons
    FROM unit_keys k JOIN transmissions t ON t.id = k.transmission_id
    WHERE k.sender = pair.${raw(from)} AND k.destination = pair.${raw(to)} AND k.series = ${raw(`'${series}'`)}
      AND k.month = ${month} AND t.state = ANY (${collectableStates}) AND ${visibleTo(party)}
      AND NOT EXISTS (SELECT FROM jsonb_array_elements(t.files) AS file WHERE file ->> 'name' ~ ${passedOn[series]})`;
}

/**
 * What a commissioned office passes on to its regional center asks for no actuals, and answers no plan: slips to the
 * care-manager side, actuals from it (標準仕様 202407, 介護予防支援). Names of that version say the side.
 */
const careManagers = [...CARE_MANAGER_TYPES.keys()].join('|');
const passedOn: Readonly<Record<Series, string>> = {
  'use-slip': `^(UPPLAN|DLTPLAN)_[0-9]{6}_[0-9A-Z]{10}_[0-9A-Z]{2}_[0-9A-Z]{10}_(${careManagers})_`,
  actual: `^(UPJSK|DLTJSK)_[0-9]{6}_[0-9A-Z]{10}_(${careManagers})_`,
};

/** As exchange/party.ts has it, of the office in `own`, whose mandate says what its carrier sees. */
function visibleTo({ clientId, officeNumber }: Party): Sql {
  if (officeNumber !== null) return sql`true`; // one of the two is the office itself
  return sql`((k.sender = own.number AND own.sends AND t.sent_by_carrier = ${clientId})
    OR (k.destination = own.number AND own.collects
      AND EXISTS (SELECT FROM transmission_carriers c WHERE c.id = t.id AND c.client_id = ${clientId})))`;
}
