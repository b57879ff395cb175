import { randomUUID, X509Certificate } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { readCertificate } from '../../src/sealing/certificate.js';
import { keyDigest } from '../../src/sealing/key-digest.js';
import { signStatement } from '../../src/sealing/statement.js';
import { makeKeys, TestCaller } from '../setup/caller.js';
import { postRenewal, RenewalChanges, renewalStatement, renewed } from '../setup/renewal.js';
import { World } from '../setup/world.js';

const day = 86_400;

describe('A renewal', () => {
  let world: World;
  let caller: TestCaller;
  let offices = 0;

  beforeAll(async () => {
    world = await World.begin();
  });
  afterAll(() => world.end());

  beforeEach(async () => {
    caller = await world.office(`13700030${String(++offices).padStart(2, '0')}`, '更新する事業所');
  });

  const statement = (changes: RenewalChanges = {}) => renewalStatement(world, caller, changes);
  const post = (jws: string, key?: string) => postRenewal(world, caller, jws, key);
  const certificates = (clientId = caller.clientId) =>
    world.gateway.database.query<{ thumbprint: string; renewed_by: string | null }[]>(
      'SELECT thumbprint, renewed_by FROM certificates WHERE client_id = $1 ORDER BY created_at',
      [clientId],
    );

  /** Nothing was issued, the old certificate has no successor, and a good statement is still taken. */
  async function expectRefusal(jws: string, reason: string): Promise<void> {
    const before = await certificates();
    const { status, body } = await post(jws);
    expect([status, body.type, body.reason]).toEqual([422, 'urn:careplan:problem:renewal-refused', reason]);
    expect(await certificates()).toEqual(before);
  }

  it.each(['ec', 'rsa'] as const)('gives a certificate of the same client for a new %s key', async (kind) => {
    const keys = makeKeys(kind);
    const { status, headers, body } = await post(await statement({ keys }));

    expect(status).toBe(201);
    const certificate = readCertificate(body.certificate);
    expect(headers['location']).toBe(`/v1/certificates/${certificate.thumbprint}`);
    expect(certificate.publicKey.equals(keys.publicKey)).toBe(true);
    expect(certificate).toMatchObject({
      clientId: caller.clientId,
      officeNumber: caller.officeNumber,
      commonName: '更新する事業所',
    });
    expect(new X509Certificate(body.certificate).verify(new X509Certificate(body.chain[0]!).publicKey)).toBe(true);
    expect(body).toMatchObject({ clientId: caller.clientId, officeNumber: caller.officeNumber });
  });

  it('leaves both certificates good for tokens, and the old one names the new one', async () => {
    const next = await renewed(world, caller);
    for (const holder of [caller, next]) {
      expect((await world.api.get('/v1/inbox', { caller: holder })).status).toBe(200);
    }
    const path = `/v1/certificates/${caller.certificate.thumbprint}`;
    const { body } = await world.api.get(path, { caller: next });
    expect(body).toMatchObject({ state: 'active', renewedBy: next.certificate.thumbprint });
  });

  it('is signed with an RSA certificate as well', async () => {
    const k = await world.terminal(caller, 'rsa');
    expect((await renewed(world, k)).certificate.keyKind).toBe('ec');
  });

  it('is open to the operator', async () => {
    expect((await renewed(world, world.operator)).certificate.clientId).toBe(world.operator.clientId);
  });

  it('turns a certificate of another CA into one of ours', async () => {
    await world.gateway.database.query(
      `UPDATE certificates SET origin = 'registered', revocation_status = 'good', revocation_checked_at = not_before + interval '5 minutes' WHERE thumbprint = $1`,
      [caller.certificate.thumbprint],
    );
    const next = await renewed(world, caller);
    const { body } = await world.api.get(`/v1/certificates/${next.certificate.thumbprint}`, { caller });
    expect(body).toMatchObject({ origin: 'issued' });
  });

  it('is answered again in the same words when it is repeated with its key, however late', async () => {
    const [jws, key] = [await statement(), randomUUID()];
    const first = await post(jws, key);
    world.gateway.clock.advance(3600);
    const again = await post(jws, key);
    expect([again.status, again.headers['idempotency-replayed']]).toEqual([201, 'true']);
    expect(again.body).toEqual(first.body);
    expect(await certificates()).toHaveLength(2);
  });

  it('is told of in an event that names both certificates', async () => {
    const next = await renewed(world, caller);
    const events = await world.gateway.database.query<object[]>(
      `SELECT client_id, subject_client_id, data FROM events
       WHERE kind = 'certificate-issued' AND data ->> 'thumbprint' = $1`,
      [next.certificate.thumbprint],
    );
    expect(events).toMatchObject([
      {
        client_id: caller.clientId,
        subject_client_id: caller.clientId,
        data: { serialNumber: next.certificate.serialNumber, renews: caller.certificate.thumbprint },
      },
    ]);
  });

  describe('is refused when the statement', () => {
    it('is signed with the certificate of another client', async () => {
      await expectRefusal(await statement({ signer: world.a }), 'certificate');
    });

    it('is signed with a certificate that was revoked', async () => {
      const other = await world.terminal(caller);
      await world.endCertificate(other, 'revoked');
      await expectRefusal(await statement({ signer: other }), 'certificate');
    });

    it('is signed with a certificate that has expired', async () => {
      const other = await world.terminal(caller);
      await world.endCertificate(other, 'expired');
      await expectRefusal(await statement({ signer: other }), 'certificate');
    });

    it('was changed after it was signed', async () => {
      const [header, , signature] = (await statement()).split('.');
      const [, payload] = (await statement()).split('.');
      await expectRefusal(`${header}.${payload}.${signature}`, 'signature');
    });

    it('is no signed statement at all', async () => {
      await expectRefusal('renew me', 'signature');
    });

    it('is a statement of another kind', async () => {
      const [, payload] = (await statement()).split('.');
      const claims = JSON.parse(Buffer.from(payload!, 'base64url').toString()) as object;
      await expectRefusal(await signStatement('careplan-confirmation+jws', claims, caller), 'type');
    });

    it.each([
      ['says more than a renewal does', { office: '1370000011' }],
      ['says that it is something else', { kind: 'registration' }],
      ['has no jti', { jti: undefined }],
      ['holds half a surrogate pair', { jti: 'aaaaaaaa\ud800' }],
      ['holds no request', { certificationRequest: '' }],
    ])('%s', async (_, payload) => {
      await expectRefusal(await statement({ payload }), 'shape');
    });

    it('is for another gateway', async () => {
      await expectRefusal(await statement({ payload: { aud: 'https://other.example' } }), 'audience');
    });

    it('asks in the name of another client', async () => {
      await expectRefusal(await statement({ payload: { client: world.a.clientId } }), 'client');
    });

    it('is older than five minutes, to the second', async () => {
      const [late, inTime] = [await statement(), await statement()];
      world.gateway.clock.advance(300);
      expect((await post(inTime)).status).toBe(201);
      world.gateway.clock.advance(1);
      await expectRefusal(late, 'time');
    });

    it('is from more than five minutes ahead', async () => {
      const iat = Math.floor(world.gateway.clock.now().getTime() / 1000) + 301;
      await expectRefusal(await statement({ payload: { iat } }), 'time');
    });

    it('was used before', async () => {
      const jws = await statement();
      expect((await post(jws)).status).toBe(201);
      await expectRefusal(jws, 'replayed');
    });

    it('renews a certificate that was renewed already', async () => {
      await renewed(world, caller);
      await expectRefusal(await statement(), 'already-renewed');
    });
  });

  it('is possible once more when the successor was revoked: its key may be lost', async () => {
    const next = await renewed(world, caller);
    await world.api.post(`/v1/certificates/${next.certificate.thumbprint}/revocation`, {
      caller,
      json: { reason: 'superseded' },
    });
    const other = await renewed(world, caller);
    const old = (await certificates()).find(({ thumbprint }) => thumbprint === caller.certificate.thumbprint);
    expect(old!.renewed_by).toBe(other.certificate.thumbprint);
  });

  it('is done once of many at the same time', async () => {
    const jws = await Promise.all(Array.from({ length: 6 }, () => statement()));
    const answers = await Promise.all(jws.map((one) => post(one)));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 422, 422, 422, 422, 422]);
    expect(answers.filter(({ status }) => status === 422).map(({ body }) => body.reason)).toEqual(
      Array.from({ length: 5 }, () => 'already-renewed'),
    );
    expect(await certificates()).toHaveLength(2);
  });

  it('is refused for a key that has a certificate already, even its own', async () => {
    const keys = { privateKey: caller.privateKey, publicKey: caller.certificate.publicKey };
    const { status, body } = await post(await statement({ keys }));
    expect([status, body.type]).toEqual([422, 'urn:careplan:problem:key-used']);
    expect(await certificates()).toHaveLength(1);
  });

  it('is refused for a key that was compromised', async () => {
    const keys = makeKeys('rsa');
    await world.gateway.database.query(
      'INSERT INTO compromised_keys (key_sha256, thumbprint, recorded_at) VALUES ($1, $2, now())',
      [keyDigest(keys.publicKey), 'x'],
    );
    const { status, body } = await post(await statement({ keys }));
    expect([status, body.type]).toEqual([422, 'urn:careplan:problem:key-compromised']);
  });

  it('is refused for a request that proves nothing, which says why', async () => {
    const { status, body } = await post(await statement({ payload: { certificationRequest: 'hello' } }));
    expect([status, body.type]).toEqual([422, 'urn:careplan:problem:certification-request-refused']);
    expect(body.reason).toBe('unreadable');
  });

  it('does not spend the statement when it is refused', async () => {
    const jws = await statement({ payload: { certificationRequest: 'hello' } });
    for (let time = 0; time < 2; time++) {
      expect((await post(jws)).body.type).toBe('urn:careplan:problem:certification-request-refused');
    }
  });

  it('is possible for a client that has all the terminals it may have, until twenty renewals overlap', async () => {
    const terminals = [caller];
    while (terminals.length < 20) terminals.push(await world.terminal(caller));
    const next = await Promise.all(terminals.map((terminal) => renewed(world, terminal)));
    const answer = await postRenewal(world, next[0]!, await renewalStatement(world, next[0]!));
    expect([answer.status, answer.body]).toMatchObject([409, { limit: 40 }]);
    expect(answer.body.type).toBe('urn:careplan:problem:too-many-certificates');
  });

  it('is refused from the next request on to a client that was suspended', async () => {
    const jws = await statement();
    await caller.token();
    await world.api.post(`/v1/clients/${caller.clientId}/suspension`, { caller: world.operator });
    expect((await post(jws)).status).toBe(401);
  });

  it('goes on along a chain: each certificate renews into the next, past the end of the first', async () => {
    const second = await renewed(world, caller, 'rsa');
    world.gateway.clock.advance(400 * day);
    const third = await renewed(world, second);
    world.gateway.clock.advance(500 * day);
    expect((await world.api.get('/v1/inbox', { caller: third })).status).toBe(200);
    await expect(caller.token()).rejects.toThrow('401');
  });
});
