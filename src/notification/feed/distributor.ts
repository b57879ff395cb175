import { setTimeout as sleep } from 'node:timers/promises';
import { Injectable, Logger, OnApplicationBootstrap, OnModuleDestroy } from '@nestjs/common';
import { Config } from '../../config/config.js';
import { Clock } from '../../database/clock.js';
import { UnitOfWork } from '../../database/unit-of-work.js';
import { codeOf } from '../../http/error-trace.js';
import { WakeUps } from '../../queue/wake-ups.js';
import { DistributionStore } from './distribution.store.js';

/** Events in one transaction: some tens of milliseconds, and no longer than that is anybody kept from stopping it. */
const atOnce = 1_000;

/** Between two looks at a log that had nothing new, and after a failure. */
const idleMilliseconds = 200;
const failedMilliseconds = 2_000;

/**
 * Brings what is written to the event log to those who may know of it. Runs in every worker, one at a time over all of
 * them. Whoever changes something only appends its event: nobody who sends waits for anybody who is told.
 */
@Injectable()
export class Distributor implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger('Distributor');
  private readonly stopped = new AbortController();
  private loop: Promise<void> = Promise.resolve();

  constructor(
    private readonly config: Config,
    private readonly unitOfWork: UnitOfWork,
    private readonly store: DistributionStore,
    private readonly wakeUps: WakeUps,
    private readonly clock: Clock,
  ) {}

  onApplicationBootstrap(): void {
    if (this.config.role !== 'api') this.loop = this.keepOn();
  }

  async onModuleDestroy(): Promise<void> {
    this.stopped.abort();
    await this.loop;
  }

  /** Takes the next events, if this worker may. @returns how many it took */
  async run(): Promise<number> {
    const { events, readers } = await this.unitOfWork.run(async (tx) =>
      (await this.store.take(tx)) ? this.store.advance(tx, atOnce, this.clock.now()) : { events: 0, readers: [] },
    );
    if (readers.length > 0) this.wakeUps.wake(readers.map(feedOf));
    return events;
  }

  private async keepOn(): Promise<void> {
    let hasFailed = false;
    while (!this.stopped.signal.aborted) {
      let wait = 0;
      try {
        if ((await this.run()) < atOnce) wait = idleMilliseconds;
        hasFailed = false;
      } catch (error) {
        if (!hasFailed) this.logger.warn(`events not distributed: ${codeOf(error)}`);
        hasFailed = true;
        wait = failedMilliseconds;
      }
      await sleep(wait, undefined, { signal: this.stopped.signal }).catch(() => undefined);
    }
  }
}

/** The name by which whoever waits for the events of this reader is woken. */
export function feedOf(reader: string): string {
  return `events ${reader}`;
}
