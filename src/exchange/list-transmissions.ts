import { Injectable } from '@nestjs/common';
import { Clock } from '../database/clock.js';
import { cutPage } from '../database/commit-order.js';
import { Caller } from '../http/caller.js';
import { requestInvalid } from '../http/http.problems.js';
import { idPart, readKeyset, textPart, writeKeyset } from '../http/keyset-cursor.js';
import { Problem } from '../http/problem.js';
import { readCursor, writeCursor } from '../http/cursor.js';
import { ListingFilter } from './listing-filter.js';
import { ListedTransmission, ListingStore } from './listing.store.js';
import { InboxQuery, listedView, ListingQuery, OutboxQuery, TransmissionPageView } from './listing.view.js';
import { Party, partyOf } from './party.js';
import { RequireMandate } from './require-mandate.js';
import { openStates, TransmissionState } from './transmission.js';
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
    const party = partyOf(caller);
    const now = this.clock.now();
    if (query.office) await this.requireMandate.all(party, query.office, 'collect', now);
    const states: readonly TransmissionState[] = query.unread === true ? ['available'] : query.state;
    const filter = { ...filterOf(query), states, counterpart: query.sender };
    if (query.order === 'sequence') return this.inImportOrder(party, now, filter, query);
    const mark = readCursor(query.cursor);
    const read = await this.listings.inbox(party, now, filter, mark, query.limit);
    const page = cutPage(read.rows, mark, read.settledBefore, query.limit);
    return { transmissions: page.rows.map(arrived), next: writeCursor(page.mark), more: page.more };
  }

  /** Of equal sequences, which come from different offices, in the order of ids. The cursor says which order it is of. */
  private async inImportOrder(
    party: Party,
    now: Date,
    filter: ListingFilter,
    { cursor, limit, office }: InboxQuery,
  ): Promise<TransmissionPageView> {
    if (party.officeNumber === null && office?.length !== 1) throw oneOfficeAtATime();
    if (!filter.states.every((state) => (openStates as readonly string[]).includes(state))) throw openOnly();
    const after = readKeyset<readonly [string, string, string]>(cursor, [
      textPart(/^sequence$/),
      textPart(/^\d{14}$/),
      idPart,
    ]);
    const read = await this.listings.inboxInImportOrder(party, now, filter, after && [after[1], after[2]], limit);
    const rows = read.slice(0, limit);
    const last = rows.at(-1)?.transmission;
    const next = last?.unit ? writeKeyset(['sequence', last.unit.sequence, last.id]) : (cursor ?? beginningOfImports);
    return { transmissions: rows.map(arrived), next, more: read.length > limit };
  }

  /** @throws Problem request-invalid for a cursor that is none, mandate-missing for an office asked for */
  async outbox(caller: Caller, query: OutboxQuery): Promise<TransmissionPageView> {
    const mark = readCursor(query.cursor);
    const party = partyOf(caller);
    const now = this.clock.now();
    if (query.office) await this.requireMandate.all(party, query.office, 'send', now);
    const filter = { ...filterOf(query), states: query.state, counterpart: query.destination };
    const read = await this.listings.outbox(party, now, filter, mark, query.limit);
    const page = cutPage(read.rows, mark, read.settledBefore, query.limit);
    return {
      transmissions: page.rows.map((row) => listedView(row, (transmission) => TransmissionView.from(transmission))),
      next: writeCursor(page.mark),
      more: page.more,
    };
  }
}

const arrived = (row: ListedTransmission) =>
  listedView(row, (transmission) => TransmissionView.forDestination(transmission));

/** Where an empty page leads: nothing has a lower sequence, nor a lower id. */
const beginningOfImports = writeKeyset(['sequence', '00000000000000', '00000000-0000-7000-8000-000000000000']);

/** What the queries of both lists have in common. */
function filterOf({ office, kind, form, month, personsMin, personsMax, deletion, current, place }: ListingQuery) {
  return { offices: office, kind, form, month, personsMin, personsMax, deletion, current, place };
}

/** What is imported needs no order any more, and a history of years has no index for it. */
function openOnly(): Problem {
  return requestInvalid({
    errors: [
      {
        parameter: 'state',
        detail: {
          ja: 'order=sequenceは未処理（available、collected）の一覧に使えます。',
          en: 'order=sequence lists what is open: available or collected.',
        },
      },
    ],
  });
}

/** Sequences of different destinations have nothing to do with each other. */
function oneOfficeAtATime(): Problem {
  return requestInvalid({
    errors: [
      {
        parameter: 'office',
        detail: {
          ja: '代行業者がorder=sequenceを使うときは、officeを1件指定してください。',
          en: 'With order=sequence a relay or network names exactly one office.',
        },
      },
    ],
  });
}
