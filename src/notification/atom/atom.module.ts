import { Module, OnModuleInit } from '@nestjs/common';
import { Channels } from '../subscriptions/channel.js';
import { SubscriptionsModule } from '../subscriptions/subscriptions.module.js';
import { AtomChannel } from './atom-channel.js';
import { AtomController } from './atom.controller.js';
import { AtomStore } from './atom.store.js';
import { ShowFeed } from './show-feed.js';

@Module({
  imports: [SubscriptionsModule],
  controllers: [AtomController],
  providers: [AtomChannel, AtomStore, ShowFeed],
})
export class AtomModule implements OnModuleInit {
  constructor(
    private readonly channels: Channels,
    private readonly channel: AtomChannel,
  ) {}

  onModuleInit(): void {
    this.channels.register(this.channel);
  }
}
