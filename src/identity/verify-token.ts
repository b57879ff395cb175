import { Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { Config } from '../config/config.js';
import { Clock } from '../database/clock.js';
import { Caller } from '../http/caller.js';
import { authenticationRequired } from '../http/http.problems.js';
import { Problem } from '../http/problem.js';
import { AccessTokenClaims, TokenRefused, verifyAccessToken } from '../sealing/access-token.js';
import { readCertificate } from '../sealing/certificate.js';
import { ActiveCertificates } from './active-certificates.js';

/**
 * From a bearer token to the caller. The signature of a token is checked once and remembered while it lives; that its
 * certificate and client are still active is asked of the database on every request, so that a revocation holds from
 * the next request on, in every process.
 */
@Injectable()
export class VerifyToken {
  private readonly verified = new LRUCache<string, AccessTokenClaims>({ max: 20_000 });

  constructor(
    private readonly config: Config,
    private readonly activeCertificates: ActiveCertificates,
    private readonly clock: Clock,
  ) {}

  /**
   * `presented` is the certificate that the request came with, or null. A token bound to a certificate serves with that
   * one alone (RFC 8705 section 3). One that is not is a bearer token like any other: it serves over every connection,
   * also over one of another client's certificate, for instance where a vendor's cloud sends for many offices.
   * @throws Problem authentication-required
   */
  async run(token: string, presented: string | null): Promise<Caller> {
    const now = this.clock.now();
    const claims = await this.claimsOf(token, now);
    if (claims.bound && presented !== claims.thumbprint) throw invalidToken();
    const active = await this.activeCertificates.find(claims.thumbprint);
    if (active?.clientId !== claims.clientId) throw invalidToken();
    return {
      clientId: active.clientId,
      kind: active.kind,
      officeNumber: active.officeNumber,
      certificate: readCertificate(active.pem),
    };
  }

  private async claimsOf(token: string, now: Date): Promise<AccessTokenClaims> {
    const known = this.verified.get(token);
    if (known) {
      if (known.expiresAt <= now) throw invalidToken();
      return known;
    }
    try {
      const claims = await verifyAccessToken(token, {
        publicKey: this.config.signingCertificate.publicKey,
        issuer: this.config.publicUrl,
        now,
      });
      this.verified.set(token, claims);
      return claims;
    } catch (error) {
      if (error instanceof TokenRefused) throw invalidToken(error);
      throw error;
    }
  }
}

function invalidToken(cause?: unknown): Problem {
  return authenticationRequired({ bearerError: 'invalid_token', cause });
}
