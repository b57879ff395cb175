import { Injectable } from '@nestjs/common';
import { Clock } from '../database/clock.js';
import { isId } from '../database/identifiers.js';
import { UnitOfWork } from '../database/unit-of-work.js';
import { EventStore } from '../events/event.store.js';
import { Caller } from '../http/caller.js';
import { notFound } from '../http/http.problems.js';
import { EndStore } from './end.store.js';
import { notHeld } from './life.problems.js';
import { isSender, Party, partyOf } from './party.js';
import { Transmission } from './transmission.js';
import { TransmissionStore } from './transmission.store.js';

/** Throws away what was held: nobody but its sender ever knew of it, so there is no receipt. */
@Injectable()
export class DiscardTransmission {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly transmissions: TransmissionStore,
    private readonly ends: EndStore,
    private readonly events: EventStore,
    private readonly clock: Clock,
  ) {}

  /** Repeating it is harmless: what was discarded stays so. @throws Problem not-found, not-held */
  async run(caller: Caller, id: string): Promise<Transmission> {
    const party = partyOf(caller);
    const now = this.clock.now();
    const found = await this.find(party, id, now);
    const discarded = found.state === 'held' ? await this.discard(party, found, now) : null;
    const stored = discarded ?? (await this.find(party, id, now));
    if (stored.state !== 'discarded') throw notHeld({ members: { state: stored.state } });
    return stored;
  }

  private async find(party: Party, id: string, now: Date): Promise<Transmission> {
    const sent = isId(id) ? await this.transmissions.findSent(party, id, now) : null;
    if (!sent) throw notFound();
    return sent;
  }

  private discard(party: Party, held: Transmission, at: Date): Promise<Transmission | null> {
    const when = isSender(party, at);
    return this.unitOfWork.run(async (tx) => {
      const ended = await this.ends.end(tx, held, { from: 'held', to: 'discarded', at, receipt: null, when });
      if (!ended) return null;
      const { id: transmissionId, submissionId, sender, destination } = ended;
      const event = { at, clientId: party.clientId, transmissionId, submissionId, sender, destination };
      await this.events.append(tx, { kind: 'transmission-discarded', ...event });
      return ended;
    });
  }
}
