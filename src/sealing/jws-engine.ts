import type { KeyObject } from 'node:crypto';
import { CompactSign, compactVerify } from 'jose';
import nodeJose from 'node-jose';
import { joseKeyOf } from './jose-keys.js';

/**
 * The library that computes a signature: node-jose for RSA; `jose` for elliptic curves, which node-jose prepares in
 * JavaScript for every operation (a signature took it three times as long). The same division as for seals.
 */
export async function computeSignature(
  header: { alg: string } & Record<string, unknown>,
  payload: Buffer,
  privateKey: KeyObject,
): Promise<string> {
  if (privateKey.asymmetricKeyType === 'ec') {
    return new CompactSign(payload).setProtectedHeader(header).sign(privateKey);
  }
  const signatory = { key: await joseKeyOf(privateKey), reference: false };
  // node-jose's typings know neither the signatory form nor that the compact result is a string.
  const signer = nodeJose.JWS.createSign({ format: 'compact', fields: header }, signatory as never);
  return (await signer.update(payload).final()) as unknown as string;
}

/** Whether the signature of a compact JWS holds under this key and this algorithm. Says nothing about why not. */
export async function signatureHolds(jws: string, algorithm: string, publicKey: KeyObject): Promise<boolean> {
  try {
    if (publicKey.asymmetricKeyType === 'ec') {
      await compactVerify(jws, publicKey, { algorithms: [algorithm] });
      return true;
    }
    const key = await joseKeyOf(publicKey);
    await nodeJose.JWS.createVerify(key, { algorithms: [algorithm], allowEmbeddedKey: false }).verify(jws);
    return true;
  } catch {
    return false;
  }
}
