import { beforeAll, describe, expect, it } from '@jest/globals';
import { generateKeyPairSync, KeyObject } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { newKeyPairSync } from '../sealing/key-pair.js';
import { createIssuingAuthority, createRootAuthority, issueCertificate } from '../sealing/authority.js';
import { ConfigInvalid, Environment, loadConfig } from './load-config.js';

const SECRET = 'hunter2-never-print-me';
const pemOf = (key: KeyObject): string => key.export({ format: 'pem', type: 'pkcs8' }).toString();
const newKey = (): KeyObject => newKeyPairSync('ec').privateKey;

let sound: Record<string, string>;

beforeAll(async () => {
  const now = new Date('2026-11-01T00:00:00Z');
  const root = await createRootAuthority({ name: 'Root', now, years: 2 });
  const issuing = await createIssuingAuthority(root, { name: 'Issuing', now, years: 1 });
  const signing = newKeyPairSync('ec');
  const certificate = await issueCertificate(issuing, {
    publicKey: signing.publicKey,
    commonName: 'Gateway',
    clientId: 'gateway',
    officeNumber: null,
    usage: 'gateway',
    now,
    validDays: 100,
  });
  sound = {
    HTTP_PORT: '8080',
    DATABASE_URL: `postgresql://careplan:${SECRET}@db/careplan`,
    SIGNING_KEY: pemOf(signing.privateKey),
    SIGNING_CERTIFICATE: certificate.pem,
    ISSUING_CA_KEY: pemOf(issuing.privateKey),
    ISSUING_CA_CERTIFICATE: issuing.chain.join('\n'),
    CONTENT_KEY: Buffer.alloc(32, 7).toString('base64'),
  };
});

function problemsOf(environment: Environment): ConfigInvalid {
  try {
    loadConfig(environment);
  } catch (error) {
    if (error instanceof ConfigInvalid) return error;
    throw error;
  }
  throw new Error('accepted');
}

const namesOf = (environment: Environment): string[] =>
  problemsOf(environment).problems.map(({ variable }) => variable);

describe('a sound environment', () => {
  it('gives every setting, with the documented defaults', () => {
    expect(loadConfig(sound)).toMatchObject({
      role: 'all',
      logLevel: 'info',
      httpHost: '127.0.0.1',
      httpPort: 8080,
      publicUrl: 'http://127.0.0.1:8080',
      databasePoolSize: 10,
      redisUrl: null,
      queuePrefix: 'careplan',
      accessTokenSeconds: 300,
      syncLimitBytes: 262_144,
      submissionLimitBytes: 33_554_432,
      submissionFileLimit: 50,
      retentionDays: 40,
      retentionExtensionDays: 20,
      eventDays: 92,
      waitLimit: 2000,
      waitLimitPerClient: 50,
      streamLimit: 5000,
      streamLimitPerClient: 20,
      subscriptionLimit: 100,
      sweepSeconds: 15,
      trustedAuthorities: { roots: [], intermediates: [] },
      revocationUnknown: 'refuse',
      revocationTimeoutSeconds: 5,
      revocationCheckMinutes: 60,
    });
  });

  it('gives keys and certificates parsed, issuing authority first', () => {
    const config = loadConfig(sound);
    expect(config.signingKey.type).toBe('private');
    expect(config.contentKey.symmetricKeySize).toBe(32);
    expect(config.signingCertificate.commonName).toBe('Gateway');
    expect(config.issuingCaChain.map(({ commonName }) => commonName)).toEqual(['Issuing', 'Root']);
  });

  it('tells the roots of other authorities from what stands below them', () => {
    const pem = sound.ISSUING_CA_CERTIFICATE;
    const { roots, intermediates } = loadConfig({ ...sound, TRUSTED_CA_CERTIFICATES: pem }).trustedAuthorities;
    expect(roots.map(({ commonName }) => commonName)).toEqual(['Root']);
    expect(intermediates.map(({ commonName }) => commonName)).toEqual(['Issuing']);
  });

  it('is frozen', () => {
    const config = loadConfig(sound);
    expect(Object.isFrozen(config)).toBe(true);
    expect(Object.isFrozen(config.issuingCaChain)).toBe(true);
    expect(() => Object.assign(config, { role: 'api' })).toThrow(TypeError);
  });

  it('may keep its keys in files, with a line end', () => {
    const folder = mkdtempSync(join(tmpdir(), 'config-spec-'));
    const file = join(folder, 'content-key');
    writeFileSync(file, `${sound.CONTENT_KEY}\n`);
    const config = loadConfig({ ...sound, CONTENT_KEY: '', CONTENT_KEY_FILE: file });
    expect(config.contentKey.export()).toEqual(Buffer.alloc(32, 7));
    rmSync(folder, { recursive: true });
  });

  it.each([
    ['https://gateway.example', 'https://gateway.example'],
    ['https://gateway.example/', 'https://gateway.example'],
    ['https://example.jp/careplan/', 'https://example.jp/careplan'],
  ])('takes the public URL %s as %s', (given, expected) => {
    expect(loadConfig({ ...sound, PUBLIC_URL: given }).publicUrl).toBe(expected);
  });

  it('listens without TLS and believes no proxy, unless told', () => {
    const config = loadConfig(sound);
    expect(config.tlsPort).toBeNull();
    expect(config.trustedProxies.has('127.0.0.1')).toBe(false);
  });

  it('listens with TLS where the plain port does, unless told', () => {
    const tls = { TLS_PORT: '8443', TLS_KEY: sound.SIGNING_KEY, TLS_CERTIFICATE: sound.SIGNING_CERTIFICATE };
    expect(loadConfig({ ...sound, ...tls })).toMatchObject({ tlsPort: 8443, tlsHost: '127.0.0.1' });
    expect(loadConfig({ ...sound, ...tls, TLS_HOST: '0.0.0.0' }).tlsHost).toBe('0.0.0.0');
    expect(loadConfig({ ...sound, ...tls }).tlsCertificate).toHaveLength(1);
  });

  it.each([
    ['10.0.0.5', '10.0.0.5', true],
    ['10.0.0.5', '::ffff:10.0.0.5', true],
    ['10.0.0.5', '10.0.0.6', false],
    ['10.1.0.0/16, 192.0.2.0/24', '192.0.2.200', true],
    ['10.1.0.0/16, 192.0.2.0/24', '10.2.0.1', false],
    ['2001:db8::/32', '2001:db8:ffff::1', true],
    ['2001:db8::/32', '2001:db9::1', false],
    ['2001:db8::/32', '10.0.0.5', false],
    ['::1', '::1', true],
    ['fe80::1', 'fe80::1%eth0', true],
    ['10.0.0.5', 'garbage', false],
    ['10.0.0.5', '', false],
    ['10.0.0.5', undefined, false],
  ])('that trusts the proxies %s asks of %s: %s', (proxies, address, trusted) => {
    expect(loadConfig({ ...sound, TRUSTED_PROXIES: proxies }).trustedProxies.has(address)).toBe(trusted);
  });

  it('needs no issuing key in a worker', () => {
    expect(loadConfig({ ...sound, ROLE: 'worker', ISSUING_CA_KEY: '' }).issuingCaKey).toBeNull();
  });
});

describe('a bad environment', () => {
  it.each([
    ['ROLE', 'API'],
    ['LOG_LEVEL', 'loud'],
    ['HTTP_HOST', 'a host'],
    ['HTTP_PORT', '65536'],
    ['HTTP_PORT', '80x'],
    ['HTTP_PORT', '-1'],
    ['TLS_PORT', '65536'],
    ['TLS_HOST', 'a host'],
    ['TLS_CERTIFICATE', SECRET],
    ['TLS_KEY', SECRET],
    ['TLS_KEY', pemOf(generateKeyPairSync('rsa', { modulusLength: 1024 }).privateKey)],
    ['TRUSTED_PROXIES', 'proxy.example'],
    ['TRUSTED_PROXIES', '10.0.0.0/33'],
    ['TRUSTED_PROXIES', '10.0.0.5,'],
    ['TRUSTED_PROXIES', '0.0.0.0/0'],
    ['TRUSTED_PROXIES', '2001:db8::/129'],
    ['TRUSTED_PROXIES', '::/0'],
    ['PUBLIC_URL', 'gateway.example'],
    ['PUBLIC_URL', 'ftp://gateway.example'],
    ['PUBLIC_URL', 'https://user:word@gateway.example'],
    ['PUBLIC_URL', 'https://gateway.example?x=1'],
    ['DATABASE_URL', ''],
    ['DATABASE_URL', 'mysql://db/careplan'],
    ['DATABASE_POOL_SIZE', '0'],
    ['REDIS_URL', 'http://redis'],
    ['QUEUE_PREFIX', '{careplan}'],
    ['SIGNING_KEY', ''],
    ['SIGNING_KEY', SECRET],
    ['SIGNING_CERTIFICATE', SECRET],
    ['ISSUING_CA_KEY', ''],
    ['ISSUING_CA_KEY', SECRET],
    ['ISSUING_CA_CERTIFICATE', SECRET],
    ['CONTENT_KEY', ''],
    ['CONTENT_KEY', Buffer.alloc(31).toString('base64')],
    ['CONTENT_KEY', Buffer.alloc(32).toString('hex')],
    ['TRUSTED_CA_CERTIFICATES', SECRET],
    ['REVOCATION_UNKNOWN', 'ignore'],
    ['REVOCATION_TIMEOUT_SECONDS', '0'],
    ['REVOCATION_CHECK_MINUTES', '721'],
    ['CERTIFICATE_VALID_DAYS', '826'],
    ['ACCESS_TOKEN_SECONDS', '301'],
    ['SYNC_LIMIT_BYTES', '1.5'],
    ['SUBMISSION_LIMIT_BYTES', '1e6'],
    ['SUBMISSION_FILE_LIMIT', '0'],
    ['RETENTION_DAYS', '0'],
    ['EVENT_DAYS', '30'],
    ['SWEEP_SECONDS', ''.padEnd(20, '9')],
  ])('with %s=%s is refused by that name alone', (name, value) => {
    expect(namesOf({ ...sound, [name]: value })).toEqual([name]);
  });

  it('with a TLS port and nothing to speak TLS with is refused', () => {
    expect(namesOf({ ...sound, TLS_PORT: '0' })).toEqual(['TLS_CERTIFICATE', 'TLS_KEY']);
    expect(namesOf({ ...sound, TLS_PORT: '0', TLS_KEY: pemOf(newKey()) })).toEqual(['TLS_CERTIFICATE']);
  });

  it('with a TLS certificate of another key is refused', () => {
    const tls = { TLS_KEY: pemOf(newKey()), TLS_CERTIFICATE: sound.SIGNING_CERTIFICATE };
    expect(namesOf({ ...sound, ...tls })).toEqual(['TLS_CERTIFICATE']);
  });

  it('is told whole: every bad variable in one error', () => {
    expect(namesOf({ ROLE: 'x', HTTP_HOST: '0.0.0.0' }).sort()).toEqual([
      'CONTENT_KEY',
      'DATABASE_URL',
      'ISSUING_CA_CERTIFICATE',
      'ISSUING_CA_KEY',
      'PUBLIC_URL',
      'ROLE',
      'SIGNING_CERTIFICATE',
      'SIGNING_KEY',
    ]);
  });

  it('never shows a value, whichever variable carries it', () => {
    const numbered = Object.keys(sound).concat('ROLE', 'REDIS_URL', 'PUBLIC_URL', 'SWEEP_SECONDS', 'LOG_LEVEL');
    const error = problemsOf(Object.fromEntries(numbered.map((name) => [name, `${SECRET} ${SECRET}`])));
    expect(error.problems).toHaveLength(numbered.length);
    expect(JSON.stringify([error.message, error.stack, error.problems, error.cause])).not.toContain(SECRET);
  });

  it.each([[{}], [{ HTTP_PORT: '8080', HTTP_HOST: '0.0.0.0' }]])(
    'that others may reach, or that chose no port, must say its public URL: %j',
    (given) => {
      expect(namesOf({ ...sound, HTTP_PORT: undefined, ...given })).toEqual(['PUBLIC_URL']);
    },
  );

  it('with a key beside a foreign certificate is refused', () => {
    expect(namesOf({ ...sound, SIGNING_KEY: pemOf(newKey()) })).toEqual(['SIGNING_CERTIFICATE']);
    expect(namesOf({ ...sound, ISSUING_CA_KEY: pemOf(newKey()) })).toEqual(['ISSUING_CA_CERTIFICATE']);
  });

  it.each([
    ['RSA of 1024 bits', () => generateKeyPairSync('rsa', { modulusLength: 1024 }).privateKey],
    ['EC on another curve', () => generateKeyPairSync('ec', { namedCurve: 'secp256k1' }).privateKey],
    ['Ed25519', () => generateKeyPairSync('ed25519').privateKey],
  ])('with a signing key that is %s is refused', (_kind, make) => {
    expect(namesOf({ ...sound, SIGNING_KEY: pemOf(make()) })).toEqual(['SIGNING_KEY']);
  });

  it('that trusts an authority without its root, or a certificate that is no authority, is refused', () => {
    const [issuing, root] = sound.ISSUING_CA_CERTIFICATE!.match(/-----BEGIN[^-]+-----[^-]+-----END[^-]+-----/g)!;
    const withTrusted = (...pems: string[]) => ({ ...sound, TRUSTED_CA_CERTIFICATES: pems.join('\n') });
    expect(namesOf(withTrusted(issuing!))).toEqual(['TRUSTED_CA_CERTIFICATES']);
    expect(namesOf(withTrusted(root!, sound.SIGNING_CERTIFICATE!))).toEqual(['TRUSTED_CA_CERTIFICATES']);
  });

  it('with a key given twice, or in a file that is not there, is refused without naming the file', () => {
    expect(namesOf({ ...sound, CONTENT_KEY_FILE: '/nowhere' })).toEqual(['CONTENT_KEY']);
    const missing = problemsOf({ ...sound, CONTENT_KEY: undefined, CONTENT_KEY_FILE: `/nowhere/${SECRET}` });
    expect(missing.problems).toEqual([
      { variable: 'CONTENT_KEY', reason: 'cannot be read from CONTENT_KEY_FILE: ENOENT' },
    ]);
  });
});

it('every variable of the table is described where it stands', () => {
  const table = readFileSync(new URL('./variables.ts', import.meta.url), 'utf8');
  const names = [...table.matchAll(/\('([A-Z_]+)'/g)].map(([, name]) => name);
  const described = [...table.matchAll(/^ {2}(?:\/\*\*| \*) ([A-Z_]+)(?: or [A-Z_]+_FILE)?:/gm)].map(
    ([, name]) => name,
  );
  expect(names.length).toBeGreaterThan(20);
  expect(described).toEqual(names);
});
