import { Injectable } from '@nestjs/common';
import { Clock } from '../../database/clock.js';
import { Caller } from '../../http/caller.js';
import { RequireMandate } from '../../exchange/require-mandate.js';
import { partyOf } from '../../exchange/party.js';
import { readPosition, writePosition } from './feed-cursor.js';
import { requireKept } from './events.problems.js';
import { EventPageView, EventsQuery, FeedEventView } from './events.view.js';
import { FeedEvent, FeedFilter, FeedStore } from './feed.store.js';
import { FeedReader, readerOf } from './reader.js';

/** Rows looked at in one statement where some of them may not be given. */
const looksAtOnce = 1_000;

/** And statements for one page: a filter that passes over more than this gives a page that is short, or empty. */
const mostLooks = 20;

export interface EventPage {
  readonly events: FeedEvent[];
  /** Where the next page begins. */
  readonly reached: string;
  readonly more: boolean;
}

/** The events of all offices of a caller, by cursor. */
@Injectable()
export class ListEvents {
  constructor(
    private readonly feed: FeedStore,
    private readonly requireMandate: RequireMandate,
    private readonly clock: Clock,
  ) {}

  /** @throws Problem request-invalid for a cursor that is none, mandate-missing for an office asked for, cursor-too-old */
  async run(caller: Caller, query: EventsQuery): Promise<EventPageView> {
    const { events, reached, more } = await this.page(caller, query);
    return { events: events.map(FeedEventView.from), next: writePosition(reached), more };
  }

  /** @throws Problem as `run` */
  async page(caller: Caller, query: EventsQuery): Promise<EventPage> {
    const filter: FeedFilter = { kinds: query.kind ?? null, offices: query.office ?? null };
    const party = partyOf(caller);
    if (query.office) await this.requireMandate.any(party, query.office, ['collect', 'send'], this.clock.now());
    if (query.after === 'latest') return { events: [], reached: (await this.feed.marks()).position, more: false };
    return this.after(readerOf(caller), filter, readPosition(query.after), query.limit);
  }

  /** @throws Problem cursor-too-old */
  async after(who: FeedReader, filter: FeedFilter, from: string, limit: number): Promise<EventPage> {
    const events: FeedEvent[] = [];
    let reached = from;
    for (let looks = 0; looks < mostLooks; looks++) {
      const read = await this.feed.read(who, filter, reached, looksAtOnce, this.clock.now());
      requireKept(reached, read.forgotten);
      events.push(...read.events);
      if (events[limit])
        return { events: events.slice(0, limit), reached: events[limit - 1]?.position ?? from, more: true };
      reached = read.reached;
      if (!read.more) return { events, reached, more: false };
      if (events.length === limit) break;
    }
    return { events, reached, more: true };
  }
}
