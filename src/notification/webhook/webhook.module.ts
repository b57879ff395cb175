import { Module, OnApplicationBootstrap, OnModuleInit } from '@nestjs/common';
import { Config } from '../../config/config.js';
import { EventsModule } from '../../events/events.module.js';
import { JobQueues } from '../../queue/job-queue.js';
import { QueueModule } from '../../queue/queue.module.js';
import { DeliveriesModule } from '../deliveries/deliveries.module.js';
import { Channels } from '../subscriptions/channel.js';
import { SubscriptionsModule } from '../subscriptions/subscriptions.module.js';
import { AddressGuard } from './address-guard.js';
import { CallReceiver } from './call-receiver.js';
import { SendWebhooks } from './send-webhooks.js';
import { WebhookChannel } from './webhook-channel.js';

/** Receivers told at the same time by one worker; those that fail or are slow have places of their own. */
const atOnce = 32;
const slowAtOnce = 16;

@Module({
  imports: [DeliveriesModule, EventsModule, QueueModule, SubscriptionsModule],
  providers: [AddressGuard, CallReceiver, SendWebhooks, WebhookChannel],
})
export class WebhookModule implements OnModuleInit, OnApplicationBootstrap {
  constructor(
    private readonly config: Config,
    private readonly queues: JobQueues,
    private readonly channels: Channels,
    private readonly channel: WebhookChannel,
    private readonly sendWebhooks: SendWebhooks,
  ) {}

  onModuleInit(): void {
    this.channels.register(this.channel);
  }

  onApplicationBootstrap(): void {
    if (this.config.role === 'api') return;
    const tell = (id: string) => this.sendWebhooks.run(id);
    this.queues.work('webhooks', tell, atOnce);
    this.queues.work('webhooks-slow', tell, slowAtOnce);
  }
}
