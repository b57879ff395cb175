import { Injectable } from '@nestjs/common';
import { Config } from '../config/config.js';
import { Clock } from '../database/clock.js';
import { Tx, UnitOfWork } from '../database/unit-of-work.js';
import { EventStore } from '../events/event.store.js';
import { Problem } from '../http/problem.js';
import { Certificate, readCertificates } from '../sealing/certificate.js';
import { ChainFault, verifyChain } from '../sealing/chain.js';
import { keyDigest } from '../sealing/key-digest.js';
import { keyFault } from '../sealing/key-policy.js';
import { readRegistration, Registration } from '../sealing/registration.js';
import { readStatementChain, StatementRefused, verifyStatement } from '../sealing/statement.js';
import { CertificateBound } from './certificate-bound.js';
import { Client } from './client.entity.js';
import { ClientStore } from './client.store.js';
import { hashOfCode } from './enrolment-code.js';
import { existingCertificateRefused, existingCertificatesNotTaken } from './existing-certificate.problems.js';
import { enrolmentCodeRefused } from './identity.problems.js';
import { KeyRecords } from './key-records.js';
import { RegisteredCertificateStore } from './registered-certificate.store.js';
import { RevocationAnswer, RevocationCheck } from './revocation-check.js';

/** Between the clock of whoever signs and ours. */
const clockSkewSeconds = 300;

const type = 'careplan-registration+jws';

/** What was found good, before anything is written. */
interface Checked {
  /** The certificate first, the trusted root last. */
  readonly path: readonly Certificate[];
  readonly revocation: 'good' | 'unknown';
}

export interface RegisteredCertificate {
  readonly client: Client;
  readonly certificate: Certificate;
  /** PEM of those above it, root last. */
  readonly chain: string[];
}

/**
 * An office goes on using a certificate that it holds already (電子請求証明書の流用): the signature proves its key, the
 * one-time code names the client, the chain and the authority's own word say that it is good.
 * Order: statement → key → signature → time → audience → code → chain → revocation → key records. No address that a
 * certificate names is called before its chain was verified and a good code was shown.
 */
@Injectable()
export class RegisterExisting {
  constructor(
    private readonly config: Config,
    private readonly unitOfWork: UnitOfWork,
    private readonly clients: ClientStore,
    private readonly certificates: RegisteredCertificateStore,
    private readonly keys: KeyRecords,
    private readonly bound: CertificateBound,
    private readonly revocation: RevocationCheck,
    private readonly events: EventStore,
    private readonly clock: Clock,
  ) {}

  /**
   * @throws Problem existing-certificates-not-taken, existing-certificate-refused, enrolment-code-refused,
   *   key-compromised, key-used, too-many-certificates
   */
  async run(code: string, jws: string): Promise<RegisteredCertificate> {
    if (this.config.trustedAuthorities.roots.length === 0) throw existingCertificatesNotTaken();
    const codeHash = hashOfCode(code);
    const claimed = await readStatement(jws);
    this.requireForHere(claimed.registration, codeHash);
    const now = this.clock.now();
    const known = await this.clients.findByCode(this.unitOfWork.autocommit, codeHash, now);
    if (!known) return this.registeredBefore(codeHash, claimed.chain, now);
    if (known.state !== 'active') throw enrolmentCodeRefused();
    const checked = await this.check(claimed.chain, now);
    return this.unitOfWork.run(async (tx) => {
      const client = await this.clients.spendCode(tx, codeHash, now);
      if (client?.state !== 'active') throw enrolmentCodeRefused();
      const registered = await this.register(tx, client, checked, now);
      await this.clients.noteIssued(tx, codeHash, registered.certificate.thumbprint);
      return registered;
    });
  }

  /** Whoever lost the answer asks again with the same code and certificate, and is told the same. */
  private async registeredBefore(
    codeHash: string,
    [certificate]: readonly Certificate[],
    now: Date,
  ): Promise<RegisteredCertificate> {
    const tx = this.unitOfWork.autocommit;
    const before = certificate && (await this.certificates.findByCode(tx, codeHash, certificate.thumbprint, now));
    const client = before && (await this.clients.find(tx, before.clientId));
    if (!client) throw enrolmentCodeRefused();
    return { client, certificate, chain: readCertificates(before.chain).map(({ pem }) => pem) };
  }

  private requireForHere({ iat, aud, codeSha256 }: Registration, codeHash: string): void {
    if (Math.abs(iat - this.clock.now().getTime() / 1000) > clockSkewSeconds) throw refused('time');
    if (aud !== this.config.publicUrl) throw refused('audience');
    if (codeSha256 !== codeHash) throw refused('code-mismatch');
  }

  private async check([certificate, ...above]: readonly Certificate[], now: Date): Promise<Checked> {
    if (!certificate) throw refused('signature');
    const { roots, intermediates } = this.config.trustedAuthorities;
    const verdict = await verifyChain(certificate, { roots, intermediates: [...intermediates, ...above] }, now);
    if (!verdict.ok) throw refused(chainReasons[verdict.reason]);
    const answer = await this.revocation.run(verdict.path);
    return { path: verdict.path, revocation: this.decide(answer) };
  }

  /** Nothing known is not "good": what it means is the operator's decision (REVOCATION_UNKNOWN). */
  private decide(answer: RevocationAnswer): 'good' | 'unknown' {
    if (answer.status === 'revoked') throw refused('revoked');
    if (answer.status === 'unknown' && this.config.revocationUnknown === 'refuse') throw refused('revocation-unknown');
    return answer.status;
  }

  private async register(
    tx: Tx,
    client: Client,
    { path, revocation }: Checked,
    now: Date,
  ): Promise<RegisteredCertificate> {
    const [certificate, ...issuers] = path as [Certificate, ...Certificate[]];
    const { thumbprint } = certificate;
    const keySha256 = keyDigest(certificate.publicKey);
    await this.bound.refuseOneMore(tx, client.id, now);
    await this.keys.refuseBadKey(tx, keySha256, client.id);
    // Under the lock of the key, so that nobody registers it in between.
    if (await this.certificates.isKnown(tx, thumbprint)) throw refused('registered');
    const chain = issuers.map(({ pem }) => pem);
    await this.certificates.insert(tx, {
      thumbprint,
      clientId: client.id,
      serialNumber: certificate.serialNumber,
      pem: certificate.pem,
      keySha256,
      chain: chain.join(''),
      origin: 'registered',
      notBefore: certificate.notBefore,
      notAfter: certificate.notAfter,
      createdAt: now,
      revokedAt: null,
      revocationReason: null,
      renewedBy: null,
      expiryNotice: null,
      revocationStatus: revocation,
      revocationCheckedAt: now,
    });
    await this.events.append(tx, {
      kind: 'certificate-registered',
      at: now,
      clientId: client.id,
      subjectClientId: client.id,
      data: { thumbprint, issuer: issuers[0]?.commonName ?? '', revocation },
    });
    return { client, certificate, chain };
  }
}

const chainReasons: Record<ChainFault, string> = {
  untrusted: 'chain',
  expired: 'validity',
  'not-yet-valid': 'validity',
  usage: 'usage',
  key: 'key',
  policy: 'policy',
};

/** The statement and the certificates with it; that its signature is the first one's proves possession, no more. */
async function readStatement(jws: string): Promise<{ chain: Certificate[]; registration: Registration }> {
  try {
    const chain = readStatementChain(jws, type);
    const [certificate] = chain;
    if (!certificate) throw refused('signature');
    if (keyFault(certificate.publicKey)) throw refused('key');
    return { chain, registration: readRegistration(await verifyStatement(jws, type, certificate)) };
  } catch (error) {
    if (!(error instanceof StatementRefused)) throw error;
    const isTold = error.code === 'shape' || error.code === 'type';
    throw refused(isTold ? error.code : 'signature', error);
  }
}

function refused(reason: string, cause?: unknown): Problem {
  return existingCertificateRefused({ members: { reason }, cause });
}
