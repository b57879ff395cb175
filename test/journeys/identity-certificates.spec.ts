import { X509Certificate } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { readCertificates } from '../../src/sealing/certificate.js';
import { TestCaller } from '../setup/caller.js';
import { renewed } from '../setup/renewal.js';
import { World } from '../setup/world.js';

interface Certificate {
  readonly thumbprint: string;
  readonly client: string;
  readonly state: string;
  readonly origin: string;
}

interface Page {
  readonly certificates: Certificate[];
  readonly next: string;
  readonly more: boolean;
}

const day = 86_400;

let world: World;
let caller: TestCaller;
let offices = 0;

beforeAll(async () => {
  world = await World.begin();
});
afterAll(() => world.end());

beforeEach(async () => {
  caller = await world.office(`13700050${String(++offices).padStart(2, '0')}`, 'X事業所');
});

const list = async (by: TestCaller, query: Record<string, string | number> = {}) =>
  (await world.api.get<Page>('/v1/certificates', { caller: by, query })).body;
const thumbprints = (certificates: Certificate[]) => certificates.map(({ thumbprint }) => thumbprint).sort();
const set = (change: string, { certificate }: TestCaller) =>
  world.gateway.database.query(`UPDATE certificates SET ${change} WHERE thumbprint = $1`, [certificate.thumbprint]);

/** Every page, one after the other. */
async function pages(by: TestCaller, query: Record<string, string | number>): Promise<Page[]> {
  const read = [await list(by, query)];
  while (read.at(-1)!.more) read.push(await list(by, { ...query, cursor: read.at(-1)!.next }));
  return read;
}

describe('The certificates of a client', () => {
  it('are listed to itself, each as it is shown alone', async () => {
    const other = await world.terminal(caller, 'rsa');
    const { certificates, more } = await list(caller);
    expect(more).toBe(false);
    expect(thumbprints(certificates)).toEqual([caller, other].map(({ certificate }) => certificate.thumbprint).sort());
    const { body } = await world.api.get(`/v1/certificates/${other.certificate.thumbprint}`, { caller });
    expect(certificates).toContainEqual(body);
    expect(body).toEqual({
      thumbprint: other.certificate.thumbprint,
      serialNumber: other.certificate.serialNumber,
      client: caller.clientId,
      subject: 'X事業所',
      origin: 'issued',
      keyKind: 'rsa',
      notBefore: other.certificate.notBefore.toISOString(),
      notAfter: other.certificate.notAfter.toISOString(),
      state: 'active',
      revokedAt: null,
      revocationReason: null,
      renewedBy: null,
      createdAt: world.gateway.clock.now().toISOString(),
    });
  });

  it('are listed to the operator, of one client or of all', async () => {
    const own = await list(world.operator, { client: caller.clientId });
    expect(thumbprints(own.certificates)).toEqual([caller.certificate.thumbprint]);
    const all = (await list(world.operator, { limit: 1000 })).certificates.map(({ client }) => client);
    expect(all).toEqual(expect.arrayContaining([caller.clientId, world.a.clientId, world.operator.clientId]));
  });

  it('are not listed to others: asked for by name, another client has none, like one that does not exist', async () => {
    for (const client of [world.a.clientId, '01955c2e-7c00-7000-8000-000000000009']) {
      expect((await list(caller, { client })).certificates).toEqual([]);
    }
    expect(thumbprints((await list(caller, { client: caller.clientId })).certificates)).toHaveLength(1);
  });

  it('are told apart by state and origin', async () => {
    const [revoked, expired, early, registered] = [
      await world.terminal(caller),
      await world.terminal(caller),
      await world.terminal(caller),
      await world.terminal(caller),
    ];
    await set(`revoked_at = now(), revocation_reason = 'superseded'`, revoked);
    await set(`not_after = created_at`, expired);
    await set(`not_before = created_at + interval '1 second'`, early);
    await set(`origin = 'registered', revocation_checked_at = not_before - interval '1 day'`, registered);
    const found = async (query: Record<string, string>) => thumbprints((await list(caller, query)).certificates);
    const of = (...callers: TestCaller[]) => callers.map(({ certificate }) => certificate.thumbprint).sort();
    expect(await found({ state: 'revoked' })).toEqual(of(revoked));
    expect(await found({ state: 'expired' })).toEqual(of(expired));
    expect(await found({ state: 'not-yet-valid' })).toEqual(of(early));
    expect(await found({ state: 'active' })).toEqual(of(caller));
    expect(await found({ state: 'unconfirmed' })).toEqual(of(registered));
    expect(await found({ origin: 'registered' })).toEqual(of(registered));
    expect(await found({ state: 'active', origin: 'issued' })).toEqual(of(caller));
    expect((await list(caller)).certificates).toHaveLength(5);
  });

  it.each([1, 2, 4, 5])('come once each in pages of %d, none of which is empty', async (limit) => {
    const all = [caller];
    for (let at = 0; at < 3; at++) {
      all.push(await world.terminal(caller));
      world.gateway.clock.advance(at); // some come to be in the same moment
    }
    const read = await pages(caller, { limit });
    const rows = read.flatMap(({ certificates }) => certificates);
    expect(thumbprints(rows)).toEqual(all.map(({ certificate }) => certificate.thumbprint).sort());
    expect(read.every(({ certificates }) => certificates.length > 0)).toBe(true);
    expect(read).toHaveLength(Math.ceil(4 / limit));
    const created = rows.map((row) => (row as unknown as { createdAt: string }).createdAt);
    expect(created).toEqual([...created].sort());
  });

  it('go on from the last page when there are more later', async () => {
    const { next } = await list(caller);
    world.gateway.clock.advance(1);
    const other = await world.terminal(caller);
    expect(thumbprints((await list(caller, { cursor: next })).certificates)).toEqual([other.certificate.thumbprint]);
    expect((await list(caller, { cursor: next, state: 'revoked' })).next).toBe(next);
  });

  it.each([
    ['cursor', 'garbage'],
    ['cursor', Buffer.from('["0","a\\u0000"]').toString('base64url')],
    ['limit', '0'],
    ['limit', '1001'],
    ['limit', '99999999999999999999'],
    ['client', 'urn:uuid:01955c2e-7c00-7000-8000-000000000002'],
    ['client', 'x'],
    ['state', 'good'],
    ['origin', 'elsewhere'],
    ['sort', 'thumbprint'],
  ])('are not listed with %s %j, which is pointed at', async (parameter, value) => {
    const { status, body } = await world.api.get('/v1/certificates', { caller, query: { [parameter]: value } });
    expect([status, body['type']]).toEqual([400, 'urn:careplan:problem:request-invalid']);
    expect(body['errors']).toEqual([expect.objectContaining({ parameter })]);
  });

  it.each(['', '/chain.pem', '/renewal-hint'])('are there for itself and the operator only: %s', async (part) => {
    const get = (thumbprint: string, by: TestCaller) =>
      world.api.get(`/v1/certificates/${thumbprint}${part}`, { caller: by });
    const { thumbprint } = caller.certificate;
    expect((await get(thumbprint, caller)).status).toBe(200);
    expect((await get(thumbprint, world.operator)).status).toBe(200);
    const told = await Promise.all(
      [get(thumbprint, world.a), get('A'.repeat(43), world.a), get('x', world.a), get('%00', world.a)].map(
        async (answer) => {
          const { requestId, ...body } = (await answer).body;
          return { status: (await answer).status, body, isNumbered: typeof requestId === 'string' };
        },
      ),
    );
    expect(new Set(told.map((one) => JSON.stringify(one))).size).toBe(1);
    expect(told[0]).toMatchObject({ status: 404, body: { type: 'urn:careplan:problem:not-found' } });
  });

  it('are downloaded with those above them, the root last', async () => {
    const path = `/v1/certificates/${caller.certificate.thumbprint}/chain.pem`;
    const { headers, bytes } = await world.api.get(path, { caller });
    expect(headers['content-type']).toBe('application/pem-certificate-chain');
    const chain = readCertificates(bytes.toString()).map(({ der }) => new X509Certificate(der));
    expect(chain).toHaveLength(3);
    expect(readCertificates(bytes.toString())[0]!.thumbprint).toBe(caller.certificate.thumbprint);
    chain.slice(1).forEach((issuer, at) => expect(chain[at]!.verify(issuer.publicKey)).toBe(true));
    expect(chain.at(-1)!.toString()).toBe(world.gateway.keys.rootPem.trim() + '\n');
  });

  it('are downloaded with the chain they were registered with, when they are of another CA', async () => {
    const above = world.a.certificate.pem;
    await world.gateway.database.query(
      `UPDATE certificates SET origin = 'registered', revocation_status = 'good', revocation_checked_at = not_before + interval '5 minutes', chain = $2 WHERE thumbprint = $1`,
      [caller.certificate.thumbprint, above],
    );
    const path = `/v1/certificates/${caller.certificate.thumbprint}/chain.pem`;
    const { bytes } = await world.api.get(path, { caller });
    expect(bytes.toString()).toBe(`${caller.certificate.pem}${above}`);
  });
});

describe('The hint when to renew', () => {
  interface Hint {
    suggestedWindow: { start: string; end: string };
    renewedBy: string | null;
    explanation?: string;
  }

  const hint = (of: TestCaller, by = of) =>
    world.api.get<Hint>(`/v1/certificates/${of.certificate.thumbprint}/renewal-hint`, { caller: by });

  it('is a window from 90 to 30 days before the end, the same each time, and says when to ask again', async () => {
    const { headers, body } = await hint(caller);
    const end = caller.certificate.notAfter.getTime();
    expect(body).toEqual({
      suggestedWindow: {
        start: new Date(end - 90 * day * 1000).toISOString(),
        end: new Date(end - 30 * day * 1000).toISOString(),
      },
      renewedBy: null,
    });
    expect(Number(headers['retry-after'])).toBe(6 * 3600);
    expect((await hint(caller)).body).toEqual(body);
  });

  it('names the next certificate, when there is one', async () => {
    const next = await renewed(world, caller);
    expect((await hint(caller)).body.renewedBy).toBe(next.certificate.thumbprint);
  });

  it('is a window in the past when the certificate was revoked', async () => {
    await world.api.post(`/v1/certificates/${caller.certificate.thumbprint}/revocation`, {
      caller,
      json: { reason: 'key-compromise' },
    });
    const { body } = await hint(caller, world.operator);
    expect(new Date(body.suggestedWindow.start) < new Date(body.suggestedWindow.end)).toBe(true);
    expect(new Date(body.suggestedWindow.end) <= world.gateway.clock.now()).toBe(true);
    expect(body.explanation).toBe('revoked');
  });
});
