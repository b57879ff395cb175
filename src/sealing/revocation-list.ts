import type { KeyObject } from 'node:crypto';
import { Enumerated, Integer } from 'asn1js';
import {
  Certificate as ParsedCertificate,
  CertificateRevocationList as ParsedList,
  Extension,
  Extensions,
  RevokedCertificate as RevokedEntry,
} from 'pkijs';
import type { Certificate } from './certificate.js';
import { authorityKeyIdentifier, crlNumber } from './certificate-extensions.js';
import { certificateTime } from './certificate-time.js';
import { engine, signingKeyOf } from './crypto-engine.js';
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

/** Signs a complete list (RFC 5280 §5, version 2) as DER. `number` must grow with every list of an authority. */
export async function createRevocationList(
  authority: { certificate: Certificate; privateKey: KeyObject },
  options: { revoked: RevokedCertificate[]; number: number; now: Date; validMinutes: number },
): Promise<Buffer> {
  const issuer = ParsedCertificate.fromBER(authority.certificate.der);
  const list = new ParsedList();
  list.version = 1;
  list.issuer = issuer.subject;
  list.thisUpdate = certificateTime(options.now);
  list.nextUpdate = certificateTime(new Date(options.now.getTime() + options.validMinutes * 60_000));
  // An empty SEQUENCE is not allowed here: with nothing revoked the field is absent (RFC 5280 §5.1.2.6).
  if (options.revoked.length > 0) list.revokedCertificates = options.revoked.map(entryOf);
  list.crlExtensions = new Extensions({
    extensions: [authorityKeyIdentifier(issuer.subjectPublicKeyInfo), crlNumber(options.number)],
  });
  await list.sign(await signingKeyOf(authority.privateKey), 'SHA-256', engine);
  return Buffer.from(list.toSchema(true).toBER(false));
}

function entryOf({ serialNumber, revokedAt, reason }: RevokedCertificate): RevokedEntry {
  const entry = new RevokedEntry({
    userCertificate: Integer.fromBigInt(BigInt(`0x${serialNumber}`)),
    revocationDate: certificateTime(revokedAt),
  });
  // "unspecified" is said by leaving the reason out (RFC 5280 §5.3.1).
  if (reason !== 'unspecified') {
    const extnValue = new Enumerated({ value: REASON_CODES[reason] }).toBER(false);
    entry.crlEntryExtensions = new Extensions({
      extensions: [new Extension({ extnID: OID_REASON_CODE, critical: false, extnValue })],
    });
  }
  return entry;
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

function parse(der: Uint8Array): ParsedList {
  try {
    return ParsedList.fromBER(der);
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
