import { Paired, pairInTurn } from './pair-in-turn.js';
import { ReadUnit } from './read-unit.js';

const place = ({ kind, sender, receiver, month }: ReadUnit) => [kind, sender, receiver, month];
const types = ({ senderServiceType, receiverServiceType }: ReadUnit) => [senderServiceType, receiverServiceType];

const bySequence = (a: ReadUnit, b: ReadUnit): number =>
  a.sequence < b.sequence ? -1 : a.sequence > b.sequence ? 1 : 0;

/**
 * Matches the units of two exports: the closest first; at last kind, offices and month do. The sequence is another in
 * every export, and neither the version nor the service types, which 202208 does not name, part two exports of one unit.
 * Several that are alike, such as a slip and its correction, are paired in the order of their sequences.
 */
export function matchUnits(a: readonly ReadUnit[], b: readonly ReadUnit[]): Paired<ReadUnit> {
  return pairInTurn(a.toSorted(bySequence), b.toSorted(bySequence), [
    (unit) => [...place(unit), ...types(unit), unit.version, unit.sequence].join(),
    (unit) => [...place(unit), ...types(unit), unit.version].join(),
    (unit) => [...place(unit), ...types(unit)].join(),
    (unit) => place(unit).join(),
  ]);
}
