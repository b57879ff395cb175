import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Answer } from '../setup/api.js';
import { TestCaller } from '../setup/caller.js';
import { anew, careManager, sampleUnit, TransmissionBody, World } from '../setup/world.js';

const slip = sampleUnit('applicable/202407/2-use-slip');

describe('A destination collects what was sealed for it, and confirms what it opened', () => {
  let world: World;
  /** Terminals of K: one whose certificate was revoked, one whose certificate has expired. */
  let revoked: TestCaller;
  let expired: TestCaller;

  beforeAll(async () => {
    world = await World.begin();
    revoked = await world.terminal(world.k);
    expired = await world.terminal(world.k);
    await world.endCertificate(revoked, 'revoked');
    await world.endCertificate(expired, 'expired');
  });
  afterAll(() => world.end());

  async function sent(): Promise<TransmissionBody> {
    return (await world.send(world.a, anew(slip))).body;
  }

  async function collected(): Promise<TransmissionBody> {
    const transmission = await sent();
    await world.collect(world.k, transmission.id);
    return transmission;
  }

  function confirm(id: string, statement: string, caller = world.k): Promise<Answer<TransmissionBody>> {
    return world.api.post(`/v1/transmissions/${id}/confirmation`, { caller, json: { statement } });
  }

  async function history(id: string): Promise<string[]> {
    const path = `/v1/transmissions/${id}/events`;
    const { body } = await world.api.get<{ events: { kind: string }[] }>(path, { caller: world.a });
    return body.events.map(({ kind }) => kind);
  }

  async function stateOf(id: string): Promise<string> {
    return (await world.api.get<TransmissionBody>(`/v1/transmissions/${id}`, { caller: world.a })).body.state;
  }

  describe('collecting', () => {
    it('makes one transition and one event of twenty fetches at the same time', async () => {
      const { id } = await sent();
      await world.k.token();
      const fetches = Array.from({ length: 20 }, () =>
        world.api.get(`/v1/transmissions/${id}/content`, { caller: world.k }),
      );
      const answers = await Promise.all(fetches);

      expect(answers.map(({ status }) => status)).toEqual(Array(20).fill(200));
      expect(new Set(answers.map(({ bytes }) => bytes.toString('utf8'))).size).toBe(1);
      expect(await history(id)).toEqual(['transmission-available', 'transmission-collected']);
    });

    it('states the digest of what it hands over, and forbids to keep it', async () => {
      const { id } = await sent();
      const { headers, bytes } = await world.api.get(`/v1/transmissions/${id}/content`, { caller: world.k });
      const digest = createHash('sha256').update(bytes).digest('base64');
      expect(headers['repr-digest']).toBe(`sha-256=:${digest}:`);
      expect(headers['content-type']).toMatch(/^application\/jose\+json/);
      expect(headers['cache-control']).toBe('no-store');
    });

    it('keeps the moment of the first fetch', async () => {
      const { id } = await collected();
      const status = () => world.api.get<{ collectedAt: string }>(`/v1/transmissions/${id}`, { caller: world.a });
      const first = (await status()).body.collectedAt;
      world.gateway.clock.advance(1);
      await world.collect(world.k, id);
      expect((await status()).body.collectedAt).toBe(first);
    });

    it('does not count a look at status or list as collecting', async () => {
      const { id } = await sent();
      await world.api.get(`/v1/transmissions/${id}`, { caller: world.k });
      await world.api.get('/v1/inbox', { caller: world.k });
      expect(await stateOf(id)).toBe('available');
    });
  });

  describe('confirming', () => {
    it('refuses to confirm what was not collected yet', async () => {
      const transmission = await sent();
      const answer = await confirm(transmission.id, await world.confirmation(world.k, transmission));
      expect([answer.status, answer.body.type]).toEqual([409, 'urn:careplan:problem:not-collected']);
      expect(await stateOf(transmission.id)).toBe('available');
    });

    /** What each refused statement says or is signed with, and the reason given. */
    const refusals: [string, string, () => Parameters<World['confirmation']>[2]][] = [
      ['another digest', 'content', () => ({ payload: { contentSha256: sha256('something else') } })],
      [
        'another transmission',
        'transmission',
        () => ({ payload: { transmission: '01955c2e-7c00-7000-8000-000000000010' } }),
      ],
      ['another office', 'office', () => ({ payload: { office: careManager } })],
      ['another client', 'office', () => ({ payload: { client: world.a.clientId } })],
      ['another gateway', 'audience', () => ({ payload: { aud: 'https://elsewhere.example' } })],
      ['an unknown member', 'signature', () => ({ payload: { remark: 'thanks' } })],
      ['something else than confirmed', 'signature', () => ({ payload: { kind: 'imported' } })],
      ['the signature of the sender', 'certificate', () => ({ signer: world.a })],
      ['the signature of a revoked certificate', 'certificate', () => ({ signer: revoked })],
      ['the signature of an expired certificate', 'certificate', () => ({ signer: expired })],
    ];

    it.each(refusals)('refuses %s', async (_, reason, changes) => {
      const transmission = await collected();
      const answer = await confirm(transmission.id, await world.confirmation(world.k, transmission, changes()));

      expect([answer.status, answer.body.type]).toEqual([422, 'urn:careplan:problem:confirmation-refused']);
      expect(answer.body).toMatchObject({ reason });
      expect(await history(transmission.id)).toEqual(['transmission-available', 'transmission-collected']);
      expect(await stateOf(transmission.id)).toBe('collected');
    });

    it('refuses the digest of the ciphertext: only who opened it knows the right one', async () => {
      const { id } = await sent();
      const { bytes } = await world.api.get(`/v1/transmissions/${id}/content`, { caller: world.k });
      const statement = await world.confirmation(world.k, { id, contentSha256: sha256(bytes) });
      expect((await confirm(id, statement)).body).toMatchObject({ status: 422, reason: 'content' });
    });

    it('refuses a statement changed after signing, and a manifest in its place', async () => {
      const transmission = await collected();
      const [head, , signature] = (await world.confirmation(world.k, transmission)).split('.');
      const changed = [head, Buffer.from('{}').toString('base64url'), signature].join('.');
      for (const statement of [changed, await world.manifest(world.k, slip), 'no.statement.atall']) {
        expect((await confirm(transmission.id, statement)).body).toMatchObject({ status: 422, reason: 'signature' });
      }
      expect(await stateOf(transmission.id)).toBe('collected');
    });

    it.each([[{}], [{ statement: '' }], [{ statement: 7 }], [{ statement: 'x', more: true }], [[]]])(
      'refuses a body that is no statement: %j',
      async (json) => {
        const { id } = await collected();
        const answer = await world.api.post(`/v1/transmissions/${id}/confirmation`, { caller: world.k, json });
        expect([answer.status, answer.body.type]).toEqual([400, 'urn:careplan:problem:request-invalid']);
      },
    );

    it('keeps the first confirmation, however often and by whichever terminal it is repeated', async () => {
      const transmission = await collected();
      const first = await world.confirmation(world.k, transmission);
      const second = await world.terminal(world.k);
      const statements = [first, first, await world.confirmation(world.k, transmission, { signer: second })];
      for (const statement of statements) {
        const answer = await confirm(transmission.id, statement);
        expect([answer.status, answer.body]).toMatchObject([200, { state: 'confirmed', confirmation: first }]);
      }
      expect(await history(transmission.id)).toEqual([
        'transmission-available',
        'transmission-collected',
        'transmission-confirmed',
      ]);
    });

    it('makes one event of ten confirmations at the same time', async () => {
      const transmission = await collected();
      const statements = await Promise.all(Array.from({ length: 10 }, () => world.confirmation(world.k, transmission)));
      const answers = await Promise.all(statements.map((statement) => confirm(transmission.id, statement)));

      expect(answers.map(({ status }) => status)).toEqual(Array(10).fill(200));
      expect(new Set(answers.map(({ body }) => (body as { confirmation?: string }).confirmation)).size).toBe(1);
      expect((await history(transmission.id)).filter((kind) => kind === 'transmission-confirmed')).toHaveLength(1);
    });

    it('hands the sender the signed statement as it came', async () => {
      const transmission = await collected();
      const statement = await world.confirmation(world.k, transmission);
      await confirm(transmission.id, statement);
      const { body } = await world.api.get(`/v1/transmissions/${transmission.id}`, { caller: world.a });
      expect(body).toMatchObject({ state: 'confirmed', confirmation: statement, receipt: transmission.receipt });
    });

    it('still hands over the content afterwards, and the transmission stays confirmed', async () => {
      const transmission = await collected();
      await confirm(transmission.id, await world.confirmation(world.k, transmission));
      await world.collect(world.k, transmission.id);
      expect(await stateOf(transmission.id)).toBe('confirmed');
    });
  });
});

function sha256(content: string | Buffer): string {
  return createHash('sha256').update(content).digest('base64url');
}
