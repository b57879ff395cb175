import { Injectable } from '@nestjs/common';
import { Config } from '../config/config.js';
import { ContentStore } from '../content/content.store.js';
import { Tx, UnitOfWork } from '../database/unit-of-work.js';
import { EventStore } from '../events/event.store.js';
import { OfficeCaller } from '../http/caller.js';
import { Idempotency, IdempotentRequest, StoredAnswer } from '../http/idempotency.js';
import { encryptAtRest } from '../sealing/at-rest.js';
import { parseFileName } from '../standard/file-name.js';
import { DuplicateUnit } from './duplicate-unit.js';
import { UploadedUnit } from './uploaded-unit.js';
import { SpendManifest } from './spend-manifest.js';
import { SubmissionQueue } from './submission.queue.js';
import { SubmissionStore } from './submission.store.js';
import { Transmission } from './transmission.js';
import { TransmissionStore } from './transmission.store.js';
import { duplicateAnswer, stagedAnswer } from './transmission.view.js';

/**
 * The larger or deferred send: content is staged encrypted, the answer is 202, and a worker takes the remaining steps.
 * The queue learns of it after the commit; if that fails, the sweeper tells it later.
 */
@Injectable()
export class StageSubmission {
  constructor(
    private readonly config: Config,
    private readonly unitOfWork: UnitOfWork,
    private readonly idempotency: Idempotency,
    private readonly duplicateUnit: DuplicateUnit,
    private readonly spendManifest: SpendManifest,
    private readonly submissions: SubmissionStore,
    private readonly transmissions: TransmissionStore,
    private readonly contents: ContentStore,
    private readonly events: EventStore,
    private readonly queue: SubmissionQueue,
  ) {}

  /** @throws Problem sequence-reused, manifest-replayed */
  async run(caller: OfficeCaller, arrived: UploadedUnit, request: IdempotentRequest, now: Date): Promise<StoredAnswer> {
    const staged = encryptAtRest(arrived.content, this.config.contentKey, arrived.submissionId);
    const transmission = checkingTransmission(caller, arrived, now);
    const sequence = sequenceOf(arrived);
    const answer = await this.unitOfWork.run(async (tx) => {
      const earlier =
        sequence && (await this.duplicateUnit.claimOrFind(tx, arrived.manifest, sequence, transmission.id));
      if (!earlier) await this.keep(tx, arrived, staged, transmission);
      const given = earlier ? duplicateAnswer(earlier) : stagedAnswer(transmission);
      await this.idempotency.finish(tx, request, given);
      return given;
    });
    if (answer.status === 202) this.queue.announce(arrived.submissionId);
    return answer;
  }

  private async keep(tx: Tx, arrived: UploadedUnit, staged: Uint8Array, transmission: Transmission): Promise<void> {
    const { manifest, submissionId } = arrived;
    await this.spendManifest.run(tx, manifest);
    await this.submissions.insert(tx, {
      id: submissionId,
      clientId: transmission.clientId,
      sender: manifest.sender,
      manifest: manifest.jws,
      manifestSha256: manifest.sha256,
      state: 'checking',
      createdAt: transmission.createdAt,
    });
    await this.transmissions.insertChecking(tx, transmission);
    await this.contents.put(tx, submissionId, 'staged', staged, transmission.createdAt);
    await this.events.append(tx, {
      kind: 'submission-staged',
      at: transmission.createdAt,
      clientId: transmission.clientId,
      submissionId,
      transmissionId: transmission.id,
      sender: transmission.sender,
      destination: transmission.destination,
    });
  }
}

/** The unit's sequence by its file names; null when they do not agree on one, which the check will refuse. */
function sequenceOf(arrived: UploadedUnit): string | null {
  const sequences = new Set<string>();
  for (const { name } of arrived.files) {
    const parsed = parseFileName(name);
    if (typeof parsed === 'string') return null;
    sequences.add(parsed.sequence);
  }
  const [sequence, ...others] = sequences;
  return sequence !== undefined && others.length === 0 ? sequence : null;
}

function checkingTransmission(caller: OfficeCaller, arrived: UploadedUnit, now: Date): Transmission {
  const { manifest, files } = arrived;
  return {
    id: arrived.transmissionId,
    submissionId: arrived.submissionId,
    clientId: caller.clientId,
    sender: manifest.sender,
    destination: manifest.destination,
    unit: null,
    files: manifest.files,
    size: files.reduce((sum, file) => sum + file.bytes.length, 0),
    state: 'checking',
    manifestSha256: manifest.sha256,
    contentSha256: null,
    receipt: null,
    confirmation: null,
    problem: null,
    findings: [],
    findingsTotal: 0,
    createdAt: now,
    availableAt: null,
    collectedAt: null,
    confirmedAt: null,
    expiresAt: null,
  };
}
