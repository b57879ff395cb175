import { Injectable } from '@nestjs/common';
import { Config } from '../config/config.js';
import { ContentStore } from '../content/content.store.js';
import { Clock } from '../database/clock.js';
import { isId } from '../database/identifiers.js';
import { UnitOfWork } from '../database/unit-of-work.js';
import { EventStore } from '../events/event.store.js';
import { Caller } from '../http/caller.js';
import { notFound } from '../http/http.problems.js';
import { Problem } from '../http/problem.js';
import { decryptAtRest } from '../sealing/at-rest.js';
import { Arrivals } from './arrivals.js';
import { notHeld } from './life.problems.js';
import { MakeAvailable } from './make-available.js';
import { Party, partyOf } from './party.js';
import { PreparedUnit, PrepareUnit } from './prepare-unit.js';
import { stagedUnit } from './staged-unit.js';
import { Transmission } from './transmission.js';
import { TransmissionStore } from './transmission.store.js';

/**
 * Sends what was held: checked and sealed now, for the destination as it is now. A problem with it leaves it held, so that
 * it can be released later or discarded.
 */
@Injectable()
export class ReleaseTransmission {
  constructor(
    private readonly config: Config,
    private readonly unitOfWork: UnitOfWork,
    private readonly transmissions: TransmissionStore,
    private readonly contents: ContentStore,
    private readonly prepareUnit: PrepareUnit,
    private readonly makeAvailable: MakeAvailable,
    private readonly events: EventStore,
    private readonly arrivals: Arrivals,
    private readonly clock: Clock,
  ) {}

  /**
   * Repeating it is harmless: what was released stays as it is.
   * @throws Problem not-found, not-held, check-failed, destination-not-connected, …
   */
  async run(caller: Caller, id: string): Promise<Transmission> {
    const party = partyOf(caller);
    const now = this.clock.now();
    const held = await this.find(party, id, now);
    if (held.state === 'held') await this.release(party, held, now);
    // Asked afresh: another terminal may have released or discarded it at the same moment.
    const stored = await this.find(party, id, now);
    if (!stored.hold || stored.availableAt === null) throw notHeld({ members: { state: stored.state } });
    return stored;
  }

  private async find(party: Party, id: string, now: Date): Promise<Transmission> {
    const sent = isId(id) ? await this.transmissions.findSent(party, id, now) : null;
    if (!sent) throw notFound();
    return sent;
  }

  private async release(party: Party, held: Transmission, now: Date): Promise<void> {
    const { id } = held;
    const staged = await this.contents.get(this.unitOfWork.autocommit, id, 'staged');
    if (!staged) return; // released or discarded just now
    const content = decryptAtRest(staged, this.config.contentKey, id);
    const prepared = await this.prepareUnit.run(stagedUnit(held, content, this.config), now);
    if (prepared instanceof Problem) throw prepared;
    if (await this.goOut(party, held, prepared, now)) this.arrivals.announce(held.destination, prepared.carriers);
  }

  private goOut(party: Party, held: Transmission, prepared: PreparedUnit, at: Date): Promise<boolean> {
    const { id: transmissionId, submissionId, sender, destination } = held;
    const event = { at, clientId: party.clientId, transmissionId, submissionId, sender, destination };
    return this.unitOfWork.run(async (tx) => {
      if (!(await this.makeAvailable.run(tx, held, prepared, at))) return false;
      await this.events.append(tx, { kind: 'transmission-released', ...event });
      return true;
    });
  }
}
