import { createPublicKey, type KeyObject } from 'node:crypto';
import nodeJose, { type JWK } from 'node-jose';

const imported = new WeakMap<KeyObject, Promise<JWK.Key>>();

/**
 * The node-jose key for a KeyObject, made once: importing costs more than a signature. It lives as long as the
 * KeyObject, so a cached certificate brings its imported key along.
 */
export function joseKeyOf(key: KeyObject): Promise<JWK.Key> {
  let joseKey = imported.get(key);
  if (!joseKey) {
    joseKey = nodeJose.JWK.asKey(key.export({ format: 'jwk' }) as object);
    imported.set(key, joseKey);
  }
  return joseKey;
}

const publicHalves = new WeakMap<KeyObject, KeyObject>();

/** Whether a private key is the one a public key belongs to. */
export function isKeyPair(privateKey: KeyObject, publicKey: KeyObject): boolean {
  const publicHalf = publicHalves.get(privateKey) ?? createPublicKey(privateKey);
  publicHalves.set(privateKey, publicHalf);
  return publicHalf.equals(publicKey);
}
