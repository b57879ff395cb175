import { Injectable } from '@nestjs/common';
import { Caller } from '../http/caller.js';
import { matchesWeakly, weakEntityTagOf } from '../http/conditional.js';
import { preferredWait } from '../http/preference.js';
import { CallerCertificates } from '../identity/caller-certificates.js';
import { Waiting } from '../queue/waits.js';
import { Arrivals } from './arrivals.js';
import { InboxQuery, rowsOf, TransmissionPageView } from './listing.view.js';
import { ListTransmissions } from './list-transmissions.js';
import { partyOf } from './party.js';

export interface WaitOptions {
  /** The header Prefer as it came. */
  readonly prefer: string | undefined;
  readonly ifNoneMatch: string | undefined;
  /** Calls back when the caller hangs up. */
  readonly onHangUp: (listener: () => void) => void;
}

export interface AwaitedPage {
  readonly page: TransmissionPageView;
  /** What was granted of the preference; null when nothing was asked or granted. */
  readonly applied: string | null;
}

/**
 * The inbox at once, or as soon as there is something new in it: rows where the page would be empty, or another page than
 * the caller has (If-None-Match). No connection to the database is held meanwhile.
 */
@Injectable()
export class AwaitInbox {
  constructor(
    private readonly listTransmissions: ListTransmissions,
    private readonly arrivals: Arrivals,
    private readonly certificates: CallerCertificates,
  ) {}

  /** @throws Problem as ListTransmissions.inbox, and authentication-required when the certificate ended meanwhile */
  async run(caller: Caller, query: InboxQuery, { prefer, ifNoneMatch, onHangUp }: WaitOptions): Promise<AwaitedPage> {
    const seconds = preferredWait(prefer);
    const waiting = seconds === null ? null : this.arrivals.begin(partyOf(caller));
    if (seconds === null || !waiting) return { page: await this.listTransmissions.inbox(caller, query), applied: null };
    try {
      onHangUp(() => waiting.leave());
      return { page: await this.wait(caller, query, ifNoneMatch, waiting, seconds), applied: `wait=${seconds}` };
    } finally {
      waiting.end();
    }
  }

  private async wait(
    caller: Caller,
    query: InboxQuery,
    ifNoneMatch: string | undefined,
    waiting: Waiting,
    seconds: number,
  ): Promise<TransmissionPageView> {
    const until = performance.now() + seconds * 1000;
    for (;;) {
      const page = await this.listTransmissions.inbox(caller, query);
      const isNews =
        ifNoneMatch === undefined
          ? page.transmissions.length > 0
          : !matchesWeakly(ifNoneMatch, weakEntityTagOf(rowsOf(page)));
      const left = until - performance.now();
      if (isNews || left <= 0 || !(await waiting.until(left))) return page;
      await this.certificates.requireStillActive(caller);
    }
  }
}
