import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { v7 } from 'uuid';
import { Answer } from '../setup/api.js';
import { TestCaller } from '../setup/caller.js';
import { anew, SampleFile, sampleUnit, TransmissionBody, World } from '../setup/world.js';

const slip = sampleUnit('applicable/202407/2-use-slip');

interface PageBody {
  readonly transmissions: TransmissionBody[];
}

/** With line ends that the check tolerates, so that the sender has a warning that is nobody else's business. */
function withWarnings(files: readonly SampleFile[]): SampleFile[] {
  return files.map(({ name, bytes }) => ({
    name,
    bytes: Buffer.from(bytes.toString('latin1').replaceAll('\r\n', '\n'), 'latin1'),
  }));
}

describe('What is between two offices is there for nobody else, and for each of the two only its own side', () => {
  let world: World;
  let stranger: TestCaller;
  let sent: TransmissionBody;

  beforeAll(async () => {
    world = await World.begin();
    stranger = await world.office('1370000069', '第三の事業所');
    sent = (await world.send(world.a, withWarnings(anew(slip)))).body;
  });
  afterAll(() => world.end());

  /** Every operation on one transmission, as this caller. */
  const operations: Record<string, (caller: TestCaller, id: string) => Promise<Answer>> = {
    status: (caller, id) => world.api.get(`/v1/transmissions/${id}`, { caller }),
    events: (caller, id) => world.api.get(`/v1/transmissions/${id}/events`, { caller }),
    content: (caller, id) => world.api.get(`/v1/transmissions/${id}/content`, { caller }),
    confirmation: async (caller, id) => {
      const statement = await world.confirmation(caller, { id, contentSha256: sent.contentSha256 });
      return world.api.post(`/v1/transmissions/${id}/confirmation`, { caller, json: { statement } });
    },
  };

  /** The answer but for the id of the request, which differs always. */
  async function answerTo(operation: string, caller: TestCaller, id: string): Promise<unknown> {
    const { status, headers, body } = await operations[operation]!(caller, id);
    const { requestId, ...rest } = body;
    expect(requestId).toEqual(expect.any(String));
    const names = Object.keys(headers).filter((name) => name !== 'date');
    return { status, names, body: rest };
  }

  async function everything(): Promise<unknown> {
    const tables = ['transmissions', 'contents', 'submissions', 'unit_keys', 'events'];
    return Promise.all(tables.map((table) => world.gateway.database.query(`SELECT * FROM ${table} ORDER BY 1`)));
  }

  /** Does it, and expects that not a single column of the exchange has changed. */
  async function changingNothing<T>(work: () => Promise<T>): Promise<T> {
    const before = await everything();
    const result = await work();
    expect(await everything()).toEqual(before);
    return result;
  }

  describe.each(['status', 'events', 'content', 'confirmation'])('%s', (operation) => {
    it('is, for another office, the very answer of a transmission that does not exist', async () => {
      await changingNothing(async () => {
        const ofAnother = await answerTo(operation, stranger, sent.id);
        expect(ofAnother).toMatchObject({ status: 404, body: { type: 'urn:careplan:problem:not-found' } });
        expect(await answerTo(operation, stranger, v7())).toEqual(ofAnother);
      });
    });

    it.each([
      ['of another kind', randomUUID()],
      ['with a letter too many', `${v7()}a`],
      ['that is a number', '1'],
      ['with a quote in it', "1' OR '1'='1"],
      ['with a NUL in it', '%00'],
      ['in capitals with a space', ' 01955C2E'],
      ['without an end', 'x'.repeat(190)],
    ])('is the same for an id %s', async (_, id) => {
      const ofNone = await answerTo(operation, stranger, v7());
      await changingNothing(async () => {
        expect(await answerTo(operation, stranger, encodeURIComponent(id))).toEqual(ofNone);
        expect(await answerTo(operation, world.k, encodeURIComponent(id))).toEqual(ofNone);
      });
    });
  });

  it.each(['content', 'confirmation'])('does not give the sender the destination’s side: %s', async (operation) => {
    await changingNothing(async () => {
      expect(await answerTo(operation, world.a, sent.id)).toEqual(await answerTo(operation, stranger, v7()));
    });
  });

  it('does not give the destination the sender’s side: events', async () => {
    await changingNothing(async () => {
      expect(await answerTo('events', world.k, sent.id)).toEqual(await answerTo('events', stranger, v7()));
    });
  });

  it('tells the sender of its warnings, and the destination of none', async () => {
    const asSender = await world.api.get<TransmissionBody>(`/v1/transmissions/${sent.id}`, { caller: world.a });
    expect(asSender.body.findings).toHaveLength(slip.length);

    const asDestination = await world.api.get(`/v1/transmissions/${sent.id}`, { caller: world.k });
    expect(asDestination.body).toMatchObject({ id: sent.id, findings: [], findingsTotal: 0 });
    const inbox = await world.api.get<PageBody>('/v1/inbox', { caller: world.k });
    expect(inbox.body.transmissions).toMatchObject([{ id: sent.id, findings: [], findingsTotal: 0 }]);
  });

  it('tells the destination of none in the answer to its confirmation either', async () => {
    const other = (await world.send(world.a, withWarnings(anew(slip)))).body;
    await world.collect(world.k, other.id);
    const answer = await operations.confirmation!(world.k, other.id);
    expect([answer.status, answer.body]).toMatchObject([422, {}]);
    const statement = await world.confirmation(world.k, other);
    const path = `/v1/transmissions/${other.id}/confirmation`;
    const confirmed = await world.api.post(path, { caller: world.k, json: { statement } });
    expect(confirmed.body).toMatchObject({ state: 'confirmed', findings: [], findingsTotal: 0 });
  });

  it.each([
    ['inbox', () => stranger],
    ['outbox', () => stranger],
    ['inbox', () => world.a],
    ['outbox', () => world.k],
  ] as const)('leaves the %s of an office without it empty', async (list, caller) => {
    const { status, body } = await world.api.get<PageBody>(`/v1/${list}`, { caller: caller() });
    expect([status, body.transmissions]).toEqual([200, []]);
  });

  it.each(['sender', 'destination'])('does not widen a list by naming another office as %s', async (side) => {
    const list = side === 'sender' ? 'inbox' : 'outbox';
    const query = { [side]: side === 'sender' ? world.a.officeNumber : world.k.officeNumber };
    const { body } = await world.api.get<PageBody>(`/v1/${list}`, { caller: stranger, query });
    expect(body.transmissions).toEqual([]);
  });

  it.each(['inbox', 'outbox'])('gives away nothing by the cursor of another office: %s', async (list) => {
    const owner = list === 'inbox' ? world.k : world.a;
    const { body } = await world.api.get<{ next: string }>(`/v1/${list}`, { caller: owner, query: { limit: 1 } });
    const answer = await world.api.get<PageBody>(`/v1/${list}`, { caller: stranger, query: { cursor: body.next } });
    expect(answer.body.transmissions).toEqual([]);
  });

  it.each(['inbox', 'outbox', 'transmissions/x', 'transmissions/x/events', 'transmissions/x/content'])(
    'refuses an operator, which acts for no office: %s',
    async (path) => {
      const { status, body } = await world.api.get(`/v1/${path}`, { caller: world.operator });
      expect([status, body.type]).toEqual([403, 'urn:careplan:problem:not-allowed']);
    },
  );
});
