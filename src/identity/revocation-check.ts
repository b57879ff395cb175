import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Config } from '../config/config.js';
import { Clock } from '../database/clock.js';
import { codeOf } from '../http/error-trace.js';
import { Certificate } from '../sealing/certificate.js';
import { CertificateStatus, createOcspRequest, readOcspResponse } from '../sealing/ocsp.js';
import { RevocationReason } from '../sealing/revocation-reason.js';
import { revocationSources } from '../sealing/revocation-sources.js';
import { fetchRevocation } from './revocation-fetch.js';
import { RevocationLists } from './revocation-lists.js';

/** What is known of a certificate and of those above it. `unknown` is never `good`: whoever asks decides what it means. */
export type RevocationAnswer =
  | { readonly status: 'good' }
  | { readonly status: 'revoked'; readonly at: Date; readonly reason: RevocationReason }
  /** `why`: a code for every source that was tried, for the log. */
  | { readonly status: 'unknown'; readonly why: string };

const ocspLimitBytes = 64 * 1024;
/** RFC 9654 §2.1 asks for 32. */
const nonceBytes = 32;

/** Asks the authorities of other certificates than ours: OCSP where the certificate names it, or else its list. */
@Injectable()
export class RevocationCheck {
  constructor(
    private readonly config: Config,
    private readonly lists: RevocationLists,
    private readonly clock: Clock,
  ) {}

  /**
   * @param path as `verifyChain` answers it, and from nowhere else: the addresses that are called stand in its
   *   certificates, so a chain that nobody verified would let a stranger choose them. Each certificate below the root
   *   is asked of its issuer (RFC 5280 §6.1.3); the root is trusted by configuration.
   * @param silent addresses that gave no answer a moment ago and are not waited for again; those found are added
   */
  async run(path: readonly Certificate[], silent = new Set<string>()): Promise<RevocationAnswer> {
    const answers = await Promise.all(
      path.slice(0, -1).map((certificate, index) => this.ask(certificate, path[index + 1] ?? certificate, silent)),
    );
    const [own, ...above] = answers;
    if (own?.status === 'revoked') return own;
    const revoked = above.find((answer) => answer.status === 'revoked');
    if (revoked) return { ...revoked, reason: reasonFromAbove(revoked.reason) };
    return answers.find(({ status }) => status === 'unknown') ?? { status: 'good' };
  }

  private async ask(certificate: Certificate, issuer: Certificate, silent: Set<string>): Promise<RevocationAnswer> {
    const { ocsp, lists } = revocationSources(certificate);
    const tries = [
      ...ocsp.map((url) => ({ url, ask: () => this.askResponder(url, certificate, issuer) })),
      ...lists.map((url) => ({ url, ask: () => this.lookUp(url, certificate, issuer) })),
    ];
    const failures: string[] = [];
    for (const { url, ask } of tries) {
      if (silent.has(url)) continue;
      try {
        return await ask();
      } catch (error) {
        failures.push(codeOf(error));
        if (codeOf(error) === 'unreachable') silent.add(url);
      }
    }
    return { status: 'unknown', why: tries.length === 0 ? 'no source' : failures.join(', ') || 'unreachable' };
  }

  /** @throws RevocationFetchFailed, OcspResponseRefused */
  private async askResponder(url: string, certificate: Certificate, issuer: Certificate): Promise<CertificateStatus> {
    const nonce = randomBytes(nonceBytes);
    const ocspRequest = await createOcspRequest(certificate, issuer, nonce);
    const timeoutSeconds = this.config.revocationTimeoutSeconds;
    const der = await fetchRevocation(url, { ocspRequest, limitBytes: ocspLimitBytes, timeoutSeconds });
    return readOcspResponse(der, { certificate, issuer, nonce, now: this.clock.now() });
  }

  /** @throws RevocationFetchFailed, RevocationListRefused */
  private async lookUp(url: string, certificate: Certificate, issuer: Certificate): Promise<CertificateStatus> {
    const { revoked } = await this.lists.find(url, issuer);
    const entry = revoked.get(certificate.serialNumber);
    return entry ? { status: 'revoked', at: entry.revokedAt, reason: entry.reason } : { status: 'good' };
  }
}

/** What happened to an authority's key has not happened to those of its certificates. */
function reasonFromAbove(reason: RevocationReason): RevocationReason {
  return reason === 'key-compromise' ? 'ca-compromise' : reason;
}
