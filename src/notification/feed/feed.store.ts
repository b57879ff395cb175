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
  /** The last position that was looked at, of whatever kind; null when there was none. */
  readonly reached: string | null;
  /** Whether as many rows were looked at as were to be. */
  readonly isFull: boolean;
}

/** The feed, for one reader: a query for nobody in particular does not compile. */
@Injectable()
export class FeedStore {
  /** Of those who ask at the same moment only one does. */
  private readonly positions = new Grouped<null, string>(async (askers) => {
    const position = await this.readPosition();
    return askers.map(() => position);
  });

  constructor(private readonly statements: Statements) {}

  /**
   * Looks at the next rows after a position and gives those of them that the reader may see and asks for. Rows are looked at
   * in a bounded number, whatever is asked for: what is passed over costs no more than what is given.
   */
  async read(who: FeedReader, filter: FeedFilter, after: string, looks: number, now: Date): Promise<FeedRead> {
    const rows = await this.statements.rows<FeedEvent & { isGiven: boolean }>(
      'feed-read',
      sql`SELECT f.id, f.position::text AS position, f.kind, f.at, sides.offices, f.sender, f.destination,
            f.transmission_id AS transmission, f.submission_id AS submission, f.notice_id AS notice,
            f.mandate_id AS mandate, f.thumbprint AS certificate,
            ${isVisible(sql`sides.offices`)}
              AND (${filter.kinds}::text[] IS NULL OR f.kind = ANY (${filter.kinds}::text[]))
              AND (${filter.offices}::text[] IS NULL OR sides.offices && ${filter.offices}::text[]) AS "isGiven"
          FROM (SELECT ${who.clientId}::uuid AS client_id, ${who.reader}::text AS reader) s
          CROSS JOIN LATERAL (
            SELECT * FROM feed WHERE feed.reader = s.reader AND feed.position > ${after}::bigint
            ORDER BY feed.position LIMIT ${looks}) f
          CROSS JOIN LATERAL (SELECT ${visibleOffices(now)} AS offices) sides
          ORDER BY f.position`,
    );
    return {
      events: rows.filter(({ isGiven }) => isGiven),
      reached: rows.at(-1)?.position ?? null,
      isFull: rows.length === looks,
    };
  }

  /** Up to where everything is distributed, to all readers together. */
  position(): Promise<string> {
    return this.positions.run(null);
  }

  private async readPosition(): Promise<string> {
    const [row] = await this.statements.rows<{ position: string }>(
      'feed-position',
      sql`SELECT position::text AS position FROM distribution`,
    );
    return row?.position ?? '0';
  }
}
