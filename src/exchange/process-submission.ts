import { Injectable, Logger } from '@nestjs/common';
import { Config } from '../config/config.js';
import { ContentStore } from '../content/content.store.js';
import { Clock } from '../database/clock.js';
import { Tx, UnitOfWork } from '../database/unit-of-work.js';
import { EventStore } from '../events/event.store.js';
import { Problem } from '../http/problem.js';
import { decryptAtRest } from '../sealing/at-rest.js';
import { Arrivals } from './arrivals.js';
import { processingFailed } from './exchange.problems.js';
import { MakeAvailable } from './make-available.js';
import { PrepareUnit } from './prepare-unit.js';
import { rejectionData, rejectionOf } from './rejection-data.js';
import { stagedUnit } from './staged-unit.js';
import { SubmissionStore } from './submission.store.js';
import { Transmission } from './transmission.js';
import { TransmissionStore } from './transmission.store.js';
import { UnitKeyStore } from './unit-key.store.js';

/** Several runs of the queue, each of several attempts: an outage of minutes does not use them up. */
const maxAttempts = 20;

/**
 * What the worker does with a staged submission: the same steps as a normal send, then checking → available or
 * rejected. Safe to run twice or in two workers at once: the conditional UPDATE lets one through.
 */
@Injectable()
export class ProcessSubmission {
  private readonly logger = new Logger('ProcessSubmission');

  constructor(
    private readonly config: Config,
    private readonly unitOfWork: UnitOfWork,
    private readonly submissions: SubmissionStore,
    private readonly transmissions: TransmissionStore,
    private readonly unitKeys: UnitKeyStore,
    private readonly makeAvailable: MakeAvailable,
    private readonly arrivals: Arrivals,
    private readonly contents: ContentStore,
    private readonly prepareUnit: PrepareUnit,
    private readonly events: EventStore,
    private readonly clock: Clock,
  ) {}

  async run(submissionId: string): Promise<void> {
    const tx = this.unitOfWork.autocommit;
    const transmission = await this.transmissions.findChecking(tx, submissionId);
    const staged = await this.contents.get(tx, submissionId, 'staged');
    // Read last: what is still unfinished now had both when they were read, whatever another worker did in between.
    const submission = await this.submissions.findChecking(tx, submissionId);
    if (!submission) return; // finished meanwhile
    if (!transmission || !staged) throw new Error('A submission in checking lacks its transmission or content.');

    const now = this.clock.now();
    const content = decryptAtRest(staged, this.config.contentKey, submission.id);
    const attempts = await this.submissions.countAttempt(submissionId, now);
    const outcome =
      attempts > maxAttempts
        ? this.givenUp(submissionId)
        : await this.prepareUnit.run(stagedUnit(transmission, content, this.config), now);
    await this.unitOfWork.run(async (work) => {
      if (!(await this.submissions.finish(work, submissionId, now))) return;
      await this.contents.remove(work, submissionId);
      if (outcome instanceof Problem) await this.reject(work, transmission, outcome, now);
      else await this.makeAvailable.run(work, transmission, outcome, now);
    });
    if (!(outcome instanceof Problem)) this.arrivals.announce(transmission.destination, outcome.carriers);
  }

  /** After so many attempts the fault is ours and will not pass: the sender is told, and may send it again. */
  private givenUp(submissionId: string): Problem {
    this.logger.error(`${submissionId} given up after ${maxAttempts} attempts`);
    return processingFailed();
  }

  private async reject(tx: Tx, transmission: Transmission, problem: Problem, now: Date): Promise<void> {
    await this.transmissions.reject(tx, transmission.id, rejectionOf(problem));
    await this.unitKeys.release(tx, transmission.id, transmission.sender, transmission.destination);
    const { submissionId, id: transmissionId, sender, destination } = transmission;
    await this.events.append(tx, {
      kind: 'submission-rejected',
      at: now,
      clientId: null,
      submissionId,
      transmissionId,
      sender,
      destination,
      data: rejectionData(problem),
    });
  }
}
