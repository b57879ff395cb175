import { Injectable } from '@nestjs/common';
import sql from 'sql-template-tag';
import { Statements } from '../../database/statements.js';
import { EventKind } from '../../events/event.js';
import { isVisible, visibleOffices } from '../feed/visible-offices.js';
import { Subscription } from '../subscriptions/subscription.js';
import { subscriptionColumns } from '../subscriptions/subscription.store.js';

/** An event as a line in a feed. */
export interface AtomEvent {
  readonly id: string;
  readonly kind: EventKind;
  readonly at: Date;
  readonly senderName: string | null;
  readonly destinationName: string | null;
  readonly officeName: string | null;
}

/** Rows that are looked at for one feed, whatever is in it. */
const looks = 1_000;

@Injectable()
export class AtomStore {
  constructor(private readonly statements: Statements) {}

  /** By the digest of its secret; null when it is unknown, not active, or its client is suspended. */
  async find(secretSha256: Buffer): Promise<Subscription | null> {
    const [row] = await this.statements.rows<Subscription>(
      'atom-find',
      sql`SELECT ${subscriptionColumns} FROM subscriptions s
          JOIN clients ON clients.id = s.client_id AND clients.state = 'active'
          WHERE s.secret_sha256 = ${secretSha256} AND s.channel = 'atom' AND s.state = 'active'`,
    );
    return row ?? null;
  }

  /** The newest that the subscriber may see now and asked for, newest first. */
  newest({ id }: Subscription, limit: number, now: Date): Promise<AtomEvent[]> {
    return this.statements.rows<AtomEvent>(
      'atom-newest',
      sql`WITH s AS (SELECT * FROM subscriptions WHERE id = ${id}),
          shown AS (
            SELECT f.* FROM s
            CROSS JOIN LATERAL (
              SELECT * FROM feed WHERE feed.reader = s.reader ORDER BY feed.position DESC LIMIT ${looks}) f
            CROSS JOIN LATERAL (SELECT ${visibleOffices(now)} AS offices) sides
            WHERE (s.kinds IS NULL OR f.kind = ANY (s.kinds))
              AND CASE WHEN s.offices IS NULL THEN ${isVisible(sql`sides.offices`)} ELSE sides.offices && s.offices END
            ORDER BY f.position DESC LIMIT ${limit})
          SELECT shown.id, shown.kind, shown.at, sender.name AS "senderName", destination.name AS "destinationName",
            office.name AS "officeName"
          FROM shown LEFT JOIN offices sender ON sender.number = shown.sender
          LEFT JOIN offices destination ON destination.number = shown.destination
          LEFT JOIN offices office ON office.number = shown.office
          ORDER BY shown.position DESC`,
    );
  }
}
