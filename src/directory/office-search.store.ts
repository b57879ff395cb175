import { Injectable } from '@nestjs/common';
import sql, { join, Sql } from 'sql-template-tag';
import { Statements } from '../database/statements.js';
import { ConnectedOffice, connectedColumns, waysAt } from './office.store.js';
import { bigramsOf } from './search-text.js';

/** What a search is narrowed to; undefined means everything. */
export interface OfficeFilter {
  /** How the number begins, or all of it. */
  readonly number?: string;
  /** Part of the name, normalised, of two characters or more. */
  readonly name?: string;
  readonly prefecture?: string;
  readonly serviceType?: string;
  readonly connected?: boolean;
}

@Injectable()
export class OfficeSearchStore {
  constructor(private readonly statements: Statements) {}

  /** In the order of their numbers, beginning behind `after`. */
  async search(filter: OfficeFilter, after: string | null, limit: number, now: Date): Promise<ConnectedOffice[]> {
    // Not prepared under a name: a plan for these very values is worth more here than the time it takes to make it.
    return this.statements.rows<ConnectedOffice>(null, searchStatement(filter, after, limit, now));
  }
}

/** Only the conditions that were asked for, so that each finds its index. */
export function searchStatement(filter: OfficeFilter, after: string | null, limit: number, now: Date): Sql {
  const conditions = conditionsOf(filter, after);
  const { direct, carried } = waysAt(now);
  const page = (also: Sql): Sql =>
    sql`SELECT offices.number FROM offices WHERE ${join([...conditions, also], ' AND ')}
        ORDER BY offices.number LIMIT ${limit}`;
  // Each way apart: joined by OR, they could only be tried office by office, however few are connected.
  if (filter.connected === true) {
    return sql`SELECT ${connectedColumns(now)} FROM offices
      WHERE offices.number IN ((${page(direct)}) UNION (${page(carried)})) ORDER BY offices.number LIMIT ${limit}`;
  }
  if (filter.connected === false) conditions.push(sql`NOT ${direct} AND NOT ${carried}`);
  return sql`SELECT ${connectedColumns(now)} FROM offices
    WHERE ${join(conditions, ' AND ')} ORDER BY offices.number LIMIT ${limit}`;
}

function conditionsOf({ number, name, prefecture, serviceType }: OfficeFilter, after: string | null): Sql[] {
  const conditions: Sql[] = [sql`true`];
  if (after !== null) conditions.push(sql`offices.number > ${after}`);
  if (number !== undefined) {
    // A range, which every collation takes in the same order: numbers are digits and capitals, ten of them.
    conditions.push(sql`offices.number BETWEEN ${number.padEnd(10, '0')} AND ${number.padEnd(10, 'Z')}`);
  }
  if (name !== undefined) {
    // The index finds those that have all the pairs; only LIKE says whether they stand in this order.
    conditions.push(sql`offices.search_grams @> ${bigramsOf(name)}::text[]`);
    conditions.push(sql`offices.search_text LIKE ${`%${name.replace(/[\\%_]/g, '\\$&')}%`}`);
  }
  if (prefecture !== undefined) conditions.push(sql`offices.prefecture = ${prefecture}`);
  if (serviceType !== undefined) conditions.push(sql`offices.service_types @> ARRAY[${serviceType}::text]`);
  return conditions;
}
