import { Injectable, Logger } from '@nestjs/common';
import { codeOf } from '../../http/error-trace.js';
import { JobHandler, JobQueue, JobQueues } from '../../queue/job-queue.js';

const queueName = 'batches';

/** Batches that wait to be taken apart and sent, by id. Their own queue: a large one holds up no single send. */
@Injectable()
export class BatchQueue {
  private readonly logger = new Logger('BatchQueue');
  private queue: JobQueue | undefined;

  constructor(private readonly queues: JobQueues) {}

  /** Tells the workers, without waiting: a queue that is away must not delay an answer, and the sweeper comes by. */
  announce(batchId: string): void {
    this.add(batchId).catch((error: unknown) => {
      this.logger.warn(`${batchId} not enqueued yet: ${codeOf(error)}`);
    });
  }

  async add(batchId: string): Promise<void> {
    this.queue ??= this.queues.queue(queueName);
    await this.queue.add(batchId);
  }

  work(handler: JobHandler, concurrency: number): void {
    this.queues.work(queueName, handler, concurrency);
  }
}
