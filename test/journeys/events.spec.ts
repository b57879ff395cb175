import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Waits } from '../../src/queue/waits.js';
import { Answer } from '../setup/api.js';
import { TestCaller } from '../setup/caller.js';
import { EventStream } from '../setup/event-stream.js';
import { until } from '../setup/until.js';
import { distributed } from '../setup/webhooks.js';
import { anew, careManager, MandateBody, sampleUnit, serviceOffice, World } from '../setup/world.js';

const unit = sampleUnit('applicable/202407/2-use-slip');

interface Page {
  readonly events: {
    id: string;
    kind: string;
    offices: string[];
    transmission: string | null;
    submission: string | null;
  }[];
  readonly next: string;
  readonly more: boolean;
  readonly type?: string;
  readonly errors?: { parameter?: string }[];
}

describe('the events of all offices of a caller', () => {
  let world: World;
  let relay: TestCaller;
  let mandate: MandateBody;

  beforeAll(async () => {
    world = await World.begin();
    relay = await world.carrier('relay', '伝送代行 R');
    mandate = await world.mandate(relay, world.k);
  });
  afterAll(() => world.end());

  const ask = (caller: TestCaller, query: Record<string, string> = {}, prefer?: string): Promise<Answer<Page>> =>
    world.api.get<Page>('/v1/events', { caller, query, ...(prefer && { headers: { prefer } }) });
  const latest = async (caller: TestCaller) => {
    await distributed(world.gateway);
    return (await ask(caller, { after: 'latest' })).body.next;
  };
  const send = async () => (await world.send(world.a, anew(unit))).body;

  it('are told to both sides and the carrier under the same id, to each as far as it is concerned', async () => {
    const marks = await Promise.all([world.a, world.k, relay].map(latest));
    const sent = await send();

    const [a, k, r] = await Promise.all(
      [world.a, world.k, relay].map(
        async (caller, index) => (await ask(caller, { after: marks[index]! }, 'wait=10')).body,
      ),
    );

    const told = {
      kind: 'transmission-available',
      transmission: sent.id,
      sender: careManager,
      destination: serviceOffice,
    };
    expect(a!.events).toMatchObject([{ ...told, offices: [careManager], submission: sent.submission }]);
    expect(k!.events).toMatchObject([{ ...told, offices: [serviceOffice], submission: null }]);
    expect(r!.events).toMatchObject([{ ...told, offices: [serviceOffice], submission: null }]);
    expect(new Set([a, k, r].map((page) => page!.events[0]!.id)).size).toBe(1);
  });

  it('come page after page, each once, and the cursor goes on later', async () => {
    let next = await latest(world.k);
    const sent: string[] = [];
    for (let n = 0; n < 5; n++) sent.push((await send()).id);
    await distributed(world.gateway);
    const seen: (string | null)[] = [];
    for (let page = 0; page < 3; page++) {
      const { body } = await ask(world.k, { after: next, limit: '2' });
      seen.push(...body.events.map(({ transmission }) => transmission));
      expect(body.more).toBe(page < 2);
      next = body.next;
    }
    expect(seen).toEqual(sent);
    const later = await send();
    expect((await ask(world.k, { after: next }, 'wait=10')).body.events).toMatchObject([{ transmission: later.id }]);
  });

  it('are narrowed to kinds and offices; what is passed over is not looked at again', async () => {
    const after = await latest(world.k);
    const sent = await send();
    await world.collect(world.k, sent.id);
    await distributed(world.gateway);

    const collected = await ask(world.k, { after, kind: 'transmission-collected' });
    const none = await ask(world.k, { after, kind: 'transmission-recalled' });

    expect(collected.body.events.map(({ kind }) => kind)).toEqual(['transmission-collected']);
    expect(none.body).toMatchObject({ events: [], more: false, next: collected.body.next });
    expect((await ask(world.k, { office: careManager })).body.type).toBe('urn:careplan:problem:mandate-missing');
    expect((await ask(relay, { after, office: serviceOffice })).body.events).toHaveLength(2);
  });

  it('are refused under a cursor of something else', async () => {
    const { body } = await world.api.get<{ next: string }>('/v1/inbox', { caller: world.k });
    for (const after of ['!', body.next, Buffer.from('["events","-1"]').toString('base64url')]) {
      const { status, body: problem } = await ask(world.k, { after });
      expect([status, problem.errors?.[0]?.parameter]).toEqual([400, 'after']);
    }
  });

  it('are not told to a carrier whose mandate does not stand', async () => {
    const after = await latest(relay);
    const sent = await send();
    await distributed(world.gateway);
    const suspend = (deed: string) =>
      world.api.post(`/v1/mandates/${mandate.id}/${deed}`, { caller: world.k, json: {} });
    expect((await ask(relay, { after })).body.events).toHaveLength(1);
    await suspend('suspension');
    await distributed(world.gateway);

    const { body } = await ask(relay, { after });

    expect(body.events.map(({ kind }) => kind)).toEqual(['mandate-suspended']);
    expect(JSON.stringify(body)).not.toContain(sent.id);
    await suspend('resumption');
  });

  describe('as a stream', () => {
    const stream = (caller: TestCaller, more: { lastEventId?: string; query?: string } = {}) =>
      EventStream.open(world.gateway.url, caller, more);

    it('come as they happen, and go on after the last one that was received', async () => {
      await latest(world.k);
      const first = await stream(world.k);
      const sent = await send();
      await until(
        () => first.events,
        (events) => events.length === 1,
      );
      first.close();
      const missed = await send();
      await distributed(world.gateway);

      const second = await stream(world.k, { lastEventId: first.messages[0]!.id! });
      const later = await send();
      await until(
        () => second.events,
        (events) => events.length === 2,
      );

      expect(first.messages[0]).toMatchObject({ event: 'transmission-available' });
      expect(first.events).toMatchObject([{ transmission: sent.id }]);
      expect(second.events).toMatchObject([{ transmission: missed.id }, { transmission: later.id }]);
      const { body } = await ask(world.k, { after: second.messages[0]!.id! });
      expect(body.events).toMatchObject([{ transmission: later.id }]);
      second.close();
      await until(
        () => world.gateway.app.get(Waits).count('stream'),
        (count) => count === 0,
      );
    });

    it('end when the certificate does', async () => {
      const terminal = await world.terminal(world.k);
      const open = await stream(terminal);
      await world.endCertificate(terminal, 'revoked');
      await send();
      await until(
        () => open.hasEnded,
        (hasEnded) => hasEnded,
      );

      expect(open.events).toEqual([]);
    });

    it('are refused like a page: a cursor that is none, an office of somebody else, no token', async () => {
      expect((await stream(world.k, { lastEventId: '!' })).status).toBe(400);
      expect((await stream(world.k, { query: `?office=${careManager}` })).status).toBe(403);
      expect(world.gateway.app.get(Waits).count('stream')).toBe(0);
    });
  });
});
