import { createPrivateKey, createSecretKey, KeyObject } from 'node:crypto';
import { Certificate, readCertificate, readCertificates } from '../sealing/certificate.js';
import { isAuthority, issued, TrustedAuthorities } from '../sealing/chain.js';
import { ValueRefused, Variable } from './variable.js';

const CONTENT_KEY_BYTES = 32; // AES-256

/** An unencrypted PEM of a key that can make ES256, PS256 or RS256. */
export function privateKey(name: string): Variable<KeyObject> {
  return {
    name,
    mayBeFile: true,
    parse(pem) {
      const key = attempt(() => createPrivateKey(pem));
      if (key !== null && isStrongEnough(key)) return key;
      throw new ValueRefused('must be the PEM of a private key, EC P-256 or RSA of at least 2048 bits, unencrypted');
    },
  };
}

/** An unencrypted PEM of an EC P-256 key: access tokens are ES256 (RFC 9068 asks for one algorithm all can verify). */
export function signingKey(name: string): Variable<KeyObject> {
  return {
    name,
    mayBeFile: true,
    parse(pem) {
      const key = attempt(() => createPrivateKey(pem));
      if (key?.asymmetricKeyType === 'ec' && isStrongEnough(key)) return key;
      throw new ValueRefused('must be the PEM of an EC P-256 private key, unencrypted');
    },
  };
}

function isStrongEnough({ asymmetricKeyType, asymmetricKeyDetails }: KeyObject): boolean {
  if (asymmetricKeyType === 'ec') return asymmetricKeyDetails?.namedCurve === 'prime256v1';
  return asymmetricKeyType === 'rsa' && (asymmetricKeyDetails?.modulusLength ?? 0) >= 2048;
}

/** An unencrypted PEM of a key as those who issue certificates for servers accept them. */
export function tlsKey(name: string): Variable<KeyObject> {
  return {
    name,
    mayBeFile: true,
    parse(pem) {
      const key = attempt(() => createPrivateKey(pem));
      if (key !== null && (isStrongEnough(key) || key.asymmetricKeyDetails?.namedCurve === 'secp384r1')) return key;
      throw new ValueRefused(
        'must be the PEM of a private key, EC P-256 or P-384 or RSA of at least 2048 bits, unencrypted',
      );
    },
  };
}

export function certificate(name: string): Variable<Certificate> {
  return {
    name,
    mayBeFile: true,
    parse(pem) {
      const read = attempt(() => readCertificate(pem));
      if (read !== null) return read;
      throw new ValueRefused('must be the PEM of one certificate');
    },
  };
}

/** Own certificate first, root last, each signed by the next. */
export function certificateChain(name: string): Variable<readonly Certificate[]> {
  return chain(name, 'must be the PEM of a certificate and of those above it, root last');
}

/** Own certificate first; the root may be left out, since whoever connects has it or does not trust it. */
export function tlsChain(name: string): Variable<readonly Certificate[]> {
  return chain(name, 'must be the PEM of the server’s certificate and of those above it');
}

function chain(name: string, told: string): Variable<readonly Certificate[]> {
  return {
    name,
    mayBeFile: true,
    parse(pem) {
      const certificates = attempt(() => readCertificates(pem)) ?? [];
      if (certificates.length > 0) return Object.freeze(certificates);
      throw new ValueRefused(told);
    },
  };
}

/** Authorities of others: what signed itself is a root, and there must be one. */
export function trustedAuthorities(name: string): Variable<TrustedAuthorities> {
  return {
    name,
    mayBeFile: true,
    parse(pem) {
      const all = attempt(() => readCertificates(pem)) ?? [];
      const roots = all.filter((one) => issued(one, one));
      if (roots.length === 0 || !all.every(isAuthority)) {
        throw new ValueRefused('must be the PEM of CA certificates, at least one of them self-signed');
      }
      const intermediates = all.filter((one) => !roots.includes(one));
      return Object.freeze({ roots: Object.freeze(roots), intermediates: Object.freeze(intermediates) });
    },
  };
}

export function contentKey(name: string): Variable<KeyObject> {
  return {
    name,
    mayBeFile: true,
    parse(base64) {
      const bytes = Buffer.from(base64, 'base64');
      // Buffer.from skips what is not base64: only a text that comes out again the same was base64.
      if (bytes.length === CONTENT_KEY_BYTES && bytes.toString('base64') === base64) return createSecretKey(bytes);
      throw new ValueRefused(`must be the base64 of exactly ${CONTENT_KEY_BYTES} bytes`);
    },
  };
}

/** What the parsers throw may quote the text they were given, so the reason is dropped with it. */
function attempt<T>(parse: () => T): T | null {
  try {
    return parse();
  } catch {
    return null;
  }
}
