import { Module } from '@nestjs/common';
import { DirectoryController } from './directory.controller.js';
import { FindOffice } from './find-office.js';
import { ImportOffices } from './import-offices.js';
import { OfficeStore } from './office.store.js';

@Module({
  controllers: [DirectoryController],
  providers: [OfficeStore, FindOffice, ImportOffices],
  exports: [OfficeStore],
})
export class DirectoryModule {}
