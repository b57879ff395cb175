import { ListedCertificate } from './certificate-listing.store.js';

export interface RenewalHint {
  readonly start: Date;
  readonly end: Date;
  readonly renewedBy: string | null;
  readonly explanation: 'revoked' | 'expired' | null;
}

const day = 86_400_000;
const hour = 3_600_000;

/** How long the hint may be relied upon: what RFC 9773 section 4.3 calls a recommended interval. */
export const askAgainSeconds = 6 * 3600;

type Judged = Pick<ListedCertificate, 'notBefore' | 'notAfter' | 'state' | 'revokedAt' | 'renewedBy'>;

/**
 * When to renew, in the manner of ACME Renewal Information (RFC 9773 section 4.2). The window lies in the last third of
 * the certificate's life, opens with the first notice 90 days before its end and closes 30 days before it: a month is
 * left for whatever goes wrong. For shorter lives it is the first half of the last third. Renewing is urgent when a
 * certificate was revoked; a window in the past says so.
 */
export function renewalHint({ notBefore, notAfter, state, revokedAt, renewedBy }: Judged): RenewalHint {
  if (revokedAt) {
    return { start: new Date(revokedAt.getTime() - hour), end: revokedAt, renewedBy, explanation: 'revoked' };
  }
  const third = (notAfter.getTime() - notBefore.getTime()) / 3;
  const start = new Date(notAfter.getTime() - Math.min(third, 90 * day));
  const end = new Date(notAfter.getTime() - (third > 30 * day ? 30 * day : third / 2));
  return { start, end, renewedBy, explanation: state === 'expired' ? 'expired' : null };
}
