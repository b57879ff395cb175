import { Module } from '@nestjs/common';
import { ContentStore } from './content.store.js';

@Module({ providers: [ContentStore], exports: [ContentStore] })
export class ContentModule {}
