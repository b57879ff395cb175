import { Module } from '@nestjs/common';
import { MandatesModule } from '../mandates/mandates.module.js';
import { ListProgress } from './list-progress.js';
import { ProgressController } from './progress.controller.js';
import { ProgressStore } from './progress.store.js';

@Module({ imports: [MandatesModule], controllers: [ProgressController], providers: [ListProgress, ProgressStore] })
export class ProgressModule {}
