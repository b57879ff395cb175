import { Module } from '@nestjs/common';
import { AtomModule } from './atom/atom.module.js';
import { DeliveriesModule } from './deliveries/deliveries.module.js';
import { FeedModule } from './feed/feed.module.js';
import { MailModule } from './mail/mail.module.js';
import { SubscriptionsModule } from './subscriptions/subscriptions.module.js';
import { WebhookModule } from './webhook/webhook.module.js';

/** 通知: one event log, and the ways in which people are told of it. */
@Module({ imports: [AtomModule, DeliveriesModule, FeedModule, MailModule, SubscriptionsModule, WebhookModule] })
export class NotificationModule {}
