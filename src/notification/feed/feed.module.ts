import { Module } from '@nestjs/common';
import { QueueModule } from '../../queue/queue.module.js';
import { DistributionStore } from './distribution.store.js';
import { Distributor } from './distributor.js';

@Module({ imports: [QueueModule], providers: [DistributionStore, Distributor], exports: [Distributor] })
export class FeedModule {}
