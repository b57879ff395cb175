import { X509Certificate, type KeyObject } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import { Certificate as ParsedCertificate } from 'pkijs';
import './crypto-engine.js';
import { sha256Base64url } from './digest.js';
import { describeKey, type KeyKind } from './key-policy.js';
import { readCommonName, readSubjectUrns } from './subject-names.js';

/** An X.509 certificate as read. It proves nothing by itself: `verifyChain` and the caller's own records do. */
export interface Certificate {
  readonly pem: string;
  readonly der: Buffer;
  /** `x5t#S256`: base64url SHA-256 of the DER (RFC 7515 §4.1.8). */
  readonly thumbprint: string;
  /** Lower-case hex. */
  readonly serialNumber: string;
  /** The whole subject, one attribute after the other, for people. */
  readonly subject: string;
  /** Empty when the subject has none. */
  readonly commonName: string;
  /** From `urn:careplan:client:…`. Means something only when our own authority issued the certificate. */
  readonly clientId: string | null;
  /** From `urn:careplan:office:…`. Means something only when our own authority issued the certificate. */
  readonly officeNumber: string | null;
  readonly notBefore: Date;
  readonly notAfter: Date;
  readonly publicKey: KeyObject;
  readonly keyKind: KeyKind;
  readonly keyBits: number;
}

/** The input is not one X.509 certificate, or carries a key that is neither RSA nor EC on a NIST curve. */
export class CertificateUnreadable extends Error {
  constructor(
    readonly code: 'unreadable' | 'key-kind',
    options?: ErrorOptions,
  ) {
    super(`certificate refused: ${code}`, options);
    this.name = 'CertificateUnreadable';
  }
}

/** Bounds what a stranger can make us parse; real certificates have 1–3 KB. */
const INPUT_BYTES_MAX = 64 * 1024;
const PEM_BLOCK = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g;

/** Reading the same certificate again must cost one digest: parsing a key takes far longer than a signature check. */
const read = new LRUCache<string, Certificate>({ max: 10_000 });

/**
 * Reads one certificate from PEM text, PEM bytes or DER.
 * Throws CertificateUnreadable, also for a PEM with several certificates (see readCertificates).
 */
export function readCertificate(pemOrDer: string | Uint8Array): Certificate {
  if (pemOrDer.length > INPUT_BYTES_MAX) throw new CertificateUnreadable('unreadable');
  const digest = sha256Base64url(pemOrDer);
  const known = read.get(digest);
  if (known) return known;
  const certificate = parse(typeof pemOrDer === 'string' ? derOfPem(pemOrDer) : derOfBytes(pemOrDer));
  read.set(digest, certificate);
  return certificate;
}

/** Reads every certificate of a PEM bundle, in order; none is an empty list. Throws CertificateUnreadable. */
export function readCertificates(pem: string): Certificate[] {
  return (pem.match(PEM_BLOCK) ?? []).map((block) => readCertificate(block));
}

/** Whether the moment lies within the certificate's validity, both ends included (RFC 5280 §4.1.2.5). */
export function isWithinValidity(certificate: Certificate, now: Date): boolean {
  return certificate.notBefore <= now && now <= certificate.notAfter;
}

function derOfBytes(bytes: Uint8Array): Buffer {
  const buffer = Buffer.from(bytes);
  return buffer[0] === 0x30 ? buffer : derOfPem(buffer.toString('latin1'));
}

function derOfPem(pem: string): Buffer {
  const blocks = pem.match(PEM_BLOCK) ?? [];
  if (blocks.length !== 1) throw new CertificateUnreadable('unreadable');
  return Buffer.from((blocks[0] ?? '').replace(/-----[^-]+-----/g, ''), 'base64');
}

function parse(der: Buffer): Certificate {
  const { x509, parsed } = parseTwice(der);
  const key = describeKey(x509.publicKey);
  if (!key) throw new CertificateUnreadable('key-kind');
  return Object.freeze({
    pem: x509.toString(),
    der,
    thumbprint: sha256Base64url(der),
    serialNumber: x509.serialNumber.toLowerCase(),
    subject: x509.subject.replaceAll('\n', ', '),
    commonName: readCommonName(parsed.subject),
    ...readSubjectUrns(parsed.extensions ?? []),
    notBefore: parsed.notBefore.value,
    notAfter: parsed.notAfter.value,
    publicKey: x509.publicKey,
    ...key,
  });
}

/**
 * OpenSSL (through node) gives the key; PKI.js gives the names as structures, where OpenSSL would give them as
 * text that has to be taken apart again (the source of CVE-2021-44532).
 */
function parseTwice(der: Buffer): { x509: X509Certificate; parsed: ParsedCertificate } {
  try {
    const x509 = new X509Certificate(der);
    // Bytes after the certificate would give one certificate many thumbprints.
    if (x509.raw.length !== der.length) throw new CertificateUnreadable('unreadable');
    void x509.publicKey; // a key OpenSSL cannot read throws here
    return { x509, parsed: ParsedCertificate.fromBER(der) };
  } catch (cause) {
    throw new CertificateUnreadable('unreadable', { cause });
  }
}
