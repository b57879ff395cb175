import { beforeAll, describe, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { sha256Base64url } from '../sealing/digest.js';
import { Extract } from '../sealing/extract.js';
import { Receipt } from '../sealing/receipt.js';
import { Signer, signStatement } from '../sealing/statement.js';
import { EvidenceRefused } from './evidence-refused.js';
import { clientOf, deliver, GATEWAY, makeParties, NOW, OFFICE, OTHER_OFFICE, Parties } from './parties.fixture.js';
import { verifyReceipt } from './evidence.js';
import { verifySigned } from './signed-content.js';

let parties: Parties;
let strangers: Parties;
let receipt: Receipt;

beforeAll(async () => {
  parties = await makeParties();
  strangers = await makeParties();
  const { transmission } = await deliver(parties);
  receipt = await verifyReceipt(clientOf(parties.destination).trust, transmission.receipt, {
    gatewayUrl: GATEWAY,
    transmission: transmission.id,
    sender: OTHER_OFFICE,
    destination: OFFICE,
  });
});

async function verify(otherwise: Partial<Extract> = {}, signer: Signer = parties.gateway, named = true) {
  const extract: Extract = {
    iss: GATEWAY,
    jti: randomUUID(),
    iat: Math.floor(NOW.getTime() / 1000),
    kind: 'extract',
    submission: receipt.submission,
    client: receipt.client,
    sender: OTHER_OFFICE,
    destination: OFFICE,
    files: receipt.files,
    signed: { manifestSha256: sha256Base64url('whole'), thumbprint: parties.sender.certificate.thumbprint },
    ...otherwise,
  };
  const jws = await signStatement('careplan-extract+jws', extract, signer);
  const about = named ? { ...receipt, manifestSha256: sha256Base64url(jws) } : receipt;
  return verifySigned(clientOf(parties.destination).trust, jws, about);
}

const codeOf = (doing: Promise<unknown>) =>
  doing.then(
    () => 'nothing was refused',
    (error: unknown) => (error instanceof EvidenceRefused ? error.code : String(error)),
  );

describe('an extract in the place of a manifest', () => {
  test('is believed when the gateway signed it and the receipt names it', async () => {
    const { content, signedBy } = await verify();
    expect(content.files).toEqual(receipt.files);
    expect(signedBy).toMatchObject({ client: receipt.client, office: OTHER_OFFICE, byExtract: true });
  });

  test('is refused when it is not the one that the receipt names', async () => {
    expect(await codeOf(verify({}, parties.gateway, false))).toBe('manifest-mismatch');
  });

  test('is refused from the sender itself, or from another gateway', async () => {
    expect(await codeOf(verify({}, clientOf(parties.sender).signer))).toBe('manifest-other-signer');
    expect(await codeOf(verify({}, strangers.gateway))).toBe('manifest-untrusted');
  });

  test.each<[string, () => Partial<Extract>]>([
    ['another submission', () => ({ submission: randomUUID() })],
    ['another destination', () => ({ destination: '1370000029' })],
    ['another sender', () => ({ sender: '1370000029' })],
    ['another client', () => ({ client: randomUUID() })],
    ['another gateway', () => ({ iss: 'http://elsewhere.example' })],
    ['other files', () => ({ files: receipt.files.map((file) => ({ ...file, size: file.size + 1 })) })],
  ])('is refused when it is about %s', async (_, otherwise) => {
    expect(await codeOf(verify(otherwise()))).toBe('manifest-mismatch');
  });

  test('is refused when it is nothing signed at all', async () => {
    expect(await codeOf(verifySigned(clientOf(parties.destination).trust, 'x', receipt))).toBe('manifest-invalid');
  });
});
