import { Injectable, Logger } from '@nestjs/common';
import { Config } from '../config/config.js';
import { ContentStore } from '../content/content.store.js';
import { Clock } from '../database/clock.js';
import { Tx, UnitOfWork } from '../database/unit-of-work.js';
import { EventStore } from '../events/event.store.js';
import { Problem } from '../http/problem.js';
import { decryptAtRest } from '../sealing/at-rest.js';
import { unpackContent } from '../sealing/content-package.js';
import { Finding } from '../standard/findings.js';
import { Arrivals } from './arrivals.js';
import { CarrierStore } from './carrier.store.js';
import { ChainStore } from './chain.store.js';
import { capabilityIn } from './destination.js';
import { processingFailed } from './exchange.problems.js';
import { ArrivedUnit, PreparedUnit, PrepareUnit } from './prepare-unit.js';
import { retainedUntil } from './retention.js';
import { rejectionData } from './rejection-data.js';
import { Submission, SubmissionStore } from './submission.store.js';
import { availableData, Transmission } from './transmission.js';
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
    private readonly carriers: CarrierStore,
    private readonly unitKeys: UnitKeyStore,
    private readonly chains: ChainStore,
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
    const attempts = await this.submissions.countAttempt(submissionId, now);
    const prepared =
      attempts > maxAttempts
        ? this.givenUp(submissionId)
        : await this.prepareUnit.run(this.arrived(submission, transmission, staged), now);
    await this.unitOfWork.run(async (work) => {
      if (!(await this.submissions.finish(work, submissionId, now))) return;
      await this.contents.remove(work, submissionId);
      if (prepared instanceof Problem) await this.reject(work, transmission, prepared, now);
      else await this.makeAvailable(work, transmission, prepared, now);
    });
    if (!(prepared instanceof Problem)) this.arrivals.announce(transmission.destination, prepared.carriers);
  }

  /** After so many attempts the fault is ours and will not pass: the sender is told, and may send it again. */
  private givenUp(submissionId: string): Problem {
    this.logger.error(`${submissionId} given up after ${maxAttempts} attempts`);
    return processingFailed();
  }

  private arrived(submission: Submission, transmission: Transmission, staged: Buffer): ArrivedUnit {
    const content = decryptAtRest(staged, this.config.contentKey, submission.id);
    const { files } = unpackContent(content, {
      packageBytes: content.length,
      totalBytes: this.config.submissionLimitBytes + submission.manifest.length,
      files: this.config.submissionFileLimit,
    });
    return {
      submissionId: submission.id,
      transmissionId: transmission.id,
      manifest: {
        client: submission.clientId,
        sender: submission.sender,
        destination: transmission.destination,
        sha256: submission.manifestSha256,
        files: [...transmission.files],
      },
      files: files.map(({ name, bytes }) => ({
        name,
        bytes: Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength),
      })),
      content,
    };
  }

  private async makeAvailable(tx: Tx, transmission: Transmission, prepared: PreparedUnit, now: Date): Promise<void> {
    const sameCarrier = prepared.carriers.includes(transmission.clientId);
    await this.transmissions.makeAvailable(tx, transmission.id, {
      unit: prepared.unit,
      contentSha256: prepared.contentSha256,
      receipt: prepared.receipt,
      findings: prepared.report.findings,
      findingsTotal: prepared.report.findingsTotal,
      availableAt: now,
      expiresAt: retainedUntil(now, this.config),
      sealedFor: prepared.sealedFor,
      sameCarrier,
      persons: prepared.persons,
    });
    await this.unitKeys.describe(tx, { ...transmission, sequence: prepared.unit.sequence }, prepared.unit);
    await this.chains.join(tx, { ...transmission, unit: prepared.unit });
    await this.carriers.insert(tx, transmission.id, transmission.destination, prepared.carriers);
    await this.contents.put(tx, transmission.id, 'sealed', Buffer.from(prepared.sealed), now);
    await this.append(tx, 'transmission-available', transmission, now, availableData({ sameCarrier }));
  }

  private async reject(tx: Tx, transmission: Transmission, problem: Problem, now: Date): Promise<void> {
    await this.transmissions.reject(tx, transmission.id, {
      problem: problem.definition.code,
      capability: capabilityIn(problem),
      findings: findingsOf(problem),
      findingsTotal: totalOf(problem),
    });
    await this.unitKeys.release(tx, transmission.id, transmission.sender, transmission.destination);
    await this.append(tx, 'submission-rejected', transmission, now, rejectionData(problem));
  }

  private append(
    tx: Tx,
    kind: 'transmission-available' | 'submission-rejected',
    transmission: Transmission,
    at: Date,
    data: Record<string, unknown> = {},
  ): Promise<void> {
    const { submissionId, id: transmissionId, sender, destination } = transmission;
    return this.events.append(tx, {
      kind,
      at,
      clientId: null,
      submissionId,
      transmissionId,
      sender,
      destination,
      data,
    });
  }
}

function findingsOf(problem: Problem): Finding[] {
  return (problem.details.errors ?? []).flatMap(({ file, row, column, item, rule, severity, detail }) =>
    rule && severity
      ? [
          {
            file: file ?? null,
            row: row ?? null,
            column: column ?? null,
            item: item ?? null,
            rule: rule as Finding['rule'],
            severity,
            message: detail,
          },
        ]
      : [],
  );
}

function totalOf(problem: Problem): number {
  return Number(problem.details.members?.errorsTotal ?? 0);
}
