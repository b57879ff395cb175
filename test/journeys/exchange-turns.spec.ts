import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { zip } from '../../src/standard/combined/zip.fixture.js';
import { anew, sampleUnit, World } from '../setup/world.js';

const slip = sampleUnit('applicable/202407/2-use-slip');

describe('A large file under check', () => {
  let world: World;

  beforeAll(async () => {
    world = await World.begin();
  });
  afterAll(() => world.end());

  it.each([
    ['records with a wrong number of items', 'x\n'],
    ['items without number', '\x80,'],
  ])('does not keep others waiting: %s', async (_, filling) => {
    const files = anew(slip).map((file) =>
      file.name.startsWith('UPPLAN_') ? { ...file, bytes: Buffer.alloc(4_000_000, filling, 'latin1') } : file,
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
    expect(Math.max(...waits)).toBeLessThan(1500);
  });

  it.each([
    [
      'zips that grow',
      'x.zip',
      () => zip([{ path: 'UPPLAN.CSV', content: Buffer.alloc(8_000_000, 'a\n'), deflated: true }]),
    ],
    ['a combined CSV of empty lines', 'COMBINED_1371215102_20250325100000.CSV', () => Buffer.alloc(3_000_000, '\n')],
  ])('does not keep others waiting in a check either: %s', async (_, name, make) => {
    let ended = false;
    const parts = [1, 2, 3].map((number) => ({
      name: 'file',
      content: make(),
      fileName: `${number}${name}`.replace(/^\dC/, 'C'),
    }));
    const checked = world.api
      .post<{ ok: boolean }>('/v1/checks', {
        caller: world.a,
        parts: name.endsWith('.zip') ? parts : parts.slice(0, 1),
      })
      .finally(() => (ended = true));
    const waits: number[] = [];
    while (!ended) {
      const started = performance.now();
      await world.api.get('/health/live');
      waits.push(performance.now() - started);
    }
    expect((await checked).body.ok).toBe(false);
    expect(Math.max(...waits)).toBeLessThan(1500);
  });
});
