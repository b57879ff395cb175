import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
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
});
