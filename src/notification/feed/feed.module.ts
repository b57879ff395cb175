import { Module, OnApplicationBootstrap } from '@nestjs/common';
import { Config } from '../../config/config.js';
import { ExchangeModule } from '../../exchange/exchange.module.js';
import { IdentityModule } from '../../identity/identity.module.js';
import { QueueModule } from '../../queue/queue.module.js';
import { Sweeper } from '../../queue/sweeper.js';
import { AwaitEvents } from './await-events.js';
import { DistributionStore } from './distribution.store.js';
import { Distributor } from './distributor.js';
import { EventsController } from './events.controller.js';
import { FeedStore } from './feed.store.js';
import { ForgetTold } from './forget-told.js';
import { ListEvents } from './list-events.js';
import { StreamEvents } from './stream-events.js';

@Module({
  imports: [ExchangeModule, IdentityModule, QueueModule],
  controllers: [EventsController],
  providers: [AwaitEvents, DistributionStore, Distributor, FeedStore, ForgetTold, ListEvents, StreamEvents],
  exports: [FeedStore],
})
export class FeedModule implements OnApplicationBootstrap {
  constructor(
    private readonly config: Config,
    private readonly forgetTold: ForgetTold,
    private readonly sweeper: Sweeper,
  ) {}

  onApplicationBootstrap(): void {
    if (this.config.role !== 'api') this.sweeper.register(this.forgetTold);
  }
}
