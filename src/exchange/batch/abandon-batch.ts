import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '../../database/unit-of-work.js';
import { BatchContents } from './batch-contents.js';
import { BatchStore } from './batch.store.js';

/** Clears away an upload that was refused or cut off: nothing of it remains. */
@Injectable()
export class AbandonBatch {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly batches: BatchStore,
    private readonly contents: BatchContents,
  ) {}

  async run(id: string): Promise<void> {
    await this.unitOfWork.run(async (tx) => {
      if (await this.batches.lockReceiving(tx, id)) {
        await this.contents.forget(tx, id);
        await this.batches.abandon(tx, id);
      }
    });
  }
}
