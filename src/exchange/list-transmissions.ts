import { Injectable } from '@nestjs/common';
import { Clock } from '../database/clock.js';
import { cutPage } from '../database/commit-order.js';
import { Caller } from '../http/caller.js';
import { readCursor, writeCursor } from '../http/cursor.js';
import { ListingStore } from './listing.store.js';
import { InboxQuery, listedView, OutboxQuery, TransmissionPageView } from './listing.view.js';
import { partyOf } from './party.js';
import { RequireMandate } from './require-mandate.js';
import { TransmissionView } from './transmission.view.js';

/** What has arrived for an office, and what it sent: pages in commit order, complete rows, no row skipped. */
@Injectable()
export class ListTransmissions {
  constructor(
    private readonly listings: ListingStore,
    private readonly requireMandate: RequireMandate,
    private readonly clock: Clock,
  ) {}

  /** @throws Problem request-invalid for a cursor that is none, mandate-missing for an office asked for */
  async inbox(caller: Caller, query: InboxQuery): Promise<TransmissionPageView> {
    const mark = readCursor(query.cursor);
    const party = partyOf(caller);
    const now = this.clock.now();
    if (query.office) await this.requireMandate.all(party, query.office, 'collect', now);
    const { office: offices, sender, kind, form, month, state: states } = query;
    const filter = { states, offices, counterpart: sender, kind, form, month };
    const read = await this.listings.inbox(party, now, filter, mark, query.limit);
    const page = cutPage(read.rows, mark, read.settledBefore, query.limit);
    return {
      transmissions: page.rows.map((row) =>
        listedView(row, (transmission) => TransmissionView.forDestination(transmission)),
      ),
      next: writeCursor(page.mark),
      more: page.more,
    };
  }

  /** @throws Problem request-invalid for a cursor that is none, mandate-missing for an office asked for */
  async outbox(caller: Caller, query: OutboxQuery): Promise<TransmissionPageView> {
    const mark = readCursor(query.cursor);
    const party = partyOf(caller);
    const now = this.clock.now();
    if (query.office) await this.requireMandate.all(party, query.office, 'send', now);
    const { office: offices, destination, kind, form, month, state: states } = query;
    const filter = { states, offices, counterpart: destination, kind, form, month };
    const read = await this.listings.outbox(party, now, filter, mark, query.limit);
    const page = cutPage(read.rows, mark, read.settledBefore, query.limit);
    return {
      transmissions: page.rows.map((row) => listedView(row, (transmission) => TransmissionView.from(transmission))),
      next: writeCursor(page.mark),
      more: page.more,
    };
  }
}
