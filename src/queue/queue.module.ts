import { Module, OnApplicationShutdown } from '@nestjs/common';
import { Config } from '../config/config.js';
import { BullmqQueues } from './bullmq-queues.js';
import { JobQueues } from './job-queue.js';
import { Sweeper } from './sweeper.js';

@Module({
  providers: [
    { provide: JobQueues, inject: [Config], useFactory: (config: Config) => new BullmqQueues(config) },
    Sweeper,
  ],
  exports: [JobQueues, Sweeper],
})
export class QueueModule implements OnApplicationShutdown {
  constructor(
    private readonly queues: JobQueues,
    private readonly sweeper: Sweeper,
  ) {}

  async onApplicationShutdown(): Promise<void> {
    await this.sweeper.stop();
    await this.queues.close();
  }
}
