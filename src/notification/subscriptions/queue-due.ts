import { Injectable, OnApplicationBootstrap, OnModuleDestroy } from '@nestjs/common';
import { Config } from '../../config/config.js';
import { Clock } from '../../database/clock.js';
import { newId } from '../../database/identifiers.js';
import { EndlessLoop } from '../../queue/endless-loop.js';
import { JobQueues } from '../../queue/job-queue.js';
import { Channels } from './channel.js';
import { Due, DueStore, lanes } from './due.store.js';

const idleMilliseconds = 250;
const atOnce = 500;

/**
 * Puts subscriptions that have something due into the queues, by id. What is due stands in the database: a queue that
 * forgets delays it until it is found again, and loses nothing. Of channels that are not offered any more nothing is queued:
 * nobody works on their queue.
 */
@Injectable()
export class QueueDue implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly loop = new EndlessLoop('QueueDue', async () => (await this.run()) === atOnce, idleMilliseconds);

  constructor(
    private readonly config: Config,
    private readonly due: DueStore,
    private readonly queues: JobQueues,
    private readonly channels: Channels,
    private readonly clock: Clock,
  ) {}

  onApplicationBootstrap(): void {
    if (this.config.role !== 'api') this.loop.start();
  }

  onModuleDestroy(): Promise<void> {
    return this.loop.stop();
  }

  /** @returns how many were put into queues */
  async run(): Promise<number> {
    const taken = await this.due.take(this.clock.now(), atOnce, this.channels.names);
    try {
      await this.add(taken);
    } catch (error) {
      // A process that does not reach the queue leaves them to those that do.
      await this.due.letGo(taken, this.clock.now());
      throw error;
    }
    return taken.length;
  }

  private async add(taken: readonly Due[]): Promise<void> {
    // Taken again, it is another round: the job of the one before may not quite have ended.
    const round = newId();
    for (const lane of lanes) {
      const ids = taken.filter((one) => one.lane === lane).map(({ id }) => id);
      await this.queues.queue(lane).addAll(ids, round);
    }
  }
}
