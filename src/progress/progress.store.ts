import { Injectable } from '@nestjs/common';
import sql, { join, raw, Sql } from 'sql-template-tag';
import { Statements } from '../database/statements.js';
import { ReachableOtherwise } from '../directory/office.entity.js';
import { waysAt } from '../directory/office.store.js';
import { Party, shapeOf } from '../exchange/party.js';
import { grantsAt, standsAt } from '../mandates/standing.js';
import { countOf } from './counted.js';

/** What an office is to its partner: it plans and asks for actuals, or it serves and owes them. */
export const roles = ['planning', 'serving'] as const;
export type Role = (typeof roles)[number];

export interface ProgressFilter {
  /** YYYYMM. */
  readonly month: string;
  /** Of the party's own offices, only these. */
  readonly offices?: readonly string[];
  readonly role?: Role;
  /** Only where actuals are missing. */
  readonly missingOnly: boolean;
}

/** After which row to go on. */
export type ProgressMark = readonly [office: string, role: Role, partner: string];

/** One own office and one partner, in one role and month. */
export interface ProgressRow {
  readonly office: string;
  readonly officeName: string;
  readonly role: Role;
  readonly partner: string;
  readonly partnerName: string;
  readonly connected: boolean;
  readonly reachableOtherwise: ReachableOtherwise;
  /** Whether the party may see what the office sends, and what arrives for it. */
  readonly sends: boolean;
  readonly collects: boolean;
  readonly planned: number;
  readonly plannedCollected: number;
  readonly answered: number;
  readonly missing: number;
  readonly unplanned: number;
  readonly slips: number;
  readonly slipsSentAt: Date | null;
  readonly slipsCollectedAt: Date | null;
  readonly actuals: number;
  readonly actualsSentAt: Date | null;
  readonly actualsCollectedAt: Date | null;
}

@Injectable()
export class ProgressStore {
  constructor(private readonly statements: Statements) {}

  /** In the order of own office, role and partner. */
  read(
    party: Party,
    filter: ProgressFilter,
    after: ProgressMark | null,
    limit: number,
    now: Date,
  ): Promise<ProgressRow[]> {
    return this.statements.rows<ProgressRow>(
      nameOf(party, filter, after),
      progressStatement(party, filter, after, limit, now),
    );
  }
}

/** Office by office: what a page costs does not grow with the number of offices that a carrier acts for. */
export function progressStatement(
  party: Party,
  filter: ProgressFilter,
  after: ProgressMark | null,
  limit: number,
  now: Date,
): Sql {
  const { direct, carried } = waysAt(now);
  const conditions = [sql`counted.slips + counted.actuals > 0`];
  if (filter.role !== undefined) conditions.push(sql`pair.role = ${filter.role}`);
  if (after !== null) {
    const [office, role, partner] = after;
    conditions.push(sql`(own.number, pair.role, pair.partner) > (${office}::text, ${role}::text, ${partner}::text)`);
  }
  // Who sees but one direction does not know what is missing.
  if (filter.missingOnly) conditions.push(sql`counted.missing > 0 AND own.sends AND own.collects`);
  return sql`SELECT own.number AS office, own_office.name AS "officeName", pair.role, pair.partner,
      offices.name AS "partnerName", offices.reachable_otherwise AS "reachableOtherwise",
      (${direct} OR ${carried}) AS connected, own.sends, own.collects, counted.*
    FROM (${ownOffices(party, filter, after, now)}) AS own
    CROSS JOIN LATERAL (${partnersOf(filter.month)}) AS pair
    CROSS JOIN LATERAL (${countOf(party, filter.month)}) AS counted
    JOIN offices own_office ON own_office.number = own.number
    JOIN offices ON offices.number = pair.partner
    WHERE ${join(conditions, ' AND ')}
    ORDER BY own.number, pair.role, pair.partner
    LIMIT ${limit}`;
}

/** The offices for which the party asks, with what it may see of each. */
function ownOffices(party: Party, { offices }: ProgressFilter, after: ProgressMark | null, now: Date): Sql {
  if (party.officeNumber !== null)
    return sql`SELECT ${party.officeNumber}::text AS number, true AS sends, true AS collects`;
  const conditions = [
    sql`mandates.carrier_id = ${party.clientId} AND ${standsAt(now)} AND mandates.scopes && '{send,collect}'`,
  ];
  if (offices !== undefined) conditions.push(sql`mandates.office_number = ANY (${offices}::text[])`);
  if (after !== null) conditions.push(sql`mandates.office_number >= ${after[0]}`);
  return sql`SELECT mandates.office_number AS number, (${grantsAt('send', now)}) AS sends,
      (${grantsAt('collect', now)}) AS collects
    FROM mandates WHERE ${join(conditions, ' AND ')} ORDER BY mandates.office_number`;
}

/** Who has to do with an office in a month, from what was sent under a sequence. */
function partnersOf(month: string): Sql {
  const pairs = ([role, series, own, partner]: readonly [Role, string, string, string]): Sql => sql`
    SELECT ${raw(`'${role}'`)} AS role, k.${raw(partner)} AS partner,
      ${role === 'planning' ? sql`own.number` : sql`k.${raw(partner)}`} AS planner,
      ${role === 'planning' ? sql`k.${raw(partner)}` : sql`own.number`} AS server
    FROM unit_keys k WHERE k.${raw(own)} = own.number AND k.month = ${month} AND k.series = ${raw(`'${series}'`)}`;
  return join(
    [
      pairs(['planning', 'use-slip', 'sender', 'destination']),
      pairs(['planning', 'actual', 'destination', 'sender']),
      pairs(['serving', 'use-slip', 'destination', 'sender']),
      pairs(['serving', 'actual', 'sender', 'destination']),
    ],
    ' UNION ',
  );
}

function nameOf(party: Party, { offices, role, missingOnly }: ProgressFilter, after: ProgressMark | null): string {
  const shape = Object.entries({ offices, role, after }).flatMap(([name, value]) => (value == null ? [] : name));
  return ['progress', shapeOf(party), missingOnly ? 'missing' : 'all', ...shape].join(' ');
}
