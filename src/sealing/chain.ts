import { X509Certificate } from 'node:crypto';
import {
  BasicConstraints,
  Certificate as ParsedCertificate,
  CertificateChainValidationEngine,
  ExtKeyUsage,
  type Extension,
} from 'pkijs';
import type { Certificate } from './certificate.js';
import {
  KEY_USAGE,
  OID_ANY_EXTENDED_KEY_USAGE,
  OID_BASIC_CONSTRAINTS,
  OID_CLIENT_AUTH,
  OID_EXTENDED_KEY_USAGE,
  OID_KEY_USAGE,
} from './certificate-extensions.js';
import { engine } from './crypto-engine.js';
import { ACCEPTED_SIGNATURES, keyFault } from './key-policy.js';

export type ChainFault =
  /** No path of signatures leads to a trusted root. */
  | 'untrusted'
  /** The certificate, or one above it, has expired. */
  | 'expired'
  | 'not-yet-valid'
  /** A CA certificate, or one not meant for signatures or for clients. */
  | 'usage'
  /** A key or signature algorithm outside the policy. */
  | 'key'
  /** A path exists but breaks RFC 5280 §6: CA flags, path length, name constraints, an unknown critical extension. */
  | 'policy';

/** `path`: the certificate, its issuers, the trusted root; each is issued by the next, which is whom to ask about it. */
export type ChainResult = { ok: true; path: readonly Certificate[] } | { ok: false; reason: ChainFault };

/** Roots are believed; intermediates only help to find the way to one of them. */
export interface TrustedAuthorities {
  readonly roots: readonly Certificate[];
  readonly intermediates: readonly Certificate[];
}

/** Root, two intermediates and a leaf are usual; the bound keeps cross-signed authorities from looping. */
const PATH_LENGTH_MAX = 6;

/** What is judged here or by PKI.js, and what only helps to find the way (RFC 5280 §4.2): all else must not be critical. */
const UNDERSTOOD: ReadonlySet<string> = new Set([
  OID_BASIC_CONSTRAINTS,
  OID_KEY_USAGE,
  OID_EXTENDED_KEY_USAGE,
  '2.5.29.14', // subjectKeyIdentifier
  '2.5.29.35', // authorityKeyIdentifier
  '2.5.29.17', // subjectAltName
  '2.5.29.18', // issuerAltName
  '2.5.29.30', // nameConstraints
  '2.5.29.31', // cRLDistributionPoints
  '2.5.29.32', // certificatePolicies
  '2.5.29.33', // policyMappings
  '2.5.29.36', // policyConstraints
  '2.5.29.54', // inhibitAnyPolicy
]);

/**
 * Decides whether a certificate leads to a trusted root and is meant for a client, at the given moment.
 *
 * It does NOT look at revocation: without a list there would be nothing to say, and "nothing known" must not read
 * as "good". The caller decides that separately, against our own records or a list from `readRevocationList`.
 * `trusted` comes from configuration, never from the message under judgement. Costs milliseconds: keep the answer.
 */
export async function verifyChain(
  certificate: Certificate,
  trusted: TrustedAuthorities,
  now: Date,
): Promise<ChainResult> {
  const leafFault = validityFault([certificate], now) ?? usageFault(certificate);
  if (leafFault) return { ok: false, reason: leafFault };
  const path = findPath(certificate, trusted);
  if (!path) return { ok: false, reason: 'untrusted' };
  const reason = validityFault(path, now) ?? algorithmFault(path) ?? (await pathFault(path, now));
  return reason ? { ok: false, reason } : { ok: true, path };
}

/**
 * The certificate, its issuers, and a trusted root, by signature alone. Finding the path here, with a bound, leaves
 * PKI.js one straight path to judge: its own search follows mutually signed authorities without end.
 */
function findPath(leaf: Certificate, trusted: TrustedAuthorities): Certificate[] | null {
  const extend = (path: Certificate[], last: Certificate): Certificate[] | null => {
    const root = trusted.roots.find((candidate) => candidate !== last && issued(candidate, last));
    if (root) return [...path, root];
    if (path.length >= PATH_LENGTH_MAX - 1) return null;
    const issuers = trusted.intermediates.filter((candidate) => !path.includes(candidate) && issued(candidate, last));
    for (const issuer of issuers) {
      const found = extend([...path, issuer], issuer);
      if (found) return found;
    }
    return null;
  };
  return extend([leaf], leaf);
}

const opened = new WeakMap<Certificate, X509Certificate>();
const parsed = new WeakMap<Certificate, ParsedCertificate>();

function x509Of(certificate: Certificate): X509Certificate {
  const x509 = opened.get(certificate) ?? new X509Certificate(certificate.der);
  opened.set(certificate, x509);
  return x509;
}

/** The certificate as PKI.js sees it. */
export function parsedOf(certificate: Certificate): ParsedCertificate {
  const structure = parsed.get(certificate) ?? ParsedCertificate.fromBER(certificate.der);
  parsed.set(certificate, structure);
  return structure;
}

/** Whether the certificate says that it is an authority's (RFC 5280 §4.2.1.9). */
export function isAuthority(certificate: Certificate): boolean {
  const constraints = valueOf(parsedOf(certificate).extensions ?? [], OID_BASIC_CONSTRAINTS);
  return constraints instanceof BasicConstraints && constraints.cA;
}

/** Whether the one signed the other, by name and by signature; a root signed itself. */
export function issued(issuer: Certificate, subject: Certificate): boolean {
  return x509Of(subject).checkIssued(x509Of(issuer)) && x509Of(subject).verify(issuer.publicKey);
}

function validityFault(path: Certificate[], now: Date): 'expired' | 'not-yet-valid' | null {
  if (path.some(({ notAfter }) => notAfter < now)) return 'expired';
  return path.some(({ notBefore }) => notBefore > now) ? 'not-yet-valid' : null;
}

/** An absent usage extension leaves every usage open (RFC 5280 §4.2.1.3, §4.2.1.12). */
function usageFault(certificate: Certificate): 'usage' | null {
  const extensions = parsedOf(certificate).extensions ?? [];
  if (isAuthority(certificate)) return 'usage';
  if (!usageAllows(certificate, KEY_USAGE.digitalSignature)) return 'usage';
  const purposes = valueOf(extensions, OID_EXTENDED_KEY_USAGE);
  const allowed = [OID_CLIENT_AUTH, OID_ANY_EXTENDED_KEY_USAGE];
  if (purposes instanceof ExtKeyUsage && !purposes.keyPurposes.some((oid) => allowed.includes(oid))) return 'usage';
  return null;
}

/** Whether the key may be used so: one of the bits of KEY_USAGE. */
export function usageAllows(certificate: Certificate, bit: number): boolean {
  const usage = valueOf(parsedOf(certificate).extensions ?? [], OID_KEY_USAGE) as
    { valueBlock: { valueHexView: Uint8Array } } | undefined;
  return !usage || ((usage.valueBlock.valueHexView[0] ?? 0) & bit) !== 0;
}

/** What an extension says; undefined where it is not there. */
export function valueOf(extensions: Extension[], oid: string): unknown {
  return extensions.find(({ extnID }) => extnID === oid)?.parsedValue;
}

/** The root's own signature proves nothing, so its algorithm does not matter; everything below it does. */
function algorithmFault(path: Certificate[]): 'key' | null {
  const leaf = path[0];
  if (leaf && keyFault(leaf.publicKey)) return 'key';
  const signed = path.slice(0, -1).map((one) => parsedOf(one).signatureAlgorithm.algorithmId);
  return signed.every((oid) => ACCEPTED_SIGNATURES.has(oid)) ? null : 'key';
}

/** PKI.js judges names, CA flags and policies; path length and what critical extensions are understood it leaves to us. */
async function pathFault(path: Certificate[], now: Date): Promise<'policy' | null> {
  const certificates = path.map(parsedOf);
  if (certificates.slice(0, -1).some(unknownCritical) || pathTooLong(certificates)) return 'policy';
  const validation = new CertificateChainValidationEngine({
    trustedCerts: certificates.slice(-1),
    certs: certificates.slice(0, -1).reverse(), // PKI.js takes the last one as the certificate in question
    checkDate: now,
  });
  const { result } = await validation.verify({}, engine);
  return result ? null : 'policy';
}

/** PKI.js gives a value for any extension that is ASN.1, understood or not: what is understood is said here. */
function unknownCritical({ extensions }: ParsedCertificate): boolean {
  return extensions?.some(({ critical, extnID }) => critical && !UNDERSTOOD.has(extnID)) ?? false;
}

/** RFC 5280 §4.2.1.9: how many intermediates may follow a CA; the leaf does not count. */
function pathTooLong(path: ParsedCertificate[]): boolean {
  return path.some((certificate, index) => {
    const constraints = valueOf(certificate.extensions ?? [], OID_BASIC_CONSTRAINTS);
    const limit: unknown = constraints instanceof BasicConstraints ? constraints.pathLenConstraint : undefined;
    return typeof limit === 'number' && index - 1 > limit;
  });
}
