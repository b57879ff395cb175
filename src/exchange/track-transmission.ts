import { Injectable } from '@nestjs/common';
import { isId } from '../database/identifiers.js';
import { UnitOfWork } from '../database/unit-of-work.js';
import { StoredEvent } from '../events/event.js';
import { EventStore } from '../events/event.store.js';
import { OfficeCaller } from '../http/caller.js';
import { notFound } from '../http/http.problems.js';
import { TransmissionStore } from './transmission.store.js';
import { TransmissionView } from './transmission.view.js';

/** 送達確認: where a transmission is, for its sender; and, once arrived, for its destination. */
@Injectable()
export class TrackTransmission {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly transmissions: TransmissionStore,
    private readonly events: EventStore,
  ) {}

  /** @throws Problem not-found */
  async find(caller: OfficeCaller, id: string): Promise<TransmissionView> {
    const transmission = isId(id) ? await this.transmissions.findFor(caller, id) : null;
    if (!transmission) throw notFound();
    return transmission.sender === caller.officeNumber
      ? TransmissionView.from(transmission)
      : TransmissionView.forDestination(transmission);
  }

  /** The whole history, for the sender. @throws Problem not-found */
  async eventsOf(caller: OfficeCaller, id: string): Promise<StoredEvent[]> {
    const transmission = isId(id) ? await this.transmissions.findFor(caller, id) : null;
    if (transmission?.sender !== caller.officeNumber) throw notFound();
    return this.events.ofTransmission(this.unitOfWork.autocommit, id);
  }
}
