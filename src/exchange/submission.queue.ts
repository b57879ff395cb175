import { Injectable, Logger } from '@nestjs/common';
import { codeOf } from '../http/error-trace.js';
import { JobHandler, JobQueue, JobQueues } from '../queue/job-queue.js';

const queueName = 'submissions';

/** Submissions that wait for their check, by id. */
@Injectable()
export class SubmissionQueue {
  private readonly logger = new Logger('SubmissionQueue');
  private queue: JobQueue | undefined;

  constructor(private readonly queues: JobQueues) {}

  /** Tells the workers, without waiting: a queue that is away must not delay an answer, and the sweeper comes by. */
  announce(submissionId: string): void {
    this.add(submissionId).catch((error: unknown) => {
      this.logger.warn(`${submissionId} not enqueued yet: ${codeOf(error)}`);
    });
  }

  async add(submissionId: string): Promise<void> {
    this.queue ??= this.queues.queue(queueName);
    await this.queue.add(submissionId);
  }

  work(handler: JobHandler, concurrency: number): void {
    this.queues.work(queueName, handler, concurrency);
  }
}
