import { Injectable, Logger } from '@nestjs/common';
import { Clock } from '../../database/clock.js';
import { codeOf } from '../../http/error-trace.js';
import { Sweep } from '../../queue/sweeper.js';
import { AbandonBatch } from './abandon-batch.js';
import { BatchQueue } from './batch.queue.js';
import { BatchStore } from './batch.store.js';

/** Younger ones are on their way to a worker. */
const graceMilliseconds = 5_000;
/** No request takes as long (application.ts). */
const cutOffMilliseconds = 10 * 60_000;
const atOnce = 1_000;

/** Brings back batches that a queue forgot or a worker left half-way, and clears away uploads that were cut off. */
@Injectable()
export class SweepBatches implements Sweep {
  readonly name = 'batches';
  private readonly logger = new Logger('SweepBatches');

  constructor(
    private readonly batches: BatchStore,
    private readonly queue: BatchQueue,
    private readonly abandonBatch: AbandonBatch,
    private readonly clock: Clock,
  ) {}

  async run(): Promise<void> {
    const now = this.clock.now().getTime();
    for (const id of await this.batches.cutOffBefore(new Date(now - cutOffMilliseconds), atOnce)) {
      // One that cannot be cleared away must not keep the others.
      await this.abandonBatch.run(id).catch((error: unknown) => this.logger.warn(`${id}: ${codeOf(error)}`));
    }
    // The job's id is the batch's: what is in the queue already is not added again.
    const ids = await this.batches.untouchedSince(new Date(now - graceMilliseconds), atOnce);
    for (const id of ids) await this.queue.add(id);
  }
}
