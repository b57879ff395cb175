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
 * Client authentication with a registered certificate: by private_key_jwt (RFC 7523), where x5t#S256 names it, or by the
 * TLS connection it was presented on (RFC 8705 section 2).
 * Order of the first: header → active certificate → signature and claims → used once. The `jti` is spent only after the
 * signature was found good, so that nobody can spend another's.
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
   * `presented` is the certificate that the request came with, or null; the token is then bound to it.
   * @returns an access token of at most 300 s
   * @throws Problem grant-unsupported; request-invalid for what belongs together and did not come together;
   *   client-assertion-refused, whatever was wrong with the assertion or the certificate
   */
  async run(request: TokenRequest, presented: string | null): Promise<{ accessToken: string; expiresIn: number }> {
    if (request.grant_type !== 'client_credentials') throw unsupported();
    const now = this.clock.now();
    const holder = await this.authenticate(request, presented, now);
    const expiresIn = this.config.accessTokenSeconds;
    const accessToken = await issueAccessToken(
      {
        clientId: holder.clientId,
        officeNumber: holder.officeNumber,
        kind: holder.kind,
        thumbprint: holder.thumbprint,
        bound: presented !== null,
        issuer: this.config.publicUrl,
        now,
        lifetimeSeconds: expiresIn,
      },
      this.config.signingKey,
    );
    return { accessToken, expiresIn };
  }

  private async authenticate(request: TokenRequest, presented: string | null, now: Date): Promise<ActiveCertificate> {
    const { client_assertion: assertion, client_assertion_type: type, client_id: clientId } = request;
    if (assertion === undefined && type === undefined) {
      if (clientId === undefined) throw missing('client_id');
      return this.byConnection(clientId, presented);
    }
    if (type === undefined) throw missing('client_assertion_type');
    if (assertion === undefined) throw missing('client_assertion');
    if (type !== jwtBearer) throw unsupported();
    try {
      return await this.byAssertion(assertion, { clientId, presented }, now);
    } catch (error) {
      if (error instanceof TokenRefused) throw clientAssertionRefused({ ...invalidClient, cause: error });
      throw error;
    }
  }

  private async byConnection(clientId: string, presented: string | null): Promise<ActiveCertificate> {
    const holder = presented === null ? null : await this.activeCertificates.find(presented);
    if (holder?.clientId !== clientId) throw clientAssertionRefused(invalidClient);
    return holder;
  }

  /** What else the request says must be of the same client (RFC 7521 section 4.2) and of the same certificate. */
  private async byAssertion(
    assertion: string,
    also: { clientId: string | undefined; presented: string | null },
    now: Date,
  ): Promise<ActiveCertificate> {
    const { thumbprint } = readClientAssertionHeader(assertion);
    if (thumbprint !== (also.presented ?? thumbprint)) throw clientAssertionRefused(invalidClient);
    const holder = await this.activeCertificates.find(thumbprint);
    if (!holder) throw clientAssertionRefused(invalidClient);
    const { clientId, jti, expiresAt } = await verifyClientAssertion(assertion, readCertificate(holder.pem), {
      audience: [this.config.publicUrl, `${this.config.publicUrl}/v1/oauth/token`],
      now,
      maxLifetimeSeconds,
      clockSkewSeconds,
    });
    if (clientId !== holder.clientId) throw clientAssertionRefused(invalidClient);
    if (clientId !== (also.clientId ?? clientId)) throw clientAssertionRefused(invalidClient);
    if (!isUnicodeText(jti)) throw clientAssertionRefused(invalidClient);
    const keepUntil = new Date(expiresAt.getTime() + clockSkewSeconds * 1000);
    const first = await this.usedTokens.use(this.unitOfWork.autocommit, 'assertion', clientId, jti, keepUntil);
    if (!first) throw clientAssertionRefused(invalidClient);
    return holder;
  }
}

function unsupported(): Problem {
  return grantUnsupported({ members: { error: 'unsupported_grant_type' } });
}

/** One of the two ways was begun and not finished, or neither was. */
function missing(parameter: keyof TokenRequest): Problem {
  return requestInvalid({
    members: { error: 'invalid_request' },
    errors: [
      {
        pointer: `/${parameter}`,
        detail: {
          ja: 'client_assertionとclient_assertion_typeの両方、又は（mTLSの場合）client_idが必要です。',
          en: 'Send client_assertion and client_assertion_type, or, with mutual TLS, client_id.',
        },
      },
    ],
  });
}
