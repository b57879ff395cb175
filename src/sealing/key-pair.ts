import {
  createECDH,
  createPrivateKey,
  createPublicKey,
  generateKeyPair,
  generateKeyPairSync,
  type KeyObject,
  webcrypto,
} from 'node:crypto';
import { promisify } from 'node:util';
import type { KeyKind } from './key-policy.js';

export interface KeyPair {
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
}

/*
 * Keys are made encoded and read back. In Node 20 a KeyObject that comes straight from generateKeyPair shares a lock with
 * the job that made it: when the garbage collector removes that job just while the key is being exported, the thread waits
 * for itself, for ever. A key that was read back shares nothing with the job.
 */
const encoded = {
  privateKeyEncoding: { format: 'der', type: 'pkcs8' },
  publicKeyEncoding: { format: 'der', type: 'spki' },
} as const;
/** Bytes of a coordinate of P-256. */
const COORDINATE = 32;

const ec = { namedCurve: 'P-256', ...encoded };
const rsa = { modulusLength: 2048, ...encoded };

interface EncodedPair {
  readonly privateKey: Buffer;
  readonly publicKey: Buffer;
}

const generate = promisify(generateKeyPair);

/** A new P-256 or RSA 2048 key pair. RSA takes long: it is made beside the event loop. */
export async function newKeyPair(kind: KeyKind): Promise<KeyPair> {
  return readBack(kind === 'ec' ? await generate('ec', ec) : await generate('rsa', rsa));
}

/** The same at once, where nothing else waits. */
export function newKeyPairSync(kind: KeyKind): KeyPair {
  return readBack(kind === 'ec' ? generateKeyPairSync('ec', ec) : generateKeyPairSync('rsa', rsa));
}

/**
 * An extractable key for one key agreement (RFC 7518 §4.6), in the form that `jose` takes. Made as bare numbers:
 * encoding a key pair and reading it back takes three times as long (1.3 ms against 0.4).
 */
export function newEphemeralKey(): Promise<webcrypto.CryptoKey> {
  const agreement = createECDH('prime256v1');
  agreement.generateKeys();
  const point = agreement.getPublicKey(); // 04, x, y
  const secret = agreement.getPrivateKey(); // without leading zeros, which RFC 7518 §6.2.2.1 wants
  const jwk = {
    kty: 'EC',
    crv: 'P-256',
    x: point.toString('base64url', 1, 1 + COORDINATE),
    y: point.toString('base64url', 1 + COORDINATE),
    d: Buffer.concat([Buffer.alloc(COORDINATE - secret.length), secret]).toString('base64url'),
  };
  return webcrypto.subtle.importKey('jwk', jwk, { name: 'ECDH', namedCurve: 'P-256' }, true, ['deriveBits']);
}

function readBack({ privateKey, publicKey }: EncodedPair): KeyPair {
  return {
    privateKey: createPrivateKey({ key: privateKey, format: 'der', type: 'pkcs8' }),
    publicKey: createPublicKey({ key: publicKey, format: 'der', type: 'spki' }),
  };
}
