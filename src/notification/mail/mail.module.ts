import { Module, OnApplicationBootstrap, OnModuleInit } from '@nestjs/common';
import { Config } from '../../config/config.js';
import { EventsModule } from '../../events/events.module.js';
import { JobQueues } from '../../queue/job-queue.js';
import { QueueModule } from '../../queue/queue.module.js';
import { DeliveriesModule } from '../deliveries/deliveries.module.js';
import { Channels } from '../subscriptions/channel.js';
import { SubscriptionsModule } from '../subscriptions/subscriptions.module.js';
import { AnswerLinks } from './answer-links.js';
import { MailChannel } from './mail-channel.js';
import { MailTransport } from './mail-transport.js';
import { MailController } from './mail.controller.js';
import { MailStore } from './mail.store.js';
import { SendMails } from './send-mails.js';
import { TallyEvents } from './tally-events.js';

/** As many as the mail server is given connections. */
const atOnce = 4;

@Module({
  imports: [DeliveriesModule, EventsModule, QueueModule, SubscriptionsModule],
  controllers: [MailController],
  providers: [AnswerLinks, MailChannel, MailStore, MailTransport, SendMails, TallyEvents],
})
export class MailModule implements OnModuleInit, OnApplicationBootstrap {
  constructor(
    private readonly config: Config,
    private readonly queues: JobQueues,
    private readonly channels: Channels,
    private readonly channel: MailChannel,
    private readonly sendMails: SendMails,
  ) {}

  /** Without a mail server no mail can be subscribed to. */
  onModuleInit(): void {
    if (this.config.smtpUrl !== null) this.channels.register(this.channel);
  }

  onApplicationBootstrap(): void {
    if (this.config.role === 'api' || this.config.smtpUrl === null) return;
    this.queues.work('mail', (id) => this.sendMails.run(id), atOnce);
  }
}
