import { createPrivateKey, createPublicKey, KeyObject, randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { newKeyPairSync } from '../../src/sealing/key-pair.js';
import {
  Authority,
  createIssuingAuthority,
  createRootAuthority,
  issueCertificate,
} from '../../src/sealing/authority.js';
import { readCertificate, readCertificates } from '../../src/sealing/certificate.js';

const ROOT_YEARS = 20;
const ISSUING_YEARS = 10;
const GATEWAY_DAYS = 825;
const RENEWAL_DAYS = 30;
const DAY_MS = 86_400_000;

/**
 * The gateway's keys for a machine of one's own, made at the first start and kept in files that only this account can
 * read. Returns the variables that name those files; the keys themselves never enter the environment.
 */
export async function embeddedKeys(folder: string, now: Date): Promise<Record<string, string>> {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const at = (name: string): string => join(folder, name);
  const files = {
    SIGNING_KEY_FILE: at('signing-key.pem'),
    SIGNING_CERTIFICATE_FILE: at('signing-certificate.pem'),
    ISSUING_CA_KEY_FILE: at('issuing-ca-key.pem'),
    ISSUING_CA_CERTIFICATE_FILE: at('issuing-ca-certificate.pem'),
    CONTENT_KEY_FILE: at('content-key'),
  };
  if (!existsSync(files.CONTENT_KEY_FILE)) keep(files.CONTENT_KEY_FILE, `${randomBytes(32).toString('base64')}\n`);
  const issuing = await issuingAuthority(folder, files.ISSUING_CA_KEY_FILE, files.ISSUING_CA_CERTIFICATE_FILE, now);
  await signingPair(files.SIGNING_KEY_FILE, files.SIGNING_CERTIFICATE_FILE, issuing, now);
  return files;
}

/** The chain is written last: where it exists, the keys it belongs to do. */
async function issuingAuthority(folder: string, key: string, chain: string, now: Date): Promise<Authority> {
  if (existsSync(chain)) {
    const certificates = readCertificates(readFileSync(chain, 'utf8'));
    const own = certificates[0];
    if (own === undefined) throw new Error(`${chain} holds no certificate.`);
    return { certificate: own, chain: certificates.map(({ pem }) => pem), privateKey: readKey(key) };
  }
  const root = await createRootAuthority({ name: 'Care-plan Gateway Root CA', now, years: ROOT_YEARS });
  const issuing = await createIssuingAuthority(root, { name: 'Care-plan Gateway CA', now, years: ISSUING_YEARS });
  keep(join(folder, 'root-ca-key.pem'), pemOf(root.privateKey));
  keep(join(folder, 'root-ca-certificate.pem'), root.certificate.pem);
  keep(key, pemOf(issuing.privateKey));
  keep(chain, issuing.chain.join('\n'));
  return issuing;
}

/** The key stays, as long as it can; its certificate is renewed in time, since nobody looks after this machine. */
async function signingPair(key: string, certificate: string, issuing: Authority, now: Date): Promise<void> {
  if (!existsSync(key)) keep(key, pemOf(newKeyPairSync('ec').privateKey));
  if (existsSync(certificate)) {
    const { notAfter } = readCertificate(readFileSync(certificate));
    if (notAfter.getTime() - now.getTime() > RENEWAL_DAYS * DAY_MS) return;
  }
  const issued = await issueCertificate(issuing, {
    publicKey: createPublicKey(readKey(key)),
    commonName: 'Care-plan Gateway',
    clientId: 'gateway',
    officeNumber: null,
    usage: 'gateway',
    now,
    validDays: GATEWAY_DAYS,
  });
  keep(certificate, issued.pem);
}

function readKey(path: string): KeyObject {
  return createPrivateKey(readFileSync(path));
}

function pemOf(key: KeyObject): string {
  return key.export({ format: 'pem', type: 'pkcs8' }).toString();
}

/** Renamed into place when whole: half a key would stop every later start. */
function keep(path: string, content: string): void {
  const unfinished = `${path}.unfinished`;
  writeFileSync(unfinished, content, { mode: 0o600 });
  renameSync(unfinished, path);
}
