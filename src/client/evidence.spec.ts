import { beforeAll, describe, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { createIssuingAuthority, issueCertificate } from '../sealing/authority.js';
import { makeKeys } from '../sealing/certificates.fixture.js';
import { Confirmation, Receipt } from '../sealing/receipt.js';
import { signStatement, Signer } from '../sealing/statement.js';
import { sameFiles, verifyConfirmation, verifyReceipt } from './evidence.js';
import {
  clientOf,
  deliver,
  GATEWAY,
  makeIdentity,
  makeParties,
  NOW,
  OFFICE,
  OTHER_OFFICE,
  Parties,
  TRANSMISSION,
} from './parties.fixture.js';
import { Trust } from './trust.js';

let parties: Parties;
let receipt: Receipt;
const about = { gatewayUrl: GATEWAY, transmission: TRANSMISSION, sender: OTHER_OFFICE, destination: OFFICE };

beforeAll(async () => {
  parties = await makeParties();
  const { transmission } = await deliver(parties);
  receipt = await verifyReceipt(clientOf(parties.sender).trust, transmission.receipt, about);
});

async function confirmation(otherwise: Partial<Confirmation> = {}, signer: Signer = signerOf()): Promise<string> {
  const content: Confirmation = {
    jti: randomUUID(),
    iat: Math.floor(NOW.getTime() / 1000),
    aud: GATEWAY,
    kind: 'confirmed',
    transmission: TRANSMISSION,
    client: parties.destination.clientId,
    office: OFFICE,
    contentSha256: receipt.contentSha256,
    ...otherwise,
  };
  return signStatement('careplan-confirmation+jws', content, signer);
}

const signerOf = (): Signer => clientOf(parties.destination).signer;

describe('a confirmation', () => {
  test('is believed when the destination signed it over the content of the receipt', async () => {
    const { content } = await verifyConfirmation(clientOf(parties.sender).trust, await confirmation(), receipt);
    expect(content.office).toBe(OFFICE);
  });

  test("is believed when the destination's carrier signed it, and tells so", async () => {
    const carrier = await makeIdentity(parties.trust, randomUUID(), null);
    const { trust } = clientOf(parties.sender);
    const jws = await confirmation({ client: carrier.clientId }, clientOf(carrier).signer);
    const { signedBy } = await verifyConfirmation(trust, jws, receipt);
    expect(signedBy).toMatchObject({ client: carrier.clientId, office: OFFICE, byCarrier: true });
    const posing = verifyConfirmation(trust, await confirmation({}, clientOf(carrier).signer), receipt);
    await expect(posing).rejects.toMatchObject({ code: 'confirmation-other-signer' });
  });

  test("is refused when it is signed with the gateway's own certificate", async () => {
    const jws = await confirmation({ client: 'gateway' }, parties.gateway);
    const verifying = verifyConfirmation(clientOf(parties.sender).trust, jws, receipt);
    await expect(verifying).rejects.toMatchObject({ code: 'confirmation-other-signer' });
  });

  test('is refused when another office signed it', async () => {
    const jws = await confirmation({}, clientOf(parties.sender).signer);
    const verifying = verifyConfirmation(clientOf(parties.sender).trust, jws, receipt);
    await expect(verifying).rejects.toMatchObject({ code: 'confirmation-other-signer' });
  });

  test.each<[string, Partial<Confirmation>]>([
    ['other content', { contentSha256: 'A'.repeat(43) }],
    ['another transmission', { transmission: randomUUID() }],
    ['another office', { office: OTHER_OFFICE }],
    ['another gateway', { aud: 'http://other.example' }],
  ])('is refused when it is about %s', async (_, otherwise) => {
    const verifying = verifyConfirmation(clientOf(parties.sender).trust, await confirmation(otherwise), receipt);
    await expect(verifying).rejects.toMatchObject({ code: 'confirmation-mismatch' });
  });

  test('is refused when its signature does not hold, or its certificate was not valid at the time', async () => {
    const { trust } = clientOf(parties.sender);
    const [header, , signature] = (await confirmation()).split('.');
    const [, payload] = (await confirmation({ jti: randomUUID() })).split('.');
    const verifyingMixed = verifyConfirmation(trust, [header, payload, signature].join('.'), receipt);
    await expect(verifyingMixed).rejects.toMatchObject({ code: 'confirmation-invalid' });
    const early = await confirmation({ iat: NOW.getTime() / 1000 - 86_400 });
    await expect(verifyConfirmation(trust, early, receipt)).rejects.toMatchObject({ code: 'confirmation-untrusted' });
  });
});

describe('trust', () => {
  test('follows a new issuing authority under the pinned root, which the gateway names', async () => {
    const { root } = parties.trust;
    const next = await createIssuingAuthority(root, { name: 'Next', now: NOW, years: 5 });
    const { publicKey } = makeKeys('ec');
    const certificate = await issueCertificate(next, {
      publicKey,
      commonName: 'Later',
      clientId: 'later',
      officeNumber: null,
      usage: 'gateway',
      now: NOW,
      validDays: 30,
    });
    const known = [parties.trust.issuing.certificate];
    const asking = new Trust(root.certificate, known, () => Promise.resolve([next.certificate]));
    await expect(asking.requireChain('receipt', certificate, NOW)).resolves.toBeUndefined();
    const notAsking = new Trust(root.certificate, known);
    await expect(notAsking.requireChain('receipt', certificate, NOW)).rejects.toMatchObject({ fault: 'untrusted' });
  });
});

describe('lists of files', () => {
  const file = { name: 'A', size: 1, sha256: 'x' };

  test('are the same in any order, and in nothing else', () => {
    const other = { ...file, name: 'B' };
    expect(sameFiles([file, other], [other, file])).toBe(true);
    expect(sameFiles([file], [file, other])).toBe(false);
    expect(sameFiles([file, file], [file, other])).toBe(false);
    expect(sameFiles([file], [{ ...file, size: 2 }])).toBe(false);
    expect(sameFiles([file], [{ ...file, sha256: 'y' }])).toBe(false);
  });
});
