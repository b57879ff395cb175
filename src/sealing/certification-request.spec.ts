import { describe, it, expect } from '@jest/globals';
import { generateKeyPairSync } from 'node:crypto';
import { CertificationRequest as ParsedRequest, PublicKeyInfo } from 'pkijs';
import {
  CertificationRequestRefused,
  createCertificationRequest,
  readCertificationRequest,
} from './certification-request.js';
import { codeOf, makeKeys, OFFICE } from './certificates.fixture.js';
import { engine, signingKeyOf } from './crypto-engine.js';
import { decodePem, encodePem } from './pem.js';

const LABEL = 'CERTIFICATE REQUEST';

/** A request for one key, signed with another or with a weak digest: what our own maker never makes. */
async function forge(
  publicKey: Parameters<typeof signingKeyOf>[0],
  signer = makeKeys('ec').privateKey,
  digest = 'SHA-256',
) {
  const request = new ParsedRequest({ version: 0 });
  request.subjectPublicKeyInfo = PublicKeyInfo.fromBER(publicKey.export({ format: 'der', type: 'spki' }));
  await request.sign(await signingKeyOf(signer), digest, engine);
  return encodePem(LABEL, request.toSchema(true).toBER(false));
}

describe('a certification request', () => {
  it.each(['ec', 'rsa'] as const)('with an %s key reads back, its possession proven', async (kind) => {
    const keys = makeKeys(kind);
    const pem = await createCertificationRequest(keys, { commonName: '居宅介護支援 甲', officeNumber: OFFICE });
    const request = await readCertificationRequest(pem);
    expect(request).toMatchObject({ keyKind: kind, commonName: '居宅介護支援 甲', officeNumber: OFFICE });
    expect(request.publicKey.equals(keys.publicKey)).toBe(true);
  });

  it('may leave the office number out', async () => {
    const pem = await createCertificationRequest(makeKeys('ec'), { commonName: 'Relay' });
    expect((await readCertificationRequest(pem)).officeNumber).toBeNull();
  });

  it.each([
    ['another key signed it', () => forge(makeKeys('ec').publicKey), 'signature'],
    [
      'it is signed over SHA-1',
      async () => {
        const { publicKey, privateKey } = makeKeys('ec');
        return forge(publicKey, privateKey, 'SHA-1');
      },
      'signature',
    ],
    ['its RSA key is short', () => forge(generateKeyPairSync('rsa', { modulusLength: 1024 }).publicKey), 'key-size'],
    [
      'its RSA exponent is 3',
      () => forge(generateKeyPairSync('rsa', { modulusLength: 2048, publicExponent: 3 }).publicKey),
      'weak-exponent',
    ],
    ['its curve is P-384', () => forge(generateKeyPairSync('ec', { namedCurve: 'P-384' }).publicKey), 'key-kind'],
    [
      'its curve is secp256k1',
      () => forge(generateKeyPairSync('ec', { namedCurve: 'secp256k1' }).publicKey),
      'key-kind',
    ],
    ['its key is Ed25519', () => forge(generateKeyPairSync('ed25519').publicKey), 'key-kind'],
    ['it is no PEM', () => 'hello', 'unreadable'],
    ['it is a certificate', () => encodePem('CERTIFICATE', Buffer.from('x')), 'unreadable'],
    ['it is two requests', async () => (await forge(makeKeys('ec').publicKey)).repeat(2), 'unreadable'],
    ['it is cut short', () => encodePem(LABEL, Buffer.from('3003', 'hex')), 'unreadable'],
    ['it is far too long', () => ' '.repeat(20_000), 'unreadable'],
  ])('is refused when %s', async (_, make, code) => {
    const pem = await make();
    expect(await codeOf(() => readCertificationRequest(pem))).toBe(code);
  });

  it('is not made for a key that would be refused', async () => {
    const keys = generateKeyPairSync('rsa', { modulusLength: 1024 });
    expect(await codeOf(() => createCertificationRequest(keys, { commonName: 'x' }))).toBe('key-size');
  });

  it('with one byte changed is always refused', async () => {
    const keys = makeKeys('ec');
    const der = decodePem(
      LABEL,
      await createCertificationRequest(keys, { commonName: 'Office', officeNumber: OFFICE }),
    );
    for (let at = 0; at < (der?.length ?? 0); at++) {
      for (const difference of [1, 8, 255]) {
        const changed = Buffer.from(der ?? []);
        changed[at] = (changed[at] ?? 0) ^ difference;
        const outcome = await readCertificationRequest(encodePem(LABEL, changed)).catch((error: unknown) => error);
        expect(outcome).toBeInstanceOf(CertificationRequestRefused);
      }
    }
  });
});
