import { describe, expect, it } from '@jest/globals';
import { renewalHint } from './renewal-hint.js';

const day = 86_400_000;
const end = new Date('2029-02-03T00:00:00Z');
const before = (days: number) => new Date(end.getTime() - days * day);
const certificate = (days: number) => ({
  notBefore: before(days),
  notAfter: end,
  state: 'active' as const,
  revokedAt: null,
  renewedBy: null,
});

describe('The hint when to renew', () => {
  it.each([
    [825, 90, 30],
    [300, 90, 30],
    [180, 60, 30],
    [96, 32, 30],
    [90, 30, 15],
    [30, 10, 5],
    [3, 1, 0.5],
  ])('of a certificate that lives for %d days is from %d to %d days before its end', (life, from, to) => {
    expect(renewalHint(certificate(life))).toEqual({
      start: before(from),
      end: before(to),
      renewedBy: null,
      explanation: null,
    });
  });

  it('is at once, and says why, when the certificate was revoked', () => {
    const revokedAt = before(400);
    const hint = renewalHint({ ...certificate(825), state: 'revoked', revokedAt });
    expect(hint.start < hint.end && hint.end <= revokedAt).toBe(true);
    expect(hint.explanation).toBe('revoked');
  });

  it('says that the certificate has expired, when it has', () => {
    expect(renewalHint({ ...certificate(825), state: 'expired' }).explanation).toBe('expired');
  });

  it('names the certificate that takes its place', () => {
    expect(renewalHint({ ...certificate(825), renewedBy: 'x' }).renewedBy).toBe('x');
  });
});
