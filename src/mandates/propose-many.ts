import { Injectable } from '@nestjs/common';
import { Clock } from '../database/clock.js';
import { newId } from '../database/identifiers.js';
import { Tx, UnitOfWork } from '../database/unit-of-work.js';
import { officeTwice, repeatedNumbers } from '../directory/directory.problems.js';
import { EventStore } from '../events/event.store.js';
import { Caller } from '../http/caller.js';
import { Mandate } from './mandate.js';
import { mandateEvent } from './mandate-events.js';
import { partyOf } from './mandate-party.js';
import { MandateStore, MandateTerms } from './mandate.store.js';
import { MemberProposal } from './mandate.view.js';
import { readTerms } from './terms.js';

/** `unchanged`: the very same terms are proposed or agreed already. `open`: others are proposed, and wait. */
export type ProposalOutcome = 'proposed' | 'unchanged' | 'open' | 'office-unknown';

export interface Proposed {
  readonly officeNumber: string;
  readonly outcome: ProposalOutcome;
  readonly mandate: Mandate | null;
}

/**
 * A carrier proposes to many offices at once: how a network registers its member offices (付8 7-1), and a relay its
 * customers. Each office stands for itself; what is there already is left as it is, so that the call may be repeated.
 */
@Injectable()
export class ProposeMany {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly mandates: MandateStore,
    private readonly events: EventStore,
    private readonly clock: Clock,
  ) {}

  /** @throws Problem request-invalid, office-twice */
  run(caller: Caller, members: readonly MemberProposal[]): Promise<Proposed[]> {
    const repeated = repeatedNumbers(
      members.map(({ officeNumber }) => officeNumber),
      '/mandates',
      'officeNumber',
    );
    if (repeated.length > 0) throw officeTwice({ errors: repeated });
    const now = this.clock.now();
    const terms = members.map((member, index): MandateTerms => ({
      ...readTerms(member, now, `/mandates/${index}`),
      officeNumber: member.officeNumber,
      carrierId: caller.clientId,
      proposedBy: 'carrier',
    }));
    return this.unitOfWork.run(async (tx) => {
      const known = new Set(
        await this.mandates.knownOffices(
          tx,
          terms.map(({ officeNumber }) => officeNumber),
        ),
      );
      const outcomes = new Map<string, Proposed>();
      // In one order, so that two calls at once wait for each other instead of deadlocking.
      for (const one of [...terms].sort(byOffice)) {
        const outcome = known.has(one.officeNumber) ? await this.propose(tx, caller, one, now) : unknown(one);
        outcomes.set(one.officeNumber, outcome);
      }
      return terms.flatMap(({ officeNumber }) => outcomes.get(officeNumber) ?? []);
    });
  }

  private async propose(tx: Tx, caller: Caller, terms: MandateTerms, now: Date): Promise<Proposed> {
    const { officeNumber, carrierId } = terms;
    const open = await this.mandates.openBetween(tx, officeNumber, carrierId);
    const same = open.find((mandate) => isSame(mandate, terms, now));
    if (same) return { officeNumber, outcome: 'unchanged', mandate: same };
    const mandate = await this.mandates.propose(tx, newId(), terms, now);
    if (!mandate) {
      const waiting = open.find(({ state }) => state === 'proposed') ?? null;
      return { officeNumber, outcome: 'open', mandate: waiting };
    }
    await this.events.append(tx, mandateEvent('mandate-proposed', mandate, partyOf(caller), now));
    return { officeNumber, outcome: 'proposed', mandate };
  }
}

function isSame(mandate: Mandate, terms: MandateTerms, now: Date): boolean {
  const begins = (date: Date): number => Math.max(date.getTime(), now.getTime());
  return (
    mandate.state !== 'suspended' &&
    mandate.scopes.join() === terms.scopes.join() &&
    mandate.validUntil?.getTime() === terms.validUntil?.getTime() &&
    begins(mandate.validFrom) === begins(terms.validFrom)
  );
}

function unknown({ officeNumber }: MandateTerms): Proposed {
  return { officeNumber, outcome: 'office-unknown', mandate: null };
}

function byOffice(a: MandateTerms, b: MandateTerms): number {
  return a.officeNumber < b.officeNumber ? -1 : a.officeNumber > b.officeNumber ? 1 : 0;
}
