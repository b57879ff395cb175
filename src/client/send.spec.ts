import { beforeAll, describe, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { sha256Base64url } from '../sealing/digest.js';
import { Manifest, readManifest } from '../sealing/manifest.js';
import { Receipt } from '../sealing/receipt.js';
import { signStatement, Signer, verifyStatement } from '../sealing/statement.js';
import { Transmission } from './answers.js';
import {
  clientOf,
  GATEWAY,
  makeParties,
  NOW,
  OFFICE,
  Parties,
  TRANSMISSION,
  transmissionOf,
} from './parties.fixture.js';
import { answer, scriptedFetch, SentRequest, withTokens } from './scripted-fetch.fixture.js';
import { send, SendOptions, SendRejected, StillChecking } from './send.js';

let parties: Parties;

beforeAll(async () => {
  parties = await makeParties();
});

interface Sending {
  readonly jws: string;
  readonly manifest: Manifest;
  readonly names: string[];
}

const files = [
  { name: 'B.CSV', bytes: Buffer.from('b') },
  { name: 'A.CSV', bytes: Buffer.from('a') },
];

/** What a gateway reads out of the upload. */
async function readUpload({ body, headers }: SentRequest): Promise<Sending> {
  const parts = [...(await new Response(body as Uint8Array, { headers }).formData()).entries()];
  const jws = String(parts[0]?.[1]);
  const manifest = readManifest(await verifyStatement(jws, 'careplan-manifest+jws', parties.sender.certificate));
  return { jws, manifest, names: parts.slice(1).map(([, part]) => (part as File).name) };
}

async function accept(
  { jws, manifest }: Sending,
  otherwise: Partial<Receipt> = {},
  signer?: Signer,
): Promise<Transmission> {
  const receipt: Receipt = {
    iss: GATEWAY,
    jti: randomUUID(),
    iat: Math.floor(NOW.getTime() / 1000),
    kind: 'accepted',
    transmission: TRANSMISSION,
    submission: randomUUID(),
    sender: manifest.sender,
    destination: OFFICE,
    client: manifest.client,
    unit: null,
    files: manifest.files,
    manifestSha256: sha256Base64url(jws),
    contentSha256: sha256Base64url('content'),
    ...otherwise,
  };
  const receiptJws = await signStatement('careplan-receipt+jws', receipt, signer ?? parties.gateway);
  return { ...transmissionOf(receipt, receiptJws), id: TRANSMISSION };
}

function sendTo(
  gateway: (sending: Sending, request: SentRequest) => Promise<Transmission>,
  later: Transmission[] = [],
  options: Partial<SendOptions> = {},
) {
  const { fetch, requests } = scriptedFetch(
    withTokens(async (request) =>
      request.method === 'POST'
        ? answer(await gateway(await readUpload(request), request), 201)
        : answer(later.length > 1 ? later.shift() : later[0]),
    ),
  );
  return { sent: send(clientOf(parties.sender, { fetch }), { files, destination: OFFICE, ...options }), requests };
}

describe('sending', () => {
  test('puts the signed manifest first, then the files', async () => {
    let read: Sending | undefined;
    const { sent } = sendTo((sending) => accept((read = sending)));
    await sent;
    expect(read?.names).toEqual(['B.CSV', 'A.CSV']);
    expect(read?.manifest).toMatchObject({ aud: GATEWAY, sender: '1371215102', destinations: [OFFICE] });
  });

  test('names the office that a carrier sends for', async () => {
    let read: Sending | undefined;
    const { sent } = sendTo((sending) => accept((read = sending)), [], { sender: '1371215110' });
    expect((await sent).receipt.sender).toBe('1371215110');
    expect(read?.manifest).toMatchObject({ sender: '1371215110', client: parties.sender.clientId });
  });

  test('ends with the verified receipt', async () => {
    const { duplicate, receipt } = await sendTo((sending) => accept(sending)).sent;
    expect(duplicate).toBe(false);
    expect(receipt.files.map(({ name }) => name)).toEqual(['B.CSV', 'A.CSV']);
  });

  test('takes the receipt of the first time for a unit that was sent before', async () => {
    const { sent } = sendTo(async (sending) => ({
      ...(await accept(sending, { manifestSha256: 'A'.repeat(43) })),
      duplicateOf: TRANSMISSION,
    }));
    expect((await sent).duplicate).toBe(true);
  });

  test.each<[string, Partial<Receipt>]>([
    ['another manifest', { manifestSha256: 'A'.repeat(43) }],
    ['other files', { files: [{ name: 'A.CSV', size: 1, sha256: 'A'.repeat(43) }] }],
    ['another destination', { destination: '1370000029' }],
    ['another transmission', { transmission: randomUUID() }],
  ])('refuses a receipt for %s', async (_, otherwise) => {
    await expect(sendTo((sending) => accept(sending, otherwise)).sent).rejects.toMatchObject({
      code: 'receipt-mismatch',
    });
  });

  test('refuses a receipt that another client signed, and an acceptance without one', async () => {
    const forged = sendTo((sending) => accept(sending, {}, parties.destination));
    await expect(forged.sent).rejects.toMatchObject({ code: 'receipt-other-signer' });
    const bare = sendTo(async (sending) => ({ ...(await accept(sending)), receipt: null }));
    await expect(bare.sent).rejects.toMatchObject({ code: 'receipt-missing' });
  });

  test('awaits a check in the background', async () => {
    const later: Transmission[] = [];
    const { sent, requests } = sendTo(async (sending) => {
      const accepted = await accept(sending);
      const checking: Transmission = { ...accepted, state: 'checking', receipt: null };
      later.push(checking, checking, accepted);
      return checking;
    }, later);
    expect((await sent).transmission.state).toBe('available');
    expect(requests.filter(({ method }) => method === 'GET')).toHaveLength(3);
  });

  test('tells a rejection in the background with its findings', async () => {
    const later: Transmission[] = [];
    const { sent } = sendTo(async (sending) => {
      const checking: Transmission = { ...(await accept(sending)), state: 'checking', receipt: null };
      later.push({ ...checking, state: 'rejected', problem: 'urn:careplan:problem:check-failed' });
      return checking;
    }, later);
    const rejection = await sent.catch((error: unknown) => error);
    expect(rejection).toBeInstanceOf(SendRejected);
    expect((rejection as SendRejected).transmission.problem).toBe('urn:careplan:problem:check-failed');
  });

  test('stops waiting when its patience is over, and names the transmission', async () => {
    const later: Transmission[] = [];
    const { sent } = sendTo(async (sending) => {
      const checking: Transmission = { ...(await accept(sending)), state: 'checking', receipt: null };
      later.push(checking);
      return checking;
    }, later);
    const stopped = await sent.catch((error: unknown) => error);
    expect(stopped).toBeInstanceOf(StillChecking);
    expect((stopped as StillChecking).transmission.id).toBe(TRANSMISSION);
  });
});
