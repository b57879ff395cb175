import { Readable } from 'node:stream';
import { Injectable, Logger } from '@nestjs/common';
import { Caller } from '../../http/caller.js';
import { codeOf } from '../../http/error-trace.js';
import { Problem } from '../../http/problem.js';
import { CallerCertificates } from '../../identity/caller-certificates.js';
import { Waiting, Waits } from '../../queue/waits.js';
import { feedOf } from './distributor.js';
import { EventsQuery, FeedEventView } from './events.view.js';
import { requireKept, streamsTaken } from './events.problems.js';
import { readPosition, writePosition } from './feed-cursor.js';
import { FeedEvent, FeedFilter, FeedStore } from './feed.store.js';
import { ListEvents } from './list-events.js';
import { readerOf } from './reader.js';

/** So often an id without an event: no proxy takes the stream for dead, and a reader told of nothing goes on from there. */
const heartbeatMilliseconds = 15_000;

/** Then the reader begins another, with another token; it is told to do so after so long. */
const longestMilliseconds = 3_600_000;
const retryMilliseconds = 3_000;

/** Whoever does not take what was written for so long is cut off; what it did not get, it gets in another stream. */
const patienceMilliseconds = 60_000;

/** That nobody could have ended its certificate without being noticed for longer. */
const certificateMilliseconds = 60_000;

const eventsAtOnce = 100;

/** Events as they come: server-sent events (WHATWG HTML, section 9.2), each under the cursor that goes on after it. */
@Injectable()
export class StreamEvents {
  private readonly logger = new Logger('StreamEvents');

  constructor(
    private readonly listEvents: ListEvents,
    private readonly feed: FeedStore,
    private readonly waits: Waits,
    private readonly certificates: CallerCertificates,
  ) {}

  /**
   * @param lastEventId goes before `after`; with neither, from now on
   * @param onHangUp calls back when the caller hangs up
   * @throws Problem streams-taken, and as ListEvents
   */
  async run(
    caller: Caller,
    query: EventsQuery,
    lastEventId: string | undefined,
    onHangUp: (listener: () => void) => void,
  ): Promise<Readable> {
    const { clientId, reader } = readerOf(caller);
    const waiting = this.waits.begin('stream', clientId, feedOf(reader));
    if (!waiting) throw streamsTaken({ retryAfter: 30 });
    try {
      const from = await this.beginning(caller, query, lastEventId);
      onHangUp(() => waiting.leave());
      return this.streamOf(caller, query, from, waiting);
    } catch (error) {
      waiting.end();
      throw error;
    }
  }

  /** It refuses what may not be asked for, as a page would. */
  private async beginning(caller: Caller, query: EventsQuery, lastEventId: string | undefined): Promise<string> {
    const { reached } = await this.listEvents.page(caller, { ...query, after: 'latest' });
    const after = lastEventId || query.after || 'latest';
    if (after === 'latest') return reached;
    const position = readPosition(after);
    requireKept(position, (await this.feed.marks()).forgotten);
    return position;
  }

  private streamOf(caller: Caller, query: EventsQuery, from: string, waiting: Waiting): Readable {
    const lines = this.lines(caller, query, from, waiting, () => stream.destroy());
    const stream: Readable = Readable.from(lines, { objectMode: false });
    stream.once('close', () => {
      waiting.leave();
      waiting.end();
    });
    return stream;
  }

  private async *lines(
    caller: Caller,
    query: EventsQuery,
    from: string,
    waiting: Waiting,
    cutOff: () => void,
  ): AsyncGenerator<string> {
    try {
      yield `retry: ${retryMilliseconds}\n\n`;
      for await (const text of this.news(caller, query, from, waiting)) {
        const patience = setTimeout(cutOff, patienceMilliseconds);
        try {
          yield text;
        } finally {
          clearTimeout(patience);
        }
      }
    } catch (error) {
      // The stream has begun and cannot be refused any more: it ends, and whoever begins another is told why.
      if (!(error instanceof Problem)) this.logger.warn(`stream ended: ${codeOf(error)}`);
    }
  }

  private async *news(caller: Caller, query: EventsQuery, from: string, waiting: Waiting): AsyncGenerator<string> {
    const who = readerOf(caller);
    const filter: FeedFilter = { kinds: query.kind ?? null, offices: query.office ?? null };
    const begun = performance.now();
    let [reached, looked, wrote, checked] = [from, '', begun, begun];
    while (performance.now() - begun < longestMilliseconds) {
      // Nothing is new to anybody where nothing was distributed: the many who wait ask only that.
      const { position: distributed } = await this.feed.marks();
      const isNews = distributed !== looked;
      if (isNews || performance.now() - checked >= certificateMilliseconds) {
        await this.certificates.requireStillActive(caller);
        checked = performance.now();
      }
      if (isNews) {
        const page = await this.listEvents.after(who, filter, reached, eventsAtOnce);
        reached = page.reached;
        if (!page.more) looked = distributed;
        if (page.events.length > 0) {
          yield page.events.map(written).join('');
          wrote = performance.now();
        }
        if (page.more) continue;
      }
      if (!(await waiting.until(heartbeatMilliseconds))) return;
      if (performance.now() - wrote >= heartbeatMilliseconds) {
        yield `id: ${writePosition(reached)}\n\n`;
        wrote = performance.now();
      }
    }
  }
}

function written(event: FeedEvent): string {
  const data = JSON.stringify(FeedEventView.from(event));
  return `id: ${writePosition(event.position)}\nevent: ${event.kind}\ndata: ${data}\n\n`;
}
