import { randomUUID } from 'node:crypto';
import { request as httpRequest } from 'node:http';
import { unzipSync } from 'fflate';
import FormData from 'form-data';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { unpackContent } from '../../src/sealing/content-package.js';
import { readManifest } from '../../src/sealing/manifest.js';
import { readReceipt } from '../../src/sealing/receipt.js';
import { openContent } from '../../src/sealing/seal.js';
import { readStatementHeader, verifyStatement } from '../../src/sealing/statement.js';
import { sha256Base64url } from '../../src/sealing/digest.js';
import { TestCaller } from '../setup/caller.js';
import { startGateway } from '../setup/gateway.js';
import { Api } from '../setup/api.js';
import {
  anew,
  careManager,
  sampleUnit,
  SampleFile,
  SendChanges,
  serviceOffice,
  TransmissionBody,
  World,
} from '../setup/world.js';

const slip = sampleUnit('applicable/202407/2-use-slip');
const problem = (code: string) => `urn:careplan:problem:${code}`;
const limits = { packageBytes: 1 << 24, totalBytes: 1 << 24, files: 50 };

type Told = TransmissionBody & {
  office?: string;
  scope?: string;
  client?: string;
  byCarrier?: boolean;
  sameCarrier?: boolean;
};
interface Page {
  transmissions: Told[];
  next: string;
  more: boolean;
  type?: string;
  office?: string;
}

/** A care manager (A) and a service office (K), each of which may be carried; nothing stands at the beginning. */
describe('Relays and networks (付8 6-2, 7-1)', () => {
  let world: World;
  let senderRelay: TestCaller;
  let receiverRelay: TestCaller;
  let network: TestCaller;

  beforeAll(async () => {
    world = await World.begin();
    senderRelay = await world.carrier('relay', '送信側代行');
    receiverRelay = await world.carrier('relay', '受信側代行', 'rsa');
    network = await world.carrier('network', '地域ネットワーク');
  });
  afterAll(() => world.end());

  /** Sends for an office, by a carrier that signs with its own certificate. */
  const sendFor = (carrier: TestCaller, sender = careManager, files = anew(slip), changes: SendChanges = {}) =>
    world.send(carrier, files, {
      destination: serviceOffice,
      ...changes,
      manifest: { sender, ...changes.manifest },
    });
  const inbox = async (caller: TestCaller, query: Record<string, string | string[]> = {}) =>
    (await world.api.get<Page>('/v1/inbox', { caller, query })).body;
  const outbox = async (caller: TestCaller, query: Record<string, string | string[]> = {}) =>
    (await world.api.get<Page>('/v1/outbox', { caller, query })).body;
  const idsOf = (page: Page) => page.transmissions.map(({ id }) => id);
  const find = (caller: TestCaller, id: string) => world.api.get<Told>(`/v1/transmissions/${id}`, { caller });
  const content = (caller: TestCaller, id: string) =>
    world.api.get<Told>(`/v1/transmissions/${id}/content`, { caller });
  const end = (caller: TestCaller, id: string, deed = 'revocation') =>
    world.api.post(`/v1/mandates/${id}/${deed}`, { caller, json: {} });
  const confirm = async (carrier: TestCaller, sent: TransmissionBody, office = serviceOffice) => {
    const statement = await world.confirmation(carrier, sent, { payload: { office } });
    return world.api.post<Told>(`/v1/transmissions/${sent.id}/confirmation`, { caller: carrier, json: { statement } });
  };
  const history = async (caller: TestCaller, id: string) =>
    (
      await world.api.get<{ events: { kind: string; client: string; data: object }[] }>(
        `/v1/transmissions/${id}/events`,
        { caller },
      )
    ).body.events;

  describe('A relay sends for an office', () => {
    it('signs with its own certificate; manifest, receipt, event and lists name both', async () => {
      const { id: mandate } = await world.mandate(senderRelay, world.a, ['send']);
      const sent = await sendFor(senderRelay);
      expect(sent.status).toBe(201);
      expect(sent.body).toMatchObject({
        sender: careManager,
        client: senderRelay.clientId,
        byCarrier: true,
        sameCarrier: false,
      });
      const { certificate } = readStatementHeader(sent.body.receipt, 'careplan-receipt+jws');
      const receipt = readReceipt(await verifyStatement(sent.body.receipt, 'careplan-receipt+jws', certificate));
      expect(receipt).toMatchObject({ sender: careManager, client: senderRelay.clientId, destination: serviceOffice });
      const { content: opened } = await world.collect(world.k, sent.body.id);
      const package_ = unpackContent(opened, limits);
      const manifest = readManifest(
        await verifyStatement(package_.manifest, 'careplan-manifest+jws', senderRelay.certificate),
      );
      expect(manifest).toMatchObject({ sender: careManager, client: senderRelay.clientId });
      expect(await history(world.a, sent.body.id)).toMatchObject([
        { kind: 'transmission-available', client: senderRelay.clientId },
        { kind: 'transmission-collected', client: world.k.clientId },
      ]);
      // The office sees what its relay sent; the relay sees what it sent, and nothing that the office sent itself.
      const own = await world.send(world.a, anew(slip));
      expect(idsOf(await outbox(world.a))).toEqual([sent.body.id, own.body.id]);
      expect(idsOf(await outbox(senderRelay))).toEqual([sent.body.id]);
      expect(idsOf(await outbox(senderRelay, { office: careManager }))).toEqual([sent.body.id]);
      expect((await find(senderRelay, own.body.id)).status).toBe(404);
      await end(world.a, mandate);
    });

    it('later and in a worker, too', async () => {
      const { id: mandate } = await world.mandate(senderRelay, world.a, ['send']);
      const staged = await sendFor(senderRelay, careManager, anew(slip), { prefer: 'respond-async' });
      expect(staged.status).toBe(202);
      expect(await world.checked(senderRelay, staged.body.id)).toMatchObject({ state: 'available', byCarrier: true });
      await end(world.a, mandate);
    });

    it.each<[string, (mandate: string) => Promise<unknown>]>([
      ['suspended by the office', (id) => end(world.a, id, 'suspension')],
      ['suspended by the relay', (id) => end(senderRelay, id, 'suspension')],
      ['suspended by the operator', (id) => end(world.operator, id, 'suspension')],
      ['revoked', (id) => end(world.a, id)],
    ])('until the mandate is %s: refused on the very next request, in another process', async (_, change) => {
      const mandate = await world.mandate(senderRelay, world.a, ['send']);
      const beside = await startGateway({ beside: world.gateway });
      const before = await sendFor(senderRelay);
      expect(before.status).toBe(201);
      await change(mandate.id);
      const elsewhere = new Api(beside);
      const manifest = await world.manifest(senderRelay, slip, {
        destination: serviceOffice,
        manifest: { sender: careManager },
      });
      const refused = await elsewhere.post<Told>('/v1/transmissions', {
        caller: senderRelay,
        headers: { 'idempotency-key': 'elsewhere' },
        parts: [{ name: 'manifest', content: manifest }],
      });
      expect([refused.status, refused.body.type]).toEqual([403, problem('mandate-missing')]);
      expect(refused.body).toMatchObject({ office: careManager, scope: 'send' });
      expect((await elsewhere.get<Page>('/v1/outbox', { caller: senderRelay })).body.transmissions).toEqual([]);
      expect((await elsewhere.get(`/v1/transmissions/${before.body.id}`, { caller: senderRelay })).status).toBe(404);
      await beside.close();
      await end(world.a, mandate.id);
    });

    it('until its dates are over, without anybody doing anything', async () => {
      const validUntil = new Date(world.gateway.clock.now().getTime() + 60_000).toISOString();
      await world.mandate(senderRelay, world.a, ['send'], { validUntil });
      expect((await sendFor(senderRelay)).status).toBe(201);
      world.gateway.clock.advance(60);
      expect((await sendFor(senderRelay)).body.type).toBe(problem('mandate-missing'));
      await world.gateway.sweep();
    });

    it('not before its dates begin', async () => {
      const validFrom = new Date(world.gateway.clock.now().getTime() + 60_000).toISOString();
      const { id } = await world.mandate(senderRelay, world.a, ['send'], { validFrom });
      expect((await sendFor(senderRelay)).body.type).toBe(problem('mandate-missing'));
      world.gateway.clock.advance(60);
      expect((await sendFor(senderRelay)).status).toBe(201);
      await end(world.a, id);
    });

    it('not for an office that gave it none, nor with a mandate for other things, nor by a proposal alone', async () => {
      expect((await sendFor(senderRelay)).body).toMatchObject({
        type: problem('mandate-missing'),
        office: careManager,
      });
      const { id } = await world.mandate(senderRelay, world.a, ['collect', 'confirm', 'recall']);
      expect((await sendFor(senderRelay)).body).toMatchObject({ type: problem('mandate-missing'), scope: 'send' });
      await end(world.a, id);
      const proposed = await world.api.post<{ id: string }>('/v1/mandates', {
        caller: senderRelay,
        headers: { 'idempotency-key': 'proposal-alone' },
        json: { officeNumber: careManager, scopes: ['send'] },
      });
      const { status, body } = await world.keepingNothing(() => sendFor(senderRelay));
      expect([status, body.type]).toEqual([403, problem('mandate-missing')]);
      await end(world.a, proposed.body.id, 'refusal');
    });

    it('not with a manifest signed by the office, by another relay, or in another relay’s name', async () => {
      const { id } = await world.mandate(receiverRelay, world.a, ['send']);
      for (const signer of [world.a, senderRelay]) {
        const refused = await sendFor(receiverRelay, careManager, anew(slip), { signer });
        expect([refused.status, refused.body.type]).toEqual([422, problem('manifest-refused')]);
      }
      const named = await sendFor(receiverRelay, careManager, anew(slip), {
        manifest: { client: senderRelay.clientId },
      });
      expect([named.status, named.body.type]).toEqual([403, problem('manifest-not-for-caller')]);
      await end(world.a, id);
    });

    it('files named for another office than the manifest are refused as ever', async () => {
      const office = await world.office('1371215110', '別の居宅');
      const { id } = await world.mandate(senderRelay, office, ['send']);
      const { body } = await sendFor(senderRelay, office.officeNumber);
      expect(body.type).toBe(problem('check-failed'));
      expect(body.errors?.map(({ rule }) => rule)).toContain('sender-mismatch');
      await end(office, id);
    });
  });

  describe('A relay receives for an office', () => {
    it('that has no certificate at all: sealed for the relay, collected, opened and confirmed by it', async () => {
      await world.importOffice('1370000052', '証明書のない事業所');
      const files = renamed(anew(slip), serviceOffice, '1370000052');
      const before = await world.send(world.a, files, { destination: '1370000052' });
      expect(before.body.type).toBe(problem('destination-not-connected'));
      await world.mandate(receiverRelay, '1370000052', ['collect', 'confirm']);
      const sent = await world.send(world.a, files, { destination: '1370000052' });
      expect(sent.status).toBe(201);
      expect((await inbox(receiverRelay)).transmissions).toMatchObject([
        { id: sent.body.id, destination: '1370000052' },
      ]);
      const { content: opened } = await world.collect(receiverRelay, sent.body.id);
      expect(unpackContent(opened, limits).files.map(({ bytes }) => Buffer.from(bytes))).toEqual(
        [...files].sort((a, b) => (a.name < b.name ? -1 : 1)).map(({ bytes }) => bytes),
      );
      const confirmed = await confirm(receiverRelay, sent.body, '1370000052');
      expect([confirmed.status, confirmed.body.state]).toEqual([200, 'confirmed']);
      expect(idsOf(await inbox(receiverRelay))).toEqual([]);
      expect(idsOf(await inbox(receiverRelay, { state: ['confirmed'] }))).toEqual([sent.body.id]);
      expect((await history(world.a, sent.body.id)).map(({ kind, client }) => [kind, client])).toEqual([
        ['transmission-available', world.a.clientId],
        ['transmission-collected', receiverRelay.clientId],
        ['transmission-confirmed', receiverRelay.clientId],
      ]);
    });

    it('that has one, too: both can open it, and either may collect', async () => {
      const { id } = await world.mandate(receiverRelay, world.k, ['collect']);
      const sent = await world.send(world.a, anew(slip));
      const answer = await content(receiverRelay, sent.body.id);
      for (const { certificate, privateKey } of [receiverRelay, world.k]) {
        const { content: opened } = await openContent(answer.bytes.toString(), {
          thumbprint: certificate.thumbprint,
          privateKey,
        });
        expect(sha256Base64url(opened)).toBe(sent.body.contentSha256);
      }
      expect((await content(world.k, sent.body.id)).status).toBe(200);
      // Without the scope it may not confirm, and is told which one is missing.
      expect((await confirm(receiverRelay, sent.body)).body).toMatchObject({
        type: problem('mandate-missing'),
        office: serviceOffice,
        scope: 'confirm',
      });
      await end(world.k, id);
    });

    it('sees nothing of the time before its mandate, and nothing more once it is suspended or revoked', async () => {
      const before = await world.send(world.a, anew(slip));
      const { id } = await world.mandate(receiverRelay, world.k, ['collect', 'confirm']);
      const during = await world.send(world.a, anew(slip));
      const listed = async () => idsOf(await inbox(receiverRelay)).slice(-1);
      expect(idsOf(await inbox(receiverRelay, { office: serviceOffice }))).not.toContain(before.body.id);
      expect(await listed()).toEqual([during.body.id]);
      for (const attempt of [find, content]) expect((await attempt(receiverRelay, before.body.id)).status).toBe(404);
      await end(world.k, id, 'suspension');
      expect((await inbox(receiverRelay, { office: serviceOffice })).type).toBe(problem('mandate-missing'));
      expect(await listed()).toEqual([]);
      for (const attempt of [find, content]) expect((await attempt(receiverRelay, during.body.id)).status).toBe(404);
      expect((await confirm(receiverRelay, during.body)).status).toBe(404);
      const meanwhile = await world.send(world.a, anew(slip));
      await end(world.k, id, 'resumption');
      expect(await listed()).toEqual([during.body.id]);
      expect((await content(receiverRelay, meanwhile.body.id)).status).toBe(404);
      await end(world.k, id);
      expect((await content(receiverRelay, during.body.id)).status).toBe(404);
      expect((await content(world.k, during.body.id)).status).toBe(200);
    });

    it('what arrived before a suspension is shown after it, also to who asks from a later cursor', async () => {
      const { id } = await world.mandate(receiverRelay, world.k, ['collect']);
      await world.importOffice('1370000102', '別の事業所');
      await world.mandate(receiverRelay, '1370000102', ['collect']);
      const cursor = (await inbox(receiverRelay, { limit: '1000' })).next;
      const missed = await world.send(world.a, anew(slip));
      await end(world.k, id, 'suspension');
      const other = await world.send(world.a, renamed(anew(slip), serviceOffice, '1370000102'), {
        destination: '1370000102',
      });
      const meanwhile = await inbox(receiverRelay, { cursor });
      expect(idsOf(meanwhile)).toEqual([other.body.id]);
      await end(world.k, id, 'resumption');
      expect(idsOf(await inbox(receiverRelay, { cursor: meanwhile.next }))).toContain(missed.body.id);
      await end(world.k, id);
    });

    it('a mandate or certificate that ends while the files are on their way ends the send', async () => {
      for (const ending of ['mandate', 'certificate'] as const) {
        const relay = await world.carrier('relay', '途中で終わる代行');
        const { id } = await world.mandate(relay, world.a, ['send']);
        const files = anew(slip);
        const manifest = await world.manifest(relay, files, {
          destination: serviceOffice,
          manifest: { sender: careManager },
        });
        const sending = await slowUpload(world, relay, manifest, files);
        if (ending === 'mandate') await end(world.a, id);
        else await world.endCertificate(relay, 'revoked');
        const { status, type } = await sending.finish();
        expect([status, type]).toEqual(
          ending === 'mandate' ? [403, problem('mandate-missing')] : [401, problem('authentication-required')],
        );
        if (ending === 'certificate') await end(world.a, id);
      }
    });

    it('with a mandate for sending only, it is not sealed for', async () => {
      const { id } = await world.mandate(receiverRelay, world.k, ['send']);
      const sent = await world.send(world.a, anew(slip));
      expect((await content(receiverRelay, sent.body.id)).status).toBe(404);
      expect((await inbox(receiverRelay, { office: serviceOffice })).type).toBe(problem('mandate-missing'));
      await end(world.k, id);
    });

    it('what arrived while an office had no certificate is for its relay to open, and the office is told so', async () => {
      await world.importOffice('1370000060', '後から接続');
      await world.mandate(receiverRelay, '1370000060', ['collect']);
      const sent = await world.send(world.a, renamed(anew(slip), serviceOffice, '1370000060'), {
        destination: '1370000060',
      });
      const office = await world.office('1370000060', '後から接続');
      expect(idsOf(await inbox(office))).toEqual([sent.body.id]);
      const refused = await content(office, sent.body.id);
      expect([refused.status, refused.body.type]).toEqual([409, problem('sealed-for-others')]);
      expect((await find(world.a, sent.body.id)).body.state).toBe('available');
      expect((await content(receiverRelay, sent.body.id)).status).toBe(200);
    });

    it('another relay, whose mandate is of another office, gets none of it', async () => {
      const { id } = await world.mandate(receiverRelay, world.k, ['collect']);
      const { id: other } = await world.mandate(senderRelay, world.a, ['collect', 'confirm', 'send', 'recall']);
      const sent = await world.send(world.a, anew(slip));
      for (const attempt of [find, content]) expect((await attempt(senderRelay, sent.body.id)).status).toBe(404);
      expect(idsOf(await inbox(senderRelay))).not.toContain(sent.body.id);
      expect(idsOf(await outbox(senderRelay))).not.toContain(sent.body.id);
      await end(world.k, id);
      await end(world.a, other);
    });
  });

  describe('All offices in one call', () => {
    const numbers = ['1370000078', '1370000086', '1370000094'];
    let sent: TransmissionBody[];

    beforeAll(async () => {
      for (const number of numbers) {
        await world.importOffice(number, number);
        await world.mandate(network, number);
      }
      sent = [];
      for (const number of [...numbers, ...numbers]) {
        const { body } = await world.send(world.a, renamed(anew(slip), serviceOffice, number), { destination: number });
        sent.push(body);
      }
    });

    it('lists them in order of arrival under one cursor, or for some of them', async () => {
      const seen: string[] = [];
      let page: Page = { transmissions: [], next: '', more: true };
      while (page.more) {
        page = await inbox(network, { limit: '4', ...(page.next && { cursor: page.next }) });
        seen.push(...idsOf(page));
      }
      expect(seen).toEqual(sent.map(({ id }) => id));
      const some = await inbox(network, { office: [numbers[0]!, numbers[2]!] });
      expect(idsOf(some)).toEqual(sent.filter(({ destination }) => destination !== numbers[1]).map(({ id }) => id));
    });

    it('asking for an office that gave no mandate is refused, not answered with less', async () => {
      const page = await inbox(network, { office: [numbers[0]!, serviceOffice] });
      expect(page).toMatchObject({ type: problem('mandate-missing'), office: serviceOffice });
    });

    it('collects and confirms all of them, each with its outcome', async () => {
      const foreign = await world.send(world.a, anew(slip));
      const ids = [...sent.map(({ id }) => id), foreign.body.id];
      const zip = await world.api.post('/v1/collections', { caller: network, json: { transmissions: ids } });
      expect(zip.headers['content-type']).toBe('application/zip');
      const entries = unzipSync(zip.bytes);
      const index = JSON.parse(Buffer.from(entries['index.json']!).toString()) as {
        transmissions: { transmission: string; file: string | null; problem: string | null }[];
      };
      expect(index.transmissions).toMatchObject([
        ...sent.map(({ id }) => ({ transmission: id, file: `${id}.jwe.json`, problem: null })),
        { transmission: foreign.body.id, file: null, problem: problem('not-found') },
      ]);
      for (const { id, contentSha256 } of sent) {
        const { certificate, privateKey } = network;
        const sealed = Buffer.from(entries[`${id}.jwe.json`]!).toString();
        const { content: opened } = await openContent(sealed, { thumbprint: certificate.thumbprint, privateKey });
        expect(sha256Base64url(opened)).toBe(contentSha256);
      }
      const confirmations = await Promise.all(
        [...sent, foreign.body].map(async (one) => ({
          transmission: one.id,
          statement: await world.confirmation(network, one, { payload: { office: one.destination } }),
        })),
      );
      const { body } = await world.api.post<{ outcomes: object[] }>('/v1/confirmations', {
        caller: network,
        json: { confirmations },
      });
      expect(body.outcomes).toEqual([
        ...sent.map(({ id }) => ({ transmission: id, state: 'confirmed', problem: null })),
        { transmission: foreign.body.id, state: null, problem: problem('not-found') },
      ]);
      expect(idsOf(await inbox(network))).toEqual([]);
    });

    it('reports hops, which the sender sees, once each', async () => {
      const { body } = await world.send(world.a, renamed(anew(slip), serviceOffice, numbers[0]!), {
        destination: numbers[0]!,
      });
      const hop = (caller: TestCaller, id: string, name: string) =>
        world.api.post<Told>(`/v1/transmissions/${id}/hops`, { caller, json: { hop: name } });
      for (const name of ['received', 'handed-to-office', 'received'])
        expect((await hop(network, body.id, name)).status).toBe(204);
      const hops = (await history(world.a, body.id)).filter(({ kind }) => kind === 'transmission-hop');
      expect(hops).toMatchObject([
        { client: network.clientId, data: { hop: 'received' } },
        { client: network.clientId, data: { hop: 'handed-to-office' } },
      ]);
      expect((await hop(receiverRelay, body.id, 'received')).body.type).toBe(problem('not-found'));
      expect((await hop(network, 'no-id', 'received')).status).toBe(404);
      expect((await hop(network, body.id, 'lost')).status).toBe(400);
      expect((await hop(world.k, body.id, 'received')).body.type).toBe(problem('not-allowed'));
    });
  });

  it('one relay on both sides works the same, and is marked', async () => {
    const both = await world.carrier('relay', '両側の代行');
    const mandates = [await world.mandate(both, world.a), await world.mandate(both, world.k)];
    for (const prefer of [undefined, 'respond-async']) {
      const sent = await sendFor(both, careManager, anew(slip), { ...(prefer && { prefer }) });
      const settled = await world.checked(both, sent.body.id);
      expect(settled).toMatchObject({ state: 'available', byCarrier: true, sameCarrier: true });
      expect(idsOf(await inbox(both))).toContain(sent.body.id);
      expect(idsOf(await outbox(both))).toContain(sent.body.id);
      await world.collect(both, sent.body.id);
      expect((await confirm(both, settled)).body.state).toBe('confirmed');
      expect(
        (await history(world.a, sent.body.id)).find(({ kind }) => kind === 'transmission-available'),
      ).toMatchObject({
        data: { sameCarrier: true },
      });
    }
    await end(world.a, mandates[0]!.id);
    await end(world.k, mandates[1]!.id);
  });

  it('the operator has no part in what is exchanged', async () => {
    const { body } = await world.send(world.a, anew(slip));
    for (const attempt of [find, content]) {
      expect((await attempt(world.operator, body.id)).body.type).toBe(problem('not-allowed'));
    }
    expect((await inbox(world.operator)).type).toBe(problem('not-allowed'));
  });
});

/** The same unit for another service office: in the names and in the rows. */
function renamed(files: readonly SampleFile[], from: string, to: string): SampleFile[] {
  return files.map(({ name, bytes }) => ({
    name: name.replace(from, to),
    bytes: Buffer.from(bytes.toString('latin1').replaceAll(from, to), 'latin1'),
  }));
}

/** Begins a send, and ends it only when told: the manifest arrives at once, the files later. */
async function slowUpload(world: World, caller: TestCaller, manifest: string, files: readonly SampleFile[]) {
  const form = new FormData();
  form.append('manifest', manifest);
  for (const { name, bytes } of files) form.append('file', bytes, { filename: name });
  const body = form.getBuffer();
  const after = body.indexOf(manifest) + manifest.length + 200;
  let resolve: (answer: { status: number; type: string }) => void = () => undefined;
  const answered = new Promise<{ status: number; type: string }>((done) => (resolve = done));
  const request = httpRequest(`${world.gateway.url}/v1/transmissions`, {
    method: 'POST',
    headers: {
      ...form.getHeaders(),
      'content-length': body.length,
      authorization: `Bearer ${await caller.token()}`,
      'idempotency-key': randomUUID(),
    },
  });
  request.on('response', (response) => {
    let text = '';
    response.on('data', (chunk) => (text += String(chunk)));
    response.on('end', () => {
      resolve({ status: response.statusCode ?? 0, type: (JSON.parse(text) as { type: string }).type });
    });
  });
  request.write(body.subarray(0, after));
  await new Promise((done) => setTimeout(done, 300));
  return {
    finish: () => {
      request.end(body.subarray(after));
      return answered;
    },
  };
}
