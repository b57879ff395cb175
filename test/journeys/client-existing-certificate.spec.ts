import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readCertificate } from '../../src/sealing/certificate.js';
import { collect } from '../../src/client/collect.js';
import { confirm } from '../../src/client/confirm.js';
import { enrol, enrolExisting } from '../../src/client/enrol.js';
import { GatewayClient } from '../../src/client/gateway-client.js';
import { IdentityFolder } from '../../src/client/identity-folder.js';
import { renew } from '../../src/client/renew.js';
import { send } from '../../src/client/send.js';
import { track } from '../../src/client/track.js';
import { ForeignAuthority } from '../setup/foreign-authority.js';
import { publicUrl } from '../setup/gateway.js';
import { anew, careManager, sampleUnit, serviceOffice, World } from '../setup/world.js';

const slip = sampleUnit('applicable/202407/2-use-slip');
const actuals = sampleUnit('applicable/202407/3-actual');

/** 電子請求証明書の流用: what such an office signs must convince the reference client of the other side, too. */
describe('The reference client of an office with a certificate of another authority', () => {
  let foreign: ForeignAuthority;
  let world: World;
  let careManagerClient: GatewayClient;
  let serviceClient: GatewayClient;

  const settings = () => ({
    clock: () => world.gateway.clock.now(),
    fetch: ((url: string, init?: RequestInit) =>
      fetch(url.replace(publicUrl, world.gateway.url), init)) as typeof globalThis.fetch,
  });

  beforeAll(async () => {
    foreign = await ForeignAuthority.begin();
    world = await World.begin({ environment: { TRUSTED_CA_CERTIFICATES: foreign.root.certificate.pem } });
    foreign.clock = world.gateway.clock;
    const { chain, ...holder } = await foreign.holder();
    const code = await world.codeFor('A事業所', careManager);
    careManagerClient = new GatewayClient(
      await enrolExisting(
        { baseUrl: publicUrl, code, ...settings() },
        { ...holder, chain: (chain ?? []).map((pem) => readCertificate(pem)) },
      ),
      settings(),
    );
    serviceClient = new GatewayClient(
      await enrol({ baseUrl: publicUrl, code: await world.codeFor('K事業所', serviceOffice), ...settings() }),
      settings(),
    );
  });
  afterAll(async () => {
    await world.end();
    await foreign.end();
  });

  it('sends to an office whose client trusts only the gateway, and it confirms', async () => {
    const { transmission } = await send(careManagerClient, { files: anew(slip), destination: serviceOffice });
    const collected = await collect(serviceClient, transmission.id);
    expect(collected.signedBy).toEqual({
      client: careManagerClient.identity.clientId,
      name: careManagerClient.identity.certificate.commonName,
      office: careManager,
      byCarrier: null,
      authority: 'other',
    });
    await confirm(serviceClient, collected);
    expect((await track(careManagerClient, transmission.id)).confirmedBy).toMatchObject({ office: serviceOffice });
  });

  it('confirms what it opened, and the sender believes it', async () => {
    const { transmission } = await send(serviceClient, { files: anew(actuals), destination: careManager });
    await confirm(careManagerClient, await collect(careManagerClient, transmission.id));
    expect((await track(serviceClient, transmission.id)).confirmedBy).toMatchObject({
      client: careManagerClient.identity.clientId,
      office: careManager,
      authority: 'other',
    });
  });

  it('renews it into one of the gateway, and still opens what was sealed for the old one', async () => {
    const home = mkdtempSync(join(tmpdir(), 'careplan-existing-'));
    try {
      const folder = new IdentityFolder(join(home, 'a'));
      await folder.save(careManagerClient.identity);
      const { transmission } = await send(serviceClient, { files: anew(actuals), destination: careManager });
      const renewed = await renew(new GatewayClient(await folder.load(), settings()), folder);
      const after = new GatewayClient(await folder.load(), settings());
      expect(after.identity.certificate.thumbprint).toBe(renewed.thumbprint);
      await confirm(after, await collect(after, transmission.id));
      expect((await track(serviceClient, transmission.id)).confirmedBy).toMatchObject({
        office: careManager,
        byCarrier: false,
        authority: 'gateway',
      });
    } finally {
      rmSync(home, { recursive: true });
    }
  });
});
