import { beforeAll, describe, expect, test } from '@jest/globals';
import { issueCertificate } from '../sealing/authority.js';
import { Certificate } from '../sealing/certificate.js';
import { makeKeys } from '../sealing/certificates.fixture.js';
import { CertificationRequest, readCertificationRequest } from '../sealing/certification-request.js';
import { enrol, EnrolmentOptions } from './enrol.js';
import { CLIENT_ID, GATEWAY, makeParties, NOW, OFFICE, Parties } from './parties.fixture.js';
import { answer, problem, scriptedFetch } from './scripted-fetch.fixture.js';

let parties: Parties;
let strangers: Parties;

beforeAll(async () => {
  parties = await makeParties();
  strangers = await makeParties();
});

interface Answering {
  readonly key?: CertificationRequest['publicKey'];
  readonly officeNumber?: string;
  readonly chain?: readonly string[];
}

/** Enrols at a gateway that answers as it should but for what is given. */
async function enrolAt(answering: Answering, options: Partial<EnrolmentOptions> = {}) {
  const { fetch } = scriptedFetch(async ({ body }) => {
    const { certificationRequest } = JSON.parse(String(body)) as { certificationRequest: string };
    const certificate = await issue(answering.key ?? (await readCertificationRequest(certificationRequest)).publicKey);
    return answer({
      clientId: CLIENT_ID,
      officeNumber: answering.officeNumber ?? OFFICE,
      certificate: certificate.pem,
      chain: answering.chain ?? parties.trust.issuing.chain,
    });
  });
  return enrol({ baseUrl: `${GATEWAY}/`, code: 'CODE', fetch, clock: () => NOW, ...options });
}

function issue(publicKey: CertificationRequest['publicKey']): Promise<Certificate> {
  return issueCertificate(parties.trust.issuing, {
    publicKey,
    commonName: 'K',
    clientId: CLIENT_ID,
    officeNumber: OFFICE,
    usage: 'client',
    now: NOW,
    validDays: 30,
  });
}

describe('enrolment', () => {
  test.each([
    ['ec', 256],
    ['rsa', 2048],
  ] as const)('certifies a new %s key and pins the root', async (keyKind, bits) => {
    const identity = await enrolAt({}, { keyKind });
    expect(identity.certificate).toMatchObject({ keyKind, keyBits: bits, officeNumber: OFFICE });
    expect(identity.root.thumbprint).toBe(parties.trust.root.certificate.thumbprint);
    expect(identity.gatewayUrl).toBe(GATEWAY);
  });

  test("refuses a certificate for somebody else's key", async () => {
    const { publicKey } = makeKeys('ec');
    await expect(enrolAt({ key: publicKey })).rejects.toMatchObject({ code: 'certificate-mismatch' });
  });

  test('refuses a certificate of another office than the answer says', async () => {
    await expect(enrolAt({ officeNumber: '1370000029' })).rejects.toMatchObject({ code: 'certificate-mismatch' });
  });

  test('refuses a certificate that does not lead to the root beside it', async () => {
    const { chain } = strangers.trust.issuing;
    await expect(enrolAt({ chain })).rejects.toMatchObject({ code: 'certificate-untrusted' });
    await expect(enrolAt({ chain: [] })).rejects.toMatchObject({ code: 'certificate-missing' });
    await expect(enrolAt({ chain: ['no certificate'] })).rejects.toMatchObject({ code: 'certificate-invalid' });
  });

  test('refuses another root than the operator named', async () => {
    const rootThumbprint = strangers.trust.root.certificate.thumbprint;
    await expect(enrolAt({}, { rootThumbprint })).rejects.toMatchObject({ code: 'certificate-untrusted' });
    await enrolAt({}, { rootThumbprint: parties.trust.root.certificate.thumbprint });
  });

  test('does not spend its code twice when the connection fails, and tells what the gateway refuses', async () => {
    const { fetch, requests } = scriptedFetch(() => new TypeError('fetch failed'));
    await expect(enrol({ baseUrl: GATEWAY, code: 'CODE', fetch })).rejects.toThrow('no answer');
    expect(requests).toHaveLength(1);
    const refusing = scriptedFetch(() => problem('enrolment-code-refused', 403));
    const refused = enrol({ baseUrl: GATEWAY, code: 'CODE', fetch: refusing.fetch });
    await expect(refused).rejects.toMatchObject({ code: 'enrolment-code-refused' });
  });
});
