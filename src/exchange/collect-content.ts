import { Injectable } from '@nestjs/common';
import { ContentStore } from '../content/content.store.js';
import { Clock } from '../database/clock.js';
import { isId } from '../database/identifiers.js';
import { UnitOfWork } from '../database/unit-of-work.js';
import { Caller } from '../http/caller.js';
import { notFound } from '../http/http.problems.js';
import { contentGone, sealedForOthers } from './exchange.problems.js';
import { Party, partyOf } from './party.js';
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
    private readonly clock: Clock,
  ) {}

  /**
   * @returns the JWE (General JSON) as bytes
   * @throws Problem not-found, content-gone, sealed-for-others
   */
  async run(caller: Caller, id: string): Promise<Buffer> {
    if (!isId(id)) throw notFound();
    const now = this.clock.now();
    const party = partyOf(caller);
    return (await this.transmissions.collect(party, id, now)) ?? this.again(party, id, now);
  }

  /** Not available: fetched before, gone, or none of the caller's. Asked afresh, so that a recall that won is seen. */
  private async again(party: Party, id: string, now: Date): Promise<Buffer> {
    const transmission = await this.transmissions.findArrived(party, id, now);
    if (!transmission) throw notFound();
    if (!(collectableStates as readonly string[]).includes(transmission.state)) throw contentGone();
    if (transmission.expiresAt !== null && transmission.expiresAt <= now) throw contentGone();
    const { sealedFor } = transmission;
    if (sealedFor !== null && !sealedFor.includes(party.clientId)) throw sealedForOthers();
    const sealed = await this.contents.get(this.unitOfWork.autocommit, id, 'sealed');
    if (!sealed) throw contentGone();
    return sealed;
  }
}
