import { createHash, generateKeyPairSync, KeyObject, X509Certificate } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { CertificationRequest, PublicKeyInfo } from 'pkijs';
import { readCertificate } from '../../src/sealing/certificate.js';
import { createCertificationRequest } from '../../src/sealing/certification-request.js';
import { engine, signingKeyOf } from '../../src/sealing/crypto-engine.js';
import { keyDigest } from '../../src/sealing/key-digest.js';
import { decodePem, encodePem } from '../../src/sealing/pem.js';
import { EnrolmentAnswer, KeyKind, makeKeys } from '../setup/caller.js';
import { World } from '../setup/world.js';

const label = 'CERTIFICATE REQUEST';
const office = '1370000099';
const day = 86_400;

/** A request for one key signed by another, which stands for any request that an honest maker refuses to make. */
async function forged(publicKey: KeyObject): Promise<string> {
  const request = new CertificationRequest({ version: 0 });
  request.subjectPublicKeyInfo = PublicKeyInfo.fromBER(publicKey.export({ format: 'der', type: 'spki' }));
  await request.sign(await signingKeyOf(makeKeys('ec').privateKey), 'SHA-256', engine);
  return encodePem(label, request.toSchema(true).toBER(false));
}

function madeFor(kind: KeyKind, subject = { commonName: 'someone' }): Promise<string> {
  return createCertificationRequest(makeKeys(kind), subject);
}

async function tampered(): Promise<string> {
  const der = decodePem(label, await madeFor('ec', { commonName: 'AAAAAAAA' }))!;
  return encodePem(label, Buffer.from(der.toString('latin1').replace('AAAAAAAA', 'AAAAAAAB'), 'latin1'));
}

const rsa = (options: object): KeyObject =>
  generateKeyPairSync('rsa', { modulusLength: 2048, ...options }).publicKey as unknown as KeyObject;

describe('Enrolment', () => {
  let world: World;
  let code: string;
  let request: string;

  beforeAll(async () => {
    world = await World.begin();
    await world.importOffice(office, '訪問介護 新事業所');
  });
  afterAll(() => world.end());

  beforeEach(async () => {
    code = await world.codeFor('訪問介護 新事業所', office);
    request = await madeFor('ec');
  });

  const enrol = (json: object) => world.api.post<EnrolmentAnswer>('/v1/enrolments', { json });
  const rowOf = async (text: string) => {
    const codeHash = createHash('sha256').update(text.replaceAll('-', '')).digest('base64url');
    const [row] = await world.gateway.database.query<{ used_at: Date | null; client_id: string }[]>(
      'SELECT * FROM enrolment_codes WHERE code_hash = $1',
      [codeHash],
    );
    return row!;
  };
  const certificates = async (): Promise<number> =>
    Number((await world.gateway.database.query<{ n: string }[]>('SELECT count(*) AS n FROM certificates'))[0]!.n);

  /** Nothing was issued, and the code is as good as before. */
  async function expectRefusal(json: object, status: number, problem: string): Promise<Record<string, unknown>> {
    const before = await certificates();
    const answer = await enrol(json);
    expect(answer.status).toBe(status);
    expect(answer.body).toMatchObject({ type: `urn:careplan:problem:${problem}` });
    expect(await certificates()).toBe(before);
    return answer.body as unknown as Record<string, unknown>;
  }

  it.each(['ec', 'rsa'] as const)('turns a code and a request for an %s key into a certificate', async (kind) => {
    const keys = makeKeys(kind);
    const { status, body } = await enrol({
      code,
      certificationRequest: await createCertificationRequest(keys, { commonName: 'x' }),
    });

    expect(status).toBe(201);
    const certificate = readCertificate(body.certificate);
    expect(certificate.publicKey.equals(keys.publicKey)).toBe(true);
    expect(new X509Certificate(body.certificate).verify(new X509Certificate(body.chain[0]!).publicKey)).toBe(true);
    expect((await rowOf(code)).used_at).not.toBeNull();
  });

  it('takes the names in the certificate from the registered client, not from the request', async () => {
    const wish = { commonName: 'A事業所', officeNumber: world.a.officeNumber };
    const { body } = await enrol({ code, certificationRequest: await madeFor('ec', wish) });

    const x509 = new X509Certificate(body.certificate);
    expect(x509.subject).toBe('CN=訪問介護 新事業所');
    expect(x509.subjectAltName).toBe(`URI:urn:careplan:client:${body.clientId}, URI:urn:careplan:office:${office}`);
    expect(body.officeNumber).toBe(office);
  });

  it('takes a code as it is read over the telephone: without hyphens, in small letters, with spaces', async () => {
    const spoken = code.toLowerCase().replaceAll('-', ' ');
    expect((await enrol({ code: spoken, certificationRequest: request })).status).toBe(201);
  });

  it('gives each terminal its own certificate by a code of its own', async () => {
    const { client_id: clientId } = await rowOf(code);
    const second = await world.api.post<{ code: string }>(`/v1/clients/${clientId}/enrolment-codes`, {
      caller: world.operator,
    });
    const answers = [
      await enrol({ code, certificationRequest: request }),
      await enrol({ code: second.body.code, certificationRequest: await madeFor('rsa') }),
    ];
    expect(answers.map(({ body }) => body.clientId)).toEqual([clientId, clientId]);
    expect(new Set(answers.map(({ body }) => body.certificate)).size).toBe(2);
  });

  it('keeps only the hash of a code', async () => {
    const rows = await world.gateway.database.query<object[]>('SELECT * FROM enrolment_codes');
    const stored = JSON.stringify(rows);
    expect(stored).not.toContain(code);
    expect(stored).not.toContain(code.replaceAll('-', ''));
    expect(await rowOf(code)).toBeDefined();
  });

  describe('refuses a code', () => {
    it('that nobody was given', async () => {
      await expectRefusal(
        { code: `${code.slice(0, -1)}!`, certificationRequest: request },
        403,
        'enrolment-code-refused',
      );
    });

    it('that was used', async () => {
      await enrol({ code, certificationRequest: request });
      await expectRefusal({ code, certificationRequest: await madeFor('ec') }, 403, 'enrolment-code-refused');
    });

    it('that was used, also for the same key, once the certificate is revoked', async () => {
      const { body } = await enrol({ code, certificationRequest: request });
      const { thumbprint } = readCertificate(body.certificate);
      const path = `/v1/certificates/${thumbprint}/revocation`;
      await world.api.post(path, { caller: world.operator, json: { reason: 'superseded' } });
      await expectRefusal({ code, certificationRequest: request }, 403, 'enrolment-code-refused');
    });

    it('that was used, also for the same key, once the code has expired', async () => {
      await enrol({ code, certificationRequest: request });
      world.gateway.clock.advance(14 * day);
      await expectRefusal({ code, certificationRequest: request }, 403, 'enrolment-code-refused');
    });

    it('of a suspended client, and leaves it unused', async () => {
      const { client_id: clientId } = await rowOf(code);
      await world.gateway.database.query(`UPDATE clients SET state = 'suspended' WHERE id = $1`, [clientId]);
      await expectRefusal({ code, certificationRequest: request }, 403, 'enrolment-code-refused');
      expect((await rowOf(code)).used_at).toBeNull();
    });

    it('that has expired, to the second', async () => {
      world.gateway.clock.advance(14 * day - 1);
      const justInTime = await enrol({ code: await world.codeFor('x', office), certificationRequest: request });
      expect(justInTime.status).toBe(201);
      world.gateway.clock.advance(1);
      await expectRefusal({ code, certificationRequest: request }, 403, 'enrolment-code-refused');
      expect((await rowOf(code)).used_at).toBeNull();
    });

    it('for all of those reasons in the same words', async () => {
      const used = code;
      await enrol({ code: used, certificationRequest: request });
      const told = await Promise.all(
        [used, 'AAAAA-AAAAA-AAAAA-AAAAA-AAAAA'].map(async (text) => {
          const { requestId, ...rest } = (await enrol({ code: text, certificationRequest: await madeFor('ec') }))
            .body as unknown as Record<string, unknown>;
          return { ...rest, hasId: typeof requestId === 'string' };
        }),
      );
      expect(told[0]).toEqual(told[1]);
    });
  });

  it('gives the same certificate again to who lost the answer: the same code, a request for the same key', async () => {
    const keys = makeKeys('ec');
    const [one, other] = [
      await createCertificationRequest(keys, { commonName: 'x' }),
      await createCertificationRequest(keys, { commonName: 'y' }),
    ];
    const first = await enrol({ code, certificationRequest: one });
    const before = await certificates();
    const again = await enrol({ code, certificationRequest: other });
    expect([first.status, again.status]).toEqual([201, 201]);
    expect(again.body).toEqual(first.body);
    expect(await certificates()).toBe(before);
  });

  it('gives one certificate to all who ask with one code and key at the same time', async () => {
    const before = await certificates();
    const answers = await Promise.all(Array.from({ length: 8 }, () => enrol({ code, certificationRequest: request })));
    expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 8 }, () => 201));
    expect(new Set(answers.map(({ body }) => body.certificate)).size).toBe(1);
    expect(await certificates()).toBe(before + 1);
  });

  it('lets exactly one of many that use a code at the same time win', async () => {
    const before = await certificates();
    const requests = await Promise.all(Array.from({ length: 8 }, () => madeFor('ec')));
    const answers = await Promise.all(requests.map((one) => enrol({ code, certificationRequest: one })));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 403, 403, 403, 403, 403, 403, 403]);
    expect(await certificates()).toBe(before + 1);
  });

  it('names where the certificate’s revocation list is', async () => {
    const { body } = await enrol({ code, certificationRequest: request });
    const url = Buffer.from('https://gateway.example/v1/pki/crl');
    expect(readCertificate(body.certificate).der.includes(url)).toBe(true);
  });

  it('refuses a key that has a certificate already, of whatever client, and does not use up the code', async () => {
    const { privateKey, certificate } = world.a;
    const keys = { privateKey, publicKey: certificate.publicKey };
    const taken = await createCertificationRequest(keys, { commonName: 'x' });
    await expectRefusal({ code, certificationRequest: taken }, 422, 'key-used');
    expect((await rowOf(code)).used_at).toBeNull();
    expect((await enrol({ code, certificationRequest: request })).status).toBe(201);
  });

  it('gives a key to one of two codes that are used with it at the same time', async () => {
    const other = await world.codeFor('訪問介護 新事業所', office);
    const answers = await Promise.all([code, other].map((one) => enrol({ code: one, certificationRequest: request })));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 422]);
  });

  it('refuses a key that was compromised, and does not use up the code', async () => {
    const keys = makeKeys('ec');
    await world.gateway.database.query(
      'INSERT INTO compromised_keys (key_sha256, thumbprint, recorded_at) VALUES ($1, $2, $3)',
      [keyDigest(keys.publicKey), 'x', world.gateway.clock.now()],
    );
    const certificationRequest = await createCertificationRequest(keys, { commonName: 'x' });
    await expectRefusal({ code, certificationRequest }, 422, 'key-compromised');
    expect((await rowOf(code)).used_at).toBeNull();
  });

  it('refuses the 21st active certificate, and does not use up the code', async () => {
    const { client_id: clientId } = await rowOf(code);
    const issue = `/v1/clients/${clientId}/enrolment-codes`;
    const codes = [code];
    while (codes.length < 22) {
      codes.push((await world.api.post<{ code: string }>(issue, { caller: world.operator })).body.code);
    }
    const requests = await Promise.all(codes.map(() => madeFor('ec')));
    const answers = await Promise.all(codes.map((one, at) => enrol({ code: one, certificationRequest: requests[at] })));
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(20);
    const refused = answers.findIndex(({ status }) => status !== 201);
    expect(answers[refused]).toMatchObject({ status: 409, body: { limit: 20 } });
    expect((await rowOf(codes[refused]!)).used_at).toBeNull();

    const { thumbprint } = readCertificate(answers.find(({ status }) => status === 201)!.body.certificate);
    const revocation = { caller: world.operator, json: { reason: 'superseded' } };
    await world.api.post(`/v1/certificates/${thumbprint}/revocation`, revocation);
    expect((await enrol({ code: codes[refused], certificationRequest: requests[refused] })).status).toBe(201);
  });

  it('is told of in events, without the code', async () => {
    const { client_id: clientId } = await rowOf(code);
    const { body } = await enrol({ code, certificationRequest: request });
    const events = await world.gateway.database.query<{ kind: string; client_id: string; data: object }[]>(
      'SELECT kind, client_id, data FROM events WHERE subject_client_id = $1 ORDER BY settled_by, id',
      [clientId],
    );
    const { thumbprint, serialNumber } = readCertificate(body.certificate);
    expect(events).toMatchObject([
      { kind: 'client-registered', client_id: world.operator.clientId, data: { kind: 'office', officeNumber: office } },
      { kind: 'enrolment-code-issued', client_id: world.operator.clientId },
      { kind: 'certificate-issued', client_id: clientId, data: { thumbprint, serialNumber, renews: null } },
    ]);
    expect(JSON.stringify(events)).not.toContain(code.slice(0, 5));
  });

  it.each([
    ['it is no PEM', () => 'hello', 'unreadable'],
    ['it is a certificate', () => world.a.certificate.pem, 'unreadable'],
    ['it is cut short', async () => request.slice(0, 200), 'unreadable'],
    ['it was changed after it was signed', tampered, 'signature'],
    ['another key signed it', () => forged(makeKeys('ec').publicKey), 'signature'],
    ['its RSA key has 1024 bits', () => forged(rsa({ modulusLength: 1024 })), 'key-size'],
    ['its RSA exponent is 3', () => forged(rsa({ publicExponent: 3 })), 'weak-exponent'],
    ['its curve is P-384', () => forged(generateKeyPairSync('ec', { namedCurve: 'P-384' }).publicKey), 'key-kind'],
    ['its key is Ed25519', () => forged(generateKeyPairSync('ed25519').publicKey), 'key-kind'],
  ])('refuses a request when %s, and does not use up the code', async (_, make, reason) => {
    const body = await expectRefusal(
      { code, certificationRequest: await make() },
      422,
      'certification-request-refused',
    );
    expect(body.reason).toBe(reason);
    expect((await rowOf(code)).used_at).toBeNull();
    expect((await enrol({ code, certificationRequest: request })).status).toBe(201);
  });

  it.each([
    ['the code is missing', () => ({ certificationRequest: request }), '/code'],
    ['the request is missing', () => ({ code }), '/certificationRequest'],
    ['a member is unknown', () => ({ code, certificationRequest: request, officeNumber: office }), '/officeNumber'],
    ['the code is empty', () => ({ code: '', certificationRequest: request }), '/code'],
    ['the code is a number', () => ({ code: 7, certificationRequest: request }), '/code'],
    [
      'the request is larger than 16 KiB',
      () => ({ code, certificationRequest: 'A'.repeat(16_385) }),
      '/certificationRequest',
    ],
    ['the code holds NUL', () => ({ code: `${code}\0`, certificationRequest: request }), '/code'],
    ['there is a list instead of an object', () => [code, request], ''],
  ])('refuses a body where %s, pointing at it', async (_, make, pointer) => {
    const body = await expectRefusal(make(), 400, 'request-invalid');
    expect(body.errors).toEqual([expect.objectContaining({ pointer })]);
    expect((await rowOf(code)).used_at).toBeNull();
  });

  it('says nothing of the code in what it answers', async () => {
    const answers = [await enrol({ code: [code] }), await enrol({ code, certificationRequest: 'x' })];
    for (const { bytes } of answers) expect(bytes.toString()).not.toContain(code);
  });
});
