import { afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { chmodSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ClientIdentity } from './client-identity.js';
import { IdentityFolder } from './identity-folder.js';
import { makeParties } from './parties.fixture.js';

let issued: ClientIdentity;
let above: string;
let folder: string;

beforeAll(async () => {
  issued = (await makeParties()).sender;
});

beforeEach(() => {
  above = mkdtempSync(join(tmpdir(), 'identity-'));
  folder = join(above, 'home');
});

afterEach(() => rmSync(above, { recursive: true }));

describe('an identity folder', () => {
  test.each([
    ['of the gateway', false],
    ['of another authority, with what stands above it', true],
  ])('gives back what was saved: a certificate %s', async (_, isForeign) => {
    const identity = isForeign ? { ...issued, ownChain: issued.intermediates } : issued;
    await new IdentityFolder(folder).save(identity);
    const { privateKey, ...loaded } = await new IdentityFolder(folder).load();
    const { privateKey: saved, ...rest } = identity;
    expect(loaded).toEqual(rest);
    expect(privateKey.equals(saved)).toBe(true);
  });

  test('is open to its owner only, and so is everything in it', async () => {
    await new IdentityFolder(folder).save(issued);
    expect(statSync(folder).mode & 0o777).toBe(0o700);
    for (const name of readdirSync(folder)) expect(statSync(join(folder, name)).mode & 0o777).toBe(0o600);
  });

  test('never gives up an identity for another', async () => {
    const home = new IdentityFolder(folder);
    await home.save(issued);
    await expect(home.save(issued)).rejects.toMatchObject({ code: 'present' });
    await expect(home.prepare()).rejects.toMatchObject({ code: 'present' });
  });

  test('refuses a key that others can read', async () => {
    const home = new IdentityFolder(folder);
    await home.save(issued);
    chmodSync(join(folder, 'private-key.pem'), 0o640);
    await expect(home.load()).rejects.toMatchObject({ code: 'key-open-to-others' });
  });

  test('tells an identity that is not there from one that is spoilt', async () => {
    const home = new IdentityFolder(folder);
    await expect(home.load()).rejects.toMatchObject({ code: 'absent' });
    await home.save(issued);
    writeFileSync(join(folder, 'certificate.pem'), 'spoilt');
    await expect(home.load()).rejects.toMatchObject({ code: 'unreadable' });
  });
});
