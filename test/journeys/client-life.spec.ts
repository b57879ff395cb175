import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { collect } from '../../src/client/collect.js';
import { confirm } from '../../src/client/confirm.js';
import { enrol } from '../../src/client/enrol.js';
import { GatewayClient } from '../../src/client/gateway-client.js';
import { chainOf, discard, recall, release } from '../../src/client/life.js';
import { hold, send } from '../../src/client/send.js';
import { tellImport } from '../../src/client/tell-import.js';
import { track } from '../../src/client/track.js';
import { publicUrl } from '../setup/gateway.js';
import { anew, careManager, sampleUnit, serviceOffice, World } from '../setup/world.js';

const slip = sampleUnit('applicable/202407/2-use-slip');

describe('The reference client over the whole life of a transmission', () => {
  let world: World;
  let a: GatewayClient;
  let k: GatewayClient;

  beforeAll(async () => {
    world = await World.begin();
    const settings = {
      clock: () => world.gateway.clock.now(),
      fetch: ((url: string, init?: RequestInit) =>
        fetch(url.replace(publicUrl, world.gateway.url), init)) as typeof globalThis.fetch,
    };
    const terminal = async (name: string, number: string) =>
      new GatewayClient(
        await enrol({ baseUrl: publicUrl, code: await world.codeFor(name, number), ...settings }),
        settings,
      );
    a = await terminal('A事業所', careManager);
    k = await terminal('K事業所', serviceOffice);
  });
  afterAll(() => world.end());

  const unit = () => ({ files: anew(slip), destination: serviceOffice });

  it('holds, releases and discards', async () => {
    const [one, two] = [await hold(a, unit()), await hold(a, unit())];
    expect([one.transmission.state, one.transmission.receipt]).toEqual(['held', null]);
    expect(await release(a, [one.transmission.id])).toMatchObject([{ state: 'available', problem: null }]);
    expect(await discard(a, [two.transmission.id])).toMatchObject([{ state: 'discarded', problem: null }]);
  });

  it('recalls what nobody has collected', async () => {
    const { transmission } = await send(a, unit());
    expect(await recall(a, [transmission.id], 'wrong-destination')).toMatchObject([{ state: 'recalled' }]);
    expect((await track(a, transmission.id)).events?.map(({ kind }) => kind)).toContain('transmission-recalled');
  });

  it('follows a unit from its sending to its import', async () => {
    const older = await send(a, unit());
    const { transmission } = await send(a, unit());
    expect((await track(a, transmission.id)).transmission.hop?.place).toBe('gateway');
    const collected = await collect(k, transmission.id);
    await confirm(k, collected);
    const cell = {
      file: collected.files[0]!.name,
      row: 1,
      column: 2,
      reason: 'not-in-master' as const,
      code: 'E1',
    };
    expect((await tellImport(k, collected, 'import-failed', [cell])).state).toBe('import-failed');
    expect((await tellImport(k, collected, 'imported')).state).toBe('imported');
    const { transmission: seen } = await track(a, transmission.id);
    expect([seen.state, seen.hop?.place, seen.supersedes]).toEqual(['imported', 'office', older.transmission.id]);
    expect((await chainOf(k, transmission.id)).map(({ id }) => id).slice(-2)).toEqual([
      older.transmission.id,
      transmission.id,
    ]);
  });
});
