import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { execFileSync, spawnSync } from 'node:child_process';
import { createHash, type KeyObject, randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { Extension } from 'pkijs';
import type { Authority } from './authority.js';
import type { Certificate } from './certificate.js';
import { codeOf, NOW } from './certificates.fixture.js';
import { KEY_USAGE, OID_CLIENT_AUTH } from './certificate-extensions.js';
import {
  issueForeign,
  makeForeignAuthority,
  OCSP_SIGNING,
  type ForeignCertificate,
} from './foreign-authority.fixture.js';
import { newKeyPairSync } from './key-pair.js';
import { createOcspRequest, OcspResponseRefused, readOcspResponse } from './ocsp.js';
import { createOcspResponse, ocspError, readOcspRequest, type OcspAnswer } from './ocsp.fixture.js';

const NONCE = Buffer.from('000102030405060708090a0b0c0d0e0f', 'hex');
const after = (minutes: number) => new Date(NOW.getTime() + minutes * 60_000);

let issuer: Authority;
let stranger: Authority;
let certificate: Certificate;
const keys = newKeyPairSync('ec');

beforeAll(async () => {
  issuer = await makeForeignAuthority('Foreign CA');
  stranger = await makeForeignAuthority('Foreign CA'); // the same name, another key
  certificate = await issueForeign({ commonName: 'Office', publicKey: keys.publicKey, issuer });
});

function answering(changes: Partial<OcspAnswer> = {}): Promise<Buffer> {
  return createOcspResponse({
    certificate,
    issuer: issuer.certificate,
    status: 'good',
    responder: issuer,
    thisUpdate: after(-1),
    nextUpdate: after(60),
    nonce: NONCE,
    ...changes,
  });
}

const read = (der: Uint8Array, now = NOW) =>
  readOcspResponse(der, { certificate, issuer: issuer.certificate, nonce: NONCE, now });
const refusal = async (changes: Partial<OcspAnswer>, now = NOW) => {
  const der = await answering(changes);
  return codeOf(() => read(der, now));
};

async function delegated(
  changes: Partial<ForeignCertificate> = {},
): Promise<{ certificate: Certificate; privateKey: KeyObject }> {
  const { publicKey, privateKey } = newKeyPairSync('ec');
  const usage = [KEY_USAGE.digitalSignature];
  const wanted = { commonName: 'Responder', publicKey, issuer, usage, purposes: [OCSP_SIGNING], ...changes };
  return { certificate: await issueForeign(wanted), privateKey };
}

describe('an OCSP request', () => {
  it('names the certificate and carries the nonce', async () => {
    const der = await createOcspRequest(certificate, issuer.certificate, NONCE);
    expect(readOcspRequest(der)).toEqual({ serialNumber: certificate.serialNumber, nonce: NONCE });
  });
});

describe('an OCSP response', () => {
  it('of the issuer says that the certificate is good', async () => {
    expect(await read(await answering())).toEqual({ status: 'good' });
  });

  it.each([[undefined], ['key-compromise'], ['certificate-hold']] as const)(
    'says when the certificate was revoked, and why (%s)',
    async (reason) => {
      const at = new Date('2026-10-01T02:03:04Z');
      const revoked = { status: 'revoked', at, reason: reason ?? 'unspecified' };
      expect(await read(await answering({ status: { at, reason } }))).toEqual(revoked);
    },
  );

  it.each<[string, Partial<OcspAnswer>]>([
    ['names its responder by key', { byKey: true }],
    ['names the certificate by SHA-256', { hashAlgorithm: 'SHA-256' }],
    ['repeats no nonce, as those that sign ahead', { nonce: undefined }],
    ['has no next update, but the nonce', { nextUpdate: undefined, thisUpdate: after(-1000) }],
    ['has neither, but was made this moment', { nextUpdate: undefined, nonce: undefined, thisUpdate: after(-4) }],
  ])('may be one that %s', async (_, changes) => {
    expect(await read(await answering(changes))).toEqual({ status: 'good' });
  });

  it('may be signed by whom the issuer delegated', async () => {
    const responder = await delegated();
    const answer = await answering({ responder, certificates: [responder.certificate] });
    expect(await read(answer)).toEqual({ status: 'good' });
  });

  it.each<[string, () => Partial<ForeignCertificate>]>([
    ['is for something else', () => ({ purposes: [OID_CLIENT_AUTH] })],
    ['says nothing of its purpose', () => ({ purposes: [] })],
    ['may not sign', () => ({ usage: [KEY_USAGE.keyEncipherment] })],
    ['has expired', () => ({ days: 0, now: after(-1) })],
    ['another authority of the same name issued', () => ({ issuer: stranger })],
  ])('is refused of a responder whose certificate %s', async (_, make) => {
    const responder = await delegated(make());
    expect(await refusal({ responder, certificates: [responder.certificate] })).toBe('responder');
  });

  it('is refused of a responder that does not show its certificate', async () => {
    expect(await refusal({ responder: await delegated() })).toBe('responder');
  });

  it('is refused with a forged signature', async () => {
    expect(await refusal({ responder: { certificate: issuer.certificate, privateKey: stranger.privateKey } })).toBe(
      'signature',
    );
    const changed = await answering({ status: { at: NOW } });
    changed[changed.length - 1]! ^= 1;
    expect(await codeOf(() => read(changed))).toBe('signature');
  });

  it("is refused of another issuer's responder, also of one of the same name", async () => {
    expect(await refusal({ responder: stranger })).toBe('signature');
    expect(await refusal({ responder: stranger, certificates: [stranger.certificate], byKey: true })).toBe('responder');
    expect(await refusal({ responder: stranger, issuer: stranger.certificate })).toBe('other-certificate');
  });

  it('is refused about another certificate of the same issuer', async () => {
    const other = await issueForeign({ commonName: 'Office', publicKey: keys.publicKey, issuer });
    expect(await refusal({ certificate: other })).toBe('other-certificate');
  });

  it('is refused once it is stale, before it begins, and when nobody knows how old it is', async () => {
    expect(await refusal({}, after(64))).toBe('nothing was refused');
    expect(await refusal({}, after(66))).toBe('out-of-date');
    expect(await refusal({ thisUpdate: after(4) })).toBe('nothing was refused');
    expect(await refusal({ thisUpdate: after(6) })).toBe('out-of-date');
    expect(await refusal({ nextUpdate: undefined, nonce: undefined, thisUpdate: after(-6) })).toBe('out-of-date');
  });

  it('is refused when it answers another request', async () => {
    expect(await refusal({ nonce: randomBytes(16) })).toBe('nonce');
  });

  it('is no answer when the responder does not know the certificate, or has none to give', async () => {
    expect(await refusal({ status: 'unknown' })).toBe('unknown');
    expect(await codeOf(() => read(ocspError(3)))).toBe('unsuccessful');
  });

  it('is refused with a critical extension, whatever that would have said', async () => {
    const extension = new Extension({ extnID: '1.2.3.4', critical: true, extnValue: Buffer.of(5, 0) as never });
    expect(await refusal({ extensions: [extension] })).toBe('unsupported');
  });

  it('changed anywhere is refused with an error of its own, or says the same', async () => {
    const der = await answering({ status: { at: NOW, reason: 'superseded' } });
    await fc.assert(
      fc.asyncProperty(fc.nat(der.length - 1), fc.integer({ min: 1, max: 255 }), async (at, difference) => {
        const changed = Buffer.from(der);
        changed[at]! ^= difference;
        const outcome = await read(changed).catch((error: unknown) => error);
        if (!(outcome instanceof OcspResponseRefused)) expect(outcome).toMatchObject({ status: 'revoked' });
      }),
      { numRuns: 200 },
    );
  });
});

/** Another implementation of the same RFC, where there is one. */
const hasOpenssl = spawnSync('openssl', ['version']).status === 0;
(hasOpenssl ? describe : describe.skip)('with OpenSSL as the responder', () => {
  const folder = mkdtempSync(join(tmpdir(), 'ocsp-spec-'));
  const at = (name: string) => join(folder, name);
  afterAll(() => rmSync(folder, { recursive: true }));

  it.each(['V', 'R'] as const)('request and response are understood (%s)', async (entry) => {
    const now = new Date(); // openssl answers with the machine's time
    const authority = await makeForeignAuthority('OpenSSL CA', undefined, { now });
    const asked = await issueForeign({ commonName: 'Office', publicKey: keys.publicKey, issuer: authority, now });
    writeFileSync(at('ca.pem'), authority.certificate.pem);
    writeFileSync(at('ca.key'), authority.privateKey.export({ format: 'pem', type: 'pkcs8' }), { mode: 0o600 });
    const revoked = entry === 'R' ? '261001020304Z,keyCompromise' : '';
    const serial = asked.serialNumber.toUpperCase();
    writeFileSync(at('index.txt'), `${entry}\t360101000000Z\t${revoked}\t${serial}\tunknown\t/CN=Office\n`);
    const nonce = createHash('sha256').update(entry).digest();
    writeFileSync(at('request.der'), await createOcspRequest(asked, authority.certificate, nonce));
    const names = ['-index', at('index.txt'), '-CA', at('ca.pem'), '-rsigner', at('ca.pem'), '-rkey', at('ca.key')];
    const files = ['-reqin', at('request.der'), '-respout', at('response.der')];
    execFileSync('openssl', ['ocsp', ...names, ...files, '-ndays', '1'], { stdio: 'pipe' });

    const expected = { certificate: asked, issuer: authority.certificate, nonce, now: new Date() };
    const outcome = await readOcspResponse(readFileSync(at('response.der')), expected);
    expect(outcome).toEqual(
      entry === 'V'
        ? { status: 'good' }
        : { status: 'revoked', at: new Date('2026-10-01T02:03:04Z'), reason: 'key-compromise' },
    );
  });
});
