import { webcrypto, type KeyObject } from 'node:crypto';
import { CryptoEngine, setEngine } from 'pkijs';

const ENGINE_NAME = 'node';

/**
 * The one PKI.js engine, over node's WebCrypto. It is passed explicitly wherever PKI.js takes one; setting it
 * as the global engine as well covers the places where PKI.js asks for the global one by itself.
 */
export const engine = new CryptoEngine({ name: ENGINE_NAME, crypto: webcrypto });
setEngine(ENGINE_NAME, engine);

const signingKeys = new WeakMap<KeyObject, Promise<webcrypto.CryptoKey>>();

/** A private key as PKI.js wants it: for SHA-256 signatures of certificates, requests and revocation lists. */
export function signingKeyOf(privateKey: KeyObject): Promise<webcrypto.CryptoKey> {
  let imported = signingKeys.get(privateKey);
  if (!imported) {
    imported = importSigningKey(privateKey);
    signingKeys.set(privateKey, imported);
  }
  return imported;
}

async function importSigningKey(privateKey: KeyObject): Promise<webcrypto.CryptoKey> {
  const algorithm =
    privateKey.asymmetricKeyType === 'ec'
      ? { name: 'ECDSA', namedCurve: 'P-256' }
      : { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' };
  const pkcs8 = privateKey.export({ format: 'der', type: 'pkcs8' });
  return webcrypto.subtle.importKey('pkcs8', pkcs8, algorithm, false, ['sign']);
}
