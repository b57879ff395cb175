import { Module } from '@nestjs/common';
import { DirectoryModule } from '../directory/directory.module.js';
import { EventsModule } from '../events/events.module.js';
import { AcceptMandate } from './accept-mandate.js';
import { AcceptMany } from './accept-many.js';
import { CarriersController } from './carriers.controller.js';
import { EndMandate } from './end-mandate.js';
import { ExpireMandates } from './expire-mandates.js';
import { ListMandates } from './list-mandates.js';
import { MandateStore } from './mandate.store.js';
import { MandatesController } from './mandates.controller.js';
import { PauseMandate } from './pause-mandate.js';
import { ProposeMandate } from './propose-mandate.js';
import { ProposeMany } from './propose-many.js';

@Module({
  imports: [DirectoryModule, EventsModule],
  controllers: [MandatesController, CarriersController],
  providers: [
    AcceptMandate,
    AcceptMany,
    EndMandate,
    ExpireMandates,
    ListMandates,
    MandateStore,
    PauseMandate,
    ProposeMandate,
    ProposeMany,
  ],
  exports: [ExpireMandates, MandateStore],
})
export class MandatesModule {}
