import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { setTimeout as sleep } from 'node:timers/promises';
import { UnitOfWork } from '../../src/database/unit-of-work.js';
import { Distributor } from '../../src/notification/feed/distributor.js';
import { DistributionStore } from '../../src/notification/feed/distribution.store.js';
import { DueStore } from '../../src/notification/subscriptions/due.store.js';
import { distributed, subscribe } from '../setup/webhooks.js';
import { anew, sampleUnit, World } from '../setup/world.js';

const unit = sampleUnit('applicable/202407/2-use-slip');

describe('A subscription', () => {
  let world: World;

  beforeAll(async () => {
    world = await World.begin({ environment: { ROLE: 'api' } });
  });
  afterAll(() => world.end());

  it('whose turn ends while something new is on its way to it stays due', async () => {
    const { app, clock, database } = world.gateway;
    const [unitOfWork, distributor] = [app.get(UnitOfWork), app.get(Distributor, { strict: false })];
    const [store, due] = [app.get(DistributionStore, { strict: false }), app.get(DueStore, { strict: false })];
    const kinds = ['transmission-available'];
    const { id } = (await subscribe(world, world.k, { url: 'https://receiver.example/hook', kinds })).body;
    await world.send(world.a, anew(unit));
    await distributed(world.gateway, () => distributor.run());

    await due.take(clock.now(), 10, ['webhook']);
    expect(await due.begin(id, clock.now())).toBe('active');
    await database.query(`UPDATE deliveries SET state = 'delivered', ended_at = due_at`);
    await world.send(world.a, anew(unit));
    const settled = await unitOfWork.run(async (tx) => {
      await store.take(tx);
      while ((await store.advance(tx, 1_000, clock.now())).readers.length === 0) await sleep(20);
      const ending = unitOfWork.run((other) => due.settle(other, id, clock.now()));
      await sleep(200);
      return { ending };
    });
    await settled.ending;

    expect(await due.take(clock.now(), 10, ['webhook'])).toEqual([{ id, lane: 'webhooks' }]);
  });

  it('that was found due is not passed over by a worker whose clock is behind, nor done twice', async () => {
    const { app, clock } = world.gateway;
    const due = app.get(DueStore, { strict: false });
    const behind = new Date(clock.now().getTime() - 500);
    const [taken] = await world.gateway.database.query<{ id: string }[]>(
      'SELECT id FROM subscriptions WHERE held_until IS NOT NULL',
    );

    expect(await due.begin(taken!.id, behind)).toBe('active');
    expect(await due.begin(taken!.id, behind)).toBeNull();
    await app.get(UnitOfWork).run((tx) => due.settle(tx, taken!.id, behind));
    expect(await due.begin(taken!.id, clock.now())).toBeNull();
    expect(await due.take(clock.now(), 10, ['webhook'])).toHaveLength(1);
  });
});
