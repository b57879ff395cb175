import { beforeAll, describe, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { makeKeys } from '../sealing/certificates.fixture.js';
import { issueForeign, makeForeignAuthority } from '../sealing/foreign-authority.fixture.js';
import { ClientIdentity } from './client-identity.js';
import { openTransmission } from './collect.js';
import { EvidenceRefused } from './evidence-refused.js';
import {
  CLIENT_ID,
  clientOf,
  deliver,
  Deviation,
  makeIdentity,
  makeParties,
  OFFICE,
  OTHER_OFFICE,
  Parties,
} from './parties.fixture.js';

let parties: Parties;
let strangers: Parties;

beforeAll(async () => {
  parties = await makeParties();
  strangers = await makeParties();
});

async function open(deviation: Deviation = {}) {
  const { transmission, sealed } = await deliver(parties, deviation);
  return openTransmission(clientOf(parties.destination), transmission, sealed);
}

/** An office whose certificate is not the gateway's (電子請求証明書の流用). */
async function registered(days = 365): Promise<ClientIdentity> {
  const { privateKey, publicKey } = makeKeys('rsa');
  const issuer = await makeForeignAuthority('Foreign Root', undefined);
  const certificate = await issueForeign({ commonName: '既存', publicKey, issuer, days });
  return { ...parties.sender, clientId: CLIENT_ID, privateKey, certificate };
}

async function codeOf(opening: Promise<unknown>): Promise<string> {
  return opening.then(
    () => 'nothing was refused',
    (error: unknown) => (error instanceof EvidenceRefused ? error.code : String(error)),
  );
}

describe('collecting', () => {
  test('gives the files exactly as they were sent, with who signed them', async () => {
    const collected = await open();
    expect(collected.files.map(({ name, bytes }) => [name, Buffer.from(bytes).toString()])).toEqual([
      ['UPPLAN.CSV', 'a,b\r\n'],
    ]);
    expect(collected.signer.officeNumber).toBe(OTHER_OFFICE);
    expect(collected.contentSha256).toBe(collected.receipt.contentSha256);
  });

  test('gives the message that the sender signed', async () => {
    const message = '訂正です。';
    expect((await open({ messageSigned: message, messagePacked: message })).message).toBe(message);
    expect((await open()).message).toBeNull();
  });

  test('refuses a manifest whose certificate names another office, though the same authority issued it', async () => {
    const third = await makeIdentity(parties.trust, randomUUID(), '1370000029');
    expect(await codeOf(open({ manifestSigner: third }))).toBe('manifest-other-signer');
  });

  test('believes a manifest under another root only on the word of the gateway’s receipt, and tells so', async () => {
    const { signedBy } = await open({ manifestSigner: strangers.sender });
    expect(signedBy).toMatchObject({ client: strangers.sender.clientId, authority: 'other', byCarrier: null });
    for (const receipt of [{ manifestSha256: 'A'.repeat(43) }, { client: parties.sender.clientId }]) {
      expect(await codeOf(open({ manifestSigner: strangers.sender, receipt }))).toBe('manifest-untrusted');
    }
  });

  test('claims nothing that a certificate of another authority does not say, and refuses one that was not valid', async () => {
    const { signedBy } = await open({ manifestSigner: await registered() });
    expect(signedBy).toMatchObject({ client: CLIENT_ID, name: '既存', office: OTHER_OFFICE, byCarrier: null });
    expect(await codeOf(open({ manifestSigner: await registered(-0.5) }))).toBe('manifest-untrusted');
  });

  test('asks for authorities once for a certificate of another one, however much it signs', async () => {
    let asked = 0;
    const fetch = () => Promise.resolve(new Response('', { status: (asked += 1) && 200 }));
    const client = clientOf(parties.destination, { fetch });
    const manifestSigner = await registered();
    for (let time = 0; time < 3; time++) {
      const { transmission, sealed } = await deliver(parties, { manifestSigner });
      await openTransmission(client, transmission, sealed);
    }
    expect(asked).toBe(1);
  });

  test('believes a carrier that signed with its own certificate, and tells for which office', async () => {
    const carrier = await makeIdentity(parties.trust, randomUUID(), null);
    const { signer, signedBy } = await open({ manifestSigner: carrier });
    expect(signer.thumbprint).toBe(carrier.certificate.thumbprint);
    expect(signedBy).toEqual({
      client: carrier.clientId,
      name: carrier.clientId,
      office: OTHER_OFFICE,
      byCarrier: true,
      authority: 'gateway',
    });
    expect((await open()).signedBy).toMatchObject({ client: parties.sender.clientId, byCarrier: false });
  });

  test('refuses a carrier in the name of another, or other than the one the gateway accepted', async () => {
    const carrier = await makeIdentity(parties.trust, randomUUID(), null);
    const posing = { ...carrier, clientId: parties.sender.clientId };
    expect(await codeOf(open({ manifestSigner: posing }))).toBe('manifest-other-signer');
    const accepted = { receipt: { client: parties.sender.clientId } };
    expect(await codeOf(open({ manifestSigner: carrier, ...accepted }))).toBe('manifest-mismatch');
  });

  test("takes the gateway's own certificate, which names no office either, for no carrier's", async () => {
    const manifestSigner = { ...parties.sender, ...parties.gateway, clientId: 'gateway' };
    expect(await codeOf(open({ manifestSigner }))).toBe('manifest-other-signer');
  });

  test('opens, as a carrier, what was sealed for it and is for an office it collects for', async () => {
    const carrier = await makeIdentity(parties.trust, randomUUID(), null);
    const { transmission, sealed } = await deliver(parties, { sealedFor: carrier.certificate });
    const { receipt } = await openTransmission(clientOf(carrier), transmission, sealed);
    expect(receipt.destination).toBe(OFFICE);
    const elsewhere = { ...transmission, destination: '1370000029' };
    expect(await codeOf(openTransmission(clientOf(carrier), elsewhere, sealed))).toBe('receipt-mismatch');
  });

  test('opens, as an office, nothing that is for another', async () => {
    const receipt = { destination: '1370000029' };
    expect(await codeOf(open({ receipt }))).toBe('receipt-mismatch');
  });

  test("refuses a manifest signed with another client's certificate of the same office", async () => {
    const colleague = await makeIdentity(parties.trust, randomUUID(), OTHER_OFFICE);
    const posing = { ...colleague, clientId: parties.sender.clientId };
    expect(await codeOf(open({ manifestSigner: posing }))).toBe('manifest-other-signer');
  });

  test('refuses a receipt that a client signed', async () => {
    expect(await codeOf(open({ receiptSigner: parties.sender }))).toBe('receipt-other-signer');
  });

  test('refuses a receipt of another gateway', async () => {
    expect(await codeOf(open({ receiptSigner: strangers.gateway }))).toBe('receipt-untrusted');
  });

  test.each<[string, Deviation['receipt']]>([
    ['another transmission', { transmission: randomUUID() }],
    ['another sender', { sender: '1370000029' }],
    ['another destination', { destination: '1370000029' }],
    ['another gateway', { iss: 'http://other.example' }],
    ['a recall', { kind: 'recalled' }],
  ])('refuses a receipt for %s', async (_, receipt) => {
    const { transmission, sealed } = await deliver(parties, { receipt });
    const shown = { ...transmission, id: (await deliver(parties)).transmission.id, sender: OTHER_OFFICE };
    const opening = openTransmission(clientOf(parties.destination), shown, sealed);
    expect(await codeOf(opening)).toBe('receipt-mismatch');
  });

  test.each<[string, string, Deviation]>([
    ['content other than the receipt states', 'content-mismatch', { receipt: { contentSha256: 'A'.repeat(43) } }],
    ['a manifest other than the receipt states', 'manifest-mismatch', { receipt: { manifestSha256: 'A'.repeat(43) } }],
    ['a message that nobody signed', 'content-mismatch', { messagePacked: '訂正です。' }],
    ['a message that is missing', 'content-mismatch', { messageSigned: '訂正です。' }],
    ['another message than the signed one', 'content-mismatch', { messageSigned: '訂正', messagePacked: '削除' }],
    ['a seal made for another sender', 'content-mismatch', { binding: { sender: '1370000029' } }],
    ['a seal made for another transmission', 'content-mismatch', { binding: { transmission: randomUUID() } }],
    [
      'a file other than the manifest names',
      'content-mismatch',
      { filesPacked: [{ name: 'UPPLAN.CSV', bytes: Buffer.from('a,c\r\n') }] },
    ],
    [
      'a file under another name',
      'content-mismatch',
      { filesPacked: [{ name: 'UPJSK.CSV', bytes: Buffer.from('a,b\r\n') }] },
    ],
    [
      'a file too many',
      'content-invalid',
      {
        filesPacked: [
          { name: 'UPPLAN.CSV', bytes: Buffer.from('a,b\r\n') },
          { name: 'UPJSK.CSV', bytes: Buffer.from('') },
        ],
      },
    ],
    [
      'more than the receipt leaves room for',
      'content-invalid',
      { filesPacked: [{ name: 'UPPLAN.CSV', bytes: Buffer.alloc(3 * 1024 * 1024) }] },
    ],
  ])('refuses %s', async (_, code, deviation) => {
    expect(await codeOf(open(deviation))).toBe(code);
  });

  test('tells content that was sealed for another terminal', async () => {
    const terminal = await makeIdentity(parties.trust, randomUUID(), OFFICE);
    expect(await codeOf(open({ sealedFor: terminal.certificate }))).toBe('content-missing');
  });

  test('refuses a transmission without receipt, and content that is none', async () => {
    const { transmission, sealed } = await deliver(parties);
    const client = clientOf(parties.destination);
    expect(await codeOf(openTransmission(client, { ...transmission, receipt: null }, sealed))).toBe('receipt-missing');
    expect(await codeOf(openTransmission(client, transmission, '{}'))).toBe('content-invalid');
  });
});
