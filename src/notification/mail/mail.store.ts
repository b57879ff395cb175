import { Injectable } from '@nestjs/common';
import sql from 'sql-template-tag';
import { Statements } from '../../database/statements.js';
import { rowsOf, Tx } from '../../database/unit-of-work.js';
import { Subscription } from '../subscriptions/subscription.js';
import { subscriptionColumns } from '../subscriptions/subscription.store.js';
import { DisplayedOffice } from './mail-text.js';

@Injectable()
export class MailStore {
  constructor(private readonly statements: Statements) {}

  /** How many mail subscriptions a client has made since then, ended ones too. */
  async madeSince(tx: Tx, clientId: string, since: Date): Promise<number> {
    const [row] = await rowsOf<{ made: number }>(
      tx,
      sql`SELECT count(*)::int AS made FROM subscriptions
          WHERE client_id = ${clientId} AND channel = 'mail' AND created_at >= ${since}`,
    );
    return row?.made ?? 0;
  }

  /** When a worker is to ask whoever reads the mail; null for not at all. */
  async askAt(tx: Tx, id: string, at: Date | null): Promise<void> {
    await tx.query(`UPDATE subscriptions SET due_at = $2, held_until = NULL WHERE id = $1 AND state = 'unconfirmed'`, [
      id,
      at,
    ]);
  }

  /** By the digest of the secret in its mails; null when there is none such, or it was ended. */
  async bySecret(secretSha256: Buffer): Promise<Subscription | null> {
    const [row] = await this.statements.rows<Subscription>(
      'mail-by-secret',
      sql`SELECT ${subscriptionColumns} FROM subscriptions s
          WHERE s.secret_sha256 = ${secretSha256} AND s.channel = 'mail' AND s.state <> 'ended'`,
    );
    return row ?? null;
  }

  /** unconfirmed → active. False when it was not waiting for that any more. */
  async confirm(tx: Tx, id: string, at: Date): Promise<boolean> {
    const [, confirmed] = await tx.query<[unknown[], number]>(
      `UPDATE subscriptions SET state = 'active', changed_at = $2, due_at = NULL,
         settled_by = careplan_settled_before(), made_by = pg_current_xact_id()::text::bigint
       WHERE id = $1 AND state = 'unconfirmed'`,
      [id, at],
    );
    return confirmed === 1;
  }

  /** → disabled, by whoever reads it, whatever disabled it before: only this is for good. False when it was so already. */
  async stop(tx: Tx, id: string, at: Date): Promise<boolean> {
    const [, stopped] = await tx.query<[unknown[], number]>(
      `UPDATE subscriptions SET state = 'disabled', disabled_because = 'stopped', changed_at = $2, due_at = $2
       WHERE id = $1 AND state <> 'ended' AND disabled_because IS DISTINCT FROM 'stopped'`,
      [id, at],
    );
    return stopped === 1;
  }

  async names(numbers: readonly string[]): Promise<DisplayedOffice[]> {
    return this.statements.rows<DisplayedOffice>(
      'mail-office-names',
      sql`SELECT number, name FROM offices WHERE number = ANY (${numbers}::text[])`,
    );
  }

  /** The offices on both sides of these events. */
  async sidesOf(
    reader: string,
    events: readonly string[],
  ): Promise<{ id: string; sender: string | null; destination: string | null }[]> {
    return this.statements.rows(
      'mail-sides',
      sql`SELECT f.id, f.sender, f.destination FROM feed f WHERE f.reader = ${reader} AND f.id = ANY (${events}::uuid[])`,
    );
  }
}
