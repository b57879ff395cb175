import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openContent, openNotice } from '../../src/sealing/seal.js';
import { DeleteTexts } from '../../src/notice/delete-texts.js';
import { Captured } from '../setup/captured.js';
import { TestCaller } from '../setup/caller.js';
import { Notices } from '../setup/notices.js';
import { tablesWith } from '../setup/traces.js';
import { anew, sampleUnit, TransmissionBody, World } from '../setup/world.js';

const slip = sampleUnit('applicable/202407/2-use-slip');
const problem = (code: string) => `urn:careplan:problem:${code}`;

describe('Notices between the two sides of a transmission (図表126)', () => {
  let world: World;
  let notices: Notices;

  beforeAll(async () => {
    world = await World.begin({ environment: { LOG_LEVEL: 'error' } });
    notices = new Notices(world);
  });
  afterAll(() => world.end());

  async function collected(): Promise<TransmissionBody> {
    const { body } = await world.send(world.a, anew(slip));
    await world.collect(world.k, body.id);
    return body;
  }
  const leader = (sent: TransmissionBody): string =>
    (sent as unknown as { files: { name: string }[] }).files.find(({ name }) => name.startsWith('UPPLAN'))!.name;
  const history = async (id: string) =>
    (
      await world.api.get<{ events: { kind: string; client: string; data: object }[] }>(
        `/v1/transmissions/${id}/events`,
        { caller: world.a },
      )
    ).body.events;

  describe('The destination', () => {
    it('names wrong cells, by place and rule or reason; the item is named by the layout', async () => {
      const sent = await collected();
      const file = leader(sent);
      const given = await notices.give(world.k, sent.id, {
        kind: 'defect',
        cells: [
          { file, row: 1, column: 7, reason: 'not-in-master' },
          { file, row: 2, column: null, rule: 'relation' },
          { file: null, row: null, column: null, reason: 'out-of-order' },
        ],
      });
      expect(given.status).toBe(201);
      expect(given.headers['location']).toBe(`/v1/notices/${given.body.id}`);
      expect(given.body).toMatchObject({
        kind: 'defect',
        givenBy: 'destination',
        byCarrier: false,
        state: 'open',
        hasText: false,
      });
      expect(given.body.cells).toEqual([
        { file, row: 1, column: 7, item: expect.stringMatching(/./), rule: null, reason: 'not-in-master' },
        { file, row: 2, column: null, item: null, rule: 'relation', reason: null },
        { file: null, row: null, column: null, item: null, rule: null, reason: 'out-of-order' },
      ]);
      expect(await notices.of(world.a, sent.id)).toEqual([given.body]);
      expect(await notices.of(world.k, sent.id)).toEqual([given.body]);
      expect((await history(sent.id)).at(-1)).toMatchObject({
        kind: 'notice-given',
        client: world.k.clientId,
        data: { notice: given.body.id, kind: 'defect', givenBy: 'destination', cells: 3 },
      });
    });

    it('asks for a resend, of what it has collected or what is no longer there to collect', async () => {
      const sent = await collected();
      expect((await notices.give(world.k, sent.id, { kind: 'resend-request' })).status).toBe(201);
      const recalled = (await world.send(world.a, anew(slip))).body;
      await world.api.post(`/v1/transmissions/${recalled.id}/recall`, { caller: world.a, json: {} });
      expect((await notices.give(world.k, recalled.id, { kind: 'resend-request' })).status).toBe(201);
      expect((await notices.give(world.k, recalled.id, { kind: 'remark', text: 'なぜ' })).body.type).toBe(
        problem('notice-state'),
      );
    });

    it('collects first what it has not: then there is nothing to say of it yet', async () => {
      const { body: sent } = await world.send(world.a, anew(slip));
      for (const json of [
        { kind: 'resend-request' },
        { kind: 'remark', text: '届きました' },
        { kind: 'defect', cells: [{ file: null, row: null, column: null, reason: 'other' }] },
      ]) {
        const { status, body } = await notices.give(world.k, sent.id, json);
        expect([status, body]).toEqual([
          409,
          expect.objectContaining({ type: problem('notice-state'), state: 'available' }),
        ]);
      }
    });

    it('asks for a resend of what was sealed before it held a key', async () => {
      const relay = await world.carrier('relay', '先の代行');
      await world.importOffice('1370000060', '後から接続');
      const { id: mandate } = await world.mandate(relay, '1370000060', ['collect']);
      const files = anew(slip).map(({ name, bytes }) => ({
        name: name.replace('1370000011', '1370000060'),
        bytes: Buffer.from(bytes.toString('latin1').replaceAll('1370000011', '1370000060'), 'latin1'),
      }));
      const { body: sent } = await world.send(world.a, files, { destination: '1370000060' });
      const office = await world.office('1370000060', '後から接続');
      expect((await notices.give(office, sent.id, { kind: 'remark', text: '読めません' })).body.type).toBe(
        problem('notice-state'),
      );
      expect((await notices.give(office, sent.id, { kind: 'resend-request' })).status).toBe(201);
      await world.api.post(`/v1/mandates/${mandate}/revocation`, { caller: office, json: {} });
    });

    it('leaves to the sender what only the sender can say', async () => {
      const sent = await collected();
      const { status, body } = await notices.give(world.k, sent.id, { kind: 'withdraw-please' });
      expect([status, body.type]).toEqual([403, problem('notice-other-side')]);
    });
  });

  describe('The sender', () => {
    it('asks not to import what it has sent by mistake; as long as it is not collected it recalls it instead', async () => {
      const { body: sent } = await world.send(world.a, anew(slip));
      const early = await notices.give(world.a, sent.id, { kind: 'withdraw-please' });
      expect([early.status, early.body.type]).toEqual([409, problem('notice-recall-instead')]);
      await world.collect(world.k, sent.id);
      const { body } = await notices.give(world.a, sent.id, {
        kind: 'withdraw-please',
        text: '別の事業所あてでした。',
      });
      expect(body).toMatchObject({ givenBy: 'sender', state: 'open' });
      expect(await notices.read(world.k, body.id)).toBe('別の事業所あてでした。');
      const closed = await notices.close(world.k, body.id, 'done');
      expect(closed.body).toMatchObject({ state: 'closed', closing: 'done', closedBy: 'destination' });
    });

    it('remarks something, also before it is collected; not on what nobody else knows of', async () => {
      const { body: sent } = await world.send(world.a, anew(slip));
      expect((await notices.give(world.a, sent.id, { kind: 'remark', text: '至急です' })).status).toBe(201);
      const held = await world.send(world.a, anew(slip), { query: { hold: 'true' } });
      const { body } = await notices.give(world.a, held.body.id, { kind: 'remark', text: '至急です' });
      expect(body.type).toBe(problem('notice-state'));
    });

    it('leaves to the destination what only the destination can say', async () => {
      const sent = await collected();
      for (const json of [
        { kind: 'resend-request' },
        { kind: 'defect', cells: [{ file: null, row: null, column: null, reason: 'other' }] },
        { kind: 'remark', side: 'destination', text: 'x' },
      ])
        expect((await notices.give(world.a, sent.id, json)).body.type).toBe(problem('notice-other-side'));
    });
  });

  describe('The text', () => {
    it('opens for both sides, with their keys and for this notice alone', async () => {
      const sent = await collected();
      const text = '3行目をご確認ください。\r\nよろしくお願いします。';
      const { id } = await notices.given(world.k, sent.id, { kind: 'remark', text });
      expect(await notices.read(world.a, id)).toBe(text);
      expect(await notices.read(world.k, id)).toBe(text);
      const { sealedText } = (await notices.find(world.a, id)).body;
      const holder = (caller: TestCaller) => ({
        thumbprint: caller.certificate.thumbprint,
        privateKey: caller.privateKey,
      });
      const jwe = JSON.stringify(sealedText);
      expect((await openNotice(jwe, holder(world.a))).binding).toEqual({
        transmission: sent.id,
        sender: world.a.officeNumber,
        destination: world.k.officeNumber,
        notice: id,
      });
      const stranger = await world.office('1370000078', '無関係の事業所');
      await expect(openNotice(jwe, holder(stranger))).rejects.toThrow('not-a-recipient');
      await expect(openContent(jwe, holder(world.a))).rejects.toThrow('malformed');
    });

    it('has 500 characters at most, says something, and holds no control characters but line ends', async () => {
      const sent = await collected();
      expect((await notices.give(world.k, sent.id, { kind: 'remark', text: '𠮷'.repeat(500) })).status).toBe(201);
      for (const text of ['𠮷'.repeat(501), '', '　', 'a\u0007', 'a\u0000', '\ud800', 7]) {
        const { status, body } = await notices.give(world.k, sent.id, { kind: 'remark', text });
        expect([text, status, body.errors?.[0]?.pointer]).toEqual([text, 400, '/text']);
      }
    });

    it('needs somebody on the other side who can open it; without a text nobody is needed', async () => {
      const sent = await collected();
      await world.gateway.database.query(
        `UPDATE certificates SET not_after = now() - interval '9 years' WHERE thumbprint = $1`,
        [world.a.certificate.thumbprint],
      );
      try {
        const { status, body } = await notices.give(world.k, sent.id, { kind: 'resend-request', text: '再送を' });
        expect([status, body.type]).toEqual([422, problem('notice-text-unreadable')]);
        expect((await notices.give(world.k, sent.id, { kind: 'resend-request' })).status).toBe(201);
      } finally {
        await world.gateway.database.query(
          `UPDATE certificates SET not_after = now() + interval '9 years' WHERE thumbprint = $1`,
          [world.a.certificate.thumbprint],
        );
      }
    });

    it('rests nowhere as it is, and no log tells it', async () => {
      const trace = '花子様の4行目';
      const sent = await collected();
      const { database } = world.gateway;
      const captured = new Captured();
      captured.start();
      try {
        await database.query('ALTER TABLE notice_carriers RENAME TO notice_carriers_away');
        expect((await notices.give(world.k, sent.id, { kind: 'remark', text: trace })).status).toBe(500);
        await database.query('ALTER TABLE notice_carriers_away RENAME TO notice_carriers');
      } finally {
        captured.stop();
      }
      const { id } = await notices.given(world.k, sent.id, { kind: 'resend-request', text: `${trace}を再送` });
      await notices.give(world.k, sent.id, { kind: 'withdraw-please', text: trace });
      await notices.give(world.k, sent.id, { kind: trace, text: trace });
      expect(await notices.read(world.a, id)).toContain(trace);
      expect(await tablesWith(database, [trace])).toEqual([]);
      const log = captured.take();
      expect(log).toContain('42P01');
      expect(log).not.toContain(trace);
    });

    it('is kept as long as a content would be, and then deleted; the notice stays', async () => {
      const sent = await collected();
      const { id } = await notices.given(world.k, sent.id, { kind: 'remark', text: 'しばらくの間' });
      const texts = async () =>
        (await world.gateway.database.query<object[]>('SELECT 1 FROM contents WHERE id = $1', [id])).length;
      const deleteTexts = world.gateway.app.get(DeleteTexts, { strict: false });
      await deleteTexts.run();
      expect(await texts()).toBe(1);
      await world.gateway.database.query('UPDATE notices SET text_until = $1 WHERE id = $2', [
        world.gateway.clock.now(),
        id,
      ]);
      expect((await notices.find(world.a, id)).body).toMatchObject({ hasText: true, sealedText: null });
      await deleteTexts.run();
      expect(await texts()).toBe(0);
      expect((await notices.of(world.a, sent.id)).map((one) => one.id)).toEqual([id]);
    });
  });

  it('is read when the other side asks for it, once', async () => {
    const sent = await collected();
    const { id } = await notices.given(world.k, sent.id, { kind: 'resend-request' });
    expect((await notices.find(world.k, id)).body.readAt).toBeNull();
    const { readAt } = (await notices.find(world.a, id)).body;
    expect(readAt).not.toBeNull();
    world.gateway.clock.advance(5);
    expect((await notices.find(world.a, id)).body.readAt).toBe(readAt);
    expect((await notices.find(world.k, id)).body.readAt).toBe(readAt);
  });

  it('is closed by either side, once', async () => {
    const sent = await collected();
    const first = await notices.given(world.k, sent.id, { kind: 'resend-request' });
    expect((await notices.close(world.k, first.id, 'no-longer-needed')).body).toMatchObject({
      state: 'closed',
      closing: 'no-longer-needed',
      closedBy: 'destination',
    });
    expect((await notices.close(world.a, first.id, 'declined')).body).toMatchObject({
      closing: 'no-longer-needed',
      closedBy: 'destination',
    });
    const second = await notices.given(world.k, sent.id, { kind: 'resend-request' });
    expect((await notices.close(world.a, second.id, 'declined')).body).toMatchObject({ closedBy: 'sender' });
    expect((await history(sent.id)).filter(({ kind }) => kind === 'notice-closed').map(({ data }) => data)).toEqual([
      { notice: first.id, kind: 'resend-request', closedBy: 'destination', reason: 'no-longer-needed' },
      { notice: second.id, kind: 'resend-request', closedBy: 'sender', reason: 'declined' },
    ]);
  });

  it('says what its kind must, and no cell that there is not; then nothing is kept', async () => {
    const sent = await collected();
    const file = leader(sent);
    const whole = { file: null, row: null, column: null };
    await world.keepingNothing(async () => {
      for (const [json, pointer] of [
        [{ kind: 'defect' }, '/cells'],
        [{ kind: 'defect', cells: [] }, '/cells'],
        [{ kind: 'resend-request', cells: [{ ...whole, reason: 'other' }] }, '/cells'],
        [{ kind: 'remark' }, '/text'],
        [{ kind: 'complaint' }, '/kind'],
        [{ kind: 'defect', cells: [{ ...whole, reason: '花子様' }] }, '/cells/0/reason'],
        [{ kind: 'defect', cells: [{ ...whole, reason: 'other', value: '1234567896' }] }, '/cells/0/value'],
        [{ kind: 'defect', cells: [{ file, row: 1e300, column: 1, reason: 'other' }] }, '/cells/0/row'],
        [{ kind: 'defect', cells: Array(1001).fill({ ...whole, reason: 'other' }) }, '/cells'],
      ] as const) {
        const { status, body } = await notices.give(world.k, sent.id, json);
        expect([json.kind, status, body.errors?.map((one) => one.pointer)]).toEqual([
          json.kind,
          400,
          expect.arrayContaining([pointer]),
        ]);
      }
      for (const cell of [
        { ...whole, file: 'UPPLAN_202504_1371215102_43_1370000011_11_20250325100100.CSV', reason: 'other' },
        { file, row: 1, column: 999, reason: 'other' },
        { file: null, row: 1, column: null, reason: 'other' },
        { file, row: 1, column: 1 },
        { file, row: 1, column: 1, rule: 'type', reason: 'other' },
      ]) {
        const { status, body } = await notices.give(world.k, sent.id, { kind: 'defect', cells: [cell] });
        expect([status, body.type]).toEqual([422, problem('notice-cells-refused')]);
        expect(body.errors?.map(({ pointer }) => pointer)).toContain('/cells/0');
      }
    });
    expect(await notices.of(world.k, sent.id)).toEqual([]);
  });

  it('is given once however often it is sent, and not twice under one key', async () => {
    const sent = await collected();
    const key = randomUUID();
    const json = { kind: 'remark', text: '一度だけ' };
    const first = await notices.give(world.k, sent.id, json, key);
    const again = await notices.give(world.k, sent.id, json, key);
    expect([again.status, again.headers['idempotency-replayed'], again.body]).toEqual([201, 'true', first.body]);
    expect(await notices.of(world.k, sent.id)).toHaveLength(1);
    const other = await notices.give(world.k, sent.id, { ...json, text: '別の文' }, key);
    expect([other.status, other.body.type]).toEqual([422, problem('idempotency-key-reused')]);
    const without = await world.api.post(`/v1/transmissions/${sent.id}/notices`, { caller: world.k, json });
    expect(without.status).toBe(400);
  });

  it('is one of at most twenty that a side leaves open, also of those given at the same moment', async () => {
    const sent = await collected();
    const outcomes = await Promise.all(
      Array.from({ length: 25 }, () => notices.give(world.k, sent.id, { kind: 'resend-request' })),
    );
    expect(outcomes.filter(({ status }) => status === 201)).toHaveLength(20);
    expect(outcomes.filter(({ body }) => body.type === problem('notice-limit'))).toHaveLength(5);
    expect((await notices.give(world.a, sent.id, { kind: 'withdraw-please' })).status).toBe(201);
    await notices.close(world.a, outcomes.find(({ status }) => status === 201)!.body.id);
    expect((await notices.give(world.k, sent.id, { kind: 'resend-request' })).status).toBe(201);
  });
});
