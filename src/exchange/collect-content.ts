import { Injectable } from '@nestjs/common';
import { ContentStore } from '../content/content.store.js';
import { Clock } from '../database/clock.js';
import { isId } from '../database/identifiers.js';
import { UnitOfWork } from '../database/unit-of-work.js';
import { EventStore } from '../events/event.store.js';
import { OfficeCaller } from '../http/caller.js';
import { notFound } from '../http/http.problems.js';
import { contentGone } from './exchange.problems.js';
import { collectableStates } from './transmission.js';
import { TransmissionStore } from './transmission.store.js';

/**
 * Hands the sealed content to its destination. The first time turns available into collected, in one conditional
 * UPDATE before the first byte leaves: from then on a recall is too late. Fetching again is allowed while it is kept.
 */
@Injectable()
export class CollectContent {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly transmissions: TransmissionStore,
    private readonly contents: ContentStore,
    private readonly events: EventStore,
    private readonly clock: Clock,
  ) {}

  /**
   * @returns the JWE (General JSON) as bytes
   * @throws Problem not-found, content-gone
   */
  async run(caller: OfficeCaller, id: string): Promise<Buffer> {
    if (!isId(id)) throw notFound();
    await this.markCollected(caller, id);
    // Read after the transition is committed: a recall that came first is seen here.
    const tx = this.unitOfWork.autocommit;
    const transmission = await this.transmissions.findArrived(tx, caller.officeNumber, id);
    if (!transmission) throw notFound();
    if (!(collectableStates as readonly string[]).includes(transmission.state)) throw contentGone();
    const sealed = await this.contents.get(tx, id, 'sealed');
    if (!sealed) throw contentGone();
    return sealed;
  }

  private async markCollected(caller: OfficeCaller, id: string): Promise<void> {
    const now = this.clock.now();
    await this.unitOfWork.run(async (tx) => {
      const collected = await this.transmissions.collect(tx, caller.officeNumber, id, now);
      if (!collected) return;
      await this.events.append(tx, {
        kind: 'transmission-collected',
        at: now,
        clientId: caller.clientId,
        submissionId: collected.submissionId,
        transmissionId: id,
        sender: collected.sender,
        destination: caller.officeNumber,
      });
    });
  }
}
