import { beforeAll, describe, expect, test } from '@jest/globals';
import { issueCertificate } from '../sealing/authority.js';
import { Certificate } from '../sealing/certificate.js';
import { makeKeys } from '../sealing/certificates.fixture.js';
import { CertificationRequest, readCertificationRequest } from '../sealing/certification-request.js';
import { sha256Base64url } from '../sealing/digest.js';
import { issueForeign, makeForeignAuthority } from '../sealing/foreign-authority.fixture.js';
import { readStatementHeader, verifyStatement } from '../sealing/statement.js';
import { enrol, enrolExisting, EnrolmentOptions, ExistingHolding } from './enrol.js';
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

describe('the registration of an existing certificate', () => {
  let existing: ExistingHolding;

  beforeAll(async () => {
    const authority = await makeForeignAuthority('Foreign Root');
    const { publicKey, privateKey } = makeKeys('rsa');
    const certificate = await issueForeign({ commonName: 'K', publicKey, issuer: authority });
    existing = { privateKey, certificate, chain: [authority.certificate] };
  });

  /** A gateway that answers as it should but for the certificate. */
  async function registerAt(answering: { certificate?: Certificate }, options: Partial<EnrolmentOptions> = {}) {
    const { fetch, requests } = scriptedFetch(({ path, body }) => {
      if (path === '/v1/pki/ca.pem') return new Response(parties.trust.issuing.chain.join(''));
      const { statement } = JSON.parse(String(body)) as { statement: string };
      const { certificate } = readStatementHeader(statement, 'careplan-registration+jws');
      const { pem } = answering.certificate ?? certificate;
      const chain = existing.chain.map((one) => one.pem);
      return answer({ clientId: CLIENT_ID, officeNumber: OFFICE, certificate: pem, chain });
    });
    const settings = { baseUrl: `${GATEWAY}/`, code: 'co-de', fetch, clock: () => NOW, ...options };
    return { requests, identity: enrolExisting(settings, existing) };
  }

  test("keeps the key, signs for this code at this gateway, and pins the gateway's root", async () => {
    const { requests, identity } = await registerAt({});
    expect(await identity).toMatchObject({ clientId: CLIENT_ID, officeNumber: OFFICE, ownChain: existing.chain });
    expect((await identity).privateKey).toBe(existing.privateKey);
    expect((await identity).root.thumbprint).toBe(parties.trust.root.certificate.thumbprint);
    const { statement } = JSON.parse(String(requests.at(-1)?.body)) as { statement: string };
    const said = await verifyStatement(statement, 'careplan-registration+jws', existing.certificate);
    expect(said).toMatchObject({ aud: GATEWAY, codeSha256: sha256Base64url('CODE') });
  });

  test('refuses another certificate in the answer, and another root than the operator named', async () => {
    const other = await registerAt({ certificate: parties.sender.certificate });
    await expect(other.identity).rejects.toMatchObject({ code: 'certificate-mismatch' });
    const rootThumbprint = strangers.trust.root.certificate.thumbprint;
    const stranger = await registerAt({}, { rootThumbprint });
    await expect(stranger.identity).rejects.toMatchObject({ code: 'certificate-untrusted' });
    expect(stranger.requests).toHaveLength(1);
  });
});
