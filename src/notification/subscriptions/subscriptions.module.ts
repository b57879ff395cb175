import { Module } from '@nestjs/common';
import { EventsModule } from '../../events/events.module.js';
import { ExchangeModule } from '../../exchange/exchange.module.js';
import { QueueModule } from '../../queue/queue.module.js';
import { Channels } from './channel.js';
import { DueStore } from './due.store.js';
import { KeepSubscription } from './keep-subscription.js';
import { MakeSubscription } from './make-subscription.js';
import { QueueDue } from './queue-due.js';
import { SubscriptionStore } from './subscription.store.js';
import { SubscriptionsController } from './subscriptions.controller.js';
import { TakeTurn } from './take-turn.js';

@Module({
  imports: [EventsModule, ExchangeModule, QueueModule],
  controllers: [SubscriptionsController],
  providers: [Channels, DueStore, KeepSubscription, MakeSubscription, QueueDue, SubscriptionStore, TakeTurn],
  exports: [Channels, KeepSubscription, TakeTurn],
})
export class SubscriptionsModule {}
