import { Injectable } from '@nestjs/common';
import { Clock } from '../database/clock.js';
import { isId } from '../database/identifiers.js';
import { UnitOfWork } from '../database/unit-of-work.js';
import { EventStore } from '../events/event.store.js';
import { Party, partyOf } from '../exchange/party.js';
import { RequireMandate } from '../exchange/require-mandate.js';
import { Caller } from '../http/caller.js';
import { notFound } from '../http/http.problems.js';
import { Closing, Notice, officeOn, otherSide, scopeOf, Side } from './notice.js';
import { NoticeStore } from './notice.store.js';
import { NoticeView } from './notice.view.js';

/**
 * Settles a notice that no transmission answers: what was sent by mistake is not imported, a remark is taken note of, a
 * resend is not needed any more. Either side may, since either may be the one that knows.
 */
@Injectable()
export class CloseNotice {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly notices: NoticeStore,
    private readonly requireMandate: RequireMandate,
    private readonly events: EventStore,
    private readonly clock: Clock,
  ) {}

  /** Repeating it is harmless: the first closing stays. @throws Problem not-found, mandate-missing */
  async run(caller: Caller, id: string, reason: Closing): Promise<NoticeView> {
    const party = partyOf(caller);
    const now = this.clock.now();
    const { notice, isReceiver } = await this.find(party, id, now);
    const side = isReceiver ? otherSide(notice.givenBy) : notice.givenBy;
    await this.requireMandate.run(party, officeOn(side, notice), scopeOf(side), now);
    await this.close(party, notice, side, reason, now);
    return NoticeView.from((await this.find(party, id, now)).notice);
  }

  private async find(party: Party, id: string, now: Date): Promise<{ notice: Notice; isReceiver: boolean }> {
    const found = isId(id) ? await this.notices.findFor(party, id, now) : null;
    if (!found) throw notFound();
    return found;
  }

  private async close({ clientId }: Party, notice: Notice, by: Side, reason: Closing, at: Date): Promise<void> {
    const { id, transmissionId, kind, sender, destination } = notice;
    await this.unitOfWork.run(async (tx) => {
      if (!(await this.notices.close(tx, id, by, reason, at))) return;
      const data = { notice: id, kind, closedBy: by, reason };
      await this.events.append(tx, { kind: 'notice-closed', at, clientId, transmissionId, sender, destination, data });
    });
  }
}
