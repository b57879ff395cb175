import { Module, OnApplicationBootstrap } from '@nestjs/common';
import { Config } from '../config/config.js';
import { ContentModule } from '../content/content.module.js';
import { EventsModule } from '../events/events.module.js';
import { ExchangeModule } from '../exchange/exchange.module.js';
import { QueueModule } from '../queue/queue.module.js';
import { Sweeper } from '../queue/sweeper.js';
import { CloseNotice } from './close-notice.js';
import { DeleteTexts } from './delete-texts.js';
import { GiveNotice } from './give-notice.js';
import { ListNotices } from './list-notices.js';
import { NoticeStore } from './notice.store.js';
import { NoticesController } from './notices.controller.js';
import { ReaderStore } from './reader.store.js';
import { ReadNotice } from './read-notice.js';
import { SealText } from './seal-text.js';

@Module({
  imports: [ContentModule, EventsModule, ExchangeModule, QueueModule],
  controllers: [NoticesController],
  providers: [CloseNotice, DeleteTexts, GiveNotice, ListNotices, NoticeStore, ReaderStore, ReadNotice, SealText],
})
export class NoticeModule implements OnApplicationBootstrap {
  constructor(
    private readonly config: Config,
    private readonly deleteTexts: DeleteTexts,
    private readonly sweeper: Sweeper,
  ) {}

  onApplicationBootstrap(): void {
    if (this.config.role !== 'api') this.sweeper.register(this.deleteTexts);
  }
}
