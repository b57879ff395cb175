import { Module, OnApplicationShutdown } from '@nestjs/common';
import { Config } from '../config/config.js';
import { BullmqQueues } from './bullmq-queues.js';
import { JobQueues } from './job-queue.js';
import { Sweeper } from './sweeper.js';
import { Waits } from './waits.js';
import { WakeUps } from './wake-ups.js';

@Module({
  providers: [
    { provide: JobQueues, inject: [Config], useFactory: (config: Config) => new BullmqQueues(config) },
    Sweeper,
    Waits,
    WakeUps,
  ],
  exports: [JobQueues, Sweeper, Waits, WakeUps],
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
