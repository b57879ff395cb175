import { setTimeout as sleep } from 'node:timers/promises';
import { Injectable, Logger, OnApplicationBootstrap, OnModuleDestroy } from '@nestjs/common';
import { Config } from '../../config/config.js';
import { Clock } from '../../database/clock.js';
import { newId } from '../../database/identifiers.js';
import { codeOf } from '../../http/error-trace.js';
import { JobQueues } from '../../queue/job-queue.js';
import { DueStore, lanes } from './due.store.js';

const everyMilliseconds = 250;
const failedMilliseconds = 2_000;
const atOnce = 500;

/**
 * Puts subscriptions that have something due into the queues, by id. What is due stands in the database: a queue that
 * forgets delays it until it is found again, and loses nothing.
 */
@Injectable()
export class QueueDue implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger('QueueDue');
  private readonly stopped = new AbortController();
  private loop: Promise<void> = Promise.resolve();

  constructor(
    private readonly config: Config,
    private readonly due: DueStore,
    private readonly queues: JobQueues,
    private readonly clock: Clock,
  ) {}

  onApplicationBootstrap(): void {
    if (this.config.role !== 'api') this.loop = this.keepOn();
  }

  async onModuleDestroy(): Promise<void> {
    this.stopped.abort();
    await this.loop;
  }

  /** @returns how many were put into queues */
  async run(): Promise<number> {
    const taken = await this.due.take(this.clock.now(), atOnce);
    // Taken again, it is another round: the job of the one before may not quite have ended.
    const round = newId();
    for (const lane of lanes) {
      const ids = taken.filter((one) => one.lane === lane).map(({ id }) => id);
      await this.queues.queue(lane).addAll(ids, round);
    }
    return taken.length;
  }

  private async keepOn(): Promise<void> {
    let hasFailed = false;
    while (!this.stopped.signal.aborted) {
      let wait = everyMilliseconds;
      try {
        if ((await this.run()) === atOnce) wait = 0;
        hasFailed = false;
      } catch (error) {
        if (!hasFailed) this.logger.warn(`nothing queued: ${codeOf(error)}`);
        hasFailed = true;
        wait = failedMilliseconds;
      }
      await sleep(wait, undefined, { signal: this.stopped.signal }).catch(() => undefined);
    }
  }
}
