import { Injectable, OnApplicationBootstrap, OnModuleDestroy } from '@nestjs/common';
import { Config } from '../../config/config.js';
import { Clock } from '../../database/clock.js';
import { UnitOfWork } from '../../database/unit-of-work.js';
import { EndlessLoop } from '../../queue/endless-loop.js';
import { WakeUps } from '../../queue/wake-ups.js';
import { DistributionStore } from './distribution.store.js';

/** Events in one transaction: some tens of milliseconds, and no longer than that is anybody kept from stopping it. */
const atOnce = 1_000;

const idleMilliseconds = 200;

/**
 * Brings what is written to the event log to those who may know of it. Runs in every worker, one at a time over all of
 * them. Whoever changes something only appends its event: nobody who sends waits for anybody who is told.
 */
@Injectable()
export class Distributor implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly loop = new EndlessLoop('Distributor', async () => (await this.run()) === atOnce, idleMilliseconds);

  constructor(
    private readonly config: Config,
    private readonly unitOfWork: UnitOfWork,
    private readonly store: DistributionStore,
    private readonly wakeUps: WakeUps,
    private readonly clock: Clock,
  ) {}

  onApplicationBootstrap(): void {
    if (this.config.role !== 'api') this.loop.start();
  }

  onModuleDestroy(): Promise<void> {
    return this.loop.stop();
  }

  /** Takes the next events, if this worker may. @returns how many it took */
  async run(): Promise<number> {
    const { events, readers } = await this.unitOfWork.run(async (tx) =>
      (await this.store.take(tx)) ? this.store.advance(tx, atOnce, this.clock.now()) : { events: 0, readers: [] },
    );
    if (readers.length > 0) this.wakeUps.wake(readers.map(feedOf));
    return events;
  }
}

/** The name by which whoever waits for the events of this reader is woken. */
export function feedOf(reader: string): string {
  return `events ${reader}`;
}
