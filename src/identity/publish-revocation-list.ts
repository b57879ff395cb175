import { Injectable } from '@nestjs/common';
import { Config } from '../config/config.js';
import { Clock } from '../database/clock.js';
import { UnitOfWork } from '../database/unit-of-work.js';
import { unavailable } from '../http/http.problems.js';
import { Authority, createRevocationList, RevokedCertificate } from '../sealing/authority.js';
import { sha256Base64url } from '../sealing/digest.js';
import { issuingAuthority } from './gateway-keys.js';
import { givenReasons } from './certificate-revocation.store.js';
import { RevocationListStore, RevokedEntry } from './revocation-list.store.js';

export interface PublishedList {
  readonly der: Buffer;
  readonly thisUpdate: Date;
}

interface KeptList extends PublishedList {
  /** Of what it holds. */
  readonly content: string;
}

/** 失効情報は10分以内: nobody who keeps to nextUpdate relies on an older list. */
const validMinutes = 10;
const remadeAfter = 5 * 60_000;
/** A stranger asks as often as he likes; the database is asked this often. */
const lookedAgainAfter = 10_000;

/**
 * The revocation list of the issuing CA (RFC 5280 section 5), as it was made last in this process: made anew when it is
 * five minutes old, or when something else is revoked than it says. Requests that come while it is made wait for it.
 */
@Injectable()
export class PublishRevocationList {
  private readonly authority: Authority | null;
  private kept: KeptList | null = null;
  private lookedAt = new Date(0);
  private looking: Promise<KeptList> | null = null;

  constructor(
    config: Config,
    private readonly store: RevocationListStore,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
  ) {
    this.authority = issuingAuthority(config);
  }

  async run(): Promise<PublishedList> {
    const now = this.clock.now();
    if (this.kept && isFresh(this.kept, now) && isYoungerThan(lookedAgainAfter, this.lookedAt, now)) {
      return this.kept;
    }
    this.looking ??= this.look(now).finally(() => (this.looking = null));
    return this.looking;
  }

  private async look(now: Date): Promise<KeptList> {
    // An entry stays until one list after the certificate's end has shown it (RFC 5280 section 3.3).
    const endingAfter = new Date(now.getTime() - validMinutes * 60_000);
    const { kept } = this;
    const isCurrent =
      kept !== null && isFresh(kept, now) && digestOf(await this.store.revoked(endingAfter)) === kept.content;
    this.kept = isCurrent ? kept : await this.make(endingAfter, now);
    this.lookedAt = now;
    return this.kept;
  }

  private async make(endingAfter: Date, now: Date): Promise<KeptList> {
    const { authority } = this;
    if (!authority) throw unavailable();
    const { number, revoked } = await this.unitOfWork.run((tx) => this.store.numbered(tx, endingAfter));
    const der = await createRevocationList(authority, { revoked: revoked.map(entryOf), number, now, validMinutes });
    return { der, thisUpdate: now, content: digestOf(revoked) };
  }
}

function isFresh({ thisUpdate }: PublishedList, now: Date): boolean {
  return isYoungerThan(remadeAfter, thisUpdate, now);
}

/** Also false when the clock was set back. */
function isYoungerThan(milliseconds: number, since: Date, now: Date): boolean {
  const age = now.getTime() - since.getTime();
  return age >= 0 && age < milliseconds;
}

function digestOf(revoked: readonly RevokedEntry[]): string {
  return sha256Base64url(JSON.stringify(revoked));
}

function entryOf({ serialNumber, revokedAt, reason }: RevokedEntry): RevokedCertificate {
  return { serialNumber, revokedAt, reason: givenReasons.find((given) => given === reason) ?? 'unspecified' };
}
