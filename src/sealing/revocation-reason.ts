/** CRLReason of RFC 5280 §5.3.1, without those that only serve delta lists and attribute certificates. */
export const REASON_CODES = {
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

const reasons = new Map<number, RevocationReason>(
  Object.entries(REASON_CODES).map(([reason, code]) => [code, reason as RevocationReason]),
);

/** What an authority gave as the reason; one that is not in the table leaves the certificate just as revoked. */
export function reasonOfCode(code: number): RevocationReason {
  return reasons.get(code) ?? 'unspecified';
}
