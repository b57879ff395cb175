import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { zip } from '../../src/standard/combined/zip.fixture.js';
import { anew, sampleUnit, World } from '../setup/world.js';

const slip = sampleUnit('applicable/202407/2-use-slip');

const UPPLAN = 'UPPLAN_202504_1371215102_43_1370000011_11_20250325100100.CSV';

/** Of the time that the check took, no single answer had to wait for most: that holds on a busy machine, too. */
function expectShared(waits: readonly number[]): void {
  const whole = waits.reduce((sum, wait) => sum + wait, 0);
  expect(Math.max(...waits) / whole).toBeLessThan(0.5);
}

describe('A large file under check', () => {
  let world: World;

  beforeAll(async () => {
    world = await World.begin();
  });
  afterAll(() => world.end());

  it('does not keep others waiting', async () => {
    const files = anew(slip).map((file) =>
      file.name.startsWith('UPPLAN_') ? { ...file, bytes: Buffer.alloc(4_000_000, 'x\n') } : file,
    );
    const sent = await world.send(world.a, files);
    expect(sent.status).toBe(202);

    let ended = false;
    const checked = world.checked(world.a, sent.body.id).finally(() => (ended = true));
    const waits: number[] = [];
    while (!ended) {
      const started = performance.now();
      expect((await world.api.get('/health/live')).status).toBe(200);
      waits.push(performance.now() - started);
    }
    expect((await checked).state).toBe('rejected');
    expectShared(waits);
  });

  const bomb = zip([{ path: UPPLAN, content: Buffer.alloc(2_000_000, 'x\n'), deflated: true }]);
  const lines = Buffer.alloc(1_000_000, '\n');

  it.each([
    ['zips that grow', { '1.zip': bomb, '2.zip': bomb, '3.zip': bomb }],
    ['a combined CSV of empty lines', { 'COMBINED_1371215102_20250325100000.CSV': lines }],
  ])('does not keep others waiting in a check either: %s', async (_, files) => {
    let ended = false;
    const parts = Object.entries(files).map(([fileName, content]) => ({ name: 'file', content, fileName }));
    const checked = world.api
      .post<{ ok: boolean }>('/v1/checks', { caller: world.a, parts })
      .finally(() => (ended = true));
    const waits: number[] = [];
    while (!ended) {
      const started = performance.now();
      await world.api.get('/health/live');
      waits.push(performance.now() - started);
    }
    expect((await checked).body.ok).toBe(false);
    expectShared(waits);
  });
});
