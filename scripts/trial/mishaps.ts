import { ReadUnit } from '../../src/standard/reading/read-unit.js';
import { textOf } from './kept-records.js';
import { Mishap } from './office-desk.js';

export const MISHAPS = ['lost', 'doubled', 'disordered'] as const;

export type MishapName = (typeof MISHAPS)[number];

/** Breaks one thing on purpose, to show that the trial sees it: an update lost or imported twice, or no order kept. */
export function mishapNamed(name: MishapName): Mishap {
  if (name === 'disordered') return (units) => [...units].reverse();
  const slipsSeen = new Set<string>();
  let done = false;
  return (units) =>
    units.flatMap((unit) => {
      if (done || unit.kind !== 'use-slip') return [unit];
      const slip = slipOf(unit);
      done = slipsSeen.has(slip);
      slipsSeen.add(slip);
      if (!done) return [unit];
      return name === 'lost' ? [] : [unit, unit];
    });
}

/** Whose slip it is, of which month, at which office: the second unit of one is an update. */
function slipOf({ receiver, month, forms }: ReadUnit): string {
  const person = forms[0]?.records[0]?.['insuredNumber'] ?? null;
  return `${receiver} ${month} ${textOf(person)}`;
}
