import { randomBytes, type KeyObject } from 'node:crypto';
import { Integer } from 'asn1js';
import { Certificate as CertificateBuilder, PublicKeyInfo, RelativeDistinguishedNames, type Extension } from 'pkijs';
import { newKeyPair } from './key-pair.js';
import { readCertificate, type Certificate } from './certificate.js';
import {
  alternativeName,
  authorityKeyIdentifier,
  basicConstraints,
  clientAuthentication,
  crlDistributionPoint,
  KEY_USAGE,
  keyUsage,
  subjectKeyIdentifier,
} from './certificate-extensions.js';
import { CertificationRequestRefused, type CertificationRequest } from './certification-request.js';
import { certificateTime } from './certificate-time.js';
import { engine, signingKeyOf } from './crypto-engine.js';
import { keyFault } from './key-policy.js';
import { addCommonName } from './subject-names.js';

/** Whoever needs the authority's answers finds them with the authority. */
export { createRevocationList, type RevokedCertificate } from './make-revocation-list.js';
export { type RevocationReason } from './revocation-reason.js';
export { verifyChain, type ChainResult } from './chain.js';

/** A certification authority that can sign: the root, or the issuing authority under it. */
export interface Authority {
  readonly certificate: Certificate;
  /** PEM, own certificate first, up to the root. */
  readonly chain: string[];
  readonly privateKey: KeyObject;
}

export interface IssueRequest {
  publicKey: KeyObject | CertificationRequest;
  commonName: string;
  clientId: string;
  officeNumber: string | null;
  /** `client` may authenticate to the gateway; `gateway` only signs statements. */
  usage: 'client' | 'gateway';
  now: Date;
  validDays: number;
  crlUrl?: string;
}

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
const YEAR_MS = 365.25 * DAY_MS;
/** Clients whose clocks run a little behind must not refuse a fresh certificate. */
const BACKDATE_MS = 5 * MINUTE_MS;

/** Makes a self-signed root with a new P-256 key, which signs issuing authorities and nothing else. */
export async function createRootAuthority(options: { name: string; now: Date; years: number }): Promise<Authority> {
  const { publicKey, privateKey } = await newKeyPair('ec');
  const certificate = await sign({
    commonName: options.name,
    publicKey,
    notBefore: new Date(options.now.getTime() - BACKDATE_MS),
    notAfter: new Date(options.now.getTime() + options.years * YEAR_MS),
    extensions: [basicConstraints({ pathLength: 1 }), keyUsage(KEY_USAGE.keyCertSign, KEY_USAGE.cRLSign)],
    issuer: { self: privateKey },
  });
  return { certificate, chain: [certificate.pem], privateKey };
}

/** Makes an issuing authority with a new P-256 key under a root. Throws RangeError when the root has expired. */
export async function createIssuingAuthority(
  root: Authority,
  options: { name: string; now: Date; years: number },
): Promise<Authority> {
  const { publicKey, privateKey } = await newKeyPair('ec');
  const certificate = await sign({
    commonName: options.name,
    publicKey,
    ...validity(root, options.now, options.years * YEAR_MS),
    extensions: [basicConstraints({ pathLength: 0 }), keyUsage(KEY_USAGE.keyCertSign, KEY_USAGE.cRLSign)],
    issuer: root,
  });
  return { certificate, chain: [certificate.pem, ...root.chain], privateKey };
}

/**
 * Issues a certificate for a client, or for the gateway's own signing key. That the key's holder asked, and is
 * who the names say, has been established by the caller. Throws CertificationRequestRefused for a key outside the
 * policy, RangeError for names that fit no certificate and for an authority that has expired.
 */
export async function issueCertificate(authority: Authority, request: IssueRequest): Promise<Certificate> {
  const publicKey = 'keyKind' in request.publicKey ? request.publicKey.publicKey : request.publicKey;
  const fault = keyFault(publicKey);
  if (fault) throw new CertificationRequestRefused(fault);
  return sign({
    commonName: request.commonName,
    publicKey,
    ...validity(authority, request.now, request.validDays * DAY_MS),
    extensions: [
      basicConstraints(null),
      endEntityKeyUsage(publicKey),
      ...(request.usage === 'client' ? [clientAuthentication()] : []),
      alternativeName({ clientId: request.clientId, officeNumber: request.officeNumber }),
      ...(request.crlUrl === undefined ? [] : [crlDistributionPoint(request.crlUrl)]),
    ],
    issuer: authority,
  });
}

/** One key signs and opens seals: RSA unwraps the content key, EC agrees on one (RFC 5280 §4.2.1.3). */
function endEntityKeyUsage(publicKey: KeyObject): Extension {
  const sealing = publicKey.asymmetricKeyType === 'rsa' ? KEY_USAGE.keyEncipherment : KEY_USAGE.keyAgreement;
  return keyUsage(KEY_USAGE.digitalSignature, sealing);
}

/** Starts a little early, and never reaches outside the issuer's own validity. */
function validity(issuer: Authority, now: Date, lifetimeMs: number): { notBefore: Date; notAfter: Date } {
  const { notBefore, notAfter } = issuer.certificate;
  if (now > notAfter) throw new RangeError('the issuing authority has expired');
  return {
    notBefore: new Date(Math.max(now.getTime() - BACKDATE_MS, notBefore.getTime())),
    notAfter: new Date(Math.min(now.getTime() + lifetimeMs, notAfter.getTime())),
  };
}

interface ToSign {
  commonName: string;
  publicKey: KeyObject;
  notBefore: Date;
  notAfter: Date;
  extensions: Extension[];
  issuer: Authority | { self: KeyObject };
}

async function sign(content: ToSign): Promise<Certificate> {
  const builder = new CertificateBuilder();
  builder.version = 2; // v3, RFC 5280 §4.1.2.1
  builder.serialNumber = randomSerial();
  addCommonName(builder.subject, content.commonName);
  builder.notBefore = certificateTime(content.notBefore);
  builder.notAfter = certificateTime(content.notAfter);
  builder.subjectPublicKeyInfo = PublicKeyInfo.fromBER(content.publicKey.export({ format: 'der', type: 'spki' }));

  const issuer = 'self' in content.issuer ? null : CertificateBuilder.fromBER(content.issuer.certificate.der);
  builder.issuer = issuer?.subject ?? copyOf(builder.subject);
  builder.extensions = [
    ...content.extensions,
    subjectKeyIdentifier(builder.subjectPublicKeyInfo),
    authorityKeyIdentifier((issuer ?? builder).subjectPublicKeyInfo),
  ];
  const key = 'self' in content.issuer ? content.issuer.self : content.issuer.privateKey;
  await builder.sign(await signingKeyOf(key), 'SHA-256', engine);
  return readCertificate(Buffer.from(builder.toSchema(true).toBER(false)));
}

function copyOf(name: RelativeDistinguishedNames): RelativeDistinguishedNames {
  return new RelativeDistinguishedNames({ typesAndValues: [...name.typesAndValues] });
}

/** 128 random bits as a positive INTEGER: unguessable, and at most 17 octets (RFC 5280 §4.1.2.2 allows 20). */
function randomSerial(): Integer {
  const value = BigInt(`0x${randomBytes(16).toString('hex')}`);
  return Integer.fromBigInt(value === 0n ? 1n : value);
}
