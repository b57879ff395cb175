import { setTimeout as sleep } from 'node:timers/promises';
import { Injectable, Logger, OnApplicationBootstrap, OnModuleDestroy } from '@nestjs/common';
import { Config } from '../../config/config.js';
import { Clock } from '../../database/clock.js';
import { codeOf } from '../../http/error-trace.js';
import { JobQueues } from '../../queue/job-queue.js';
import { DueStore, Lane, lanes } from './due.store.js';

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
    for (const lane of lanes) await this.fill(lane, taken);
    return taken.length;
  }

  private async fill(lane: Lane, taken: readonly { id: string; lane: Lane }[]): Promise<void> {
    const ids = taken.filter((one) => one.lane === lane).map(({ id }) => id);
    if (ids.length > 0) await this.queues.queue(lane).addAll(ids);
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
