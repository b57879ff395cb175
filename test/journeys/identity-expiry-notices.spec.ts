import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { NotifyExpiry } from '../../src/identity/notify-expiry.js';
import { TestCaller } from '../setup/caller.js';
import { startGateway } from '../setup/gateway.js';
import { renewed } from '../setup/renewal.js';
import { World } from '../setup/world.js';

const day = 86_400_000;

interface Told {
  readonly client_id: string | null;
  readonly data: { thumbprint: string; serialNumber: string; notAfter: string; daysBefore: number };
}

describe('The notice that a certificate ends', () => {
  let world: World;
  let caller: TestCaller;
  let offices = 0;

  beforeAll(async () => {
    world = await World.begin();
  });
  afterAll(() => world.end());

  beforeEach(async () => {
    caller = await world.office(`13700060${String(++offices).padStart(2, '0')}`, 'X事業所');
  });

  /** Moves the end of a certificate to so many days from now: the clock stands still for all others. */
  const endsIn = (milliseconds: number, of = caller) =>
    world.gateway.database.query('UPDATE certificates SET not_after = $2 WHERE thumbprint = $1', [
      of.certificate.thumbprint,
      new Date(world.gateway.clock.now().getTime() + milliseconds),
    ]);
  const told = (of = caller) =>
    world.gateway.database.query<Told[]>(
      `SELECT client_id, data FROM events WHERE kind = 'certificate-expiring' AND subject_client_id = $1
       ORDER BY settled_by, id`,
      [of.clientId],
    );
  const daysTold = async (of = caller) => (await told(of)).map(({ data }) => data.daysBefore);

  it('comes 90, 30, 7 and 1 days before, each once, however often it is looked for', async () => {
    for (const days of [91, 90, 89, 31, 30, 29, 8, 7, 6, 2, 1, 0.5]) {
      await endsIn(days * day);
      await world.gateway.sweep();
      await world.gateway.sweep();
    }
    expect(await daysTold()).toEqual([90, 30, 7, 1]);
  });

  it('comes as the time passes', async () => {
    await endsIn(31 * day);
    await world.gateway.sweep();
    expect(await daysTold()).toEqual([90]);
    world.gateway.clock.advance(86_400 - 1);
    await world.gateway.sweep();
    expect(await daysTold()).toEqual([90]);
    world.gateway.clock.advance(1);
    await world.gateway.sweep();
    expect(await daysTold()).toEqual([90, 30]);
  });

  it('is not caught up on: of a certificate first seen 20 days before its end only the one for 30 comes', async () => {
    await endsIn(20 * day);
    await world.gateway.sweep();
    expect(await daysTold()).toEqual([30]);
  });

  it('names the certificate, and nobody as its cause', async () => {
    await endsIn(5 * day);
    await world.gateway.sweep();
    const { thumbprint, serialNumber } = caller.certificate;
    expect(await told()).toMatchObject([{ client_id: null, data: { thumbprint, serialNumber, daysBefore: 7 } }]);
  });

  it('does not come when it has ended already', async () => {
    await endsIn(0);
    await world.gateway.sweep();
    expect(await told()).toEqual([]);
  });

  it('does not come when another certificate took its place', async () => {
    await renewed(world, caller);
    await endsIn(5 * day);
    await world.gateway.sweep();
    expect(await told()).toEqual([]);
  });

  it('comes again when the one that took its place was revoked', async () => {
    const next = await renewed(world, caller);
    await world.endCertificate(next, 'revoked');
    await endsIn(5 * day);
    await world.gateway.sweep();
    expect(await daysTold()).toEqual([7]);
  });

  it('does not come when it was revoked', async () => {
    await endsIn(5 * day);
    await world.endCertificate(caller, 'revoked');
    await world.gateway.sweep();
    expect(await told()).toEqual([]);
  });

  it('does not come to a suspended client, and comes when it is reinstated', async () => {
    const change = (what: string) =>
      world.api.post(`/v1/clients/${caller.clientId}/${what}`, { caller: world.operator });
    await endsIn(5 * day);
    await change('suspension');
    await world.gateway.sweep();
    expect(await told()).toEqual([]);
    await change('reinstatement');
    await world.gateway.sweep();
    expect(await daysTold()).toEqual([7]);
  });

  it('comes once when two processes look at the same time', async () => {
    const beside = await startGateway({ beside: world.gateway });
    try {
      const all = [caller];
      for (let terminal = 0; terminal < 5; terminal++) all.push(await world.terminal(caller));
      for (const one of all) await endsIn(5 * day, one);
      const looks = [world.gateway, beside].map(({ app }) => app.get(NotifyExpiry));
      await Promise.all([...looks, ...looks].map((look) => look.run()));
      const rows = await told();
      expect(rows.map(({ data }) => data.thumbprint).sort()).toEqual(
        all.map(({ certificate }) => certificate.thumbprint).sort(),
      );
    } finally {
      await beside.close();
    }
  });
});
