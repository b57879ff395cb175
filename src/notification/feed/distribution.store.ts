import { Injectable } from '@nestjs/common';
import sql, { Sql } from 'sql-template-tag';
import { rowsOf, Tx } from '../../database/unit-of-work.js';
import { Audience, kindsToldTo } from '../../events/audience.js';
import { isVisible, visibleOffices } from './visible-offices.js';

export interface Distributed {
  /** Events of the log that were passed, whoever may know of them. */
  readonly events: number;
  /** Who has something new in the feed. */
  readonly readers: string[];
}

/** Everything that the distributor sends to the database. */
@Injectable()
export class DistributionStore {
  /** The right to distribute until the transaction ends; false when another worker has it. */
  async take(tx: Tx): Promise<boolean> {
    const rows = await rowsOf(tx, sql`SELECT FROM distribution FOR UPDATE SKIP LOCKED`);
    return rows.length === 1;
  }

  /**
   * Takes the next events of the log, in commit order and only as far as it is settled, into the feed of everybody who may
   * know of them, and notes what is to be delivered to subscriptions. The statement's snapshot comes after `take`. Every
   * subscription with something new is locked, though it be due already: whoever ends a turn at it, and would find nothing more
   * to do, waits and sees what is new.
   */
  async advance(tx: Tx, limit: number, now: Date): Promise<Distributed> {
    const [row] = await rowsOf<Distributed>(
      tx,
      sql`WITH next AS MATERIALIZED (${nextEvents(limit)}),
        seen AS (${sightings}),
        numbered AS (
          SELECT n.id, n.settled_by, s.reader, n.kind, n.at, n.sender, n.destination, n.transmission_id, n.submission_id,
            n.data, max(s.sender_side) AS sender_side, max(s.destination_side) AS destination_side,
            max(s.office) AS office,
            (SELECT position FROM distribution) + row_number() OVER (ORDER BY n.settled_by, n.id, s.reader) AS position
          FROM seen s JOIN next n ON n.id = s.id
          GROUP BY n.id, n.settled_by, s.reader, n.kind, n.at, n.sender, n.destination, n.transmission_id,
            n.submission_id, n.data),
        told AS (
          INSERT INTO feed (id, reader, position, kind, at, sender_side, destination_side, office, sender, destination,
            transmission_id, submission_id, notice_id, mandate_id, thumbprint)
          SELECT id, reader, position, kind, at, sender_side, destination_side, office, sender, destination,
            transmission_id, CASE WHEN sender_side IS NOT NULL THEN submission_id END, (data->>'notice')::uuid,
            (data->>'mandate')::uuid, data->>'thumbprint'
          FROM numbered
          ON CONFLICT DO NOTHING
          RETURNING *),
        made AS (${deliveriesOf(sql`numbered`, now)}),
        due AS (
          UPDATE subscriptions s SET due_at = least(s.due_at, d.due_at)
          FROM (SELECT subscription_id, min(due_at) AS due_at FROM made GROUP BY subscription_id) d
          WHERE s.id = d.subscription_id),
        mark AS (
          UPDATE distribution SET settled_by = last.settled_by, event_id = last.id,
            position = position + (SELECT count(*) FROM numbered)
          FROM (SELECT settled_by, id FROM next ORDER BY settled_by DESC, id DESC LIMIT 1) last)
        SELECT (SELECT count(*)::int FROM next) AS events, array(SELECT DISTINCT reader FROM told) AS readers`,
    );
    return row ?? { events: 0, readers: [] };
  }
}

/**
 * Where it stopped is asked first, and by itself: joined, it would be compared with every event that ever was.
 * A transaction still running might yet commit an event before those behind it: the log is read up to the oldest one.
 */
export function nextEvents(limit: number): Sql {
  return sql`SELECT e.* FROM events e
    WHERE (e.settled_by, e.id) > ((SELECT settled_by FROM distribution), (SELECT event_id FROM distribution))
      AND e.settled_by < pg_snapshot_xmin(pg_current_snapshot())::text::bigint
    ORDER BY e.settled_by, e.id LIMIT ${limit}`;
}

function isTold(audience: Audience): Sql {
  return sql`n.kind = ANY (${kindsToldTo(audience)}::text[])`;
}

/** Who sees which of the next events, and as whose: the same as by party.ts, said from the event's side. */
const sightings = sql`
  SELECT n.id, n.sender AS reader, n.sender AS sender_side, NULL AS destination_side, NULL AS office
  FROM next n WHERE n.sender IS NOT NULL AND ${isTold('sender')}
  UNION ALL
  SELECT n.id, n.destination, NULL, n.destination, NULL
  FROM next n WHERE n.destination IS NOT NULL AND ${isTold('destination')}
  UNION ALL
  SELECT n.id, t.sent_by_carrier::text, n.sender, NULL, NULL
  FROM next n JOIN transmissions t ON t.id = n.transmission_id
  WHERE t.sent_by_carrier IS NOT NULL AND ${isTold('sender')}
  UNION ALL
  SELECT n.id, c.client_id::text, NULL, c.destination, NULL
  FROM next n JOIN transmission_carriers c ON c.id = n.transmission_id
  WHERE ${isTold('destination')}
  UNION ALL
  SELECT n.id, c.id::text, n.sender, NULL, NULL
  FROM next n LEFT JOIN batches b ON b.id = n.submission_id LEFT JOIN submissions s ON s.id = n.submission_id
  JOIN clients c ON c.id = coalesce(b.client_id, s.client_id, n.client_id) AND c.kind IN ('relay', 'network')
  WHERE n.transmission_id IS NULL AND n.sender IS NOT NULL AND ${isTold('sender')}
  UNION ALL
  SELECT n.id, n.office_number, NULL, NULL, n.office_number
  FROM next n WHERE n.office_number IS NOT NULL AND ${isTold('office')}
  UNION ALL
  SELECT n.id, coalesce(c.office_number, c.id::text), NULL, NULL, n.office_number
  FROM next n JOIN clients c ON c.id = n.subject_client_id WHERE ${isTold('subject')}`;

/**
 * What of these rows of the feed is to be delivered to whom: to a subscription, what came after it. A carrier is told only
 * while the office's mandate stands.
 */
function deliveriesOf(rows: Sql, now: Date): Sql {
  return sql`INSERT INTO deliveries (subscription_id, event_id, position, state, due_at, created_at)
    SELECT s.id, f.id, f.position, 'pending', ${dueOf(now)}, ${now}
    FROM ${rows} f JOIN subscriptions s ON s.reader = f.reader
    CROSS JOIN LATERAL (SELECT ${visibleOffices(now)} AS offices) AS visible
    WHERE s.state = 'active' AND s.channel <> 'atom' AND f.settled_by > s.settled_by AND f.settled_by <> s.made_by
      AND (s.kinds IS NULL OR f.kind = ANY (s.kinds))
      AND CASE WHEN s.offices IS NULL THEN ${isVisible(sql`visible.offices`)} ELSE visible.offices && s.offices END
    ON CONFLICT DO NOTHING
    RETURNING subscription_id, due_at`;
}

/** At once; a daily mail at its next hour of Japan, where the clock is never set (JST). */
function dueOf(now: Date): Sql {
  const today = sql`date_trunc('day', ${now}::timestamptz, 'Asia/Tokyo') + make_interval(hours => (s.settings->>'hour')::int)`;
  return sql`CASE WHEN s.settings->>'mode' = 'daily'
    THEN ${today} + CASE WHEN ${today} <= ${now}::timestamptz THEN interval '1 day' ELSE interval '0' END
    ELSE greatest(${now}::timestamptz, s.rest_until) END`;
}
