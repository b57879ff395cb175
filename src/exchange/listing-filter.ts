import sql, { join, raw, Sql } from 'sql-template-tag';
import { supersededByColumn } from './chain.js';
import { Side } from './listing-side.js';
import { openStates, Place, TransmissionState, transmissionStates } from './transmission.js';

/** What a listing is narrowed to; undefined means everything. */
export interface ListingFilter {
  readonly states: readonly TransmissionState[];
  /** Of the offices that the party asks for, only these. */
  readonly offices?: readonly string[];
  readonly counterpart?: string;
  readonly kind?: string;
  readonly form?: string;
  readonly month?: string;
  readonly personsMin?: number;
  readonly personsMax?: number;
  readonly deletion?: boolean;
  readonly current?: boolean;
  readonly place?: Place;
}

/** States in one order, whatever the caller's: the text of a prepared statement must not depend on it. */
export function inOneOrder(asked: ListingFilter): ListingFilter {
  return { ...asked, states: transmissionStates.filter((state) => asked.states.includes(state)) };
}

/**
 * States are written into the statement, not bound: only then can the planner prove that the index over open rows serves.
 * They come from a closed list, never from a caller. What else a list may be narrowed by leads to no index: those conditions
 * are all in the statement or none, so that a few statements serve, which stay prepared. Planning one over the partitions of
 * some years takes ten times as long as running it.
 */
export function narrowing(side: Side, filter: ListingFilter): Sql {
  const { states, offices } = filter;
  const conditions = [raw(`t.state IN (${states.map((state) => `'${state}'`).join(', ')})`)];
  if (areOpen(states)) conditions.push(side.isOpen);
  if (offices !== undefined) conditions.push(sql`${side.own} = ANY (${offices}::text[])`);
  if (isNarrowed(filter)) conditions.push(...narrower(side, filter));
  return join(conditions, ' AND ');
}

function narrower({ counterpart }: Side, filter: ListingFilter): Sql[] {
  const { kind, form, month, personsMin, personsMax, deletion, current, place } = filter;
  return [
    where(filter.counterpart, 'text', (value) => sql`${counterpart} = ${value}`),
    where(kind, 'text', (value) => sql`t.unit_kind = ${value}`),
    where(form, 'text', (value) => sql`${value} = ANY (t.forms)`),
    where(month, 'text', (value) => sql`t.month = ${value}`),
    where(personsMin, 'integer', (value) => sql`t.person_count >= ${value}`),
    where(personsMax, 'integer', (value) => sql`t.person_count <= ${value}`),
    where(deletion, 'boolean', (value) => sql`(t.unit_kind LIKE '%-delete') = ${value}`),
    where(current === true || undefined, 'boolean', (value) => sql`((${raw(supersededByColumn)}) IS NULL) = ${value}`),
    where(place, 'text', (value) => sql`t.hop = ${value}`),
  ];
}

/** Holds for everything where nothing was asked for. */
function where(
  asked: string | number | boolean | undefined,
  type: 'text' | 'integer' | 'boolean',
  holds: (value: Sql) => Sql,
): Sql {
  const value = sql`${asked ?? null}::${raw(type)}`;
  return sql`(${value} IS NULL OR ${holds(value)})`;
}

function isNarrowed(filter: ListingFilter): boolean {
  return Object.entries(filter).some(([name, asked]) => asked !== undefined && name !== 'states' && name !== 'offices');
}

function areOpen(states: readonly TransmissionState[]): boolean {
  return states.every((state) => (openStates as readonly string[]).includes(state));
}

/** Prepared are the few shapes over open rows or over all states; the many combinations of states are not. */
export function nameOf(side: Pick<Side, 'name'>, filter: ListingFilter): string | null {
  const { states, offices } = filter;
  if (!areOpen(states) && states.length !== transmissionStates.length) return null;
  const shape = areOpen(states) ? states.join('+') : 'all';
  return [side.name, shape, offices && 'offices', isNarrowed(filter) && 'narrowed'].filter(Boolean).join(' ');
}
