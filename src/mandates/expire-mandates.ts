import { Injectable } from '@nestjs/common';
import { Clock } from '../database/clock.js';
import { UnitOfWork } from '../database/unit-of-work.js';
import { EventStore } from '../events/event.store.js';
import { Sweep } from '../queue/sweeper.js';
import { mandateEvent } from './mandate-events.js';
import { MandateStore } from './mandate.store.js';

const atATime = 500;

/** Writes down that mandates have run out. They stopped serving at that moment, whether this ran or not (standing.ts). */
@Injectable()
export class ExpireMandates implements Sweep {
  readonly name = 'mandates';

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly mandates: MandateStore,
    private readonly events: EventStore,
    private readonly clock: Clock,
  ) {}

  async run(): Promise<void> {
    while ((await this.expireSome()) === atATime);
  }

  private expireSome(): Promise<number> {
    const now = this.clock.now();
    return this.unitOfWork.run(async (tx) => {
      const expired = await this.mandates.expire(tx, now, atATime);
      for (const mandate of expired) await this.events.append(tx, mandateEvent('mandate-expired', mandate, null, now));
      return expired.length;
    });
  }
}
