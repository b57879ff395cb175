import { Injectable } from '@nestjs/common';
import { cutPage } from '../database/commit-order.js';
import { OfficeCaller } from '../http/caller.js';
import { readCursor, writeCursor } from '../http/cursor.js';
import { ListingStore } from './listing.store.js';
import { InboxQuery, listedView, OutboxQuery, TransmissionPageView } from './listing.view.js';
import { TransmissionView } from './transmission.view.js';

/** What has arrived for an office, and what it sent: pages in commit order, complete rows, no row skipped. */
@Injectable()
export class ListTransmissions {
  constructor(private readonly listings: ListingStore) {}

  /** @throws Problem request-invalid for a cursor that is none */
  async inbox(caller: OfficeCaller, query: InboxQuery): Promise<TransmissionPageView> {
    const mark = readCursor(query.cursor);
    const { sender, kind, form, month, state: states } = query;
    const filter = { states, counterpart: sender, kind, form, month };
    const read = await this.listings.inbox(caller.officeNumber, filter, mark, query.limit);
    const page = cutPage(read.rows, mark, read.settledBefore, query.limit);
    return {
      transmissions: page.rows.map((row) =>
        listedView(row, (transmission) => TransmissionView.forDestination(transmission)),
      ),
      next: writeCursor(page.mark),
      more: page.more,
    };
  }

  /** @throws Problem request-invalid for a cursor that is none */
  async outbox(caller: OfficeCaller, query: OutboxQuery): Promise<TransmissionPageView> {
    const mark = readCursor(query.cursor);
    const { destination, kind, form, month, state: states } = query;
    const filter = { states, counterpart: destination, kind, form, month };
    const read = await this.listings.outbox(caller.officeNumber, filter, mark, query.limit);
    const page = cutPage(read.rows, mark, read.settledBefore, query.limit);
    return {
      transmissions: page.rows.map((row) => listedView(row, (transmission) => TransmissionView.from(transmission))),
      next: writeCursor(page.mark),
      more: page.more,
    };
  }
}
