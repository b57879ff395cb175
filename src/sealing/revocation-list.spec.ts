import { beforeAll, describe, it, expect } from '@jest/globals';
import { CertificateRevocationList as ParsedList } from 'pkijs';
import { codeOf, makeHolder, makeTrust, NOW, type Trust } from './certificates.fixture.js';
import { element } from './der.js';
import { makeForeignAuthority } from './foreign-authority.fixture.js';
import { createRevocationList } from './make-revocation-list.js';
import { readRevocationList } from './read-revocation-list.js';
import { type RevocationReason } from './revocation-reason.js';
import { readEntries } from './revoked-entries.js';

let trust: Trust;
beforeAll(async () => {
  trust = await makeTrust();
});

const later = (minutes: number) => new Date(NOW.getTime() + minutes * 60_000);

function make(serials: string[] = [], reason: RevocationReason = 'superseded') {
  const revoked = serials.map((serialNumber) => ({ serialNumber, revokedAt: NOW, reason }));
  return createRevocationList(trust.issuing, { revoked, number: 7, now: NOW, validMinutes: 10 });
}

describe('a revocation list', () => {
  it.each<RevocationReason>(['unspecified', 'key-compromise', 'privilege-withdrawn'])(
    'says who is revoked (%s)',
    async (reason) => {
      const { certificate } = await makeHolder(trust, 'ec');
      const list = await readRevocationList(
        await make([certificate.serialNumber, '0a'], reason),
        trust.issuing.certificate,
        NOW,
      );
      const entry = { revokedAt: NOW, reason };
      expect([...list.revoked]).toEqual([
        [certificate.serialNumber, entry],
        ['0a', entry],
      ]);
      expect(list.nextUpdate).toEqual(new Date('2026-11-02T03:14:05Z'));
    },
  );

  it('is signed with an RSA key as well', async () => {
    const authority = await makeForeignAuthority('Another CA');
    const revoked = [{ serialNumber: 'ff', revokedAt: NOW, reason: 'superseded' as const }];
    const der = await createRevocationList(authority, { revoked, number: 300, now: NOW, validMinutes: 10 });
    expect([...(await readRevocationList(der, authority.certificate, NOW)).revoked.keys()]).toEqual(['ff']);
  });

  it('may hold thousands', async () => {
    const serials = Array.from({ length: 5_000 }, (_, at) => `4${at.toString(16).padStart(31, '0')}`);
    const list = await readRevocationList(await make(serials), trust.issuing.certificate, NOW);
    expect([...list.revoked.keys()]).toEqual(serials);
  });

  it('may be empty, and carries its number', async () => {
    const der = await make();
    expect((await readRevocationList(der, trust.issuing.certificate, NOW)).revoked.size).toBe(0);
    const extensions = ParsedList.fromBER(der).crlExtensions?.extensions.map(({ extnID }) => extnID);
    expect(extensions).toEqual(['2.5.29.35', '2.5.29.20']);
  });

  it('may be long, and is read in turns with other work', async () => {
    const serials = Array.from({ length: 3_000 }, (_, index) => (0x100000 + index).toString(16));
    const der = await make(serials);
    let turns = 0;
    const other = setInterval(() => turns++, 0);
    const { revoked } = await readRevocationList(der, trust.issuing.certificate, NOW);
    clearInterval(other);
    expect(revoked.size).toBe(3_000);
    expect(turns).toBeGreaterThan(0);
  });

  it('is refused when a line of it speaks of another issuer', async () => {
    // certificateIssuer, critical (RFC 5280 §5.3.3): in its own form.
    const line = Buffer.from('300d0603551d1d0101ff0403040100', 'hex');
    const entry = Buffer.concat([Buffer.from('302102010a170d3236313130323033303430355a', 'hex'), element(0x30, line)]);
    entry[1] = entry.length - 2;
    expect(await readEntries(entry)).toBeNull();
    line[9] = 0; // no longer critical
    expect((await readEntries(Buffer.concat([entry.subarray(0, -line.length), line])))?.size).toBe(1);
  });

  it.each([
    ['300502010a170d', 'a time that is cut short'],
    ['3008020101020101020101', 'no time at all'],
    ['3080020101', 'an indefinite length'],
    ['04020000', 'something else than lines'],
  ])('with %s (%s) is no list', async (hex) => {
    await expect(readEntries(Buffer.from(hex, 'hex'))).rejects.toThrow(RangeError);
  });

  it('is refused of an issuer that may not sign lists', async () => {
    const holder = await makeHolder(trust, 'ec');
    const der = await createRevocationList(holder, { revoked: [], number: 1, now: NOW, validMinutes: 10 });
    expect(await codeOf(() => readRevocationList(der, holder.certificate, NOW))).toBe('issuer');
  });

  it('is refused once it is out of date, and before it begins', async () => {
    const der = await make(['0a']);
    expect(await codeOf(() => readRevocationList(der, trust.issuing.certificate, later(11)))).toBe('out-of-date');
    expect(await codeOf(() => readRevocationList(der, trust.issuing.certificate, later(-1)))).toBe('out-of-date');
  });

  it('is refused from another issuer, also from one of the same name', async () => {
    const der = await make(['0a']);
    const stranger = await makeTrust();
    expect(await codeOf(() => readRevocationList(der, trust.root.certificate, NOW))).toBe('issuer');
    expect(await codeOf(() => readRevocationList(der, stranger.issuing.certificate, NOW))).toBe('signature');
  });

  it('is refused when tampered with or unreadable', async () => {
    const der = await make(['0a']);
    const at = der.indexOf(Buffer.from('02010a', 'hex')) + 2;
    der[at] = 0x0b;
    expect(await codeOf(() => readRevocationList(der, trust.issuing.certificate, NOW))).toBe('signature');
    expect(await codeOf(() => readRevocationList(Buffer.from('CRL'), trust.issuing.certificate, NOW))).toBe(
      'unreadable',
    );
  });
});
