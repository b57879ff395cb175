import { Injectable } from '@nestjs/common';
import { ContentStore } from '../content/content.store.js';
import { Clock } from '../database/clock.js';
import { isId } from '../database/identifiers.js';
import { UnitOfWork } from '../database/unit-of-work.js';
import { Party, partyOf } from '../exchange/party.js';
import { Caller } from '../http/caller.js';
import { notFound } from '../http/http.problems.js';
import { Notice } from './notice.js';
import { NoticeStore } from './notice.store.js';
import { NoticeView, NoticeWithTextView } from './notice.view.js';

/** One notice with its sealed text. That the receiving side has asked for it is what "read" means. */
@Injectable()
export class ReadNotice {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly notices: NoticeStore,
    private readonly contents: ContentStore,
    private readonly clock: Clock,
  ) {}

  /** @throws Problem not-found */
  async run(caller: Caller, id: string): Promise<NoticeWithTextView> {
    const party = partyOf(caller);
    const now = this.clock.now();
    const found = await this.find(party, id, now);
    const sealedText = await this.textOf(found.notice, party, now);
    const isReading = found.isReceiver && found.notice.readAt === null;
    if (isReading) await this.notices.read(party, id, now);
    const { notice } = isReading ? await this.find(party, id, now) : found;
    return { ...NoticeView.from(notice), sealedText };
  }

  private async find(party: Party, id: string, now: Date): Promise<{ notice: Notice; isReceiver: boolean }> {
    const found = isId(id) ? await this.notices.findFor(party, id, now) : null;
    if (!found) throw notFound();
    return found;
  }

  private async textOf(
    { id, sealedFor, textUntil }: Notice,
    { clientId }: Party,
    now: Date,
  ): Promise<Record<string, unknown> | null> {
    if (!sealedFor?.includes(clientId) || textUntil === null || textUntil <= now) return null;
    const sealed = await this.contents.get(this.unitOfWork.autocommit, id, 'sealed');
    return sealed && (JSON.parse(sealed.toString('utf8')) as Record<string, unknown>);
  }
}
