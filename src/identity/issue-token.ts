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
import { requestInvalid } from '../http/http.problems.js';
import { Problem } from '../http/problem.js';
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
 * Client authentication with a registered certificate: by mutual TLS (RFC 8705 section 2), or by private_key_jwt (RFC 7523),
 * where the assertion names it by x5t#S256. A token asked for over mutual TLS is bound to the certificate (section 3).
 * Order of an assertion: header → active certificate → signature and claims → used once. The `jti` is spent only after the signature
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
   * @param presented thumbprint of the certificate that the request came with
   * @returns an access token of at most 300 s
   * @throws Problem request-invalid for half an assertion, grant-unsupported; client-assertion-refused, whatever was wrong
   */
  async run(request: TokenRequest, presented: string | null): Promise<{ accessToken: string; expiresIn: number }> {
    const { client_assertion: assertion, client_assertion_type: type, client_id: clientId } = request;
    if ((assertion === undefined) !== (type === undefined)) throw halfAnAssertion(request);
    if (request.grant_type !== 'client_credentials' || (type !== undefined && type !== jwtBearer)) {
      throw grantUnsupported({ members: { error: 'unsupported_grant_type' } });
    }
    const now = this.clock.now();
    const holder =
      assertion === undefined ? await this.holderOf(presented) : await this.authenticate(assertion, presented, now);
    // With an assertion client_id may be left out (RFC 7521 section 4.2), with mutual TLS it may not (RFC 8705 section 2).
    if (holder.clientId !== (clientId ?? (assertion === undefined ? null : holder.clientId))) {
      throw clientAssertionRefused(invalidClient);
    }
    const expiresIn = this.config.accessTokenSeconds;
    const accessToken = await issueAccessToken(
      {
        clientId: holder.clientId,
        officeNumber: holder.officeNumber,
        kind: holder.kind,
        thumbprint: holder.thumbprint,
        isBound: presented !== null,
        issuer: this.config.publicUrl,
        now,
        lifetimeSeconds: expiresIn,
      },
      this.config.signingKey,
    );
    return { accessToken, expiresIn };
  }

  private async holderOf(thumbprint: string | null): Promise<ActiveCertificate> {
    const holder = thumbprint === null ? null : await this.activeCertificates.find(thumbprint);
    if (!holder) throw clientAssertionRefused(invalidClient);
    return holder;
  }

  private async authenticate(assertion: string, presented: string | null, now: Date): Promise<ActiveCertificate> {
    try {
      const { thumbprint } = readClientAssertionHeader(assertion);
      // One client, one certificate: a token bound to another's would serve the other.
      if (presented !== null && presented !== thumbprint) throw clientAssertionRefused(invalidClient);
      const holder = await this.holderOf(thumbprint);
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

function halfAnAssertion({ client_assertion: assertion }: TokenRequest): Problem {
  const detail = {
    ja: 'client_assertionとclient_assertion_typeは両方必要です。相互TLSではどちらも送りません。',
    en: 'client_assertion and client_assertion_type go together; with mutual TLS neither is sent.',
  };
  return requestInvalid({
    errors: [{ pointer: assertion === undefined ? '/client_assertion' : '/client_assertion_type', detail }],
  });
}
