import { Injectable } from '@nestjs/common';
import { Config } from '../config/config.js';
import { Clock } from '../database/clock.js';
import { Caller } from '../http/caller.js';
import { notFound } from '../http/http.problems.js';
import { readKeyset, textPart, timePart, writeKeyset } from '../http/keyset-cursor.js';
import { CertificateKey, CertificateListingStore, ListedCertificate } from './certificate-listing.store.js';
import { CertificatePageView, CertificatesQuery, CertificateView } from './certificate.view.js';

const thumbprintForm = /^[A-Za-z0-9_-]{43}$/;
const keyParts = [timePart, textPart(/^([A-Za-z0-9_-]{43})?$/)] as const;
const beginning: CertificateKey = [new Date(0), ''];

/** The certificates of the caller; for the operator, everybody's. */
@Injectable()
export class ListCertificates {
  constructor(
    private readonly config: Config,
    private readonly listing: CertificateListingStore,
    private readonly clock: Clock,
  ) {}

  /** @throws Problem request-invalid for a cursor that is none */
  async list(caller: Caller, query: CertificatesQuery): Promise<CertificatePageView> {
    const from = readKeyset<CertificateKey>(query.cursor, keyParts) ?? beginning;
    const own = scopeOf(caller);
    // Of another client's an office is told what it is told of a client that does not exist: that there are none.
    const isVisible = own === null || query.client === undefined || query.client === own;
    const filter = {
      clientId: own ?? query.client ?? null,
      state: query.state ?? null,
      origin: query.origin ?? null,
    };
    const read = isVisible ? await this.listing.list(filter, from, query.limit + 1, this.clock.now()) : [];
    const rows = read.slice(0, query.limit);
    const last = rows.at(-1);
    return {
      certificates: rows.map((row) => CertificateView.from(row)),
      next: writeKeyset(last ? [last.createdAt, last.thumbprint] : from),
      more: read.length > rows.length,
    };
  }

  /** @throws Problem not-found */
  async find(caller: Caller, thumbprint: string): Promise<ListedCertificate> {
    const found = thumbprintForm.test(thumbprint)
      ? await this.listing.find(thumbprint, scopeOf(caller), this.clock.now())
      : null;
    if (!found) throw notFound();
    return found;
  }

  /** @throws Problem not-found */
  async chain(caller: Caller, thumbprint: string): Promise<string> {
    const { pem, origin, chain } = await this.find(caller, thumbprint);
    return [pem, ...(origin === 'issued' ? this.config.issuingCaChain.map((one) => one.pem) : [chain])].join('');
  }
}

/** Whose certificates a caller sees: its own, or with null everybody's. */
function scopeOf({ kind, clientId }: Caller): string | null {
  return kind === 'operator' ? null : clientId;
}
