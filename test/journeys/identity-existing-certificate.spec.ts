import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { createPrivateKey, createPublicKey, generateKeyPairSync, randomUUID } from 'node:crypto';
import { Extension } from 'pkijs';
import { hashOfCode } from '../../src/identity/enrolment-code.js';
import { Certificate, readCertificate } from '../../src/sealing/certificate.js';
import { sha256Base64url } from '../../src/sealing/digest.js';
import { makeForeignAuthority } from '../../src/sealing/foreign-authority.fixture.js';
import { keyDigest } from '../../src/sealing/key-digest.js';
import { newKeyPairSync } from '../../src/sealing/key-pair.js';
import { createRegistration } from '../../src/sealing/registration.js';
import { signStatement, StatementType } from '../../src/sealing/statement.js';
import { Answer, Api } from '../setup/api.js';
import { EnrolmentAnswer, TestCaller } from '../setup/caller.js';
import { Answering, ForeignAuthority, ForeignHolder } from '../setup/foreign-authority.js';
import { publicUrl, startGateway, TestGateway } from '../setup/gateway.js';
import { anew, careManager, sampleUnit, serviceOffice, World } from '../setup/world.js';

const office = '1370000094';
const hour = 3600;
const useSlip = sampleUnit('applicable/202407/2-use-slip');
const actual = sampleUnit('applicable/202407/3-actual');

interface Row {
  readonly origin: string;
  readonly chain: string;
  readonly key_sha256: string;
  readonly revocation_status: string;
  readonly revocation_checked_at: Date;
  readonly revoked_at: Date | null;
  readonly revocation_reason: string | null;
}

describe('An existing certificate', () => {
  let foreign: ForeignAuthority;
  let world: World;
  let code: string;
  let holder: ForeignHolder;

  beforeAll(async () => {
    foreign = await ForeignAuthority.begin();
    world = await World.begin({ environment: { TRUSTED_CA_CERTIFICATES: foreign.root.certificate.pem } });
    foreign.clock = world.gateway.clock;
    await world.importOffice(office, '訪問介護 既存');
  });
  afterAll(async () => {
    await world.end();
    await foreign.end();
  });

  beforeEach(async () => {
    foreign.ocsp = 'truth';
    foreign.lists = 'truth';
    world.gateway.clock.advance(2 * hour); // past what was kept of lists
    code = await world.codeFor('訪問介護 既存', office);
    holder = await foreign.holder();
    foreign.asked.length = 0;
  });

  interface Changes {
    readonly payload?: Record<string, unknown>;
    readonly type?: string;
    readonly chain?: string[];
    readonly code?: string;
    readonly api?: Api;
  }

  async function statement(who: ForeignHolder, changes: Changes = {}): Promise<string> {
    const now = world.gateway.clock.now();
    const payload = createRegistration({ audience: publicUrl, code: changes.code ?? code, now, jti: randomUUID() });
    const type = (changes.type ?? 'careplan-registration+jws') as StatementType;
    return signStatement(type, { ...payload, ...changes.payload }, { ...who, chain: changes.chain ?? who.chain });
  }

  const post = (jws: string, changes: Changes = {}): Promise<Answer<EnrolmentAnswer & { reason?: string }>> =>
    (changes.api ?? world.api).post('/v1/enrolments/existing', {
      json: { code: changes.code ?? code, statement: jws },
    });
  const register = async (who: ForeignHolder, changes: Changes = {}) => post(await statement(who, changes), changes);

  async function registered(who = holder): Promise<TestCaller> {
    const { status, body } = await register(who);
    if (status !== 201) throw new Error(`registration refused: ${body.reason}`);
    const { clientId, officeNumber, chain } = body;
    return new TestCaller(world.gateway, clientId, officeNumber!, who.privateKey, who.certificate, chain);
  }

  const query = <T>(text: string, parameters: unknown[]): Promise<T[]> =>
    world.gateway.database.query<T[]>(text, parameters);
  const rowOf = async ({ thumbprint }: Certificate): Promise<Row | undefined> =>
    (await query<Row>('SELECT * FROM certificates WHERE thumbprint = $1', [thumbprint]))[0];
  const eventsOf = ({ thumbprint }: Certificate, kind: string) =>
    query<{ data: Record<string, unknown> }>(
      `SELECT data FROM events WHERE kind = $1 AND data ->> 'thumbprint' = $2 ORDER BY id`,
      [kind, thumbprint],
    );

  /** Nothing was written, and the code is as good as before. */
  async function expectRefusal(answer: Promise<Answer<EnrolmentAnswer>>, reason: string): Promise<void> {
    const count = async () => (await query<{ n: string }>('SELECT count(*) AS n FROM certificates', []))[0]!.n;
    const before = await count();
    const { status, body } = await answer;
    expect(body).toMatchObject({ type: 'urn:careplan:problem:existing-certificate-refused', reason });
    expect(status).toBe(422);
    expect(await count()).toBe(before);
    const [left] = await query<{ used_at: Date | null }>('SELECT used_at FROM enrolment_codes WHERE code_hash = $1', [
      hashOfCode(code),
    ]);
    expect(left!.used_at).toBeNull();
  }

  describe('of an authority that the operator trusts', () => {
    it('serves like any other once it is registered: for tokens, to send, and to collect', async () => {
      code = await world.codeFor('A事業所', careManager);
      const caller = await registered();

      const sent = await world.send(caller, anew(useSlip), { destination: serviceOffice });
      expect([sent.status, sent.body]).toEqual([201, expect.objectContaining({ sender: careManager })]);
      expect((await world.collect(world.k, sent.body.id)).binding).toMatchObject({ sender: careManager });

      const back = await world.send(world.k, anew(actual));
      expect(back.status).toBe(201);
      const { content } = await world.collect(caller, back.body.id);
      expect(sha256Base64url(content)).toBe(back.body.contentSha256);
      const json = { statement: await world.confirmation(caller, back.body) };
      const confirmed = await world.api.post(`/v1/transmissions/${back.body.id}/confirmation`, { caller, json });
      expect(confirmed.status).toBe(200);
    });

    it('is answered with who it is for and the chain it was found to have', async () => {
      const { status, body } = await register(holder);
      expect(status).toBe(201);
      expect(body).toMatchObject({ officeNumber: office, certificate: holder.certificate.pem });
      const names = body.chain.map((pem) => readCertificate(pem).commonName);
      expect(names).toEqual(['Foreign Issuing', 'Foreign Root']);
    });

    it('is kept with its chain, its key and what its authority said, and told of by an event', async () => {
      await registered();
      expect(await rowOf(holder.certificate)).toMatchObject({
        origin: 'registered',
        chain: foreign.issuing.chain.join(''),
        key_sha256: keyDigest(holder.publicKey),
        revocation_status: 'good',
        revocation_checked_at: world.gateway.clock.now(),
      });
      const [event] = await eventsOf(holder.certificate, 'certificate-registered');
      const { thumbprint } = holder.certificate;
      expect(event!.data).toEqual({ thumbprint, issuer: 'Foreign Issuing', revocation: 'good' });
    });

    it('may have an EC key', async () => {
      const { status } = await register(await foreign.holder({}, newKeyPairSync('ec')));
      expect(status).toBe(201);
    });

    it('that was renewed over the same key is registered beside the one before', async () => {
      const { clientId } = await registered();
      const path = `/v1/clients/${clientId}/enrolment-codes`;
      code = (await world.api.post<{ code: string }>(path, { caller: world.operator })).body.code;
      const { status, body } = await register(await foreign.holder({}, holder));
      expect(status).toBe(201);
      expect(body.clientId).toBe(clientId);
    });

    it('is answered the same when the answer was lost and the request is repeated', async () => {
      const first = await register(holder);
      const again = await register(holder);
      expect(again.status).toBe(201);
      expect(again.body).toEqual(first.body);
      expect(await eventsOf(holder.certificate, 'certificate-registered')).toHaveLength(1);
    });

    it('is registered once when many try with one code', async () => {
      const holders = await Promise.all(Array.from({ length: 5 }, () => foreign.holder({}, newKeyPairSync('ec'))));
      const answers = await Promise.all(holders.map((one) => register(one)));
      expect(answers.map(({ status }) => status).sort()).toEqual([201, 403, 403, 403, 403]);
    });
  });

  describe('is refused', () => {
    it.each<[string, Changes, string]>([
      ['a statement of another kind', { type: 'careplan-confirmation+jws' }, 'type'],
      ['a payload of another kind', { payload: { kind: 'confirmed' } }, 'shape'],
      ['a payload with more than belongs there', { payload: { client: 'someone' } }, 'shape'],
      ['another audience', { payload: { aud: 'https://elsewhere.example' } }, 'audience'],
      ['the hash of another code', { payload: { codeSha256: hashOfCode('AAAAA') } }, 'code-mismatch'],
    ])('with %s', async (_, changes, reason) => {
      await expectRefusal(register(holder, changes), reason);
      expect(foreign.asked).toEqual([]);
    });

    it.each([-301, 301])('when it was signed %d seconds away from now, but not a second less', async (seconds) => {
      const iat = world.gateway.clock.now().getTime() / 1000;
      await expectRefusal(register(holder, { payload: { iat: iat + seconds } }), 'time');
      const { status } = await register(holder, { payload: { iat: iat + seconds - Math.sign(seconds) } });
      expect(status).toBe(201);
    });

    it('when another key signed than its own', async () => {
      const [header, payload, signature] = (await statement(holder)).split('.');
      const other = (await statement(await foreign.holder())).split('.')[2];
      await expectRefusal(post([header, payload, other].join('.')), 'signature');
      await expectRefusal(post([header, payload, signature!.slice(4)].join('.')), 'signature');
      await expectRefusal(post('nonsense'), 'signature');
      expect(foreign.asked).toEqual([]);
    });

    it('of an authority that nobody trusts, and no address that it names is called', async () => {
      const now = world.gateway.clock.now();
      const stranger = await makeForeignAuthority('Foreign Root', undefined, { now });
      const strange = await foreign.holder({ issuer: stranger });
      await expectRefusal(register(strange, { chain: stranger.chain }), 'chain');
      expect(foreign.asked).toEqual([]);
    });

    it('without the certificates between it and the root', async () => {
      await expectRefusal(register(holder, { chain: [] }), 'chain');
    });

    it('before and after its time', async () => {
      const now = new Date(world.gateway.clock.now().getTime() - 2 * 86_400_000);
      await expectRefusal(register(await foreign.holder({ now, days: 1 })), 'validity');
      const later = new Date(world.gateway.clock.now().getTime() + 2 * 86_400_000);
      await expectRefusal(register(await foreign.holder({ now: later })), 'validity');
    });

    it('when it is for servers, for no signatures, or an authority itself', async () => {
      await expectRefusal(register(await foreign.holder({ purposes: ['1.3.6.1.5.5.7.3.1'] })), 'usage');
      await expectRefusal(register(await foreign.holder({ usage: [0x20] })), 'usage');
      await expectRefusal(register(await foreign.holder({ pathLength: 0 })), 'usage');
    });

    it('with a key that nobody may have here', async () => {
      const weak = generateKeyPairSync('rsa', {
        modulusLength: 3072,
        publicExponent: 3,
        privateKeyEncoding: { format: 'pem', type: 'pkcs8' },
        publicKeyEncoding: { format: 'pem', type: 'spki' },
      });
      const keys = {
        privateKey: createPrivateKey(weak.privateKey),
        publicKey: createPublicKey(weak.publicKey),
      };
      await expectRefusal(register(await foreign.holder({}, keys)), 'key');
    });

    it('with a critical extension that nobody understands', async () => {
      const extension = new Extension({ extnID: '1.2.3.4', critical: true, extnValue: Buffer.of(5, 0) as never });
      await expectRefusal(register(await foreign.holder({ extensions: [extension] })), 'policy');
    });

    it('when its authority has revoked it', async () => {
      foreign.revoke(holder.certificate);
      await expectRefusal(register(holder), 'revoked');
    });

    it('when it is revoked by the list, and no responder answers', async () => {
      foreign.ocsp = 'nothing';
      foreign.revoke(holder.certificate);
      await expectRefusal(register(holder), 'revoked');
    });

    it.each<[Answering, Answering]>([
      ['nothing', 'nothing'],
      ['rubbish', 'rubbish'],
      ['an error', 'an error'],
      ['a redirect', 'a redirect'],
      ['too much', 'too much'],
    ])('when nothing is known: the responder answers %s, the list %s', async (ocsp, lists) => {
      Object.assign(foreign, { ocsp, lists });
      await expectRefusal(register(holder), 'revocation-unknown');
      expect(foreign.asked).not.toContain('/elsewhere');
      Object.assign(foreign, { ocsp: 'truth', lists: 'truth' });
      expect((await register(holder)).status).toBe(201);
    });

    it('when it says nowhere where to ask', async () => {
      const silent = await foreign.holder({ ocspUrl: undefined, crlUrl: undefined });
      await expectRefusal(register(silent), 'revocation-unknown');
    });

    it('when it is registered already', async () => {
      const { clientId } = await registered();
      const path = `/v1/clients/${clientId}/enrolment-codes`;
      code = (await world.api.post<{ code: string }>(path, { caller: world.operator })).body.code;
      await expectRefusal(register(holder), 'registered');
    });

    it('with a key of another client', async () => {
      await registered();
      code = await world.codeFor('別の事業所', office);
      const { status, body } = await register(await foreign.holder({}, holder));
      expect(body).toMatchObject({ type: 'urn:careplan:problem:key-used' });
      expect(status).toBe(422);
    });

    it('with a key that was compromised', async () => {
      await query('INSERT INTO compromised_keys VALUES ($1, $2, $3)', [keyDigest(holder.publicKey), 'x', new Date()]);
      const { body } = await register(holder);
      expect(body).toMatchObject({ type: 'urn:careplan:problem:key-compromised' });
    });

    it('with a code that nobody was given, and no address is called', async () => {
      const { status, body } = await register(holder, { code: 'AAAAA-AAAAA-AAAAA-AAAAA-AAAAA' });
      expect(status).toBe(403);
      expect(body).toMatchObject({ type: 'urn:careplan:problem:enrolment-code-refused' });
      expect(foreign.asked).toEqual([]);
    });

    it('with a code of a suspended client', async () => {
      await query(
        `UPDATE clients SET state = 'suspended' WHERE id = (SELECT client_id FROM enrolment_codes WHERE code_hash = $1)`,
        [hashOfCode(code)],
      );
      expect((await register(holder)).status).toBe(403);
    });

    it('where the operator trusts no other authority', async () => {
      const elsewhere = await startGateway();
      const { status, body } = await register(holder, { api: new Api(elsewhere) });
      expect(status).toBe(422);
      expect(body).toMatchObject({ type: 'urn:careplan:problem:existing-certificates-not-taken' });
      await elsewhere.close();
    });
  });

  describe('its authority is asked', () => {
    it('about it and about the authority between, each at its own issuer', async () => {
      await registered();
      expect([...foreign.asked].sort()).toEqual(['/issuing/ocsp', '/root/ocsp']);
    });

    it('by its list where the responder is silent, and once for many', async () => {
      foreign.ocsp = 'nothing';
      await registered();
      code = await world.codeFor('別の端末', office);
      await registered(await foreign.holder({}, newKeyPairSync('ec')));
      expect(foreign.asked.filter((path) => path.endsWith('list')).sort()).toEqual(['/issuing/list', '/root/list']);
    });

    it('once more when the list is out of date', async () => {
      foreign.ocsp = 'nothing';
      await registered();
      world.gateway.clock.advance(31 * 60);
      code = await world.codeFor('別の端末', office);
      await registered(await foreign.holder({}, newKeyPairSync('ec')));
      expect(foreign.asked.filter((path) => path === '/issuing/list')).toHaveLength(2);
    });
  });

  describe('once it is registered', () => {
    let caller: TestCaller;
    const isActive = async (): Promise<boolean> =>
      caller.token().then(
        () => true,
        () => false,
      );
    /** Lets the time pass and asks again, as workers do. */
    const later = async (seconds: number): Promise<void> => {
      world.gateway.clock.advance(seconds);
      foreign.asked.length = 0;
      await world.gateway.sweep();
    };

    beforeEach(async () => {
      // Others would be asked about as well.
      await query(
        `UPDATE certificates SET revoked_at = now(), revocation_reason = 'superseded'
         WHERE origin = 'registered' AND revoked_at IS NULL`,
        [],
      );
      caller = await registered();
    });

    it('is asked about again after an hour, not before', async () => {
      await later(hour - 1);
      expect(foreign.asked).toEqual([]);
      await later(1);
      expect([...foreign.asked].sort()).toEqual(['/issuing/ocsp', '/root/ocsp']);
      expect((await rowOf(caller.certificate))!.revocation_checked_at).toEqual(world.gateway.clock.now());
    });

    it('ends when its authority revokes it, for its tokens as well', async () => {
      world.gateway.clock.advance(hour - 60);
      await caller.token();
      foreign.revoke(caller.certificate, 'cessation-of-operation');
      const since = world.gateway.clock.now().toISOString();
      await later(60);
      const { status } = await world.api.get('/v1/inbox', { caller });
      expect(status).toBe(401);
      expect(await rowOf(caller.certificate)).toMatchObject({ revocation_reason: 'cessation-of-operation' });
      const [event] = await eventsOf(caller.certificate, 'certificate-revoked');
      expect(event!.data).toMatchObject({ by: 'its CA', reason: 'cessation-of-operation' });
      expect(Date.parse(String(event!.data.since))).toBeLessThanOrEqual(Date.parse(since));
      await later(hour);
      expect(await eventsOf(caller.certificate, 'certificate-revoked')).toHaveLength(1);
    });

    it('ends with all certificates of its key when that was compromised, and the key serves no more', async () => {
      foreign.revoke(caller.certificate, 'key-compromise');
      await later(hour);
      const known = await query('SELECT 1 FROM compromised_keys WHERE key_sha256 = $1', [
        keyDigest(caller.certificate.publicKey),
      ]);
      expect(known).toHaveLength(1);
      expect(await isActive()).toBe(false);
      code = await world.codeFor('別の端末', office);
      const { body } = await register(await foreign.holder({}, holder));
      expect(body).toMatchObject({ type: 'urn:careplan:problem:key-compromised' });
    });

    it('ends when the authority between was revoked', async () => {
      foreign.revoke(foreign.issuing.certificate, 'certificate-hold');
      await later(hour);
      expect(await rowOf(caller.certificate)).toMatchObject({ revocation_reason: 'certificate-hold' });
      foreign.reinstate(foreign.issuing.certificate);
    });

    it('stays active for a day from when its authority was last heard, and is active again when it is heard again', async () => {
      Object.assign(foreign, { ocsp: 'nothing', lists: 'nothing' });
      await later(23 * hour);
      expect(await isActive()).toBe(true);
      expect(await rowOf(caller.certificate)).toMatchObject({ revocation_status: 'unknown', revoked_at: null });
      await later(hour);
      expect(await isActive()).toBe(false);
      expect((await world.api.get('/v1/inbox', { caller: world.k })).status).toBe(200);

      Object.assign(foreign, { ocsp: 'truth', lists: 'truth' });
      await later(hour);
      expect(await isActive()).toBe(true);
      expect(await rowOf(caller.certificate)).toMatchObject({ revocation_status: 'good' });
    });

    it('is not asked about at every sweep while its authority is silent', async () => {
      Object.assign(foreign, { ocsp: 'nothing', lists: 'nothing' });
      await later(hour);
      expect(foreign.asked).not.toEqual([]);
      await later(hour - 1);
      expect(foreign.asked).toEqual([]);
      await later(1);
      expect(foreign.asked).not.toEqual([]);
    });

    it('is not active after a day in which no worker asked about it', async () => {
      world.gateway.clock.advance(24 * hour - 1);
      expect(await isActive()).toBe(true);
      world.gateway.clock.advance(hour);
      expect(await isActive()).toBe(false);
    });
  });

  describe('where the operator accepts that nothing is known', () => {
    let trusting: TestGateway;

    beforeAll(async () => {
      trusting = await startGateway({
        beside: world.gateway,
        environment: { TRUSTED_CA_CERTIFICATES: foreign.root.certificate.pem, REVOCATION_UNKNOWN: 'accept' },
      });
    });
    afterAll(() => trusting.close());

    it('is registered all the same, marked as unknown, and stays active while it is asked about', async () => {
      Object.assign(foreign, { ocsp: 'nothing', lists: 'nothing' });
      const { status } = await register(holder, { api: new Api(trusting) });
      expect(status).toBe(201);
      expect(await rowOf(holder.certificate)).toMatchObject({ revocation_status: 'unknown' });
      const [event] = await eventsOf(holder.certificate, 'certificate-registered');
      expect(event!.data).toMatchObject({ revocation: 'unknown' });

      world.gateway.clock.advance(23 * hour);
      await trusting.sweep();
      expect(await rowOf(holder.certificate)).toMatchObject({
        revocation_status: 'unknown',
        revocation_checked_at: world.gateway.clock.now(),
      });
    });

    it('is refused all the same when it is revoked', async () => {
      foreign.revoke(holder.certificate);
      await expectRefusal(register(holder, { api: new Api(trusting) }), 'revoked');
    });
  });
});
