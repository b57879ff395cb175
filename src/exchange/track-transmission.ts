import { Injectable } from '@nestjs/common';
import { Clock } from '../database/clock.js';
import { isId } from '../database/identifiers.js';
import { UnitOfWork } from '../database/unit-of-work.js';
import { StoredEvent } from '../events/event.js';
import { EventStore } from '../events/event.store.js';
import { Caller } from '../http/caller.js';
import { notFound } from '../http/http.problems.js';
import { partyOf } from './party.js';
import { TransmissionStore } from './transmission.store.js';
import { TransmissionView } from './transmission.view.js';

/** 送達確認: where a transmission is, for its sender; and, once arrived, for its destination. */
@Injectable()
export class TrackTransmission {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly transmissions: TransmissionStore,
    private readonly events: EventStore,
    private readonly clock: Clock,
  ) {}

  /** @throws Problem not-found */
  async find(caller: Caller, id: string): Promise<TransmissionView> {
    const found = isId(id) ? await this.transmissions.findFor(partyOf(caller), id, this.clock.now()) : null;
    if (!found) throw notFound();
    const { transmission, asSender } = found;
    return asSender ? TransmissionView.from(transmission) : TransmissionView.forDestination(transmission);
  }

  /** Of the same offices, series and month, what the caller may see. @throws Problem not-found */
  async chainOf(caller: Caller, id: string): Promise<TransmissionView[]> {
    const party = partyOf(caller);
    const now = this.clock.now();
    const found = isId(id) ? await this.transmissions.findFor(party, id, now) : null;
    if (!found) throw notFound();
    const { transmission } = found;
    const { unit } = transmission;
    const chain = unit ? await this.transmissions.chainOf(party, { ...transmission, unit }, now) : [];
    return chain.map((one) =>
      (one.asSender ? TransmissionView.from : TransmissionView.forDestination)(one.transmission),
    );
  }

  /** The whole history, for the sender. @throws Problem not-found */
  async eventsOf(caller: Caller, id: string): Promise<StoredEvent[]> {
    const sent = isId(id) ? await this.transmissions.findSent(partyOf(caller), id, this.clock.now()) : null;
    if (!sent) throw notFound();
    return this.events.ofTransmission(this.unitOfWork.autocommit, id);
  }
}
