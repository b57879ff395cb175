import { beforeAll, describe, it, expect } from '@jest/globals';
import fc from 'fast-check';
import { readCertificate, readCertificates, CertificateUnreadable, isWithinValidity } from './certificate.js';
import {
  CLIENT_ID,
  codeOf,
  makeHolder,
  makeTrust,
  NOW,
  OFFICE,
  type Holder,
  type Trust,
} from './certificates.fixture.js';

let trust: Trust;
let holder: Holder;
beforeAll(async () => {
  trust = await makeTrust();
  holder = await makeHolder(trust, 'ec', '事業所 A');
});

describe('a certificate', () => {
  it('reads the same from PEM text, PEM bytes and DER', () => {
    const { certificate } = holder;
    expect(readCertificate(certificate.pem)).toEqual(certificate);
    expect(readCertificate(Buffer.from(certificate.pem))).toEqual(certificate);
    expect(readCertificate(new Uint8Array(certificate.der))).toEqual(certificate);
  });

  it('tells its holder, key and validity', () => {
    expect(holder.certificate).toMatchObject({
      commonName: '事業所 A',
      clientId: CLIENT_ID,
      officeNumber: OFFICE,
      keyKind: 'ec',
      keyBits: 256,
      notBefore: new Date('2026-11-02T02:59:05Z'),
    });
    expect(holder.certificate.serialNumber).toMatch(/^[0-9a-f]+$/);
    expect(holder.certificate.thumbprint).toMatch(/^[A-Za-z0-9_-]{43}$/);
  });

  it('is valid at both ends of its validity and not beyond', () => {
    const { certificate } = holder;
    const { notBefore, notAfter } = certificate;
    expect([notBefore, NOW, notAfter].every((moment) => isWithinValidity(certificate, moment))).toBe(true);
    expect(isWithinValidity(certificate, new Date(notBefore.getTime() - 1))).toBe(false);
    expect(isWithinValidity(certificate, new Date(notAfter.getTime() + 1))).toBe(false);
  });

  it('is read in order from a bundle, which is not one certificate', async () => {
    const bundle = trust.issuing.chain.join('');
    expect(readCertificates(bundle).map(({ commonName }) => commonName)).toEqual([
      'Example Issuing CA',
      'Example Root',
    ]);
    expect(readCertificates('nothing here')).toEqual([]);
    expect(await codeOf(() => readCertificate(bundle))).toBe('unreadable');
  });

  it.each<[string, (der: Buffer) => string | Uint8Array]>([
    ['nothing', () => ''],
    ['no bytes', () => new Uint8Array()],
    ['a text that is no PEM', () => 'certificate'],
    ['a PEM of something else', () => '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n'],
    ['a truncated one', (der) => der.subarray(0, -1)],
    ['one with bytes after it, which would have another thumbprint', (der) => Buffer.concat([der, Buffer.of(0)])],
    ['something far too large', () => 'x'.repeat(100_000)],
  ])('is not %s', async (_, make) => {
    expect(await codeOf(() => readCertificate(make(holder.certificate.der)))).toBe('unreadable');
  });

  it('refuses random input with its own error and no other', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.uint8Array({ maxLength: 300 })), (input) => {
        expect(() => readCertificate(input)).toThrow(CertificateUnreadable);
      }),
    );
  });

  it('with one byte changed is refused, or is another certificate', () => {
    const { der, thumbprint } = holder.certificate;
    fc.assert(
      fc.property(fc.nat(der.length - 1), fc.integer({ min: 1, max: 255 }), (at, difference) => {
        const changed = Buffer.from(der);
        changed[at] = (changed[at] ?? 0) ^ difference;
        try {
          expect(readCertificate(changed).thumbprint).not.toBe(thumbprint);
        } catch (error) {
          expect(error).toBeInstanceOf(CertificateUnreadable);
        }
      }),
      { numRuns: 300 },
    );
  });
});
