import { Module } from '@nestjs/common';
import { ExchangeModule } from '../../exchange/exchange.module.js';
import { IdentityModule } from '../../identity/identity.module.js';
import { QueueModule } from '../../queue/queue.module.js';
import { AwaitEvents } from './await-events.js';
import { DistributionStore } from './distribution.store.js';
import { Distributor } from './distributor.js';
import { EventsController } from './events.controller.js';
import { FeedStore } from './feed.store.js';
import { ListEvents } from './list-events.js';
import { StreamEvents } from './stream-events.js';

@Module({
  imports: [ExchangeModule, IdentityModule, QueueModule],
  controllers: [EventsController],
  providers: [AwaitEvents, DistributionStore, Distributor, FeedStore, ListEvents, StreamEvents],
  exports: [FeedStore],
})
export class FeedModule {}
