import { Injectable } from '@nestjs/common';
import { Clock } from '../database/clock.js';
import { isId } from '../database/identifiers.js';
import { UnitOfWork } from '../database/unit-of-work.js';
import { EventStore } from '../events/event.store.js';
import { Caller } from '../http/caller.js';
import { notFound } from '../http/http.problems.js';
import { Mandate } from './mandate.js';
import { mandateEvent } from './mandate-events.js';
import { partyOf } from './mandate-party.js';
import { mandateState } from './mandate.problems.js';
import { MandateStore } from './mandate.store.js';

/**
 * Either side ends a mandate at any time, alone, and at once. So may the operator: for an office that cannot act, or when a
 * carrier is no longer to be trusted.
 */
@Injectable()
export class EndMandate {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly mandates: MandateStore,
    private readonly events: EventStore,
    private readonly clock: Clock,
  ) {}

  /** A proposal is declined, or withdrawn by who made it. Repeating it changes nothing. @throws Problem not-found, mandate-state */
  decline(caller: Caller, id: string): Promise<Mandate> {
    return this.end(caller, id, 'declined');
  }

  /** Repeating it changes nothing. @throws Problem not-found, mandate-state */
  revoke(caller: Caller, id: string): Promise<Mandate> {
    return this.end(caller, id, 'revoked');
  }

  private end(caller: Caller, id: string, state: 'declined' | 'revoked'): Promise<Mandate> {
    const party = partyOf(caller);
    const now = this.clock.now();
    return this.unitOfWork.run(async (tx) => {
      const mandate = isId(id) ? await this.mandates.hold(tx, party, id) : null;
      if (!mandate) throw notFound();
      if (mandate.state === state) return mandate;
      const ended = await this.mandates.end(tx, id, state, now);
      if (!ended) throw mandateState({ members: { state: mandate.state } });
      await this.events.append(tx, mandateEvent(`mandate-${state}`, ended, party, now));
      return ended;
    });
  }
}
