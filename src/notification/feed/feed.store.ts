import { Injectable } from '@nestjs/common';
import sql from 'sql-template-tag';
import { Grouped } from '../../database/grouped.js';
import { Statements } from '../../database/statements.js';
import { EventKind } from '../../events/event.js';
import { FeedReader } from './reader.js';
import { isVisible, visibleOffices } from './visible-offices.js';

/** What a reading is narrowed to; null means everything. */
export interface FeedFilter {
  readonly kinds: readonly EventKind[] | null;
  readonly offices: readonly string[] | null;
}

/** An event as one reader sees it. */
export interface FeedEvent {
  readonly id: string;
  /** Decimal text of a bigint. */
  readonly position: string;
  readonly kind: EventKind;
  readonly at: Date;
  /** The reader's own offices that it is about. */
  readonly offices: readonly string[];
  readonly sender: string | null;
  readonly destination: string | null;
  readonly transmission: string | null;
  readonly submission: string | null;
  readonly notice: string | null;
  readonly mandate: string | null;
  readonly certificate: string | null;
}

export interface FeedRead {
  readonly events: FeedEvent[];
  /** Up to where this has looked: to the end of what is distributed, unless there is more. */
  readonly reached: string;
  readonly more: boolean;
  /** Up to where there are no rows any more. */
  readonly forgotten: string;
}

/** Of the whole feed, of all readers together; decimal texts of bigints. */
export interface FeedMarks {
  /** Up to where everything is distributed. */
  readonly position: string;
  readonly forgotten: string;
}

/** Where nothing follows there is one row without an event. */
interface FeedRow extends FeedEvent {
  readonly isGiven: boolean | null;
  readonly distributed: string;
  readonly forgotten: string;
}

/** The feed, for one reader: a query for nobody in particular does not compile. */
@Injectable()
export class FeedStore {
  private readonly grouped = new Grouped<null, FeedMarks>(async (askers) => {
    const marks = await this.readMarks();
    return askers.map(() => marks);
  });

  constructor(private readonly statements: Statements) {}

  /**
   * Looks at the next rows after a position and gives those of them that the reader may see and asks for. Rows are looked at
   * in a bounded number, whatever is asked for: what is passed over costs no more than what is given. The beginning (0) is
   * where nothing is forgotten any more; rows of the month after may stand before that, and are passed over.
   */
  async read(who: FeedReader, filter: FeedFilter, after: string, looks: number, now: Date): Promise<FeedRead> {
    const rows = await this.statements.rows<FeedRow>(
      'feed-read',
      sql`SELECT d.forgotten::text AS forgotten, greatest(d.position, ${after}::bigint)::text AS distributed, page.*
          FROM distribution d LEFT JOIN LATERAL (
            SELECT f.id, f.position::text AS position, f.kind, f.at, sides.offices, f.sender, f.destination,
              f.transmission_id AS transmission, f.submission_id AS submission, f.notice_id AS notice,
              f.mandate_id AS mandate, f.thumbprint AS certificate,
              ${isVisible(sql`sides.offices`)}
                AND (${filter.kinds}::text[] IS NULL OR f.kind = ANY (${filter.kinds}::text[]))
                AND (${filter.offices}::text[] IS NULL OR sides.offices && ${filter.offices}::text[]) AS "isGiven",
              f.position AS number
            FROM (SELECT ${who.clientId}::uuid AS client_id, ${who.reader}::text AS reader) s
            CROSS JOIN LATERAL (
              SELECT * FROM feed
              WHERE feed.reader = s.reader
                AND feed.position > CASE WHEN ${after}::bigint = 0 THEN d.forgotten ELSE ${after}::bigint END
              ORDER BY feed.position LIMIT ${looks}) f
            CROSS JOIN LATERAL (SELECT ${visibleOffices(now)} AS offices) sides) page ON true
          ORDER BY page.number`,
    );
    const [{ distributed, forgotten }] = rows as [FeedRow];
    const more = rows.length === looks;
    const reached = more ? (rows.at(-1)?.position ?? after) : distributed;
    return { events: rows.filter(({ isGiven }) => isGiven), reached, more, forgotten };
  }

  /** Of those who ask at the same moment only one asks the database. */
  marks(): Promise<FeedMarks> {
    return this.grouped.run(null);
  }

  private async readMarks(): Promise<FeedMarks> {
    const [row] = await this.statements.rows<FeedMarks>(
      'feed-marks',
      sql`SELECT position::text AS position, forgotten::text AS forgotten FROM distribution`,
    );
    return row ?? { position: '0', forgotten: '0' };
  }
}
