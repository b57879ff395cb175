import { createHash, createHmac, randomUUID, sign } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createManifest, Manifest } from '../../src/sealing/manifest.js';
import { forgeToken, TestCaller } from '../setup/caller.js';
import { publicUrl } from '../setup/gateway.js';
import {
  anew,
  careManager,
  SampleFile,
  sampleUnit,
  SendChanges,
  serviceOffice,
  uploadParts,
  withText,
  World,
} from '../setup/world.js';

const slip = sampleUnit('applicable/202407/2-use-slip');
const typ = 'careplan-manifest+jws';

describe('A manifest is believed only when it is fresh, whole, the caller’s own and signed by an active certificate', () => {
  let world: World;
  /** Second and third terminals of A, whose certificates are then revoked and expired. */
  let revoked: TestCaller;
  let expired: TestCaller;

  beforeAll(async () => {
    world = await World.begin();
    revoked = await world.terminal(world.a);
    expired = await world.terminal(world.a);
    await world.endCertificate(revoked, 'revoked');
    await world.endCertificate(expired, 'expired');
  });
  afterAll(() => world.end());

  const seconds = (): number => Math.floor(world.gateway.clock.now().getTime() / 1000);

  function claims(files: readonly SampleFile[], changes: Partial<Manifest> = {}): Manifest {
    return {
      ...createManifest({
        files: [...files],
        sender: careManager,
        destinations: [serviceOffice],
        client: world.a.clientId,
        audience: publicUrl,
        now: world.gateway.clock.now(),
        jti: randomUUID(),
      }),
      ...changes,
    };
  }

  function header(changes: Record<string, unknown> = {}): Record<string, unknown> {
    const { thumbprint, der } = world.a.certificate;
    return { alg: 'ES256', typ, 'x5t#S256': thumbprint, x5c: [der.toString('base64')], ...changes };
  }

  const byA = (input: string): Buffer =>
    sign('sha256', Buffer.from(input), { key: world.a.privateKey, dsaEncoding: 'ieee-p1363' });

  /** Uploads the unit under a manifest that was made by hand; expects nothing to be kept of it. */
  async function refusal(make: (files: readonly SampleFile[]) => string): Promise<unknown> {
    const files = anew(slip);
    const answer = await world.keepingNothing(() => world.upload(world.a, uploadParts(make(files), files)));
    return [answer.status, answer.body.type, (answer.body as { reason?: string }).reason];
  }

  /** Sends the unit, signed properly but for the changes; expects nothing to be kept of it. */
  async function refusalOf(changes: SendChanges): Promise<unknown> {
    const answer = await world.keepingNothing(() => world.send(world.a, anew(slip), changes));
    return [answer.status, answer.body.type, (answer.body as { reason?: string }).reason];
  }

  const refused = (reason: string): unknown[] => [422, 'urn:careplan:problem:manifest-refused', reason];

  describe('signatures', () => {
    it('takes a manifest made by hand in the same way, so that the refusals below are for their one fault', async () => {
      const files = anew(slip);
      const answer = await world.upload(world.a, uploadParts(forgeToken(header(), claims(files), byA), files));
      expect(answer.status).toBe(201);
    });

    it('refuses alg none', async () => {
      const unsigned = (): Buffer => Buffer.alloc(0);
      expect(await refusal((files) => forgeToken(header({ alg: 'none' }), claims(files), unsigned))).toEqual(
        refused('signature'),
      );
    });

    it('refuses HS256 keyed with the public key of the certificate', async () => {
      const secret = world.a.certificate.publicKey.export({ format: 'pem', type: 'spki' });
      const mac = (input: string): Buffer => createHmac('sha256', secret).update(input).digest();
      expect(await refusal((files) => forgeToken(header({ alg: 'HS256' }), claims(files), mac))).toEqual(
        refused('signature'),
      );
    });

    it('refuses a payload changed after signing', async () => {
      const swapPayload = (files: readonly SampleFile[]): string => {
        const [head, , signature] = forgeToken(header(), claims(anew(slip)), byA).split('.');
        return [head, Buffer.from(JSON.stringify(claims(files))).toString('base64url'), signature].join('.');
      };
      expect(await refusal(swapPayload)).toEqual(refused('signature'));
    });

    it('refuses another kind of statement passed off as a manifest', async () => {
      const confirmation = { typ: 'careplan-confirmation+jws' };
      expect(await refusal((files) => forgeToken(header(confirmation), claims(files), byA))).toEqual(refused('type'));
    });

    it('refuses a header member that it does not know, such as a key that comes along', async () => {
      const jwk = world.a.certificate.publicKey.export({ format: 'jwk' });
      expect(await refusal((files) => forgeToken(header({ jwk }), claims(files), byA))).toEqual(refused('signature'));
    });

    it('refuses a certificate of someone else beside the caller’s thumbprint', async () => {
      const x5c = [world.k.certificate.der.toString('base64')];
      expect(await refusal((files) => forgeToken(header({ x5c }), claims(files), byA))).toEqual(refused('signature'));
    });

    it('refuses the caller’s signature under the certificate of someone else', async () => {
      const { thumbprint, der } = world.k.certificate;
      const theirs = header({ 'x5t#S256': thumbprint, x5c: [der.toString('base64')] });
      expect(await refusal((files) => forgeToken(theirs, claims(files), byA))).toEqual(refused('certificate'));
    });

    it('refuses a manifest that another office signed', async () => {
      expect(await refusalOf({ signer: world.k })).toEqual(refused('certificate'));
    });

    it('refuses a revoked certificate of the caller, though its token is good', async () => {
      expect(await refusalOf({ signer: revoked })).toEqual(refused('certificate'));
    });

    it('refuses an expired certificate of the caller, though its token is good', async () => {
      expect(await refusalOf({ signer: expired })).toEqual(refused('certificate'));
    });

    it.each(['', 'not a manifest', 'a.b', 'a.b.c', '....', `${'x'.repeat(5000)}.y.z`])(
      'refuses what is no JWS at all (%#)',
      async (text) => {
        expect(await refusal(() => text)).toEqual(refused('signature'));
      },
    );
  });

  describe('statements', () => {
    it('refuses a manifest for another gateway', async () => {
      expect(await refusalOf({ manifest: { aud: 'https://elsewhere.example' } })).toEqual(refused('audience'));
    });

    it.each([
      ['25 hours old', -25 * 3600],
      ['a second more than 24 hours old', -24 * 3600 - 1],
      ['10 minutes ahead', 600],
      ['a second more than 5 minutes ahead', 301],
    ])('refuses a manifest that is %s', async (_, offset) => {
      const answer = await refusalOf({ manifest: { iat: seconds() + offset } });
      expect(answer).toEqual([422, 'urn:careplan:problem:manifest-stale', undefined]);
    });

    it.each([
      ['signed a day ago in a separate network', -24 * 3600],
      ['of a clock that runs 5 minutes ahead', 300],
    ])('takes a manifest %s', async (_, offset) => {
      expect((await world.send(world.a, anew(slip), { manifest: { iat: seconds() + offset } })).status).toBe(201);
    });

    it.each([
      ['client', { client: randomUUID() }],
      ['sender', { sender: '1370000099' }],
    ])('refuses a manifest whose %s is not the caller', async (_, manifest) => {
      const answer = await refusalOf({ manifest });
      expect(answer).toEqual([403, 'urn:careplan:problem:manifest-not-for-caller', undefined]);
    });

    it('refuses a manifest to nobody', async () => {
      expect(await refusalOf({ manifest: { destinations: [] } })).toEqual(refused('shape'));
    });

    it('refuses a manifest to two offices: that is a batch', async () => {
      const destinations = [serviceOffice, '1370000099'];
      expect(await refusalOf({ manifest: { destinations } })).toEqual(refused('destinations'));
    });

    it.each([
      ['an unknown member', { urgent: true }],
      ['no file', { files: [] }],
      ['a short jti', { jti: 'short' }],
      ['a jti with a space', { jti: 'not one word' }],
      ['a fraction of a second', { iat: 1.5 }],
      ['a path for a file name', { files: [{ name: '../a.CSV', size: 1, sha256: sha256('a') }] }],
      ['a negative size', { files: [{ name: 'a.CSV', size: -1, sha256: sha256('a') }] }],
      ['a digest that is none', { files: [{ name: 'a.CSV', size: 1, sha256: 'abc' }] }],
    ])('refuses a manifest with %s', async (_, manifest) => {
      expect(await refusalOf({ manifest: manifest as Partial<Manifest> })).toEqual(refused('shape'));
    });

    it('refuses a manifest that names one file twice', async () => {
      const file = { name: 'a.CSV', size: 1, sha256: sha256('a') };
      expect(await refusalOf({ manifest: { files: [file, file] } })).toEqual(refused('shape'));
    });

    it('refuses a manifest that states fewer members than it must', async () => {
      expect(await refusal(() => forgeToken(header(), { jti: randomUUID(), iat: seconds() }, byA))).toEqual(
        refused('shape'),
      );
    });
  });

  describe('replays', () => {
    it('answers the same manifest under a new key with the first transmission and its receipt', async () => {
      const files = anew(slip);
      const manifest = await world.manifest(world.a, files);
      const first = await world.upload(world.a, uploadParts(manifest, files));
      const kept = await world.kept();
      const again = await world.upload(world.a, uploadParts(manifest, files));

      expect([first.status, again.status]).toEqual([201, 200]);
      expect(again.body).toMatchObject({ id: first.body.id, duplicateOf: first.body.id, receipt: first.body.receipt });
      // The answer itself is remembered under its key; nothing else came of it.
      expect(await world.kept()).toEqual({ ...kept, idempotency_records: kept.idempotency_records! + 1 });
    });

    it('refuses the jti of an accepted manifest over other files, though it is signed properly', async () => {
      const jti = randomUUID();
      expect((await world.send(world.a, anew(slip), { manifest: { jti } })).status).toBe(201);
      const answer = await world.keepingNothing(() => world.send(world.a, anew(slip), { manifest: { jti } }));
      expect([answer.status, answer.body.type]).toEqual([409, 'urn:careplan:problem:manifest-replayed']);
    });

    it('lets the jti of a refused manifest be used again, since nothing came of it', async () => {
      const jti = randomUUID();
      const files = anew(slip);
      const broken = withText(files, 'UPPLAN', '20250407', '20250230');
      expect((await world.keepingNothing(() => world.send(world.a, broken, { manifest: { jti } }))).status).toBe(422);
      expect((await world.send(world.a, files, { manifest: { jti } })).status).toBe(201);
    });

    it('leaves each client its own jtis', async () => {
      const jti = randomUUID();
      const actuals = sampleUnit('applicable/202407/3-actual');
      expect((await world.send(world.a, anew(slip), { manifest: { jti } })).status).toBe(201);
      expect((await world.send(world.k, anew(actuals), { manifest: { jti } })).status).toBe(201);
    });
  });
});

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('base64url');
}
