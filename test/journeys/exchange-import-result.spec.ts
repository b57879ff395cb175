import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { signStatement } from '../../src/sealing/statement.js';
import { Answer } from '../setup/api.js';
import { TestCaller } from '../setup/caller.js';
import { publicUrl } from '../setup/gateway.js';
import { historyOf, kindsOf } from '../setup/history.js';
import { anew, careManager, sampleUnit, TransmissionBody, World } from '../setup/world.js';

const slip = sampleUnit('applicable/202407/2-use-slip');
const problem = (code: string) => `urn:careplan:problem:${code}`;

interface ImportBody extends TransmissionBody {
  readonly files: { name: string }[];
  readonly importResult: string | null;
  readonly importToldAt: string | null;
  readonly importCells: object[];
}

describe('A destination tells whether its software has imported the files (取込結果)', () => {
  let world: World;

  beforeAll(async () => {
    world = await World.begin();
  });
  afterAll(() => world.end());

  async function collected(): Promise<ImportBody> {
    const { body } = await world.send(world.a, anew(slip));
    await world.collect(world.k, body.id);
    return body as ImportBody;
  }

  async function confirmed(): Promise<ImportBody> {
    const sent = await collected();
    const json = { statement: await world.confirmation(world.k, sent) };
    await world.api.post(`/v1/transmissions/${sent.id}/confirmation`, { caller: world.k, json });
    return sent;
  }

  function statement(
    sent: ImportBody,
    payload: Record<string, unknown> = {},
    signer: TestCaller = world.k,
  ): Promise<string> {
    const said = {
      jti: randomUUID(),
      iat: Math.floor(world.gateway.clock.now().getTime() / 1000),
      aud: publicUrl,
      kind: 'imported',
      transmission: sent.id,
      client: world.k.clientId,
      office: world.k.officeNumber,
      contentSha256: sent.contentSha256,
      cells: [],
      ...payload,
    };
    return signStatement('careplan-import-result+jws', said, signer);
  }

  async function tell(
    sent: ImportBody,
    payload: Record<string, unknown> = {},
    caller: TestCaller = world.k,
    signer: TestCaller = world.k,
  ): Promise<Answer<ImportBody & { reason?: string }>> {
    const json = { statement: await statement(sent, payload, signer) };
    return world.api.post(`/v1/transmissions/${sent.id}/import-result`, { caller, json });
  }

  const failed = (sent: ImportBody, cells = [cellOf(sent)]) => ({ kind: 'import-failed', cells });
  const cellOf = (sent: ImportBody) => ({
    file: sent.files.find(({ name }) => name.startsWith('UPPLAN'))!.name,
    row: 1,
    column: 3,
    reason: 'person-unknown',
    code: 'E-1042',
  });
  const seenBySender = async (id: string) => {
    const { body } = await world.api.get<{ transmissions: ImportBody[] }>('/v1/outbox', { caller: world.a });
    return body.transmissions.find((row) => row.id === id)!;
  };

  it('reaches the sender as state, signed statement and event', async () => {
    const sent = await confirmed();
    world.gateway.clock.advance(60);
    const { status, body } = await tell(sent);
    expect([status, body.state]).toEqual([200, 'imported']);
    const row = await seenBySender(sent.id);
    expect([row.state, row.importToldAt]).toEqual(['imported', world.gateway.clock.now().toISOString()]);
    expect(row.importResult).toMatch(/^eyJ/);
    expect((await kindsOf(world, world.a, sent.id)).at(-1)).toBe('transmission-imported');
  });

  it('names the cells of a failure, with the item of the layout, and never a value', async () => {
    const sent = await confirmed();
    const { status, body } = await tell(sent, failed(sent));
    expect([status, body.state]).toEqual([200, 'import-failed']);
    const row = await seenBySender(sent.id);
    expect(row.importCells).toEqual([{ ...cellOf(sent), item: '被保険者番号' }]);
    expect((await historyOf(world, world.a, sent.id)).at(-1)).toMatchObject({
      kind: 'transmission-import-failed',
      client: world.k.clientId,
      data: { cells: 1 },
    });
  });

  it('may be told again after a failure, until it has succeeded; then it stays', async () => {
    const sent = await confirmed();
    await tell(sent, failed(sent));
    const whole = { file: null, row: null, column: null, reason: 'out-of-order', code: null };
    expect((await tell(sent, { kind: 'import-failed', cells: [whole] })).body.importCells).toEqual([
      { ...whole, item: null },
    ]);
    const done = await tell(sent);
    expect([done.body.state, done.body.importCells]).toEqual(['imported', []]);
    const after = await tell(sent, failed(sent));
    expect([after.status, after.body.state, after.body.importResult]).toEqual([
      200,
      'imported',
      done.body.importResult,
    ]);
  });

  it('waits for the confirmation, and that for the collection', async () => {
    const { body: sent } = (await world.send(world.a, anew(slip))) as Answer<ImportBody>;
    expect((await tell(sent)).body.type).toBe(problem('not-collected'));
    await world.collect(world.k, sent.id);
    expect((await tell(sent)).body.type).toBe(problem('not-confirmed'));
  });

  const refusals: [string, string, (sent: ImportBody) => Record<string, unknown>][] = [
    ['another digest', 'content', () => ({ contentSha256: 'n4bQgYhMfWWaL-qgxVrQFaO_TxsrC4Is0V1sFbDwCgg' })],
    ['another office', 'office', () => ({ office: careManager })],
    ['another gateway', 'audience', () => ({ aud: 'https://elsewhere.example' })],
    ['a confirmation instead', 'signature', () => ({ kind: 'confirmed' })],
    ['free text', 'signature', (sent) => failed(sent, [{ ...cellOf(sent), reason: '山田様が未登録' }])],
    ['a code that is free text', 'signature', (sent) => failed(sent, [{ ...cellOf(sent), code: '山田様' }])],
    ['a file that was not sent', 'cells', (sent) => failed(sent, [{ ...cellOf(sent), file: 'UPPLAN.CSV' }])],
    ['a column that the form has not', 'cells', (sent) => failed(sent, [{ ...cellOf(sent), column: 999 }])],
    ['cells of an import that succeeded', 'cells', (sent) => ({ cells: [cellOf(sent)] })],
    ['a moment long ago', 'time', () => ({ iat: 1_000_000_000 })],
  ];

  it.each(refusals)('is refused with %s', async (_, reason, payload) => {
    const sent = await confirmed();
    const { status, body } = await tell(sent, payload(sent));
    expect([status, body.type, body.reason]).toEqual([422, problem('import-result-refused'), reason]);
    expect((await seenBySender(sent.id)).state).toBe('confirmed');
  });

  it('is the destination’s alone, signed by itself', async () => {
    const sent = await confirmed();
    expect((await tell(sent, {}, world.a, world.a)).status).toBe(404);
    const bySender = await tell(sent, {}, world.k, world.a);
    expect([bySender.status, bySender.body.reason]).toEqual([422, 'certificate']);
  });

  it('is told by a carrier for the office, when it may confirm', async () => {
    const relay = await world.carrier('relay', 'E伝送代行');
    await world.mandate(relay, world.k, ['collect', 'confirm']);
    const sent = await confirmed();
    const told = await tell(sent, { client: relay.clientId }, relay, relay);
    expect([told.status, told.body.state]).toEqual([200, 'imported']);
    await world.mandate(relay, world.k, ['collect']);
    const other = await confirmed();
    const refused = await tell(other, { client: relay.clientId }, relay, relay);
    expect([refused.status, refused.body.type]).toEqual([403, problem('mandate-missing')]);
  });

  it('is told for many at once, each for itself', async () => {
    const [one, two] = [await confirmed(), await collected()];
    const results = [
      { transmission: one.id, statement: await statement(one) },
      { transmission: two.id, statement: await statement(two) },
    ];
    const { body } = await world.api.post('/v1/import-results', { caller: world.k, json: { results } });
    expect(body).toEqual({
      outcomes: [
        { transmission: one.id, state: 'imported', problem: null },
        { transmission: two.id, state: null, problem: problem('not-confirmed') },
      ],
    });
  });
});
