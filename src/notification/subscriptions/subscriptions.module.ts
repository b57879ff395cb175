import { Module } from '@nestjs/common';
import { QueueModule } from '../../queue/queue.module.js';
import { Channels } from './channel.js';
import { DueStore } from './due.store.js';
import { QueueDue } from './queue-due.js';
import { SubscriptionStore } from './subscription.store.js';

@Module({
  imports: [QueueModule],
  providers: [Channels, DueStore, QueueDue, SubscriptionStore],
  exports: [Channels, DueStore, SubscriptionStore],
})
export class SubscriptionsModule {}
