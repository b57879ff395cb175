import { Injectable } from '@nestjs/common';
import { Caller } from '../../http/caller.js';
import { preferredWait } from '../../http/preference.js';
import { CallerCertificates } from '../../identity/caller-certificates.js';
import { Waits } from '../../queue/waits.js';
import { feedOf } from './distributor.js';
import { EventPageView, EventsQuery } from './events.view.js';
import { ListEvents } from './list-events.js';
import { readerOf } from './reader.js';

/** Events at once, or as soon as there are any. No connection to the database is held meanwhile. */
@Injectable()
export class AwaitEvents {
  constructor(
    private readonly listEvents: ListEvents,
    private readonly waits: Waits,
    private readonly certificates: CallerCertificates,
  ) {}

  /**
   * @param onHangUp calls back when the caller hangs up
   * @throws Problem as ListEvents, and authentication-required when the certificate ended meanwhile
   */
  async run(
    caller: Caller,
    query: EventsQuery,
    prefer: string | undefined,
    onHangUp: (listener: () => void) => void,
  ): Promise<{ page: EventPageView; applied: string | null }> {
    const seconds = preferredWait(prefer);
    const { clientId, reader } = readerOf(caller);
    const waiting = seconds === null ? null : this.waits.begin('request', clientId, feedOf(reader));
    if (seconds === null || !waiting) return { page: await this.listEvents.run(caller, query), applied: null };
    const applied = `wait=${seconds}`;
    const until = performance.now() + seconds * 1000;
    try {
      onHangUp(() => waiting.leave());
      let asked = query;
      for (;;) {
        const page = await this.listEvents.run(caller, asked);
        const left = until - performance.now();
        if (page.events.length > 0 || page.more || left <= 0 || !(await waiting.until(left))) return { page, applied };
        // What was passed over is not looked at again.
        asked = { ...query, after: page.next };
        await this.certificates.requireStillActive(caller);
      }
    } finally {
      waiting.end();
    }
  }
}
