import { Module } from '@nestjs/common';
import { EventsModule } from '../../events/events.module.js';
import { SubscriptionsModule } from '../subscriptions/subscriptions.module.js';
import { DeliveriesController } from './deliveries.controller.js';
import { DeliveryStore } from './delivery.store.js';
import { FollowDeliveries } from './follow-deliveries.js';
import { WorkStore } from './work.store.js';

@Module({
  imports: [EventsModule, SubscriptionsModule],
  controllers: [DeliveriesController],
  providers: [DeliveryStore, FollowDeliveries, WorkStore],
  exports: [WorkStore],
})
export class DeliveriesModule {}
