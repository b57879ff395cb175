import { UnitKind } from '../standard/units.js';

/**
 * What units of a kind are successive states of: a unit that deletes (削除) belongs to the series of what it deletes, so
 * that a plan, its correction and its withdrawal are one chain.
 */
export function seriesOf(kind: UnitKind): string {
  return kind.replace(/-delete$/, '');
}

/** Whether a unit deletes what was sent before (標準仕様: …_削除). */
export function isDeletion(kind: UnitKind): boolean {
  return kind.endsWith('-delete');
}
