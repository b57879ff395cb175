import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { IdentityFolder } from '../../src/client/identity-folder.js';
import { readCertificate } from '../../src/sealing/certificate.js';
import { anew, sampleUnit, World } from '../setup/world.js';

const cli = join(import.meta.dirname, '../../dist/src/client/cli/main.js');

describe('The command line client with --mtls', () => {
  let world: World;
  let folder: string;
  let home: string;
  let authority: string;

  beforeAll(async () => {
    world = await World.begin({ tls: true });
    folder = mkdtempSync(join(tmpdir(), 'client-mtls-'));
    home = join(folder, 'home');
    authority = join(folder, 'authority.pem');
    writeFileSync(authority, world.gateway.tls!.certificate);
    const { clientId, officeNumber, privateKey, certificate, chain } = world.k;
    const [root, ...intermediates] = chain.map(readCertificate).reverse();
    const gatewayUrl = world.gateway.tls!.url;
    await new IdentityFolder(home).save({
      ...{ gatewayUrl, clientId, officeNumber, privateKey, certificate },
      ...{ intermediates, root: root! },
    });
  });
  afterAll(async () => {
    rmSync(folder, { recursive: true });
    await world.end();
  });

  const run = (...options: string[]): Promise<{ code: unknown; printed: string }> =>
    new Promise((resolve) => {
      const environment = { ...process.env, NODE_EXTRA_CA_CERTS: authority };
      const command = [cli, 'inbox', '--home', home, '--json', ...options];
      execFile(process.execPath, command, { env: environment }, (error, stdout) =>
        resolve({ code: error ? error.code : 0, printed: stdout }),
      );
    });

  it('gets its token by its certificate, and lists the inbox with it', async () => {
    const { body } = await world.send(world.a, anew(sampleUnit('applicable/202407/2-use-slip')));
    const { code, printed } = await run('--mtls');
    expect(code).toBe(0);
    expect(printed).toContain(body.id);
  });

  it('depends on it: by this address, which is not the public one, an assertion gets no token', async () => {
    const { code, printed } = await run();
    expect(code).not.toBe(0);
    expect(printed).toContain('client-assertion-refused');
  });
});
