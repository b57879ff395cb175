import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { TestCaller } from '../setup/caller.js';
import { distributed } from '../setup/webhooks.js';
import { anew, careManager, sampleUnit, serviceOffice, World } from '../setup/world.js';

const unit = sampleUnit('applicable/202407/2-use-slip');

interface FeedRow {
  readonly reader: string;
  readonly kind: string;
  readonly sender_side: string | null;
  readonly destination_side: string | null;
  readonly submission_id: string | null;
}

describe('the feed of everybody who may know of an event', () => {
  let world: World;
  let relay: TestCaller;

  beforeAll(async () => {
    world = await World.begin();
    relay = await world.carrier('relay', '伝送代行 R');
    await world.mandate(relay, world.k);
  });
  afterAll(() => world.end());

  /** Once everything in the log is distributed. */
  async function feedOf(transmission: string): Promise<FeedRow[]> {
    await distributed(world.gateway);
    return world.gateway.database.query<FeedRow[]>(
      `SELECT reader, kind, sender_side, destination_side, submission_id FROM feed WHERE transmission_id = $1
       ORDER BY position`,
      [transmission],
    );
  }

  it('tells both offices and the carrier that can open it, and names the submission to the sender alone', async () => {
    const sent = await world.send(world.a, anew(unit));

    const rows = await feedOf(sent.body.id);

    expect(rows.map(({ kind }) => kind)).toEqual(Array(3).fill('transmission-available'));
    expect(new Set(rows.map(({ reader }) => reader))).toEqual(new Set([careManager, serviceOffice, relay.clientId]));
    expect(rows.find(({ reader }) => reader === careManager)).toMatchObject({
      sender_side: careManager,
      destination_side: null,
      submission_id: sent.body.submission,
    });
    for (const reader of [serviceOffice, relay.clientId]) {
      expect(rows.find((row) => row.reader === reader)).toMatchObject({
        sender_side: null,
        destination_side: serviceOffice,
        submission_id: null,
      });
    }
  });

  it('tells of what is held to its sender alone', async () => {
    const sent = await world.send(world.a, anew(unit), { query: { hold: 'true' } });

    const rows = await feedOf(sent.body.id);

    expect(rows.map(({ reader, kind }) => [reader, kind])).toEqual([[careManager, 'transmission-held']]);
  });

  it('numbers what it tells in the order of the log, without a gap', async () => {
    await feedOf((await world.send(world.a, anew(unit))).body.id);

    const positions = await world.gateway.database.query<{ position: string }[]>(
      `SELECT f.position FROM feed f JOIN events e ON e.id = f.id ORDER BY e.settled_by, e.id, f.reader`,
    );

    expect(positions.map(({ position }) => Number(position))).toEqual(positions.map((_, index) => index + 1));
  });
});
