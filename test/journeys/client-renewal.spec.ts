import { randomUUID } from 'node:crypto';
import { cpSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { collect } from '../../src/client/collect.js';
import { enrol } from '../../src/client/enrol.js';
import { GatewayClient } from '../../src/client/gateway-client.js';
import { IdentityFolder } from '../../src/client/identity-folder.js';
import { renew } from '../../src/client/renew.js';
import { TestGateway } from '../setup/gateway.js';
import { anew, sampleUnit, World } from '../setup/world.js';

const slip = sampleUnit('applicable/202407/2-use-slip');

/** The reference client against a gateway whose public URL it reaches under another address. */
describe('A client that renews its certificate', () => {
  let world: World;
  let gateway: TestGateway;
  let folder: IdentityFolder;
  let home: string;

  beforeAll(async () => {
    world = await World.begin();
    gateway = world.gateway;
    home = join(mkdtempSync(join(tmpdir(), 'careplan-renewal-')), 'home');
    folder = new IdentityFolder(home);
    const code = await world.codeFor('K事業所', world.k.officeNumber);
    await folder.save(await enrol({ baseUrl, code, fetch: toGateway, clock }));
  });
  afterAll(async () => {
    rmSync(join(home, '..'), { recursive: true });
    await world.end();
  });

  const baseUrl = 'https://gateway.example';
  const clock = () => gateway.clock.now();
  const toGateway: typeof fetch = (input, init) => fetch(String(input).replace(baseUrl, gateway.url), init);
  const client = async () => new GatewayClient(await folder.load(), { fetch: toGateway, clock });
  const certificatesThere = async () =>
    (await gateway.database.query<{ n: number }[]>('SELECT count(*)::int AS n FROM certificates'))[0]!.n;
  /** Whose line breaks while it asks for a certificate: before the gateway has heard, or after it has answered. */
  const cutOff = async (moment: 'before' | 'after' = 'after') =>
    new GatewayClient(await folder.load(), {
      clock,
      fetch: async (input, init) => {
        const isRenewal = String(input).endsWith('/v1/certificates');
        if (!isRenewal) return toGateway(input, init);
        if (moment === 'after') await toGateway(input, init);
        throw new Error('the line is dead');
      },
      sleep: () => Promise.resolve(),
    });
  const sendToIt = async () => (await world.send(world.a, anew(slip))).body.id;

  it('opens what was sealed before and after with the keys it holds, and signs with the new one', async () => {
    const before = await sendToIt();
    const first = (await folder.load()).certificate.thumbprint;
    const renewed = await renew(await client(), folder);
    const after = await sendToIt();
    expect((await folder.load()).certificate.thumbprint).toBe(renewed.thumbprint);
    expect((await folder.load()).earlier?.map(({ certificate }) => certificate.thumbprint)).toEqual([first]);
    for (const id of [before, after]) {
      const { files } = await collect(await client(), id);
      expect(files).toHaveLength(slip.length);
    }
    const again = await renew(await client(), folder);
    expect((await folder.load()).earlier?.map(({ certificate }) => certificate.thumbprint)).toEqual([
      renewed.thumbprint,
      first,
    ]);
    expect(again.thumbprint).not.toBe(renewed.thumbprint);
    expect((await collect(await client(), before)).files).toHaveLength(slip.length);
  });

  it('cut off after the gateway certified the key, it is given the same certificate when it asks again', async () => {
    const before = await certificatesThere();
    await expect(renew(await cutOff(), folder)).rejects.toThrow();
    expect(await folder.pending()).not.toBeNull();
    const renewed = await renew(await client(), folder);
    expect(await certificatesThere()).toBe(before + 1);
    expect(await folder.pending()).toBeNull();
    expect((await folder.load()).certificate.thumbprint).toBe(renewed.thumbprint);
  });

  it('cut off for longer than the gateway remembers its answer, it finds the certificate that it was given', async () => {
    const before = (await folder.load()).certificate.thumbprint;
    await expect(renew(await cutOff(), folder)).rejects.toThrow();
    const count = await certificatesThere();
    gateway.clock.advance(2 * 86_400);
    await gateway.sweep();
    const renewed = await renew(await client(), folder);
    expect(await certificatesThere()).toBe(count);
    expect((await folder.load()).certificate.thumbprint).toBe(renewed.thumbprint);
    expect((await folder.load()).earlier?.[0]?.certificate.thumbprint).toBe(before);
    expect((await collect(await client(), await sendToIt())).files).toHaveLength(slip.length);
  });

  it('cut off before the gateway had heard of it, it begins anew when its statement has become too old', async () => {
    await expect(renew(await cutOff('before'), folder)).rejects.toThrow();
    const count = await certificatesThere();
    gateway.clock.advance(3600);
    const renewed = await renew(await client(), folder);
    expect(await certificatesThere()).toBe(count + 1);
    expect((await folder.load()).certificate.thumbprint).toBe(renewed.thumbprint);
    expect(await folder.pending()).toBeNull();
  });

  it('cut off after it had changed over, it has nothing left to do', async () => {
    const { privateKey, certificate } = await folder.load();
    await folder.begin({ privateKey, statement: 'no.state.ment', idempotencyKey: randomUUID() });
    expect((await renew(await client(), folder)).thumbprint).toBe(certificate.thumbprint);
    expect(await folder.pending()).toBeNull();
    expect((await folder.load()).earlier?.map((one) => one.certificate.thumbprint)).not.toContain(
      certificate.thumbprint,
    );
  });

  it('refused, it forgets the attempt and keeps what it has', async () => {
    const copy = new IdentityFolder(`${home}-copy`);
    cpSync(home, copy.folder, { recursive: true });
    await renew(await client(), folder);
    const current = (await copy.load()).certificate.thumbprint;
    const copied = new GatewayClient(await copy.load(), { fetch: toGateway, clock });
    await expect(renew(copied, copy)).rejects.toMatchObject({
      code: 'renewal-refused',
      members: { reason: 'already-renewed' },
    });
    expect(await copy.pending()).toBeNull();
    expect((await copy.load()).certificate.thumbprint).toBe(current);
  });

  it('keeps every key for its owner only', () => {
    const keys = readdirSync(home).filter((name) => name.includes('key'));
    expect(keys.length).toBeGreaterThan(2);
    for (const name of keys) expect(statSync(join(home, name)).mode & 0o077).toBe(0);
  });
});
