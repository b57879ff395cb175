import { sign, type KeyObject } from 'node:crypto';
import { promisify } from 'node:util';
import { Null, ObjectIdentifier } from 'asn1js';
import { AlgorithmIdentifier, Certificate as ParsedCertificate, Extensions } from 'pkijs';
import type { Certificate } from './certificate.js';
import { authorityKeyIdentifier, crlNumber } from './certificate-extensions.js';
import './crypto-engine.js';
import { element, positiveInteger, TAG, time } from './der.js';
import { REASON_CODES, type RevocationReason } from './revocation-reason.js';

export interface RevokedCertificate {
  /** Lower-case hex, as in Certificate. */
  serialNumber: string;
  revokedAt: Date;
  reason: RevocationReason;
}

const OID_REASON_CODE = '2.5.29.21';

/**
 * Signs a complete list (RFC 5280 §5, version 2) as DER. `number` must grow with every list of an authority. It is written
 * octet by octet: with an object for every node, as in PKI.js, a list of 5,000 would hold everybody up for most of a second.
 */
export async function createRevocationList(
  authority: { certificate: Certificate; privateKey: KeyObject },
  options: { revoked: RevokedCertificate[]; number: number; now: Date; validMinutes: number },
): Promise<Buffer> {
  const issuer = ParsedCertificate.fromBER(authority.certificate.der);
  const algorithm = signatureAlgorithm(authority.privateKey);
  const extensions = new Extensions({
    extensions: [authorityKeyIdentifier(issuer.subjectPublicKeyInfo), crlNumber(options.number)],
  });
  const toBeSigned = element(
    TAG.sequence,
    VERSION_2,
    algorithm,
    encoded(issuer.subject),
    time(options.now),
    time(new Date(options.now.getTime() + options.validMinutes * 60_000)),
    // An empty SEQUENCE is not allowed here: with nothing revoked the field is absent (RFC 5280 §5.1.2.6).
    ...(options.revoked.length > 0 ? [element(TAG.sequence, ...options.revoked.map(entryOf))] : []),
    element(EXPLICIT_0, encoded(extensions)),
  );
  const signature = await signAsync('sha256', toBeSigned, authority.privateKey);
  return element(TAG.sequence, toBeSigned, algorithm, element(BIT_STRING, NO_UNUSED_BITS, signature));
}

const VERSION_2 = element(TAG.integer, Buffer.from([1]));
const EXPLICIT_0 = 0xa0;
const BIT_STRING = 0x03;
const NO_UNUSED_BITS = Buffer.alloc(1);
const signAsync = promisify(sign);

function encoded(structure: { toSchema(): { toBER(sizeOnly?: boolean): ArrayBuffer } }): Buffer {
  return Buffer.from(structure.toSchema().toBER(false));
}

/** ECDSA or RSA, PKCS #1 v1.5, with SHA-256; parameters are absent for ECDSA and NULL for RSA (RFC 5758 §3.2, RFC 4055 §5). */
function signatureAlgorithm({ asymmetricKeyType }: KeyObject): Buffer {
  const identifier =
    asymmetricKeyType === 'ec'
      ? new AlgorithmIdentifier({ algorithmId: '1.2.840.10045.4.3.2' })
      : new AlgorithmIdentifier({ algorithmId: '1.2.840.113549.1.1.11', algorithmParams: new Null() });
  return encoded(identifier);
}

/** The extension of an entry that says why. */
const reasonExtensions = new Map(
  Object.entries(REASON_CODES).map(([reason, code]) => [
    reason,
    element(
      TAG.sequence,
      element(
        TAG.sequence,
        Buffer.from(new ObjectIdentifier({ value: OID_REASON_CODE }).toBER(false)),
        element(TAG.octetString, element(TAG.enumerated, Buffer.from([code]))),
      ),
    ),
  ]),
);

function entryOf({ serialNumber, revokedAt, reason }: RevokedCertificate): Buffer {
  const why = reasonExtensions.get(reason);
  // "unspecified" is said by leaving the reason out (RFC 5280 §5.3.1).
  const said = reason === 'unspecified' || !why ? [] : [why];
  return element(TAG.sequence, positiveInteger(serialNumber), time(revokedAt), ...said);
}
