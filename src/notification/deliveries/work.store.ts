import { Injectable } from '@nestjs/common';
import sql from 'sql-template-tag';
import { Statements } from '../../database/statements.js';
import { rowsOf, Tx } from '../../database/unit-of-work.js';
import { isVisible, visibleOffices } from '../feed/visible-offices.js';
import { lockSubscription } from '../subscriptions/lock-subscription.js';
import { ChannelName, Disabling, Settings, SubscriptionState } from '../subscriptions/subscription.js';
import { ToldEvent } from './told-event.js';

/** A delivery in hand. */
export interface Claimed extends ToldEvent {
  /** Attempts that were made before; and how many of them before it was last replayed. */
  readonly attempts: number;
  readonly attemptsBefore: number;
  /** False when the subscriber may not know of it any more. */
  readonly mayBeTold: boolean;
}

/** A subscription as its worker needs it. */
export interface Receiver {
  readonly id: string;
  readonly clientId: string;
  readonly reader: string;
  readonly channel: ChannelName;
  readonly state: Extract<SubscriptionState, 'active' | 'unconfirmed'>;
  readonly address: string;
  readonly settings: Settings;
  readonly secrets: Buffer;
  readonly failures: number;
  readonly refusals: number;
  readonly failingSince: Date | null;
  readonly restUntil: Date | null;
  readonly isSlow: boolean;
  readonly createdAt: Date;
}

/** What became of an attempt; `state` is what the delivery is in now. */
export interface Attempt {
  readonly eventId: string;
  readonly number: number;
  readonly at: Date;
  readonly milliseconds: number;
  readonly outcome: string;
  readonly status: number | null;
  readonly state: 'pending' | 'delivered' | 'failed';
  readonly dueAt: Date;
}

/** How a receiver is doing, after some attempts. */
export interface Health {
  /** Failures in a row; and those of them that the receiver meant for good. */
  readonly failures: number;
  readonly refusals: number;
  readonly failingSince: Date | null;
  readonly restUntil: Date | null;
  /** Whether it takes long to answer. */
  readonly isSlow: boolean;
}

/** In hand for so long: a worker that dies loses it to another then. */
const inHandSeconds = 60;

/** What those send to the database who deliver: the same for every channel. */
@Injectable()
export class WorkStore {
  constructor(private readonly statements: Statements) {}

  /** Null when there is nobody to be told: it was ended or disabled, or its client is suspended. */
  async receiver(id: string): Promise<Receiver | null> {
    const [row] = await this.statements.rows<Receiver>(
      'deliveries-receiver',
      sql`SELECT s.id, s.client_id AS "clientId", s.reader, s.channel, s.state, s.address, s.settings, s.secrets, s.failures, s.refusals,
            s.failing_since AS "failingSince", s.rest_until AS "restUntil", s.is_slow AS "isSlow", s.created_at AS "createdAt"
          FROM subscriptions s JOIN clients ON clients.id = s.client_id AND clients.state = 'active'
          WHERE s.id = ${id} AND s.channel <> 'atom' AND s.state IN ('active', 'unconfirmed')`,
    );
    return row ?? null;
  }

  /** Nothing of it is looked at until then. */
  async rest(id: string, until: Date): Promise<void> {
    await this.statements.rows(
      'deliveries-rest',
      sql`UPDATE subscriptions SET rest_until = greatest(rest_until, ${until}::timestamptz) WHERE id = ${id}`,
    );
  }

  /** Takes some that are due into hand, the longest due first, with what there is to tell. */
  async claim(id: string, limit: number, now: Date): Promise<Claimed[]> {
    const rows = await this.statements.rows<Claimed>(
      // Planned each time: a plan kept from when a month's tables were still empty would read all of them later.
      null,
      sql`WITH picked AS (
            SELECT d.event_id FROM deliveries d
            WHERE d.subscription_id = ${id} AND d.state = 'pending' AND d.due_at <= ${now}
            ORDER BY d.due_at LIMIT ${limit} FOR UPDATE SKIP LOCKED),
          claimed AS (
            UPDATE deliveries d SET due_at = ${now}::timestamptz + make_interval(secs => ${inHandSeconds})
            FROM picked WHERE d.subscription_id = ${id} AND d.event_id = picked.event_id
            RETURNING d.event_id, d.attempts, d.attempts_before, d.position)
          SELECT e.id, e.kind, e.at, c.attempts, c.attempts_before AS "attemptsBefore", sides.offices,
            f.transmission_id AS transmission, f.submission_id AS submission, f.notice_id AS notice,
            f.mandate_id AS mandate, f.thumbprint AS certificate,
            CASE WHEN e.kind LIKE 'subscription-%' THEN (e.data->>'subscription')::uuid END AS subscription,
            ${isVisible(sql`sides.offices`)} AS "mayBeTold"
          FROM claimed c JOIN subscriptions s ON s.id = ${id} JOIN events e ON e.id = c.event_id
          LEFT JOIN feed f ON f.id = c.event_id AND f.reader = s.reader
          CROSS JOIN LATERAL (SELECT ${visibleOffices(now)} AS offices) sides
          ORDER BY c.position`,
    );
    return rows;
  }

  /** Puts back what was not tried. */
  async putBack(id: string, eventIds: readonly string[], now: Date): Promise<void> {
    if (eventIds.length === 0) return;
    await this.statements.rows(
      'deliveries-put-back',
      sql`UPDATE deliveries SET due_at = ${now}
          WHERE subscription_id = ${id} AND event_id = ANY (${eventIds}::uuid[]) AND state = 'pending'`,
    );
  }

  async cancel(id: string, eventIds: readonly string[], now: Date): Promise<void> {
    if (eventIds.length === 0) return;
    await this.statements.rows(
      'deliveries-cancel',
      sql`UPDATE deliveries SET state = 'cancelled', ended_at = ${now}
          WHERE subscription_id = ${id} AND event_id = ANY (${eventIds}::uuid[]) AND state = 'pending'`,
    );
  }

  /** What was cancelled meanwhile stays so; that it was attempted is noted all the same. */
  async note(tx: Tx, id: string, attempts: readonly Attempt[], health: Health): Promise<void> {
    await lockSubscription(tx, id);
    const column = <K extends keyof Attempt>(name: K): Attempt[K][] => attempts.map((attempt) => attempt[name]);
    await rowsOf(
      tx,
      sql`WITH made AS (
            SELECT * FROM unnest(${column('eventId')}::uuid[], ${column('number')}::int[], ${column('at')}::timestamptz[],
              ${column('milliseconds')}::int[], ${column('outcome')}::text[], ${column('status')}::int[],
              ${column('state')}::text[], ${column('dueAt')}::timestamptz[])
              AS made (event_id, number, at, duration_ms, outcome, status, state, due_at)),
          noted AS (
            INSERT INTO delivery_attempts (subscription_id, event_id, number, at, duration_ms, outcome, status)
            SELECT ${id}::uuid, event_id, number, at, duration_ms, outcome, status FROM made
            ON CONFLICT DO NOTHING),
          health AS (
            UPDATE subscriptions SET failures = ${health.failures}, refusals = ${health.refusals}, failing_since = ${health.failingSince},
              rest_until = ${health.restUntil}, is_slow = ${health.isSlow}
            WHERE id = ${id})
          UPDATE deliveries d SET attempts = made.number, state = made.state, due_at = made.due_at,
            ended_at = CASE WHEN made.state <> 'pending' THEN made.at END
          FROM made WHERE d.subscription_id = ${id} AND d.event_id = made.event_id AND d.state = 'pending'`,
    );
  }

  /** active → disabled; what is pending a worker ends. False when it was not active any more. */
  async disable(tx: Tx, id: string, because: Disabling, at: Date): Promise<boolean> {
    const [, disabled] = await tx.query<[unknown[], number]>(
      `UPDATE subscriptions SET state = 'disabled', disabled_because = $2, changed_at = $3
       WHERE id = $1 AND state = 'active'`,
      [id, because, at],
    );
    return disabled === 1;
  }
}
