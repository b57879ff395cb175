import { createHash } from 'node:crypto';
import { BitString, Integer, OctetString } from 'asn1js';
import {
  AuthorityKeyIdentifier,
  BasicConstraints,
  CRLDistributionPoints,
  DistributionPoint,
  Extension,
  ExtKeyUsage,
  GeneralName,
  type PublicKeyInfo,
} from 'pkijs';
import { OID_SUBJECT_ALT_NAME, subjectAltName, type SubjectUrns } from './subject-names.js';

/** Bits of KeyUsage, first octet, RFC 5280 §4.2.1.3. */
export const KEY_USAGE = {
  digitalSignature: 0x80,
  keyEncipherment: 0x20,
  keyAgreement: 0x08,
  keyCertSign: 0x04,
  cRLSign: 0x02,
} as const;

export const OID_KEY_USAGE = '2.5.29.15';
export const OID_BASIC_CONSTRAINTS = '2.5.29.19';
export const OID_EXTENDED_KEY_USAGE = '2.5.29.37';
export const OID_CLIENT_AUTH = '1.3.6.1.5.5.7.3.2';
export const OID_ANY_EXTENDED_KEY_USAGE = '2.5.29.37.0';

interface Encodable {
  toBER(sizeOnly?: boolean): ArrayBuffer;
}

function extension(extnID: string, critical: boolean, value: Encodable): Extension {
  return new Extension({ extnID, critical, extnValue: value.toBER(false) });
}

/** RFC 5280 §4.2.1.9; a CA states how many CAs may follow it. */
export function basicConstraints(authority: { pathLength: number } | null): Extension {
  const value = authority
    ? new BasicConstraints({ cA: true, pathLenConstraint: authority.pathLength })
    : new BasicConstraints({ cA: false });
  return extension(OID_BASIC_CONSTRAINTS, true, value.toSchema());
}

/** RFC 5280 §4.2.1.3. DER drops trailing zero bits of a named bit list (X.690 §11.2.2). */
export function keyUsage(...bits: number[]): Extension {
  const octet = bits.reduce((all, bit) => all | bit, 0);
  const unusedBits = 31 - Math.clz32(octet & -octet);
  return extension(OID_KEY_USAGE, true, new BitString({ valueHex: new Uint8Array([octet]).buffer, unusedBits }));
}

export function clientAuthentication(): Extension {
  return extension(OID_EXTENDED_KEY_USAGE, false, new ExtKeyUsage({ keyPurposes: [OID_CLIENT_AUTH] }).toSchema());
}

/** Identifies a key within a chain; not a security digest: SHA-256 cut to 160 bits, RFC 7093 §2 method 1. */
export function keyIdentifier(key: PublicKeyInfo): ArrayBuffer {
  const digest = createHash('sha256').update(Buffer.from(key.subjectPublicKey.valueBlock.valueHexView)).digest();
  return new Uint8Array(digest.subarray(0, 20)).buffer;
}

export function subjectKeyIdentifier(key: PublicKeyInfo): Extension {
  return extension('2.5.29.14', false, new OctetString({ valueHex: keyIdentifier(key) }));
}

export function authorityKeyIdentifier(issuerKey: PublicKeyInfo): Extension {
  const value = new AuthorityKeyIdentifier({ keyIdentifier: new OctetString({ valueHex: keyIdentifier(issuerKey) }) });
  return extension('2.5.29.35', false, value.toSchema());
}

export function alternativeName(names: SubjectUrns): Extension {
  return extension(OID_SUBJECT_ALT_NAME, false, subjectAltName(names).toSchema());
}

/** RFC 5280 §4.2.1.13. */
export function crlDistributionPoint(url: string): Extension {
  const point = new DistributionPoint({ distributionPoint: [new GeneralName({ type: 6, value: url })] });
  const value = new CRLDistributionPoints({ distributionPoints: [point] });
  return extension('2.5.29.31', false, value.toSchema());
}

/** RFC 5280 §5.2.3. */
export function crlNumber(number: number): Extension {
  return extension('2.5.29.20', false, Integer.fromBigInt(BigInt(number)));
}
