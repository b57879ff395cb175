import fc from 'fast-check';
import type { SourceFile } from '../../src/standard/check.js';
import { mutated, Mutation, mutations } from './mutations.js';
import { SEED_UNITS } from './seed-units.js';

export interface Bounds {
  readonly seed: number;
  readonly runs: number;
  readonly seconds: number;
}

export interface FuzzCase {
  /** Number of the seed unit and what was done to it: enough to make the files again. */
  readonly unit: number;
  readonly changes: readonly Mutation[];
  readonly files: readonly SourceFile[];
}

export interface CampaignResult {
  readonly runs: number;
  /** The smallest case found that breaks a guarantee, with what it broke. */
  readonly failure: { readonly found: FuzzCase; readonly broken: string } | null;
}

class Broken extends Error {}

const cases: fc.Arbitrary<FuzzCase> = fc
  .tuple(fc.nat(SEED_UNITS.length - 1), mutations)
  .map(([unit, changes]) => ({ unit, changes, files: mutated(SEED_UNITS[unit] ?? [], changes) }));

/** Mutated units in an order that the seed decides, until the bounds are reached or a guarantee is broken. */
export async function campaign(
  { seed, runs, seconds }: Bounds,
  broken: (found: FuzzCase) => readonly string[] | Promise<readonly string[]>,
): Promise<CampaignResult> {
  const property = fc.asyncProperty(cases, async (found) => {
    const how = await broken(found);
    if (how.length > 0) throw new Broken(how.join('; '));
  });
  const { failed, counterexample, numRuns, errorInstance } = await fc.check(property, {
    seed,
    numRuns: runs,
    interruptAfterTimeLimit: seconds * 1000,
    markInterruptAsFailure: false,
  });
  const [found] = counterexample ?? [];
  if (!failed || found === undefined) return { runs: numRuns, failure: null };
  const why = errorInstance instanceof Error ? errorInstance.message : String(errorInstance);
  return { runs: numRuns, failure: { found, broken: why } };
}
