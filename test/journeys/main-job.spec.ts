import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { unpackContent } from '../../src/sealing/content-package.js';
import { sha256Base64url } from '../../src/sealing/digest.js';
import { openContent } from '../../src/sealing/seal.js';
import { readReceipt } from '../../src/sealing/receipt.js';
import { readStatementHeader, signStatement, verifyStatement } from '../../src/sealing/statement.js';
import { publicUrl } from '../setup/gateway.js';
import { careManager, sampleUnit, serviceOffice, TransmissionBody, World } from '../setup/world.js';
import { TestCaller } from '../setup/caller.js';

const limits = { packageBytes: 1 << 24, totalBytes: 1 << 24, files: 50 };

interface PageBody {
  transmissions: (TransmissionBody & { senderName: string; destinationName: string; unit: Record<string, unknown> })[];
  next: string;
  more: boolean;
}

describe('The main job: one office sends a plan unit to another and gets the actuals back', () => {
  let world: World;
  const slip = sampleUnit('applicable/202407/2-use-slip');
  let sent: TransmissionBody;

  beforeAll(async () => {
    world = await World.begin();
  });
  afterAll(() => world.end());

  async function collect(caller: TestCaller, id: string): Promise<{ content: Uint8Array; transmission: string }> {
    const answer = await world.api.get(`/v1/transmissions/${id}/content`, { caller });
    expect(answer.status).toBe(200);
    const opened = await openContent(answer.bytes.toString('utf8'), {
      thumbprint: caller.certificate.thumbprint,
      privateKey: caller.privateKey,
    });
    return { content: opened.content, transmission: opened.binding.transmission };
  }

  function confirmation(caller: TestCaller, id: string, contentSha256: string): Promise<string> {
    return signStatement(
      'careplan-confirmation+jws',
      {
        jti: `confirm-${id}`,
        iat: Math.floor(world.gateway.clock.now().getTime() / 1000),
        aud: publicUrl,
        kind: 'confirmed',
        transmission: id,
        client: caller.clientId,
        office: caller.officeNumber,
        contentSha256,
      },
      caller,
    );
  }

  it('answers a signed, correct unit at once with 201, a location and a receipt signed by the gateway', async () => {
    const answer = await world.send(world.a, slip);

    expect(answer.status).toBe(201);
    sent = answer.body;
    expect(answer.headers.location).toBe(`/v1/transmissions/${sent.id}`);
    expect(sent).toMatchObject({ state: 'available', sender: careManager, destination: serviceOffice });
    const { certificate } = readStatementHeader(sent.receipt, 'careplan-receipt+jws');
    const receipt = readReceipt(await verifyStatement(sent.receipt, 'careplan-receipt+jws', certificate));
    expect(receipt).toMatchObject({
      kind: 'accepted',
      transmission: sent.id,
      iss: publicUrl,
      contentSha256: sent.contentSha256,
    });
    expect(receipt.files.map((file) => file.sha256).sort()).toEqual(
      slip.map((file) => sha256Base64url(file.bytes)).sort(),
    );
  });

  it('shows the destination a complete inbox row, with names', async () => {
    const { body } = await world.api.get<PageBody>('/v1/inbox', { caller: world.k });

    expect(body.transmissions).toHaveLength(1);
    expect(body.transmissions[0]).toMatchObject({
      id: sent.id,
      senderName: 'A事業所',
      destinationName: 'K事業所',
      state: 'available',
      unit: { kind: 'use-slip', version: '202407', sequence: '20250325100100', month: '202504', personCount: 1 },
    });
    expect(body.more).toBe(false);
  });

  it('hands the destination content that only it can open, byte for byte as sent, with the sender’s manifest', async () => {
    const { content, transmission } = await collect(world.k, sent.id);

    expect(transmission).toBe(sent.id);
    expect(sha256Base64url(content)).toBe(sent.contentSha256);
    const unpacked = unpackContent(content, limits);
    expect(unpacked.files.map(({ name }) => name).sort()).toEqual(slip.map(({ name }) => name).sort());
    for (const { name, bytes } of slip) {
      expect(Buffer.from(unpacked.files.find((file) => file.name === name)!.bytes).equals(bytes)).toBe(true);
    }
    const signer = readStatementHeader(unpacked.manifest, 'careplan-manifest+jws').certificate;
    expect(signer.officeNumber).toBe(careManager);
    await verifyStatement(unpacked.manifest, 'careplan-manifest+jws', signer);
  });

  it('lets the destination fetch the content again, and shows the sender that it was collected', async () => {
    await collect(world.k, sent.id);
    const { body } = await world.api.get<PageBody>('/v1/outbox', { caller: world.a });
    expect(body.transmissions.map(({ id, state }) => ({ id, state }))).toEqual([{ id: sent.id, state: 'collected' }]);
  });

  it('takes the destination’s signed confirmation over the decrypted digest, and again without harm', async () => {
    const statement = await confirmation(world.k, sent.id, sent.contentSha256);
    for (let time = 0; time < 2; time++) {
      const answer = await world.api.post<TransmissionBody>(`/v1/transmissions/${sent.id}/confirmation`, {
        caller: world.k,
        json: { statement },
      });
      expect(answer.status).toBe(200);
      expect(answer.body.state).toBe('confirmed');
    }
  });

  it('tells the sender the whole history', async () => {
    const { body } = await world.api.get<{ events: { kind: string; client: string | null }[] }>(
      `/v1/transmissions/${sent.id}/events`,
      { caller: world.a },
    );
    expect(body.events.map(({ kind, client }) => [kind, client])).toEqual([
      ['transmission-available', world.a.clientId],
      ['transmission-collected', world.k.clientId],
      ['transmission-confirmed', world.k.clientId],
    ]);
  });

  it('carries the actuals back the same way', async () => {
    const actuals = sampleUnit('applicable/202407/3-actual');
    const answer = await world.send(world.k, actuals);
    expect(answer.status).toBe(201);

    const { body } = await world.api.get<PageBody>('/v1/inbox', { caller: world.a, query: { sender: serviceOffice } });
    expect(body.transmissions.map(({ id }) => id)).toEqual([answer.body.id]);
    const { content } = await collect(world.a, answer.body.id);
    expect(Buffer.from(unpackContent(content, limits).files[0]!.bytes).equals(actuals[0]!.bytes)).toBe(true);
  });
});
