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
import { HoldStore } from './hold.store.js';
import { MakeAvailable } from './make-available.js';
import { ExaminedUnit, PreparedUnit, PrepareUnit } from './prepare-unit.js';
import { retainedUntil } from './retention.js';
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
    private readonly holds: HoldStore,
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
      attempts > maxAttempts ? this.givenUp(submissionId) : await this.prepare(transmission, content, now);
    await this.unitOfWork.run(async (work) => {
      if (!(await this.submissions.finish(work, submissionId, now))) return;
      await this.contents.remove(work, submissionId);
      if (outcome instanceof Problem) await this.reject(work, transmission, outcome, now);
      else if ('sealed' in outcome) await this.makeAvailable.run(work, transmission, outcome, now);
      else await this.hold(work, transmission, outcome, content, now);
    });
    if ('sealed' in outcome) this.arrivals.announce(transmission.destination, outcome.carriers);
  }

  /** What is to be held is sealed when it is released, for whoever the destination is then. */
  private prepare(
    transmission: Transmission,
    content: Uint8Array,
    now: Date,
  ): Promise<PreparedUnit | ExaminedUnit | Problem> {
    const arrived = stagedUnit(transmission, content, this.config);
    return transmission.hold ? this.prepareUnit.examine(arrived, now) : this.prepareUnit.run(arrived, now);
  }

  /** After so many attempts the fault is ours and will not pass: the sender is told, and may send it again. */
  private givenUp(submissionId: string): Problem {
    this.logger.error(`${submissionId} given up after ${maxAttempts} attempts`);
    return processingFailed();
  }

  private async hold(tx: Tx, transmission: Transmission, examined: ExaminedUnit, content: Uint8Array, now: Date) {
    const { unit, report, persons } = examined;
    const { findings, findingsTotal } = report;
    const expiresAt = retainedUntil(now, this.config);
    await this.transmissions.hold(tx, transmission.id, { unit, findings, findingsTotal, persons, expiresAt });
    await this.unitKeys.describe(tx, { ...transmission, sequence: unit.sequence }, unit);
    await this.holds.keep(tx, transmission, content, this.config.contentKey, now);
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
