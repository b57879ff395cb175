import { Module } from '@nestjs/common';
import { EventsModule } from '../events/events.module.js';
import { DirectoryController } from './directory.controller.js';
import { FindOffice } from './find-office.js';
import { ImportMaster } from './import-master.js';
import { ImportOffices } from './import-offices.js';
import { MasterController } from './master.controller.js';
import { OfficeImportStore } from './office-import.store.js';
import { OfficeSearchStore } from './office-search.store.js';
import { OfficeStore } from './office.store.js';
import { SearchOffices } from './search-offices.js';
import { StateCapability } from './state-capability.js';

@Module({
  imports: [EventsModule],
  controllers: [MasterController, DirectoryController],
  providers: [
    FindOffice,
    ImportMaster,
    ImportOffices,
    OfficeImportStore,
    OfficeSearchStore,
    OfficeStore,
    SearchOffices,
    StateCapability,
  ],
  exports: [OfficeStore],
})
export class DirectoryModule {}
