import { describe, expect, it } from '@jest/globals';
import { campaign } from '../../test/fuzz/campaign.js';
import { judge } from '../../test/fuzz/guarantees.js';
import { SEED_UNITS } from '../../test/fuzz/seed-units.js';

describe('whatever is done to a valid unit', () => {
  it('has nothing to tell before anything is done', () => {
    expect(
      SEED_UNITS.map((files) => judge(files)).filter(({ broken, findings }) => broken.length + findings > 0),
    ).toEqual([]);
  });

  it('breaks no guarantee of the check', async () => {
    const { runs, failure } = await campaign(
      { seed: 20261123, runs: 600, seconds: 20 },
      ({ files }) => judge(files).broken,
    );
    expect(failure && { unit: failure.found.unit, changes: failure.found.changes, broken: failure.broken }).toBeNull();
    expect(runs).toBeGreaterThan(100);
  });
});
