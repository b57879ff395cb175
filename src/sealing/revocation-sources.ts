import { CRLDistributionPoints, InfoAccess, type GeneralName } from 'pkijs';
import type { Certificate } from './certificate.js';
import { parsedOf, valueOf } from './chain.js';

/** Where a certificate says that its revocation can be asked about. */
export interface RevocationSources {
  /** OCSP responders (RFC 5280 §4.2.2.1, RFC 6960 §3.1). */
  readonly ocsp: readonly string[];
  /** Complete revocation lists of its own issuer (RFC 5280 §4.2.1.13). */
  readonly lists: readonly string[];
}

const OID_AUTHORITY_INFORMATION_ACCESS = '1.3.6.1.5.5.7.1.1';
const OID_OCSP = '1.3.6.1.5.5.7.48.1';
const OID_CRL_DISTRIBUTION_POINTS = '2.5.29.31';
/** GeneralName CHOICE [6] uniformResourceIdentifier. */
const URI = 6;
const URL_CHARS_MAX = 2_000;
/** One in reserve; a certificate that names hundreds is not asked about for minutes. */
const SOURCES_MAX = 2;

/**
 * Reads where to ask about a certificate. These addresses are the issuer's word: ask there only once the chain of the
 * certificate has been verified, or whoever makes a certificate makes us call any address.
 */
export function revocationSources(certificate: Certificate): RevocationSources {
  const extensions = parsedOf(certificate).extensions ?? [];
  const access = valueOf(extensions, OID_AUTHORITY_INFORMATION_ACCESS);
  const points = valueOf(extensions, OID_CRL_DISTRIBUTION_POINTS);
  const responders = access instanceof InfoAccess ? access.accessDescriptions : [];
  const distributionPoints = points instanceof CRLDistributionPoints ? points.distributionPoints : [];
  return {
    ocsp: webAddresses(
      responders.filter(({ accessMethod }) => accessMethod === OID_OCSP).map(({ accessLocation }) => accessLocation),
    ),
    // A list of another issuer, or for some reasons only, is not the whole answer (RFC 5280 §6.3.3 treats them apart).
    lists: webAddresses(
      distributionPoints
        .filter(({ cRLIssuer, reasons }) => !cRLIssuer && !reasons)
        .flatMap(({ distributionPoint }) => (Array.isArray(distributionPoint) ? distributionPoint : [])),
    ),
  };
}

/** http and https; directories (ldap) are left out. */
function webAddresses(names: readonly GeneralName[]): string[] {
  const addresses = names.filter(({ type }) => type === URI).map(({ value }) => String(value));
  return [...new Set(addresses)].filter(isWebAddress).slice(0, SOURCES_MAX);
}

function isWebAddress(text: string): boolean {
  const url = text.length <= URL_CHARS_MAX && URL.canParse(text) ? new URL(text) : null;
  return url !== null && ['http:', 'https:'].includes(url.protocol) && !url.username && !url.password;
}
