import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openNotice } from '../../src/sealing/seal.js';
import { TestCaller } from '../setup/caller.js';
import { NoticePage, Notices } from '../setup/notices.js';
import { anew, careManager, sampleUnit, serviceOffice, TransmissionBody, World } from '../setup/world.js';

const slip = sampleUnit('applicable/202407/2-use-slip');
const problem = (code: string) => `urn:careplan:problem:${code}`;
const idsOf = (page: NoticePage) => page.notices.map(({ id }) => id);

describe('Notices in lists, and what answers them', () => {
  let world: World;
  let notices: Notices;

  beforeAll(async () => {
    world = await World.begin();
    notices = new Notices(world);
  });
  afterAll(() => world.end());

  async function collected(): Promise<TransmissionBody> {
    const { body } = await world.send(world.a, anew(slip));
    await world.collect(world.k, body.id);
    return body;
  }

  describe('A resend-request or defect', () => {
    it('is answered by the unit that supersedes the one it is about, and by no other; both sides see it', async () => {
      const sent = await collected();
      const request = await notices.given(world.k, sent.id, { kind: 'resend-request' });
      const remark = await notices.given(world.k, sent.id, { kind: 'remark', text: '再送をお待ちします' });
      expect((await notices.find(world.a, request.id)).body).toMatchObject({ state: 'open', answeredBy: null });

      world.gateway.clock.advance(1);
      const { body: answer } = await world.send(world.a, anew(slip));
      for (const caller of [world.a, world.k]) {
        const [first, second] = await notices.of(caller, sent.id);
        expect(first).toMatchObject({ id: request.id, state: 'answered', answeredBy: answer.id });
        expect(second).toMatchObject({ id: remark.id, state: 'open', answeredBy: null });
      }
      expect(idsOf(await notices.list(world.a, { state: 'answered' }))).toContain(request.id);
      expect(idsOf(await notices.list(world.a, { state: 'open' }))).not.toContain(request.id);

      // The first answer stays it, whatever comes later.
      await world.send(world.a, anew(slip));
      expect((await notices.find(world.k, request.id)).body.answeredBy).toBe(answer.id);
    });

    it('is not answered by what had arrived before it, nor by what was recalled', async () => {
      const sent = await collected();
      const before = (await world.send(world.a, anew(slip))).body;
      world.gateway.clock.advance(1);
      const { id } = await notices.given(world.k, sent.id, { kind: 'resend-request' });
      expect((await notices.find(world.a, id)).body.answeredBy).toBeNull();
      const { body: after } = await world.send(world.a, anew(slip));
      expect((await notices.find(world.a, id)).body.answeredBy).toBe(after.id);
      await world.api.post(`/v1/transmissions/${after.id}/recall`, { caller: world.a, json: {} });
      expect((await notices.find(world.a, id)).body.answeredBy).toBeNull();
      expect(before.id).not.toBe(after.id);
    });

    it('about a recalled unit is answered by what is sent in its place, also under its own sequence', async () => {
      const files = anew(slip);
      const { body: sent } = await world.send(world.a, files);
      await world.api.post(`/v1/transmissions/${sent.id}/recall`, { caller: world.a, json: {} });
      const { id } = await notices.given(world.k, sent.id, { kind: 'resend-request' });
      world.gateway.clock.advance(1);
      const { body: resent } = await world.send(world.a, files);
      expect(resent.id).not.toBe(sent.id);
      expect((await notices.find(world.k, id)).body).toMatchObject({ state: 'answered', answeredBy: resent.id });
    });

    it('is not answered by a unit of another office', async () => {
      const sent = await collected();
      const { id } = await notices.given(world.k, sent.id, { kind: 'resend-request' });
      world.gateway.clock.advance(1);
      const other = '1370000060';
      await world.office(other, '別の事業所');
      const files = anew(slip).map(({ name, bytes }) => ({
        name: name.replace(serviceOffice, other),
        bytes: Buffer.from(bytes.toString('latin1').replaceAll(serviceOffice, other), 'latin1'),
      }));
      expect((await world.send(world.a, files, { destination: other })).status).toBe(201);
      expect((await notices.find(world.a, id)).body.answeredBy).toBeNull();
    });
  });

  it('are listed for each side by direction, state, kind and office, page by page', async () => {
    const sent = await collected();
    const cursor = (await notices.list(world.a, { limit: '1000' })).next;
    const made: string[] = [];
    for (const json of [
      { kind: 'resend-request' },
      { kind: 'remark', text: '一' },
      { kind: 'resend-request' },
      { kind: 'remark', text: '二' },
    ])
      made.push((await notices.given(world.k, sent.id, json)).id);
    const own = await notices.given(world.a, sent.id, { kind: 'withdraw-please' });
    await notices.close(world.a, made[0]!);

    const received = await notices.list(world.a, { cursor });
    expect(idsOf(received)).toEqual(made);
    expect(JSON.stringify(received)).not.toContain('ciphertext');
    expect(idsOf(await notices.list(world.a, { cursor, kind: 'remark' }))).toEqual([made[1], made[3]]);
    expect(idsOf(await notices.list(world.a, { cursor, state: 'closed' }))).toEqual([made[0]]);
    expect(idsOf(await notices.list(world.a, { cursor, state: 'open', office: careManager }))).toEqual(made.slice(1));
    expect(idsOf(await notices.list(world.a, { direction: 'given' }))).toEqual([own.id]);
    expect(idsOf(await notices.list(world.k, { direction: 'given', limit: '1000' })).slice(-4)).toEqual(made);
    expect(idsOf(await notices.list(world.k)).slice(-1)).toEqual([own.id]);

    const paged: string[] = [];
    let page: NoticePage = { notices: [], next: cursor, more: true };
    while (page.more) {
      page = await notices.list(world.a, { cursor: page.next, limit: '1' });
      paged.push(...idsOf(page));
    }
    expect(paged).toEqual(made);
    expect((await notices.list(world.a, { office: serviceOffice })).type).toBe(problem('mandate-missing'));
    expect((await notices.list(world.a, { cursor: 'nonsense' })).type).toBe(problem('request-invalid'));
  });

  it('are nobody else’s: a stranger and the operator find none', async () => {
    const sent = await collected();
    const { id } = await notices.given(world.k, sent.id, { kind: 'remark', text: '二者の間で' });
    const stranger = await world.office('1370000078', '無関係の事業所');
    for (const answer of [
      await notices.find(stranger, id),
      await notices.close(stranger, id),
      await notices.give(stranger, sent.id, { kind: 'remark', text: 'x' }),
      await notices.find(stranger, 'no-id'),
      await notices.close(world.a, '01955c2e-7c00-7000-8000-000000000040'),
      await notices.give(world.a, 'no-id', { kind: 'remark', text: 'x' }),
    ])
      expect([answer.status, answer.body.type]).toEqual([404, problem('not-found')]);
    for (const direction of ['received', 'given'])
      expect(idsOf(await notices.list(stranger, { direction }))).toEqual([]);
    expect((await notices.list(world.operator)).type).toBe(problem('not-allowed'));
    expect((await notices.find(world.operator, id)).status).toBe(403);
  });

  describe('Relays and networks', () => {
    let sending: TestCaller;
    let receiving: TestCaller;
    let mandates: { readonly a: string; readonly k: string };

    beforeAll(async () => {
      sending = await world.carrier('relay', '送信側代行');
      receiving = await world.carrier('network', '受信側地域網', 'rsa');
      mandates = {
        a: (await world.mandate(sending, world.a, ['send'])).id,
        k: (await world.mandate(receiving, world.k, ['collect', 'confirm'])).id,
      };
    });

    async function carried(): Promise<TransmissionBody> {
      const { body } = await world.send(sending, anew(slip), {
        destination: serviceOffice,
        manifest: { sender: careManager },
      });
      await world.collect(receiving, body.id);
      return body;
    }
    const end = (office: TestCaller, id: string, deed: string) =>
      world.api.post(`/v1/mandates/${id}/${deed}`, { caller: office, json: {} });

    it('give, read and close for the office on their side; both offices see it and can read it', async () => {
      const sent = await carried();
      const asked = await notices.given(receiving, sent.id, { kind: 'resend-request', text: '代行より再送依頼' });
      expect(asked).toMatchObject({ givenBy: 'destination', byCarrier: true });
      for (const reader of [receiving, world.k, sending, world.a])
        expect(await notices.read(reader, asked.id)).toBe('代行より再送依頼');
      expect(idsOf(await notices.list(sending))).toEqual([asked.id]);
      expect(idsOf(await notices.list(receiving, { direction: 'given' }))).toEqual([asked.id]);
      expect(idsOf(await notices.list(receiving))).toEqual([]);

      const withdrawn = await notices.given(sending, sent.id, { kind: 'withdraw-please', text: '誤送信でした' });
      expect(withdrawn).toMatchObject({ givenBy: 'sender', byCarrier: true });
      for (const reader of [receiving, world.k, sending, world.a])
        expect(await notices.read(reader, withdrawn.id)).toBe('誤送信でした');
      expect((await notices.close(receiving, withdrawn.id)).body).toMatchObject({ closedBy: 'destination' });
      expect(idsOf(await notices.list(receiving, { office: serviceOffice }))).toEqual([withdrawn.id]);
      expect((await notices.list(receiving, { office: careManager })).type).toBe(problem('mandate-missing'));
    });

    it('of the writing office is not told what the office itself writes', async () => {
      const sent = await carried();
      const { id } = await notices.given(world.k, sent.id, { kind: 'remark', text: '事業所から' });
      for (const reader of [world.k, sending, world.a]) expect(await notices.read(reader, id)).toBe('事業所から');
      expect((await notices.find(receiving, id)).body).toMatchObject({ hasText: true, sealedText: null });
    });

    it('that did not carry it find nothing, and are not sealed for', async () => {
      const sent = await collected();
      const later = await world.carrier('relay', '後からの代行');
      const { id: mandate } = await world.mandate(later, world.k, ['collect', 'confirm']);
      const { id } = await notices.given(world.a, sent.id, { kind: 'remark', text: '当事者だけに' });
      for (const stranger of [later, sending]) {
        expect((await notices.find(stranger, id)).status).toBe(404);
        expect((await notices.give(stranger, sent.id, { kind: 'remark', text: 'x' })).status).toBe(404);
        expect((await notices.close(stranger, id)).status).toBe(404);
        expect(idsOf(await notices.list(stranger))).not.toContain(id);
      }
      const jwe = JSON.stringify((await notices.find(world.k, id)).body.sealedText);
      const { certificate, privateKey } = later;
      await expect(openNotice(jwe, { thumbprint: certificate.thumbprint, privateKey })).rejects.toThrow(
        'not-a-recipient',
      );
      await end(world.k, mandate, 'revocation');
    });

    it('need the scope for it: who may only collect reads, and gives and closes nothing', async () => {
      const collector = await world.carrier('relay', '受信だけの代行');
      const { id: mandate } = await world.mandate(collector, world.k, ['collect']);
      const { body: sent } = await world.send(world.a, anew(slip));
      await world.collect(collector, sent.id);
      const { id } = await notices.given(world.a, sent.id, { kind: 'remark', text: '受信者へ' });
      expect(await notices.read(collector, id)).toBe('受信者へ');
      for (const answer of [
        await notices.give(collector, sent.id, { kind: 'resend-request' }),
        await notices.close(collector, id),
      ])
        expect([answer.status, answer.body]).toEqual([
          403,
          expect.objectContaining({ type: problem('mandate-missing'), scope: 'confirm' }),
        ]);
      await end(world.k, mandate, 'revocation');
    });

    it('see nothing more once the mandate is suspended or has ended, and are not sealed for', async () => {
      const sent = await carried();
      const before = await notices.given(world.k, sent.id, { kind: 'remark', text: '停止前' });
      await end(world.a, mandates.a, 'suspension');
      expect((await notices.find(sending, before.id)).status).toBe(404);
      expect(idsOf(await notices.list(sending))).toEqual([]);
      expect((await notices.give(sending, sent.id, { kind: 'withdraw-please' })).status).toBe(404);
      const during = await notices.given(world.k, sent.id, { kind: 'remark', text: '停止中' });
      await end(world.a, mandates.a, 'resumption');
      expect(await notices.read(sending, before.id)).toBe('停止前');
      expect((await notices.find(sending, during.id)).body).toMatchObject({ hasText: true, sealedText: null });
      expect((await notices.find(world.a, during.id)).body.readAt).not.toBeNull();
    });

    it('of both sides say for which one they speak, where the kind does not', async () => {
      const both = await world.carrier('relay', '両側の代行');
      const own = [await world.mandate(both, world.a), await world.mandate(both, world.k)];
      const { body: sent } = await world.send(both, anew(slip), {
        destination: serviceOffice,
        manifest: { sender: careManager },
      });
      await world.collect(both, sent.id);
      const unclear = await notices.give(both, sent.id, { kind: 'remark', text: 'どちら' });
      expect([unclear.status, unclear.body.errors?.[0]?.pointer]).toEqual([400, '/side']);
      const clear = await notices.given(both, sent.id, { kind: 'remark', side: 'destination', text: '受信側から' });
      expect(clear.givenBy).toBe('destination');
      expect((await notices.given(both, sent.id, { kind: 'withdraw-please' })).givenBy).toBe('sender');
      expect((await notices.given(both, sent.id, { kind: 'resend-request' })).givenBy).toBe('destination');
      for (const direction of ['received', 'given'])
        expect(idsOf(await notices.list(both, { direction }))).toHaveLength(3);
      await end(world.a, own[0]!.id, 'revocation');
      await end(world.k, own[1]!.id, 'revocation');
    });
  });
});
