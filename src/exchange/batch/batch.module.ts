import { Module, OnApplicationBootstrap } from '@nestjs/common';
import { Config } from '../../config/config.js';
import { ContentModule } from '../../content/content.module.js';
import { EventsModule } from '../../events/events.module.js';
import { IdentityModule } from '../../identity/identity.module.js';
import { QueueModule } from '../../queue/queue.module.js';
import { Sweeper } from '../../queue/sweeper.js';
import { ExchangeModule } from '../exchange.module.js';
import { AbandonBatch } from './abandon-batch.js';
import { BatchContents } from './batch-contents.js';
import { BatchItemStore } from './batch-item.store.js';
import { BatchesController } from './batches.controller.js';
import { BatchQueue } from './batch.queue.js';
import { BatchStore } from './batch.store.js';
import { CancelBatch } from './cancel-batch.js';
import { PlanBatch } from './plan-batch.js';
import { PrepareItem } from './prepare-item.js';
import { ProcessBatch } from './process-batch.js';
import { SendBatch } from './send-batch.js';
import { SettleItem } from './settle-item.js';
import { ShowBatch } from './show-batch.js';
import { SignExtract } from './sign-extract.js';
import { SweepBatches } from './sweep-batches.js';

/** Batches that one worker process takes apart at the same time: each may hold a large zip. */
const workerConcurrency = 1;

@Module({
  imports: [ContentModule, EventsModule, ExchangeModule, IdentityModule, QueueModule],
  controllers: [BatchesController],
  providers: [
    AbandonBatch,
    BatchContents,
    BatchItemStore,
    BatchQueue,
    BatchStore,
    CancelBatch,
    PlanBatch,
    PrepareItem,
    ProcessBatch,
    SendBatch,
    SettleItem,
    ShowBatch,
    SignExtract,
    SweepBatches,
  ],
})
export class BatchModule implements OnApplicationBootstrap {
  constructor(
    private readonly config: Config,
    private readonly queue: BatchQueue,
    private readonly processBatch: ProcessBatch,
    private readonly sweepBatches: SweepBatches,
    private readonly sweeper: Sweeper,
  ) {}

  onApplicationBootstrap(): void {
    if (this.config.role === 'api') return;
    this.queue.work((id) => this.processBatch.run(id), workerConcurrency);
    this.sweeper.register(this.sweepBatches);
  }
}
