import { Injectable } from '@nestjs/common';
import sql, { raw, Sql } from 'sql-template-tag';
import { Statements } from '../../database/statements.js';
import { rowsOf, Tx } from '../../database/unit-of-work.js';
import { Prepared, Renewed } from './channel.js';
import { Subscription } from './subscription.js';

export type NewSubscription = Omit<
  Subscription,
  'state' | 'disabledBecause' | 'failures' | 'failingSince' | 'restUntil' | 'changedAt' | 'secrets'
> &
  Prepared;

export type SubscriptionChange = Pick<Subscription, 'name' | 'kinds' | 'offices' | 'address' | 'settings'>;

export const subscriptionColumns = raw(`
  s.id, s.client_id AS "clientId", s.reader, s.channel, s.state, s.disabled_because AS "disabledBecause", s.name, s.kinds,
  s.offices, s.address, s.settings, s.secrets, s.failures, s.failing_since AS "failingSince",
  s.rest_until AS "restUntil", s.created_at AS "createdAt", s.changed_at AS "changedAt"`);

/** Subscriptions, for the client that has them: a query for nobody's in particular does not compile. */
@Injectable()
export class SubscriptionStore {
  constructor(private readonly statements: Statements) {}

  /** Stores it unless the client has so many already; one client's are counted one at a time. */
  async insert(tx: Tx, one: NewSubscription, most: number): Promise<boolean> {
    await rowsOf(tx, sql`SELECT FROM clients WHERE id = ${one.clientId} FOR NO KEY UPDATE`);
    const rows = await rowsOf(
      tx,
      sql`INSERT INTO subscriptions (id, client_id, reader, channel, state, name, kinds, offices, address, settings,
            secrets, secret_sha256, created_at, changed_at)
          SELECT ${one.id}, ${one.clientId}, ${one.reader}, ${one.channel}, ${one.state}, ${one.name},
            ${one.kinds}::text[], ${one.offices}::text[], ${one.address}, ${JSON.stringify(one.settings)}::jsonb,
            ${one.secrets && Buffer.from(one.secrets)}::bytea, ${one.secretSha256}::bytea, ${one.createdAt}, ${one.createdAt}
          WHERE (SELECT count(*) FROM subscriptions WHERE client_id = ${one.clientId} AND state <> 'ended') < ${most}
          RETURNING id`,
    );
    return rows.length === 1;
  }

  async find(clientId: string, id: string): Promise<Subscription | null> {
    const [row] = await this.statements.rows<Subscription>(
      'subscriptions-find',
      sql`SELECT ${subscriptionColumns} FROM subscriptions s
          WHERE s.id = ${id} AND s.client_id = ${clientId} AND s.state <> 'ended'`,
    );
    return row ?? null;
  }

  /** All of a client's, in the order of their making. Bounded by how many a client may have. */
  list(clientId: string): Promise<Subscription[]> {
    return this.statements.rows<Subscription>(
      'subscriptions-list',
      sql`SELECT ${subscriptionColumns} FROM subscriptions s
          WHERE s.client_id = ${clientId} AND s.state <> 'ended' ORDER BY s.id`,
    );
  }

  /** With another address nothing is held against it that was the old one's. Null when it is not there any more. */
  async change(tx: Tx, clientId: string, id: string, to: SubscriptionChange, at: Date): Promise<Subscription | null> {
    const isElsewhere = sql`s.address IS DISTINCT FROM ${to.address}::text`;
    const kept = (column: string, otherwise: number | boolean | null): Sql =>
      sql`CASE WHEN ${isElsewhere} THEN ${raw(String(otherwise))} ELSE s.${raw(column)} END`;
    const [rows] = await tx.query<[Subscription[], number]>(
      ...parts(sql`UPDATE subscriptions s SET name = ${to.name}, kinds = ${to.kinds}::text[],
            offices = ${to.offices}::text[], address = ${to.address}, settings = ${JSON.stringify(to.settings)}::jsonb,
            changed_at = ${at}, failures = ${kept('failures', 0)}, refusals = ${kept('refusals', 0)},
            failing_since = ${kept('failing_since', null)}, rest_until = ${kept('rest_until', null)},
            is_slow = ${kept('is_slow', false)},
            due_at = CASE WHEN s.due_at IS NOT NULL AND ${isElsewhere} THEN ${at}::timestamptz ELSE s.due_at END
          WHERE s.id = ${id} AND s.client_id = ${clientId} AND s.state <> 'ended'
          RETURNING ${subscriptionColumns}`),
    );
    return rows[0] ?? null;
  }

  /** Puts new secrets in the place of those that were read; null when others were put there meanwhile. */
  async renew(
    tx: Tx,
    before: Subscription,
    { secrets, secretSha256 }: Renewed,
    at: Date,
  ): Promise<Subscription | null> {
    const [rows] = await tx.query<[Subscription[], number]>(
      ...parts(sql`UPDATE subscriptions s SET secrets = ${secrets && Buffer.from(secrets)}::bytea,
            secret_sha256 = ${secretSha256}::bytea, changed_at = ${at}
          WHERE s.id = ${before.id} AND s.state <> 'ended' AND s.secrets IS NOT DISTINCT FROM ${before.secrets}::bytea
          RETURNING ${subscriptionColumns}`),
    );
    return rows[0] ?? null;
  }

  /** disabled → active, with nothing held against it. Null when it is not disabled. */
  async activate(tx: Tx, clientId: string, id: string, at: Date): Promise<Subscription | null> {
    const [rows] = await tx.query<[Subscription[], number]>(
      ...parts(sql`UPDATE subscriptions s SET state = 'active', disabled_because = NULL, failures = 0,
            refusals = 0, is_slow = false, failing_since = NULL, rest_until = NULL, changed_at = ${at}
          WHERE s.id = ${id} AND s.client_id = ${clientId} AND s.state = 'disabled' AND s.disabled_because <> 'stopped'
          RETURNING ${subscriptionColumns}`),
    );
    return rows[0] ?? null;
  }

  /**
   * Ends it: of the address and the secrets nothing is left. What is pending a worker cancels, however much it is. False when
   * it is not there any more.
   */
  async end(tx: Tx, clientId: string, id: string, at: Date): Promise<boolean> {
    const [, ended] = await tx.query<[unknown[], number]>(
      `UPDATE subscriptions SET state = 'ended', disabled_because = NULL, address = NULL, secrets = NULL,
         secret_sha256 = NULL, due_at = CASE WHEN channel <> 'atom' THEN $3::timestamptz END, changed_at = $3
       WHERE id = $1 AND client_id = $2 AND state <> 'ended'`,
      [id, clientId, at],
    );
    return ended === 1;
  }
}

function parts({ text, values }: { text: string; values: unknown[] }): [string, unknown[]] {
  return [text, values];
}
