import { Injectable } from '@nestjs/common';
import { Clock } from '../database/clock.js';
import { Sweep } from '../queue/sweeper.js';
import { SubmissionQueue } from './submission.queue.js';
import { SubmissionStore } from './submission.store.js';

/** Younger ones are on their way to a worker. */
const graceMilliseconds = 5_000;
const batch = 1_000;

/** Re-enqueues what was committed but never reached the queue, or was lost by it: Redis may forget everything. */
@Injectable()
export class SweepSubmissions implements Sweep {
  readonly name = 'submissions';

  constructor(
    private readonly submissions: SubmissionStore,
    private readonly queue: SubmissionQueue,
    private readonly clock: Clock,
  ) {}

  async run(): Promise<void> {
    const before = new Date(this.clock.now().getTime() - graceMilliseconds);
    const ids = await this.submissions.untouchedSince(before, batch);
    // The job's id is the submission's: what is in the queue already is not added again.
    for (const id of ids) await this.queue.add(id);
  }
}
