import { Injectable } from '@nestjs/common';
import { Clock } from '../database/clock.js';
import { isId } from '../database/identifiers.js';
import { UnitOfWork } from '../database/unit-of-work.js';
import { EventStore } from '../events/event.store.js';
import { Caller } from '../http/caller.js';
import { notFound } from '../http/http.problems.js';
import { EndStore } from './end.store.js';
import { alreadyCollected, notRecallable } from './life.problems.js';
import { isSender, Party, partyOf } from './party.js';
import { RequireMandate } from './require-mandate.js';
import { SignReceipt } from './sign-receipt.js';
import { Transmission } from './transmission.js';
import { TransmissionStore } from './transmission.store.js';

/** Why a transmission is recalled: a word of a closed list, since free text may name a person. */
export const recallReasons = ['wrong-destination', 'wrong-content', 'wrong-person', 'sent-twice', 'other'] as const;
export type RecallReason = (typeof recallReasons)[number];

/**
 * 電文取消 (付8 4-1): takes a transmission back before its first byte has left. Decided by one conditional UPDATE against
 * whoever collects at the same moment; the loser is told.
 */
@Injectable()
export class RecallTransmission {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly transmissions: TransmissionStore,
    private readonly ends: EndStore,
    private readonly requireMandate: RequireMandate,
    private readonly signReceipt: SignReceipt,
    private readonly events: EventStore,
    private readonly clock: Clock,
  ) {}

  /**
   * Repeating it is harmless: a recalled transmission stays as it is.
   * @throws Problem not-found, mandate-missing, already-collected, not-recallable
   */
  async run(caller: Caller, id: string, reason: RecallReason): Promise<Transmission> {
    const party = partyOf(caller);
    const now = this.clock.now();
    const found = await this.find(party, id, now);
    await this.requireMandate.run(party, found.sender, 'recall', now);
    const recalled = found.state === 'available' ? await this.recall(party, found, reason, now) : null;
    // Asked afresh: who collected at the same moment may have won.
    const stored = recalled ?? (await this.find(party, id, now));
    if (stored.state === 'recalled') return stored;
    if (stored.collectedAt !== null) throw alreadyCollected({ members: { state: stored.state } });
    throw notRecallable({
      members: { state: stored.state },
      ...(stored.state === 'checking' && { retryAfter: 1 }),
    });
  }

  /** Of a carrier it is enough that either mandate stands: which of them is missing is told. */
  private async find(party: Party, id: string, now: Date): Promise<Transmission> {
    if (!isId(id)) throw notFound();
    const sent =
      (await this.transmissions.findSent(party, id, now)) ??
      (await this.transmissions.findSent(party, id, now, 'recall'));
    if (!sent) throw notFound();
    return sent;
  }

  private async recall(
    party: Party,
    found: Transmission,
    reason: RecallReason,
    at: Date,
  ): Promise<Transmission | null> {
    const receipt = await this.signReceipt.ofEnd('recalled', found, at);
    const when = isSender(party, at, 'recall');
    return this.unitOfWork.run(async (tx) => {
      const ended = await this.ends.end(tx, found, { from: 'available', to: 'recalled', at, receipt, when });
      if (!ended) return null;
      const { id: transmissionId, submissionId, sender, destination } = ended;
      const event = { at, clientId: party.clientId, transmissionId, submissionId, sender, destination };
      await this.events.append(tx, { kind: 'transmission-recalled', ...event, data: { reason } });
      return ended;
    });
  }
}
