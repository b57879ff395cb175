import { Injectable } from '@nestjs/common';
import sql, { join, raw, Sql } from 'sql-template-tag';
import { Statements } from '../database/statements.js';
import { rowsOf, Tx } from '../database/unit-of-work.js';
import { Mandate, MandateScope, MandateSide, MandateState } from './mandate.js';
import { MandateParty, visibleTo } from './mandate-party.js';
import { grantsAt } from './standing.js';

/** What a proposal says. */
export interface MandateTerms {
  readonly officeNumber: string;
  readonly carrierId: string;
  readonly scopes: readonly MandateScope[];
  readonly proposedBy: 'office' | 'carrier';
  readonly validFrom: Date;
  readonly validUntil: Date | null;
}

export interface MandateFilter {
  readonly state?: MandateState;
  readonly officeNumber?: string;
  readonly carrierId?: string;
}

export interface Carrier {
  readonly id: string;
  readonly name: string;
  readonly kind: 'relay' | 'network';
}

const columns = raw(`
  mandates.id, mandates.office_number AS "officeNumber", offices.name AS "officeName",
  mandates.carrier_id AS "carrierId", clients.name AS "carrierName", clients.kind AS "carrierKind", mandates.scopes,
  mandates.state, mandates.proposed_by AS "proposedBy", mandates.valid_from AS "validFrom",
  mandates.valid_until AS "validUntil", mandates.evidence, mandates.suspended_by AS "suspendedBy",
  mandates.created_at AS "createdAt", mandates.accepted_at AS "acceptedAt", mandates.ended_at AS "endedAt",
  mandates.updated_at AS "updatedAt"`);

/** Names beside the numbers; `mandates` may be the table or what a statement has just changed. */
const named = raw(`
  JOIN offices ON offices.number = mandates.office_number JOIN clients ON clients.id = mandates.carrier_id`);

@Injectable()
export class MandateStore {
  constructor(private readonly statements: Statements) {}

  /** Null when one is proposed between the two already. */
  async propose(tx: Tx, id: string, terms: MandateTerms, now: Date): Promise<Mandate | null> {
    const { officeNumber, carrierId, scopes, proposedBy, validFrom, validUntil } = terms;
    return this.one(
      tx,
      sql`WITH mandates AS (
            INSERT INTO mandates (id, office_number, carrier_id, scopes, state, proposed_by, valid_from, valid_until,
              created_at, updated_at)
            VALUES (${id}, ${officeNumber}, ${carrierId}, ${scopes}, 'proposed', ${proposedBy}, ${validFrom},
              ${validUntil}, ${now}, ${now})
            ON CONFLICT (office_number, carrier_id) WHERE state = 'proposed' DO NOTHING
            RETURNING *)
          SELECT ${columns} FROM mandates ${named}`,
    );
  }

  /** What is open between an office and a carrier: proposed, active or suspended. At most two. */
  openBetween(tx: Tx, officeNumber: string, carrierId: string): Promise<Mandate[]> {
    return rowsOf(
      tx,
      sql`SELECT ${columns} FROM mandates ${named}
          WHERE mandates.office_number = ${officeNumber} AND mandates.carrier_id = ${carrierId}
            AND mandates.state IN ('proposed', 'active', 'suspended')`,
    );
  }

  /** A mandate of the party's, or null. */
  find(tx: Tx, party: MandateParty, id: string): Promise<Mandate | null> {
    return this.one(
      tx,
      sql`SELECT ${columns} FROM mandates ${named} WHERE mandates.id = ${id} AND ${visibleTo(party)}`,
    );
  }

  /** The same, kept from changing until the transaction ends. */
  hold(tx: Tx, party: MandateParty, id: string): Promise<Mandate | null> {
    return this.one(
      tx,
      sql`SELECT ${columns} FROM mandates ${named} WHERE mandates.id = ${id} AND ${visibleTo(party)}
          FOR NO KEY UPDATE OF mandates`,
    );
  }

  /** proposed → active. */
  accept(tx: Tx, id: string, evidence: string | null, now: Date): Promise<Mandate | null> {
    return this.change(tx, id, ['proposed'], sql`state = 'active', accepted_at = ${now}, evidence = ${evidence}`, now);
  }

  /** To an end, from whatever is still open. */
  end(tx: Tx, id: string, state: 'declined' | 'revoked', now: Date): Promise<Mandate | null> {
    const from: MandateState[] = state === 'declined' ? ['proposed'] : ['active', 'suspended'];
    return this.change(tx, id, from, sql`state = ${state}, suspended_by = '{}', ended_at = ${now}`, now);
  }

  /** Sets who suspends it; nobody means active. */
  suspend(tx: Tx, id: string, by: readonly MandateSide[], now: Date): Promise<Mandate | null> {
    const state: MandateState = by.length > 0 ? 'suspended' : 'active';
    return this.change(tx, id, ['active', 'suspended'], sql`state = ${state}, suspended_by = ${by}`, now);
  }

  /** Ends what has run out, at most so many at a time, and returns it. Two callers share the work. */
  expire(tx: Tx, now: Date, limit: number): Promise<Mandate[]> {
    return rowsOf(
      tx,
      sql`WITH due AS (
            SELECT id FROM mandates WHERE state IN ('proposed', 'active', 'suspended') AND valid_until <= ${now}
            ORDER BY valid_until LIMIT ${limit} FOR NO KEY UPDATE SKIP LOCKED),
          mandates AS (
            UPDATE mandates SET state = 'expired', suspended_by = '{}', ended_at = ${now}, updated_at = ${now}
            FROM due WHERE mandates.id = due.id RETURNING mandates.*)
          SELECT ${columns} FROM mandates ${named}`,
    );
  }

  /** The party's mandates by id, which is by age, beyond `after`. */
  list(party: MandateParty, filter: MandateFilter, after: string | null, limit: number): Promise<Mandate[]> {
    const { state, officeNumber, carrierId } = filter;
    const conditions: Sql[] = [visibleTo(party)];
    if (after !== null) conditions.push(sql`mandates.id > ${after}::uuid`);
    if (state !== undefined) conditions.push(sql`mandates.state = ${state}`);
    if (officeNumber !== undefined) conditions.push(sql`mandates.office_number = ${officeNumber}`);
    if (carrierId !== undefined) conditions.push(sql`mandates.carrier_id = ${carrierId}`);
    return this.statements.rows<Mandate>(
      null,
      sql`SELECT ${columns} FROM mandates ${named} WHERE ${join(conditions, ' AND ')}
          ORDER BY mandates.id LIMIT ${limit}`,
    );
  }

  /** The offices, of these, whose mandate to the carrier stands and grants the scope. */
  async granted(
    carrierId: string,
    offices: readonly string[],
    scope: MandateScope,
    now: Date,
  ): Promise<readonly string[]> {
    const rows = await this.statements.rows<{ officeNumber: string }>(
      `mandates-granted ${scope}`,
      sql`SELECT office_number AS "officeNumber" FROM mandates
          WHERE carrier_id = ${carrierId} AND office_number = ANY (${offices}::text[]) AND ${grantsAt(scope, now)}`,
    );
    return rows.map(({ officeNumber }) => officeNumber);
  }

  /** Whether the office has a certificate of its own, and so can accept for itself: also while it is shut out for a time. */
  async canActItself(tx: Tx, officeNumber: string, now: Date): Promise<boolean> {
    const [row] = await rowsOf<{ can: boolean }>(
      tx,
      sql`SELECT EXISTS (SELECT FROM clients JOIN certificates ON certificates.client_id = clients.id
            WHERE clients.office_number = ${officeNumber}
              AND certificates.revoked_at IS NULL AND certificates.not_after > ${now}) AS can`,
    );
    return row?.can ?? false;
  }

  /** Those of these offices that are in the directory. */
  async knownOffices(tx: Tx, numbers: readonly string[]): Promise<string[]> {
    const rows = await rowsOf<{ number: string }>(
      tx,
      sql`SELECT number FROM offices WHERE number = ANY (${numbers}::text[])`,
    );
    return rows.map(({ number }) => number);
  }

  /** The relays and networks that an office may turn to, by name. */
  carriers(tx: Tx): Promise<Carrier[]> {
    return rowsOf(
      tx,
      sql`SELECT id, name, kind FROM clients WHERE kind IN ('relay', 'network') AND state = 'active' ORDER BY name, id`,
    );
  }

  async findCarrier(tx: Tx, id: string): Promise<Carrier | null> {
    const [carrier] = await rowsOf<Carrier>(
      tx,
      sql`SELECT id, name, kind FROM clients
          WHERE id = ${id} AND kind IN ('relay', 'network') AND state = 'active'`,
    );
    return carrier ?? null;
  }

  /**
   * What was sealed for the carrier while its mandate stood before, and still waits, arrives anew: a carrier that asks for
   * what came since its cursor must not miss what it was not shown while the mandate rested.
   */
  async arriveAnew(tx: Tx, { carrierId, officeNumber }: Mandate): Promise<void> {
    await tx.query(
      `UPDATE transmission_carriers SET arrival_settled_by = pg_current_xact_id()::text::bigint
       WHERE client_id = $1 AND destination = $2 AND is_open`,
      [carrierId, officeNumber],
    );
  }

  private change(tx: Tx, id: string, from: readonly MandateState[], changes: Sql, now: Date): Promise<Mandate | null> {
    return this.one(
      tx,
      sql`WITH mandates AS (
            UPDATE mandates SET ${changes}, updated_at = ${now}
            WHERE id = ${id} AND state = ANY (${from}) RETURNING *)
          SELECT ${columns} FROM mandates ${named}`,
    );
  }

  private async one(tx: Tx, statement: Sql): Promise<Mandate | null> {
    const [mandate] = await rowsOf<Mandate>(tx, statement);
    return mandate ?? null;
  }
}
