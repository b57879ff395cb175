import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Scope } from '../../scripts/trial/episode.js';
import { mishapNamed, MishapName } from '../../scripts/trial/mishaps.js';
import { Mishap } from '../../scripts/trial/office-desk.js';
import { Operation, PatternId } from '../../scripts/trial/patterns.js';
import { replay, TrialResult } from '../../scripts/trial/replay.js';
import { isGreen, reportLines } from '../../scripts/trial/report.js';
import { enrol } from '../../src/client/enrol.js';
import { GatewayClient } from '../../src/client/gateway-client.js';
import { publicUrl, startGateway, TestGateway } from '../setup/gateway.js';

/** A small part of `npm run trial`: each run on a gateway of its own, for the persons are the same in all. */
describe('The replay of the pilot', () => {
  let gateway: TestGateway;

  const play = async (scope: Scope, mishap?: Mishap): Promise<TrialResult> => {
    /** The gateway's public URL leads to where this one listens. */
    const settings = {
      clock: () => gateway.clock.now(),
      fetch: ((url: string, init?: RequestInit) =>
        fetch(url.replace(publicUrl, gateway.url), init)) as typeof globalThis.fetch,
    };
    const enrolled = async (code: string) =>
      new GatewayClient(await enrol({ baseUrl: publicUrl, code, ...settings }), settings);
    const operator = await enrolled(await gateway.operatorCode());
    return replay({ operator, enrolled }, { scope, ...(mishap && { mishap }) });
  };
  const mark = ({ verdict }: TrialResult, pattern: PatternId, operation: Operation) => {
    const box = verdict.box('202407', pattern, operation);
    return box && { units: box.units, green: box.faults.length === 0 };
  };

  /** E is direct, K is behind a relay. */
  const small: Scope = { versions: ['202407'], careManagers: ['A'], patterns: ['1-2', '1-4'] };

  beforeEach(async () => {
    gateway = await startGateway();
  });
  afterEach(() => gateway.close());

  it('is green where every unit arrives once and in order, directly and through a relay', async () => {
    const result = await play(small);
    expect(result.verdict.faults()).toEqual([]);
    expect(isGreen(result)).toBe(true);
    expect(result).toMatchObject({ pairs: 2, persons: 4, sends: 18, receipts: 18 });
    expect(result.offices.map(({ office, sent, received }) => [office.letter, sent, received])).toEqual([
      ['A', 10, 8],
      ['E', 4, 5],
      ['K', 4, 5],
    ]);
    expect(mark(result, '1-2', 'slip-update')).toEqual({ units: 4, green: true });
    expect(mark(result, '1-1', 'plan-create')).toBeNull();
    expect(reportLines(result).join('\n')).toMatch(/1-2 .*① ✓ 2 +②③ ✓ 4 +④ ✓ 2 +⑤ ✓ 2\n/);
  });

  const spoilt: readonly [MishapName, Scope, PatternId, Operation, RegExp][] = [
    ['lost', small, '1-2', 'slip-update', /2025-09-02: 13:00-14:00 → （なし）/],
    ['doubled', small, '1-2', 'slip-update', /取込2回/],
    // G is behind a relay, which fetches actuals and what corrects them at once, when the month is over.
    ['disordered', { ...small, careManagers: ['G'] }, '1-2', 'actual-update', /2025-09-24: 13:00-14:00 → （なし）/],
  ];
  it.each(spoilt)('sees an import that was %s', async (name, scope, pattern, operation, fault) => {
    const result = await play(scope, mishapNamed(name));
    expect(isGreen(result)).toBe(false);
    expect(mark(result, pattern, operation)).toMatchObject({ green: false });
    expect(mark(result, pattern, 'slip-create')).toMatchObject({ green: true });
    expect(result.verdict.faults().join('\n')).toMatch(fault);
  });
});
