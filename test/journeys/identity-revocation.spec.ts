import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { CertificateRevocationList } from 'pkijs';
import { Certificate, readCertificates } from '../../src/sealing/certificate.js';
import { createCertificationRequest } from '../../src/sealing/certification-request.js';
import { readRevocationList } from '../../src/sealing/read-revocation-list.js';
import { Api } from '../setup/api.js';
import { EnrolmentAnswer, TestCaller } from '../setup/caller.js';
import { startGateway } from '../setup/gateway.js';
import { renewed } from '../setup/renewal.js';
import { World } from '../setup/world.js';

interface CertificateBody {
  readonly state: string;
  readonly revokedAt: string | null;
  readonly revocationReason: string | null;
  readonly type?: string;
}

let world: World;
let caller: TestCaller;
let offices = 0;

beforeAll(async () => {
  world = await World.begin();
});
afterAll(() => world.end());

beforeEach(async () => {
  caller = await world.office(`13700040${String(++offices).padStart(2, '0')}`, 'X事業所');
});

const revoke = (certificate: Pick<Certificate, 'thumbprint'>, by: TestCaller, reason = 'superseded') =>
  world.api.post<CertificateBody>(`/v1/certificates/${certificate.thumbprint}/revocation`, {
    caller: by,
    json: { reason },
  });
const find = async ({ certificate }: TestCaller) =>
  (await world.api.get<CertificateBody>(`/v1/certificates/${certificate.thumbprint}`, { caller: world.operator })).body;
const eventsOf = ({ clientId }: TestCaller) =>
  world.gateway.database.query<{ client_id: string; data: Record<string, unknown> }[]>(
    `SELECT client_id, data FROM events WHERE kind = 'certificate-revoked' AND subject_client_id = $1
     ORDER BY settled_by, id`,
    [clientId],
  );

describe('A revocation', () => {
  it.each([
    'unspecified',
    'key-compromise',
    'affiliation-changed',
    'superseded',
    'cessation-of-operation',
    'privilege-withdrawn',
  ])('for the reason %s ends a certificate at once, and tells of it', async (reason) => {
    const other = await world.terminal(caller);
    const { status, body } = await revoke(other.certificate, caller, reason);
    expect(status).toBe(200);
    expect(body).toMatchObject({
      state: 'revoked',
      revocationReason: reason,
      revokedAt: world.gateway.clock.now().toISOString(),
    });
    const { thumbprint, serialNumber } = other.certificate;
    expect(await eventsOf(caller)).toEqual([
      { client_id: caller.clientId, data: { thumbprint, serialNumber, reason } },
    ]);
    await expect(other.token()).rejects.toThrow('401');
    expect((await world.api.get('/v1/inbox', { caller })).status).toBe(200);
  });

  it('may be of the certificate that asks for it', async () => {
    expect((await revoke(caller.certificate, caller)).status).toBe(200);
    expect((await world.api.get('/v1/inbox', { caller })).status).toBe(401);
  });

  it('is done by the operator for any client', async () => {
    expect((await revoke(caller.certificate, world.operator, 'privilege-withdrawn')).status).toBe(200);
    expect((await eventsOf(caller)).map(({ client_id }) => client_id)).toEqual([world.operator.clientId]);
  });

  it('refuses tokens in every other process from the next request on', async () => {
    const beside = await startGateway({ beside: world.gateway });
    try {
      const there = new Api(beside);
      expect((await there.get('/v1/inbox', { caller })).status).toBe(200);
      await revoke(caller.certificate, world.operator);
      expect((await there.get('/v1/inbox', { caller })).status).toBe(401);
    } finally {
      await beside.close();
    }
  });

  it('works for a certificate of another CA, which is in no list of ours', async () => {
    await world.gateway.database.query(`UPDATE certificates SET origin = 'registered' WHERE client_id = $1`, [
      caller.clientId,
    ]);
    expect((await revoke(caller.certificate, world.operator)).body.state).toBe('revoked');
    world.gateway.clock.advance(10);
    const { revoked } = await currentList();
    expect(revoked.has(caller.certificate.serialNumber)).toBe(false);
  });

  it('changes nothing when it is repeated, whatever lesser reason it gives', async () => {
    const first = await revoke(caller.certificate, world.operator, 'superseded');
    world.gateway.clock.advance(60);
    const again = await revoke(caller.certificate, world.operator, 'cessation-of-operation');
    expect([again.status, again.body]).toEqual([200, first.body]);
    expect(await eventsOf(caller)).toHaveLength(1);
  });

  it('is one of many at the same time', async () => {
    const answers = await Promise.all(Array.from({ length: 6 }, () => revoke(caller.certificate, world.operator)));
    expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 6 }, () => 200));
    expect(await eventsOf(caller)).toHaveLength(1);
  });

  it('becomes one for key-compromise when that is found later, and keeps its time', async () => {
    const { body: first } = await revoke(caller.certificate, world.operator, 'superseded');
    world.gateway.clock.advance(60);
    const { body } = await revoke(caller.certificate, world.operator, 'key-compromise');
    expect(body).toMatchObject({ revocationReason: 'key-compromise', revokedAt: first.revokedAt });
    const { body: last } = await revoke(caller.certificate, world.operator, 'superseded');
    expect(last.revocationReason).toBe('key-compromise');
    expect((await eventsOf(caller)).map(({ data }) => data['reason'])).toEqual(['superseded', 'key-compromise']);
  });

  it('for key-compromise ends every certificate of the key, and the key itself', async () => {
    const twin = await world.terminal(caller);
    await world.gateway.database.query(
      `UPDATE certificates SET origin = 'registered', key_sha256 = (
         SELECT key_sha256 FROM certificates AS other WHERE other.thumbprint = $2) WHERE thumbprint = $1`,
      [twin.certificate.thumbprint, caller.certificate.thumbprint],
    );
    await revoke(caller.certificate, world.operator, 'key-compromise');
    expect([(await find(caller)).state, (await find(twin)).state]).toEqual(['revoked', 'revoked']);
    expect(await eventsOf(caller)).toHaveLength(2);

    const code = await world.codeFor('X事業所', caller.officeNumber);
    const keys = { privateKey: caller.privateKey, publicKey: caller.certificate.publicKey };
    const { status, body } = await world.api.post<EnrolmentAnswer & { type: string }>('/v1/enrolments', {
      json: { code, certificationRequest: await createCertificationRequest(keys, { commonName: 'x' }) },
    });
    expect([status, body.type]).toEqual([422, 'urn:careplan:problem:key-compromised']);
  });

  it('leaves other certificates alone when a key was not compromised', async () => {
    const other = await world.terminal(caller);
    await revoke(caller.certificate, world.operator, 'superseded');
    expect((await find(other)).state).toBe('active');
    const rows = await world.gateway.database.query<object[]>('SELECT 1 FROM compromised_keys WHERE thumbprint = $1', [
      caller.certificate.thumbprint,
    ]);
    expect(rows).toEqual([]);
  });

  it.each([
    ['is another client’s', () => world.a.certificate.thumbprint],
    ['does not exist', () => 'A'.repeat(43)],
    ['is named by no thumbprint', () => 'x'],
    ['is named by NUL', () => '%00'],
  ])('of a certificate that %s is refused in the same words', async (_, thumbprint) => {
    const { status, body } = await revoke({ thumbprint: thumbprint() }, caller);
    expect([status, body.type]).toEqual([404, 'urn:careplan:problem:not-found']);
    expect((await find(world.a)).state).toBe('active');
  });

  it.each(['ca-compromise', 'certificate-hold', 'lost', '', 7])('for the reason %j is refused', async (reason) => {
    const { status, body } = await revoke(caller.certificate, caller, reason as string);
    expect([status, body.type]).toEqual([400, 'urn:careplan:problem:request-invalid']);
    expect((await find(caller)).state).toBe('active');
  });
});

const issuer = async (): Promise<Certificate> =>
  readCertificates((await world.api.get('/v1/pki/ca.pem')).bytes.toString())[0]!;
const fetchList = (api = world.api) => api.get('/v1/pki/crl');
const currentList = async (api = world.api) =>
  readRevocationList((await fetchList(api)).bytes, await issuer(), world.gateway.clock.now());
const numberOf = (der: Buffer): bigint => {
  const extension = CertificateRevocationList.fromBER(der).crlExtensions!.extensions.find(
    ({ extnID }) => extnID === '2.5.29.20',
  );
  return (extension!.parsedValue as { toBigInt(): bigint }).toBigInt();
};

describe('The revocation list', () => {
  it.each(['ec', 'rsa'] as const)('names a revoked certificate of an %s key, and no other', async (kind) => {
    const [one, other] = [await world.terminal(caller, kind), await renewed(world, caller, kind)];
    await revoke(one.certificate, caller);
    world.gateway.clock.advance(10);
    const { revoked } = await currentList();
    expect(revoked.has(one.certificate.serialNumber)).toBe(true);
    expect(revoked.has(other.certificate.serialNumber)).toBe(false);
  });

  it('is public, in DER, and tells caches how long to keep it', async () => {
    const { status, headers } = await fetchList();
    expect([status, headers['content-type']]).toEqual([200, 'application/pkix-crl']);
    const [, maxAge] = /max-age=(\d+)/.exec(headers['cache-control']!)!;
    expect(Number(maxAge)).toBeLessThanOrEqual(300);
  });

  it('is good for ten minutes, and made anew when it is five minutes old', async () => {
    world.gateway.clock.advance(600);
    const first = (await fetchList()).bytes;
    const { thisUpdate, nextUpdate } = await currentList();
    expect(nextUpdate.getTime() - thisUpdate.getTime()).toBe(600_000);
    world.gateway.clock.advance(299);
    expect((await fetchList()).bytes.equals(first)).toBe(true);
    world.gateway.clock.advance(1);
    const second = (await fetchList()).bytes;
    expect(second.equals(first)).toBe(false);
    expect(numberOf(second) > numberOf(first)).toBe(true);
  });

  it('tells of a revocation ten seconds after the list before', async () => {
    world.gateway.clock.advance(600);
    await currentList();
    await revoke(caller.certificate, world.operator);
    world.gateway.clock.advance(9);
    expect((await currentList()).revoked.has(caller.certificate.serialNumber)).toBe(false);
    world.gateway.clock.advance(1);
    expect((await currentList()).revoked.has(caller.certificate.serialNumber)).toBe(true);
  });

  it('tells of a revocation in another process', async () => {
    const beside = await startGateway({ beside: world.gateway });
    try {
      const there = new Api(beside);
      await currentList(there);
      await revoke(caller.certificate, world.operator);
      world.gateway.clock.advance(10);
      expect((await currentList(there)).revoked.has(caller.certificate.serialNumber)).toBe(true);
    } finally {
      await beside.close();
    }
  });

  it('is made once for all who ask at the same time', async () => {
    world.gateway.clock.advance(600);
    const lists = await Promise.all(Array.from({ length: 10 }, () => fetchList()));
    expect(new Set(lists.map(({ bytes }) => numberOf(bytes))).size).toBe(1);
  });

  it('says why, as far as the standard has a word for it', async () => {
    const [one, other] = [await world.terminal(caller), await world.terminal(caller)];
    await revoke(one.certificate, caller, 'key-compromise');
    await revoke(other.certificate, caller);
    await world.gateway.database.query(`UPDATE certificates SET revocation_reason = 'lost' WHERE thumbprint = $1`, [
      other.certificate.thumbprint,
    ]);
    world.gateway.clock.advance(10);
    const entries = CertificateRevocationList.fromBER((await fetchList()).bytes).revokedCertificates!;
    const reasonOf = ({ certificate }: TestCaller) =>
      entries
        .find(({ userCertificate }) => userCertificate.toBigInt() === BigInt(`0x${certificate.serialNumber}`))!
        .crlEntryExtensions?.extensions.map(({ extnValue }) =>
          Buffer.from(extnValue.valueBlock.valueHexView).toString('hex'),
        );
    expect(reasonOf(one)).toEqual(['0a0101']);
    expect(reasonOf(other)).toBeUndefined();
  });

  it('drops a certificate only after a list beyond its end has named it (RFC 5280 section 3.3)', async () => {
    await revoke(caller.certificate, world.operator);
    await world.gateway.database.query(`UPDATE certificates SET not_after = $2 WHERE thumbprint = $1`, [
      caller.certificate.thumbprint,
      new Date(world.gateway.clock.now().getTime() + 1000),
    ]);
    world.gateway.clock.advance(300);
    expect((await currentList()).revoked.has(caller.certificate.serialNumber)).toBe(true);
    world.gateway.clock.advance(600);
    expect((await currentList()).revoked.has(caller.certificate.serialNumber)).toBe(false);
  });

  (hasOpenssl() ? it : it.skip)('is believed by OpenSSL', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'careplan-crl-'));
    try {
      await revoke(caller.certificate, world.operator, 'key-compromise');
      world.gateway.clock.advance(10);
      writeFileSync(join(folder, 'list.der'), (await fetchList()).bytes);
      writeFileSync(join(folder, 'ca.pem'), (await issuer()).pem);
      const said = openssl(folder, [
        'crl',
        '-inform',
        'DER',
        '-in',
        'list.der',
        '-CAfile',
        'ca.pem',
        '-text',
        '-noout',
      ]);
      expect(said).toContain('verify OK');
      expect(said).toContain(caller.certificate.serialNumber.toUpperCase());
      expect(said).toContain('Key Compromise');
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('holds thousands', async () => {
    const serials = Array.from({ length: 5_000 }, () => `4${randomBytes(15).toString('hex')}0`);
    await world.gateway.database.query(
      `INSERT INTO certificates (thumbprint, client_id, serial_number, pem, origin, not_before, not_after, created_at,
         revoked_at, revocation_reason)
       SELECT serial, $2, serial, '', 'issued', $3, $3::timestamptz + interval '1 year', $3, $3, 'superseded'
       FROM unnest($1::text[]) AS serial`,
      [serials, caller.clientId, world.gateway.clock.now()],
    );
    world.gateway.clock.advance(300);
    const { revoked } = await currentList();
    expect(serials.every((serial) => revoked.has(serial))).toBe(true);
  });
});

function hasOpenssl(): boolean {
  return spawnSync('openssl', ['version']).status === 0;
}

/** What it says, on both channels. */
function openssl(folder: string, words: string[]): string {
  const { stdout, stderr } = spawnSync('openssl', words, { cwd: folder, encoding: 'utf8' });
  return stdout + stderr;
}
