import { X509Certificate } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import { ChainResult, verifyChain } from '../sealing/authority.js';
import { Certificate, isWithinValidity } from '../sealing/certificate.js';
import { readStatementHeader, StatementRefused, StatementType, verifyStatement } from '../sealing/statement.js';
import { EvidenceRefused, EvidenceSubject } from './evidence-refused.js';

/** What a statement says, by whom; its signature and its signer's chain have been verified. */
export interface Believed<T> {
  readonly content: T;
  readonly signer: Certificate;
}

const CLIENT_AUTHENTICATION = '1.3.6.1.5.5.7.3.2';

/** Reading a certificate anew costs as much as a signature, and receipts come with the same one every time. */
const gatewayCertificates = new WeakMap<Certificate, boolean>();

/**
 * Decides which signatures to believe: those of certificates that lead to the root pinned at enrolment. Revocation is
 * judged by the gateway when it accepts, and its signed receipt says that it did.
 */
export class Trust {
  private readonly trusted = new LRUCache<string, true>({ max: 10_000 });
  /** Of other authorities: the gateway's present ones were asked for, and lead nowhere either. */
  private readonly foreign = new LRUCache<string, true>({ max: 10_000 });
  private readonly intermediates: Map<string, Certificate>;

  /**
   * @param intermediates known from the enrolment
   * @param moreIntermediates the gateway's present ones: a new issuing authority under the same root is no stranger
   */
  constructor(
    readonly root: Certificate,
    intermediates: readonly Certificate[],
    private readonly moreIntermediates: () => Promise<readonly Certificate[]> = () => Promise.resolve([]),
  ) {
    this.intermediates = new Map(intermediates.map((one) => [one.thumbprint, one]));
  }

  /** Reads a statement that is believed as of the moment its content names. Throws EvidenceRefused. */
  async believe<T>(
    subject: EvidenceSubject,
    type: StatementType,
    jws: string,
    read: (payload: unknown) => T,
    momentOf: (content: T) => Date,
  ): Promise<Believed<T>> {
    const { content, signer } = await this.open(subject, type, jws, read);
    await this.requireChain(subject, signer, momentOf(content));
    return { content, signer };
  }

  /**
   * Reads a statement of anybody's: its signature is verified, and whether its signer leads to the root is told. Offices may
   * sign with certificates of other authorities that the gateway takes; only the gateway can vouch for those. Throws
   * EvidenceRefused, also for one of the gateway's own that had run out or was not meant for this.
   */
  async read<T>(
    subject: EvidenceSubject,
    type: StatementType,
    jws: string,
    read: (payload: unknown) => T,
    momentOf: (content: T) => Date,
  ): Promise<Believed<T> & { readonly isForeign: boolean }> {
    const { content, signer } = await this.open(subject, type, jws, read);
    const isForeign = await this.isForeign(signer, momentOf(content));
    if (!isForeign) await this.requireChain(subject, signer, momentOf(content));
    return { content, signer, isForeign };
  }

  /** Whether no path of signatures leads from the certificate to the root. */
  private async isForeign(certificate: Certificate, at: Date): Promise<boolean> {
    if (this.trusted.has(certificate.thumbprint)) return false;
    const verdict = await this.judge(certificate, at);
    if (verdict.ok || verdict.reason !== 'untrusted') return false;
    if (this.foreign.has(certificate.thumbprint)) return true;
    await this.learnIntermediates();
    const again = await this.judge(certificate, at);
    if (again.ok || again.reason !== 'untrusted') return false;
    this.foreign.set(certificate.thumbprint, true);
    return true;
  }

  /** Throws EvidenceRefused unless the certificate leads to the root at that moment. */
  async requireChain(subject: EvidenceSubject, certificate: Certificate, at: Date): Promise<void> {
    // The path was judged before; our authorities issue nothing that outlives them, so the leaf's own time decides.
    if (this.trusted.has(certificate.thumbprint) && isWithinValidity(certificate, at)) return;
    let verdict = await this.judge(certificate, at);
    if (!verdict.ok && verdict.reason === 'untrusted') {
      await this.learnIntermediates();
      verdict = await this.judge(certificate, at);
    }
    if (!verdict.ok) throw new EvidenceRefused(subject, 'untrusted');
    this.trusted.set(certificate.thumbprint, true);
  }

  private async open<T>(
    subject: EvidenceSubject,
    type: StatementType,
    jws: string,
    read: (payload: unknown) => T,
  ): Promise<Believed<T>> {
    try {
      const { certificate } = readStatementHeader(jws, type);
      return { content: read(await verifyStatement(jws, type, certificate)), signer: certificate };
    } catch (cause) {
      if (cause instanceof StatementRefused) throw new EvidenceRefused(subject, 'invalid', { cause });
      throw cause;
    }
  }

  private judge(certificate: Certificate, at: Date): Promise<ChainResult> {
    return verifyChain(certificate, { roots: [this.root], intermediates: [...this.intermediates.values()] }, at);
  }

  /** They need no trust of their own: only a path of signatures to the root counts. */
  private async learnIntermediates(): Promise<void> {
    for (const one of await this.moreIntermediates()) this.intermediates.set(one.thumbprint, one);
  }
}

/**
 * Whether a certificate is the gateway's rather than a client's. Both lead to the same root, and only a client's may
 * authenticate clients (RFC 5280 §4.2.1.12): without this, any client could sign receipts.
 */
export function isGatewayCertificate(certificate: Certificate): boolean {
  let answer = gatewayCertificates.get(certificate);
  if (answer === undefined) {
    const purposes = new X509Certificate(certificate.der).keyUsage as string[] | undefined;
    answer = certificate.officeNumber === null && !purposes?.includes(CLIENT_AUTHENTICATION);
    gatewayCertificates.set(certificate, answer);
  }
  return answer;
}
