import { Injectable } from '@nestjs/common';
import { Clock } from '../database/clock.js';
import { isId } from '../database/identifiers.js';
import { UnitOfWork } from '../database/unit-of-work.js';
import { EventStore } from '../events/event.store.js';
import { Caller } from '../http/caller.js';
import { notFound } from '../http/http.problems.js';
import { Mandate, MandateSide } from './mandate.js';
import { mandateEvent } from './mandate-events.js';
import { partyOf } from './mandate-party.js';
import { mandateState } from './mandate.problems.js';
import { MandateStore } from './mandate.store.js';

/** Each side suspends for itself and resumes only what it suspended: nobody lifts another's doubt. */
@Injectable()
export class PauseMandate {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly mandates: MandateStore,
    private readonly events: EventStore,
    private readonly clock: Clock,
  ) {}

  /** Repeating it changes nothing. @throws Problem not-found, mandate-state */
  suspend(caller: Caller, id: string): Promise<Mandate> {
    return this.change(caller, id, 'mandate-suspended', (by, side) => [...new Set([...by, side])]);
  }

  /** The mandate stands again when no other side keeps it suspended. @throws Problem not-found, mandate-state */
  resume(caller: Caller, id: string): Promise<Mandate> {
    return this.change(caller, id, 'mandate-resumed', (by, side) => by.filter((one) => one !== side));
  }

  private change(
    caller: Caller,
    id: string,
    kind: 'mandate-suspended' | 'mandate-resumed',
    next: (by: readonly MandateSide[], side: MandateSide) => MandateSide[],
  ): Promise<Mandate> {
    const party = partyOf(caller);
    const now = this.clock.now();
    return this.unitOfWork.run(async (tx) => {
      const mandate = isId(id) ? await this.mandates.hold(tx, party, id) : null;
      if (!mandate) throw notFound();
      if (mandate.state !== 'active' && mandate.state !== 'suspended') {
        throw mandateState({ members: { state: mandate.state } });
      }
      const by = next(mandate.suspendedBy, party.side);
      if (by.length === mandate.suspendedBy.length) return mandate;
      const changed = await this.mandates.suspend(tx, id, by, now);
      if (!changed) throw mandateState({ members: { state: mandate.state } });
      if (changed.state === 'active') await this.mandates.arriveAnew(tx, changed);
      await this.events.append(tx, mandateEvent(kind, changed, party, now));
      return changed;
    });
  }
}
