import { beforeAll, describe, it, expect } from '@jest/globals';
import { generateKeyPairSync, X509Certificate } from 'node:crypto';
import {
  createIssuingAuthority,
  createRootAuthority,
  issueCertificate,
  verifyChain,
  type IssueRequest,
} from './authority.js';
import { Extension } from 'pkijs';
import type { Certificate } from './certificate.js';
import { CLIENT_ID, codeOf, makeHolder, makeKeys, makeTrust, NOW, OFFICE, type Trust } from './certificates.fixture.js';
import { createCertificationRequest, readCertificationRequest } from './certification-request.js';
import { issueForeign, makeForeignAuthority } from './foreign-authority.fixture.js';

const DAY_MS = 86_400_000;
const after = (days: number) => new Date(NOW.getTime() + days * DAY_MS);

let trust: Trust;
let trusted: { roots: Certificate[]; intermediates: Certificate[] };
beforeAll(async () => {
  trust = await makeTrust();
  trusted = { roots: [trust.root.certificate], intermediates: [trust.issuing.certificate] };
});

function issue(request: Partial<IssueRequest> = {}): Promise<Certificate> {
  return issueCertificate(trust.issuing, {
    publicKey: makeKeys('ec').publicKey,
    commonName: 'Office A',
    clientId: CLIENT_ID,
    officeNumber: OFFICE,
    usage: 'client',
    now: NOW,
    validDays: 365,
    ...request,
  });
}

describe('an issued certificate', () => {
  it('is accepted by OpenSSL as signed by the issuing authority, and that by the root', async () => {
    const leaf = new X509Certificate((await issue()).der);
    const [issuing, root] = trust.issuing.chain.map((pem) => new X509Certificate(pem));
    expect(leaf.checkIssued(issuing!) && leaf.verify(issuing!.publicKey)).toBe(true);
    expect(issuing!.checkIssued(root!) && issuing!.verify(root!.publicKey)).toBe(true);
    expect([leaf.ca, issuing!.ca, root!.ca]).toEqual([false, true, true]);
    expect(leaf.subjectAltName).toBe(`URI:urn:careplan:client:${CLIENT_ID}, URI:urn:careplan:office:${OFFICE}`);
    expect(leaf.keyUsage).toEqual(['1.3.6.1.5.5.7.3.2']); // node shows the extended usage here: client authentication
  });

  it('takes key and nothing else from a certification request', async () => {
    const keys = makeKeys('rsa');
    const pem = await createCertificationRequest(keys, { commonName: 'Wished', officeNumber: '9999999999' });
    const certificate = await issue({ publicKey: await readCertificationRequest(pem) });
    expect(certificate).toMatchObject({ commonName: 'Office A', officeNumber: OFFICE, keyKind: 'rsa' });
  });

  it('has a serial number of its own, positive and of up to 128 bits', async () => {
    const serials = (await Promise.all(Array.from({ length: 50 }, () => issue()))).map(
      ({ serialNumber }) => serialNumber,
    );
    expect(new Set(serials).size).toBe(50);
    expect(serials.every((serial) => /^[0-9a-f]{2,32}$/.test(serial))).toBe(true);
  });

  it('starts five minutes early and never outlives its issuer', async () => {
    const certificate = await issue({ validDays: 100_000 });
    expect(NOW.getTime() - certificate.notBefore.getTime()).toBe(5 * 60_000);
    expect(certificate.notAfter).toEqual(trust.issuing.certificate.notAfter);
  });

  it('names the revocation list when there is one', async () => {
    const certificate = await issue({ crlUrl: 'https://gateway.example/v1/pki/crl' });
    expect(certificate.der.includes('https://gateway.example/v1/pki/crl')).toBe(true);
  });

  it('may be the certificate of no office', async () => {
    expect(await issue({ officeNumber: null })).toMatchObject({ officeNumber: null, clientId: CLIENT_ID });
  });

  it.each<[string, Partial<IssueRequest>]>([
    ['a client id that breaks out of its URN', { clientId: 'a:b' }],
    ['an office number of nine characters', { officeNumber: '137000000' }],
    ['an authority that has expired', { now: after(11 * 366) }],
  ])('is not made for %s', async (_, request) => {
    await expect(issue(request)).rejects.toThrow(RangeError);
  });

  it('is not made for a weak key', async () => {
    const { publicKey } = generateKeyPairSync('rsa', { modulusLength: 1024 });
    expect(await codeOf(() => issue({ publicKey }))).toBe('key-size');
  });
});

describe('a chain', () => {
  it('with a critical extension that nobody understands is refused, whether or not it can be parsed', async () => {
    for (const value of ['0500', 'ff']) {
      const extension = new Extension({
        extnID: '1.2.3.4',
        critical: true,
        extnValue: Buffer.from(value, 'hex') as never,
      });
      const root = await makeForeignAuthority('Foreign Root');
      const wanted = { commonName: 'Office', publicKey: makeKeys('ec').publicKey };
      const leaf = await issueForeign({ ...wanted, issuer: root, extensions: [extension] });
      expect(await verifyChain(leaf, { roots: [root.certificate], intermediates: [] }, NOW)).toEqual({
        ok: false,
        reason: 'policy',
      });
      const between = await makeForeignAuthority('Foreign CA', root, { extensions: [extension] });
      const below = await issueForeign({ ...wanted, issuer: between });
      const both = { roots: [root.certificate], intermediates: [between.certificate] };
      expect(await verifyChain(below, both, NOW)).toEqual({ ok: false, reason: 'policy' });
    }
  });

  it.each(['ec', 'rsa'] as const)('of an %s certificate up to the root is accepted', async (kind) => {
    const { certificate } = await makeHolder(trust, kind);
    expect(await verifyChain(certificate, trusted, NOW)).toEqual({
      ok: true,
      path: [certificate, trust.issuing.certificate, trust.root.certificate],
    });
  });

  it('without the issuing authority, or to another root of the same name, is untrusted', async () => {
    const certificate = await issue();
    const stranger = await makeTrust();
    const untrusted = { ok: false, reason: 'untrusted' };
    expect(await verifyChain(certificate, { roots: trusted.roots, intermediates: [] }, NOW)).toEqual(untrusted);
    expect(await verifyChain(certificate, { roots: [], intermediates: trusted.intermediates }, NOW)).toEqual(untrusted);
    const other = { roots: [stranger.root.certificate], intermediates: [stranger.issuing.certificate] };
    expect(await verifyChain(certificate, other, NOW)).toEqual(untrusted);
  });

  it('is refused outside the validity of the certificate or of its issuer', async () => {
    const certificate = await issue();
    expect(await verifyChain(certificate, trusted, after(366))).toEqual({ ok: false, reason: 'expired' });
    expect(await verifyChain(certificate, trusted, after(-1))).toEqual({ ok: false, reason: 'not-yet-valid' });
    const brief = await createIssuingAuthority(trust.root, { name: 'Brief', now: after(-400), years: 1 });
    const late = { ...brief, certificate: { ...brief.certificate, notAfter: after(1000) } };
    const outliving = await issueCertificate(late, {
      publicKey: makeKeys('ec').publicKey,
      commonName: 'x',
      clientId: 'c',
      officeNumber: null,
      usage: 'client',
      now: NOW,
      validDays: 30,
    });
    const both = { roots: trusted.roots, intermediates: [brief.certificate] };
    expect(await verifyChain(outliving, both, NOW)).toEqual({ ok: false, reason: 'expired' });
  });

  it('does not accept an authority as a client', async () => {
    const usage = { ok: false, reason: 'usage' };
    expect(await verifyChain(trust.issuing.certificate, trusted, NOW)).toEqual(usage);
    expect(await verifyChain(trust.root.certificate, trusted, NOW)).toEqual(usage);
  });

  it('does not accept a certificate that a client issued', async () => {
    const client = await makeHolder(trust, 'ec');
    const rogue = await issueCertificate(
      { certificate: client.certificate, chain: [], privateKey: client.privateKey },
      {
        publicKey: makeKeys('ec').publicKey,
        commonName: 'x',
        clientId: 'c',
        officeNumber: null,
        usage: 'client',
        now: NOW,
        validDays: 1,
      },
    );
    const generous = { roots: trusted.roots, intermediates: [...trusted.intermediates, client.certificate] };
    expect((await verifyChain(rogue, generous, NOW)).ok).toBe(false);
  });

  it('does not accept more authorities than one allows below it', async () => {
    const below = await createIssuingAuthority(trust.issuing, { name: 'Below', now: NOW, years: 1 });
    const { certificate } = await makeHolder({ root: trust.root, issuing: below }, 'ec');
    const generous = { roots: trusted.roots, intermediates: [...trusted.intermediates, below.certificate] };
    expect(await verifyChain(certificate, generous, NOW)).toEqual({ ok: false, reason: 'policy' });
  });

  it('of authorities that certify each other ends', async () => {
    const first = await createRootAuthority({ name: 'First', now: NOW, years: 1 });
    const second = await createRootAuthority({ name: 'Second', now: NOW, years: 1 });
    const crossed = await createIssuingAuthority(first, { name: 'Second', now: NOW, years: 1 });
    const back = await createIssuingAuthority(second, { name: 'First', now: NOW, years: 1 });
    const { certificate } = await makeHolder({ root: first, issuing: crossed }, 'ec');
    const intermediates = [crossed.certificate, back.certificate, first.certificate, second.certificate];
    expect(await verifyChain(certificate, { roots: trusted.roots, intermediates }, NOW)).toEqual({
      ok: false,
      reason: 'untrusted',
    });
  });

  it("leaves the gateway's own certificate usable for its signatures", async () => {
    expect(await verifyChain(await issue({ usage: 'gateway' }), trusted, NOW)).toMatchObject({ ok: true });
  });
});
