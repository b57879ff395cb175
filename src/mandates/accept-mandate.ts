import { Injectable } from '@nestjs/common';
import { Clock } from '../database/clock.js';
import { isId } from '../database/identifiers.js';
import { Tx, UnitOfWork } from '../database/unit-of-work.js';
import { EventStore } from '../events/event.store.js';
import { Caller } from '../http/caller.js';
import { notFound, requestInvalid } from '../http/http.problems.js';
import { Problem } from '../http/problem.js';
import { Mandate } from './mandate.js';
import { mandateEvent } from './mandate-events.js';
import { MandateParty, partyOf } from './mandate-party.js';
import { mandateOtherSide, mandateState, officeActsItself } from './mandate.problems.js';
import { MandateStore } from './mandate.store.js';

/**
 * The other side accepts: from now on the mandate stands, in place of the one that stood between the two before.
 *
 * An office without a certificate cannot act here at all. It consents on paper (委任状), as it does towards the federations
 * today, and the operator accepts for it, naming where the paper is filed; never for an office that can act itself.
 */
@Injectable()
export class AcceptMandate {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly mandates: MandateStore,
    private readonly events: EventStore,
    private readonly clock: Clock,
  ) {}

  /** Repeating it changes nothing. @throws Problem not-found, mandate-other-side, office-acts-itself, mandate-state */
  run(caller: Caller, id: string, evidence: string | undefined): Promise<Mandate> {
    const party = partyOf(caller);
    if ((party.side === 'operator') !== (evidence !== undefined)) throw evidenceMisplaced();
    return this.unitOfWork.run((tx) => this.accept(tx, party, id, evidence ?? null));
  }

  private async accept(tx: Tx, party: MandateParty, id: string, evidence: string | null): Promise<Mandate> {
    const now = this.clock.now();
    const mandate = isId(id) ? await this.mandates.hold(tx, party, id) : null;
    if (!mandate) throw notFound();
    if (party.side === mandate.proposedBy) throw mandateOtherSide();
    if (mandate.state === 'active') return mandate;
    if (mandate.state !== 'proposed' || hasRunOut(mandate, now))
      throw mandateState({ members: { state: mandate.state } });
    if (party.side === 'operator') await this.refuseForOffice(tx, mandate, now);
    await this.replaceStanding(tx, party, mandate, now);
    const accepted = await this.mandates.accept(tx, id, evidence, now);
    if (!accepted) throw mandateState({ members: { state: mandate.state } });
    await this.mandates.arriveAnew(tx, accepted);
    await this.events.append(tx, mandateEvent('mandate-accepted', accepted, party, now, { evidence }));
    return accepted;
  }

  private async refuseForOffice(tx: Tx, { officeNumber, proposedBy }: Mandate, now: Date): Promise<void> {
    if (proposedBy === 'office' || (await this.mandates.canActItself(tx, officeNumber, now))) throw officeActsItself();
  }

  private async replaceStanding(tx: Tx, party: MandateParty, next: Mandate, now: Date): Promise<void> {
    const open = await this.mandates.openBetween(tx, next.officeNumber, next.carrierId);
    for (const { id, state, suspendedBy } of open.filter(({ state }) => state !== 'proposed')) {
      // Nobody lifts another's doubt, not even the two together, nor loses what stands for what is to come.
      const isDoubted = suspendedBy.some((side) => side !== next.proposedBy && side !== party.side);
      if (isDoubted || next.validFrom > now) throw mandateState({ members: { state, mandate: id } });
      const revoked = await this.mandates.end(tx, id, 'revoked', now);
      if (revoked)
        await this.events.append(tx, mandateEvent('mandate-revoked', revoked, party, now, { replacedBy: next.id }));
    }
  }
}

function hasRunOut({ validUntil }: Mandate, now: Date): boolean {
  return validUntil !== null && validUntil <= now;
}

function evidenceMisplaced(): Problem {
  return requestInvalid({
    errors: [
      {
        pointer: '/evidence',
        detail: {
          ja: '運用者が書面により承諾するときだけ、必ず指定してください。',
          en: 'Required of the operator, who accepts by a document, and of nobody else.',
        },
      },
    ],
  });
}
