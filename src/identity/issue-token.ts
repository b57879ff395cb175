import { Injectable } from '@nestjs/common';
import { Config } from '../config/config.js';
import { Clock } from '../database/clock.js';
import { UnitOfWork } from '../database/unit-of-work.js';
import {
  issueAccessToken,
  readClientAssertionHeader,
  TokenRefused,
  verifyClientAssertion,
} from '../sealing/access-token.js';
import { isUnicodeText } from '../http/unicode-text.js';
import { readCertificate } from '../sealing/certificate.js';
import { ActiveCertificates } from './active-certificates.js';
import { ActiveCertificate } from './certificate.store.js';
import { clientAssertionRefused, grantUnsupported } from './identity.problems.js';
import { TokenRequest } from './identity.view.js';
import { UsedTokenStore } from './used-token.store.js';

/** Members that OAuth clients look for beside the problem's own (RFC 6749 section 5.2). */
const invalidClient = { members: { error: 'invalid_client' } };

/** RFC 7523 section 3 leaves lifetime and skew to the server; these are ours. */
const maxLifetimeSeconds = 300;
const clockSkewSeconds = 30;

/** RFC 7523 section 2.2. */
const jwtBearer = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';

/**
 * Client authentication by private_key_jwt (RFC 7523) with a registered certificate, named by x5t#S256.
 * Order: header → active certificate → signature and claims → used once. The `jti` is spent only after the signature
 * was found good, so that nobody can spend another's.
 */
@Injectable()
export class IssueToken {
  constructor(
    private readonly config: Config,
    private readonly unitOfWork: UnitOfWork,
    private readonly activeCertificates: ActiveCertificates,
    private readonly usedTokens: UsedTokenStore,
    private readonly clock: Clock,
  ) {}

  /**
   * @returns an access token of at most 300 s
   * @throws Problem grant-unsupported; client-assertion-refused, whatever was wrong with the assertion
   */
  async run(request: TokenRequest): Promise<{ accessToken: string; expiresIn: number }> {
    if (request.grant_type !== 'client_credentials' || request.client_assertion_type !== jwtBearer) {
      throw grantUnsupported({ members: { error: 'unsupported_grant_type' } });
    }
    const now = this.clock.now();
    const holder = await this.authenticate(request.client_assertion, now);
    const expiresIn = this.config.accessTokenSeconds;
    const accessToken = await issueAccessToken(
      {
        clientId: holder.clientId,
        officeNumber: holder.officeNumber,
        kind: holder.kind,
        thumbprint: holder.thumbprint,
        issuer: this.config.publicUrl,
        now,
        lifetimeSeconds: expiresIn,
      },
      this.config.signingKey,
    );
    return { accessToken, expiresIn };
  }

  private async authenticate(assertion: string, now: Date): Promise<ActiveCertificate> {
    try {
      const { thumbprint } = readClientAssertionHeader(assertion);
      const holder = await this.activeCertificates.find(thumbprint);
      if (!holder) throw clientAssertionRefused(invalidClient);
      const verified = await verifyClientAssertion(assertion, readCertificate(holder.pem), {
        audience: [this.config.publicUrl, `${this.config.publicUrl}/v1/oauth/token`],
        now,
        maxLifetimeSeconds,
        clockSkewSeconds,
      });
      if (verified.clientId !== holder.clientId) throw clientAssertionRefused(invalidClient);
      if (!isUnicodeText(verified.jti)) throw clientAssertionRefused(invalidClient);
      const keepUntil = new Date(verified.expiresAt.getTime() + clockSkewSeconds * 1000);
      const first = await this.usedTokens.use(
        this.unitOfWork.autocommit,
        'assertion',
        holder.clientId,
        verified.jti,
        keepUntil,
      );
      if (!first) throw clientAssertionRefused(invalidClient);
      return holder;
    } catch (error) {
      if (error instanceof TokenRefused) throw clientAssertionRefused({ ...invalidClient, cause: error });
      throw error;
    }
  }
}
