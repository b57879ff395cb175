import { Injectable } from '@nestjs/common';
import { Clock } from '../database/clock.js';
import { cutPage } from '../database/commit-order.js';
import { isId } from '../database/identifiers.js';
import { partyOf } from '../exchange/party.js';
import { RequireMandate } from '../exchange/require-mandate.js';
import { TransmissionStore } from '../exchange/transmission.store.js';
import { Caller } from '../http/caller.js';
import { readCursor, writeCursor } from '../http/cursor.js';
import { notFound } from '../http/http.problems.js';
import { NoticeStore } from './notice.store.js';
import { NoticePageView, NoticeQuery, NoticesView, NoticeView } from './notice.view.js';

/** Notices received and given, and those of one transmission: complete rows in commit order, without their texts. */
@Injectable()
export class ListNotices {
  constructor(
    private readonly notices: NoticeStore,
    private readonly transmissions: TransmissionStore,
    private readonly requireMandate: RequireMandate,
    private readonly clock: Clock,
  ) {}

  /** @throws Problem request-invalid for a cursor that is none, mandate-missing for an office asked for */
  async run(caller: Caller, query: NoticeQuery): Promise<NoticePageView> {
    const mark = readCursor(query.cursor);
    const party = partyOf(caller);
    const now = this.clock.now();
    const { direction, state, kind, office: offices, limit } = query;
    if (offices) await this.requireMandate.any(party, offices, ['collect', 'send'], now);
    const read = await this.notices.list(party, now, { direction, state, kind, offices }, mark, limit);
    const page = cutPage(read.rows, mark, read.settledBefore, limit);
    return {
      notices: page.rows.map((row) => NoticeView.from(row)),
      next: writeCursor(page.mark),
      more: page.more,
    };
  }

  /** Of both sides. @throws Problem not-found */
  async ofTransmission(caller: Caller, id: string): Promise<NoticesView> {
    const found = isId(id) ? await this.transmissions.findFor(partyOf(caller), id, this.clock.now()) : null;
    if (!found) throw notFound();
    return { notices: (await this.notices.ofTransmission(id)).map((notice) => NoticeView.from(notice)) };
  }
}
