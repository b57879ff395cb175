import { sign, type KeyObject } from 'node:crypto';
import { promisify } from 'node:util';
import { fromBER, Null, ObjectIdentifier, type Integer } from 'asn1js';
import {
  AlgorithmIdentifier,
  Certificate as ParsedCertificate,
  CertificateRevocationList as ParsedList,
  Extensions,
} from 'pkijs';
import type { Certificate } from './certificate.js';
import { authorityKeyIdentifier, crlNumber } from './certificate-extensions.js';
import { engine } from './crypto-engine.js';
import { element, positiveInteger, TAG, time } from './der.js';
import { ACCEPTED_SIGNATURES } from './key-policy.js';

/** CRLReason of RFC 5280 §5.3.1, without those that only serve delta lists and attribute certificates. */
const REASON_CODES = {
  unspecified: 0,
  'key-compromise': 1,
  'ca-compromise': 2,
  'affiliation-changed': 3,
  superseded: 4,
  'cessation-of-operation': 5,
  'certificate-hold': 6,
  'privilege-withdrawn': 9,
} as const;

export type RevocationReason = keyof typeof REASON_CODES;

export interface RevokedCertificate {
  /** Lower-case hex, as in Certificate. */
  serialNumber: string;
  revokedAt: Date;
  reason: RevocationReason;
}

/** A revocation list as read and verified: ask `revoked.has(serialNumber)`. */
export interface RevocationList {
  readonly thisUpdate: Date;
  readonly nextUpdate: Date;
  /** Lower-case hex serial numbers. */
  readonly revoked: ReadonlySet<string>;
}

/** A revocation list that must not be relied upon; without a list that can be, the answer is "unknown", not "good". */
export class RevocationListRefused extends Error {
  constructor(
    readonly code: 'unreadable' | 'issuer' | 'signature' | 'unsupported' | 'out-of-date',
    options?: ErrorOptions,
  ) {
    super(`revocation list refused: ${code}`, options);
    this.name = 'RevocationListRefused';
  }
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

/**
 * Reads a list and verifies that the issuer signed it and that it is current. Throws RevocationListRefused.
 * Slow for long lists (about 0.2 ms an entry): read once, keep the answer until `nextUpdate`.
 */
export async function readRevocationList(der: Uint8Array, issuer: Certificate, now: Date): Promise<RevocationList> {
  const list = parse(der);
  const issuerCertificate = ParsedCertificate.fromBER(issuer.der);
  if (!list.issuer.isEqual(issuerCertificate.subject)) throw new RevocationListRefused('issuer');
  if (!ACCEPTED_SIGNATURES.has(list.signatureAlgorithm.algorithmId)) throw new RevocationListRefused('signature');
  const holds = await list.verify({ issuerCertificate }, engine).catch(() => false);
  if (!holds) throw new RevocationListRefused('signature');
  // Delta and indirect lists announce themselves by critical extensions: half a list must not pass for a whole one.
  if (criticalExtensions(list)) throw new RevocationListRefused('unsupported');
  const nextUpdate = list.nextUpdate?.value;
  if (!nextUpdate || nextUpdate < now || list.thisUpdate.value > now) throw new RevocationListRefused('out-of-date');
  const serials = (list.revokedCertificates ?? []).map(({ userCertificate }) => serialOf(userCertificate));
  return { thisUpdate: list.thisUpdate.value, nextUpdate, revoked: new Set(serials) };
}

/**
 * About six nodes an entry. ASN.1.js takes 10,000 of its own accord, which is a list of 1,700; this is one of 60,000, and
 * what a stranger's list can make us hold.
 */
const NODES_MAX = 400_000;

function parse(der: Uint8Array): ParsedList {
  try {
    const { offset, result } = fromBER(der, { maxNodes: NODES_MAX });
    if (offset === -1) throw new RevocationListRefused('unreadable');
    return new ParsedList({ schema: result });
  } catch (cause) {
    throw new RevocationListRefused('unreadable', { cause });
  }
}

function criticalExtensions(list: ParsedList): boolean {
  const entries = (list.revokedCertificates ?? []).map(({ crlEntryExtensions }) => crlEntryExtensions);
  return [list.crlExtensions, ...entries].some((all) => all?.extensions.some(({ critical }) => critical) ?? false);
}

/** As OpenSSL writes it: whole octets, no leading zero octet. */
function serialOf(serial: Integer): string {
  const hex = serial.toBigInt().toString(16);
  return hex.length % 2 === 0 ? hex : `0${hex}`;
}
