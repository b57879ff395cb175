import { Module } from '@nestjs/common';
import { CheckUpload } from './check-upload.js';
import { CheckingController } from './checking.controller.js';

@Module({ controllers: [CheckingController], providers: [CheckUpload] })
export class CheckingModule {}
