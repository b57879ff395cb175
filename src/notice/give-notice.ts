import { Injectable } from '@nestjs/common';
import { Config } from '../config/config.js';
import { ContentStore } from '../content/content.store.js';
import { Clock } from '../database/clock.js';
import { isId, newId } from '../database/identifiers.js';
import { Tx } from '../database/unit-of-work.js';
import { EventStore } from '../events/event.store.js';
import { Party, partyOf } from '../exchange/party.js';
import { RequireMandate } from '../exchange/require-mandate.js';
import { retainedUntil } from '../exchange/retention.js';
import { Transmission, TransmissionUnit } from '../exchange/transmission.js';
import { TransmissionStore } from '../exchange/transmission.store.js';
import { Caller } from '../http/caller.js';
import { notFound } from '../http/http.problems.js';
import { GivenAnswer, Idempotency, IdempotentRequest, readIdempotencyKey, StoredAnswer } from '../http/idempotency.js';
import { requestDigest } from '../sealing/request-digest.js';
import { NoticedState, officeOn, scopeOf, Side, mayGive, NoticeKind, sidesOf } from './notice.js';
import { noticeLimit, noticeOtherSide, noticeRecallInstead, noticeState } from './notice.problems.js';
import { NewNotice, NoticeStore } from './notice.store.js';
import { cellsOf, requireWhole, sideMissing } from './notice-shape.js';
import { NoticeToGive, NoticeView } from './notice.view.js';
import { SealedText, SealText } from './seal-text.js';

/** What one side may leave open on a transmission, and what it may give in all. */
const openLimit = 20;
const allLimit = 200;

type About = Transmission & { readonly unit: TransmissionUnit };

/**
 * 連絡: one side of a transmission tells the other about it, by kind and cells; what it says in words is sealed before
 * anything rests (付8 4-1, 図表126).
 */
@Injectable()
export class GiveNotice {
  constructor(
    private readonly config: Config,
    private readonly transmissions: TransmissionStore,
    private readonly requireMandate: RequireMandate,
    private readonly notices: NoticeStore,
    private readonly contents: ContentStore,
    private readonly sealText: SealText,
    private readonly events: EventStore,
    private readonly idempotency: Idempotency,
    private readonly clock: Clock,
  ) {}

  /** @throws Problem not-found, mandate-missing, one of notice.problems.ts, request-invalid, and those of Idempotency */
  async run(caller: Caller, id: string, idempotencyKey: string | undefined, sent: NoticeToGive): Promise<GivenAnswer> {
    const party = partyOf(caller);
    const now = this.clock.now();
    const key = readIdempotencyKey(idempotencyKey);
    const { about, side } = await this.find(party, id, sent, now);
    await this.requireMandate.run(party, officeOn(side, about), scopeOf(side), now);
    requireWhole(sent);
    const request = {
      clientId: party.clientId,
      key,
      operation: 'give-notice',
      fingerprint: requestDigest(this.config.contentKey, 'notice', JSON.stringify([id, sent])),
      lease: newId(),
    };
    return this.idempotency.held(request, now, retainedUntil(now, this.config), () =>
      this.give(party, about, side, sent, request, now),
    );
  }

  /** The transmission, and for which of its sides the party speaks. */
  private async find(party: Party, id: string, sent: NoticeToGive, now: Date): Promise<{ about: About; side: Side }> {
    if (!isId(id)) throw notFound();
    const asSender = await this.transmissions.findSent(party, id, now);
    const asDestination = await this.transmissions.findArrived(party, id, now);
    const about = asSender ?? asDestination;
    if (!about) throw notFound();
    const own: Side[] = [
      ...(asSender ? (['sender'] as const) : []),
      ...(asDestination ? (['destination'] as const) : []),
    ];
    const able = own.filter((side) => sidesOf(sent.kind).includes(side) && side === (sent.side ?? side));
    const [side, ...others] = able;
    if (side === undefined) throw noticeOtherSide();
    if (others.length > 0) throw sideMissing();
    if (!about.unit) throw noticeState({ members: { state: about.state } });
    return { about: { ...about, unit: about.unit }, side };
  }

  private async give(
    party: Party,
    about: About,
    side: Side,
    sent: NoticeToGive,
    request: IdempotentRequest,
    now: Date,
  ): Promise<StoredAnswer> {
    requireAllowed(sent.kind, side, party, about, now);
    const id = newId();
    const cells = cellsOf(sent.cells ?? [], about);
    const sealed = sent.text === undefined ? null : await this.sealText.run(sent.text, { id, about, side, party }, now);
    const notice: NewNotice = {
      id,
      about,
      kind: sent.kind,
      givenBy: side,
      clientId: party.clientId,
      byCarrier: party.officeNumber === null,
      cells,
      sealedFor: sealed && sealed.sealedFor,
      textUntil: sealed && retainedUntil(now, this.config),
      createdAt: now,
    };
    return this.idempotency.answering(request, async (tx) => {
      const locked = await this.notices.lock(tx, about.id, side);
      if (!locked) throw notFound();
      requireAllowed(sent.kind, side, party, locked, now);
      if (locked.open >= openLimit || locked.all >= allLimit) throw noticeLimit();
      await this.keep(tx, notice, sealed);
      return answerOf(notice);
    });
  }

  /** The event says that there was one, of which kind and about how many cells. */
  private async keep(tx: Tx, notice: NewNotice, sealed: SealedText | null): Promise<void> {
    const { id, about, kind, givenBy, clientId, cells, createdAt } = notice;
    await this.notices.insert(tx, notice);
    if (sealed) await this.contents.put(tx, id, 'sealed', Buffer.from(sealed.jwe), createdAt);
    await this.events.append(tx, {
      kind: 'notice-given',
      at: createdAt,
      clientId,
      transmissionId: about.id,
      submissionId: about.submissionId,
      sender: about.sender,
      destination: about.destination,
      data: { notice: id, kind, givenBy, cells: cells.length },
    });
  }
}

/** @throws Problem notice-recall-instead, notice-state */
function requireAllowed(kind: NoticeKind, side: Side, party: Party, about: NoticedState, now: Date): void {
  if (mayGive(kind, side, party.clientId, about, now)) return;
  const { state } = about;
  if (kind === 'withdraw-please' && state === 'available') throw noticeRecallInstead({ members: { state } });
  throw noticeState({ members: { state } });
}

function answerOf({ id, about, ...given }: NewNotice): StoredAnswer {
  const { sender, destination } = about;
  return {
    status: 201,
    headers: { location: `/v1/notices/${id}` },
    body: NoticeView.from({
      ...given,
      id,
      transmissionId: about.id,
      sender,
      destination,
      textDeletedAt: null,
      readAt: null,
      closedAt: null,
      closedBy: null,
      closing: null,
      answeredBy: null,
    }),
  };
}
