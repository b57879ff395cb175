import { Injectable } from '@nestjs/common';
import { Config } from '../config/config.js';
import { Clock } from '../database/clock.js';
import { newId } from '../database/identifiers.js';
import { Tx } from '../database/unit-of-work.js';
import { Caller } from '../http/caller.js';
import { GivenAnswer, Idempotency, readIdempotencyKey } from '../http/idempotency.js';
import { CertificationRequest } from '../sealing/certification-request.js';
import { sha256Base64url } from '../sealing/digest.js';
import { readRenewal, Renewal } from '../sealing/renewal.js';
import { readStatementHeader, StatementRefused, StatementType, verifyStatement } from '../sealing/statement.js';
import { CallerCertificates } from './caller-certificates.js';
import { CertificateBound } from './certificate-bound.js';
import { renewalRefused } from './certificate.problems.js';
import { CertificateStore } from './certificate.store.js';
import { ClientStore } from './client.store.js';
import { EnrolmentView } from './identity.view.js';
import { IssueClientCertificate, IssuedCertificate, readRequest } from './issue-client-certificate.js';
import { UsedTokenStore } from './used-token.store.js';

/** Clocks of two machines may differ by this much, and a request may be on its way as long. */
const skewSeconds = 300;

/** How long a repeated renewal is recognised. */
const answerKeptDays = 1;

interface SignedRenewal extends Renewal {
  readonly signedBy: string;
}

/**
 * A statement signed with an active certificate becomes the next one. The old one stays active, so that nothing that was
 * sealed for it is lost; each has one successor, so that a second one asked for with a stolen key shows.
 */
@Injectable()
export class RenewCertificate {
  constructor(
    private readonly config: Config,
    private readonly callerCertificates: CallerCertificates,
    private readonly clients: ClientStore,
    private readonly certificates: CertificateStore,
    private readonly bound: CertificateBound,
    private readonly issue: IssueClientCertificate,
    private readonly usedTokens: UsedTokenStore,
    private readonly idempotency: Idempotency,
    private readonly clock: Clock,
  ) {}

  /**
   * @throws Problem renewal-refused, certification-request-refused, too-many-certificates, key-compromised, key-used, and
   *   those of Idempotency
   */
  async run(caller: Caller, idempotencyKey: string | undefined, statement: string): Promise<GivenAnswer> {
    const key = readIdempotencyKey(idempotencyKey);
    // Before the transaction, which would otherwise wait for a second connection while it holds one.
    const renewal = await this.verify(caller, statement);
    const certificationRequest = await readRequest(renewal.certificationRequest);
    const now = this.clock.now();
    const request = {
      clientId: caller.clientId,
      key,
      operation: 'renew-certificate',
      lease: newId(),
      fingerprint: sha256Base64url(statement),
    };
    return this.idempotency.once(request, now, new Date(now.getTime() + answerKeptDays * 86_400_000), async (tx) => {
      const issued = await this.renew(tx, renewal, certificationRequest, now);
      const location = `/v1/certificates/${issued.certificate.thumbprint}`;
      return { status: 201, headers: { location }, body: EnrolmentView.from(issued) };
    });
  }

  /** Order: header → active certificate of the caller → signature → shape → audience → client. */
  private async verify(caller: Caller, statement: string): Promise<SignedRenewal> {
    const type: StatementType = 'careplan-renewal+jws';
    try {
      const { thumbprint } = readStatementHeader(statement, type);
      const certificate = await this.callerCertificates.find(caller, thumbprint);
      if (!certificate) throw refused('certificate');
      const renewal = readRenewal(await verifyStatement(statement, type, certificate));
      if (renewal.aud !== this.config.publicUrl) throw refused('audience');
      if (renewal.client !== caller.clientId) throw refused('client');
      return { ...renewal, signedBy: thumbprint };
    } catch (error) {
      if (error instanceof StatementRefused) throw refused(reasonOf(error), error);
      throw error;
    }
  }

  private async renew(
    tx: Tx,
    renewal: SignedRenewal,
    request: CertificationRequest,
    now: Date,
  ): Promise<IssuedCertificate> {
    // A repeat is answered before it comes to this, however late it is.
    if (Math.abs(now.getTime() / 1000 - renewal.iat) > skewSeconds) throw refused('time');
    await this.bound.refuseRenewal(tx, renewal.client, now);
    const client = await this.clients.find(tx, renewal.client);
    const replayableUntil = new Date((renewal.iat + 2 * skewSeconds) * 1000);
    if (!(await this.usedTokens.use(tx, 'renewal', renewal.client, renewal.jti, replayableUntil))) {
      throw refused('replayed');
    }
    if (!client) throw refused('certificate');
    const issued = await this.issue.run(tx, client, request, renewal.signedBy, now);
    // Revoked, or renewed by another terminal, just now?
    const renewed = await this.certificates.lockActive(tx, renewal.signedBy, now);
    if (!renewed) throw refused('certificate');
    if (renewed.isReplaced) throw refused('already-renewed');
    await this.certificates.noteSuccessor(tx, renewal.signedBy, issued.certificate.thumbprint);
    return issued;
  }
}

type Reason =
  | 'certificate'
  | 'signature'
  | 'shape'
  | 'type'
  | 'too-large'
  | 'audience'
  | 'client'
  | 'time'
  | 'replayed'
  | 'already-renewed';

function refused(reason: Reason, cause?: unknown): Error {
  return renewalRefused({ members: { reason }, cause });
}

/** What failed inside the cryptography is one answer. */
function reasonOf({ code }: StatementRefused): Reason {
  return code === 'shape' || code === 'type' || code === 'too-large' ? code : 'signature';
}
