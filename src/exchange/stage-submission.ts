import { Injectable } from '@nestjs/common';
import { Config } from '../config/config.js';
import { ContentStore } from '../content/content.store.js';
import { Tx } from '../database/unit-of-work.js';
import { EventStore } from '../events/event.store.js';
import { Idempotency, IdempotentRequest, StoredAnswer } from '../http/idempotency.js';
import { UsedTokenStore } from '../identity/used-token.store.js';
import { Problem } from '../http/problem.js';
import { encryptAtRest } from '../sealing/at-rest.js';
import { checkFiles } from '../standard/check.js';
import { RuleCode } from '../standard/findings.js';
import { DuplicateUnit } from './duplicate-unit.js';
import { manifestReplayed, notOneUnit } from './exchange.problems.js';
import { UploadedFile } from './upload.js';
import { sequenceOf, UploadedUnit, uncheckedTransmission } from './uploaded-unit.js';
import { checkFailedBy } from './prepare-unit.js';
import { Party } from './party.js';
import { SubmissionQueue } from './submission.queue.js';
import { SubmissionStore } from './submission.store.js';
import { Transmission } from './transmission.js';
import { TransmissionStore } from './transmission.store.js';
import { digestOfFiles, UnitKeyStore } from './unit-key.store.js';
import { duplicateAnswer, stagedAnswer } from './transmission.view.js';

/**
 * The larger or deferred send: content is staged encrypted, the answer is 202, and a worker takes the remaining steps.
 * The queue learns of it after the commit; if that fails, the sweeper tells it later.
 */
@Injectable()
export class StageSubmission {
  constructor(
    private readonly config: Config,
    private readonly idempotency: Idempotency,
    private readonly duplicateUnit: DuplicateUnit,
    private readonly usedTokens: UsedTokenStore,
    private readonly unitKeys: UnitKeyStore,
    private readonly submissions: SubmissionStore,
    private readonly transmissions: TransmissionStore,
    private readonly contents: ContentStore,
    private readonly events: EventStore,
    private readonly queue: SubmissionQueue,
  ) {}

  /** @throws Problem check-failed or not-one-unit for its names alone, sequence-reused, sent-by-another, manifest-replayed */
  async run(party: Party, uploaded: UploadedUnit, request: IdempotentRequest, now: Date): Promise<StoredAnswer> {
    const staged = Buffer.from(encryptAtRest(uploaded.content, this.config.contentKey, uploaded.submissionId));
    const transmission = uncheckedTransmission(party, uploaded, now);
    const sequence = sequenceOf(uploaded);
    if (sequence === null) throw refusalByNames(uploaded.files);
    const answer = await this.idempotency.answering(request, async (tx) => {
      const isNew = await this.claim(tx, uploaded, sequence);
      if (isNew) await this.keep(tx, uploaded, staged, transmission);
      return isNew ? stagedAnswer(transmission) : this.duplicateOf(tx, party, uploaded, sequence);
    });
    if (answer.status === 202) this.queue.announce(uploaded.submissionId);
    return answer;
  }

  /** False when the manifest or the sequence was used before. */
  private async claim(tx: Tx, uploaded: UploadedUnit, sequence: string): Promise<boolean> {
    const { manifest, transmissionId } = uploaded;
    const { client, jti, replayableUntil, sender, destination, files } = manifest;
    if (!(await this.usedTokens.use(tx, 'manifest', client, jti, replayableUntil))) return false;
    return this.unitKeys.claim(tx, { sender, destination, sequence }, transmissionId, digestOfFiles(files));
  }

  private async duplicateOf(tx: Tx, party: Party, { manifest }: UploadedUnit, sequence: string): Promise<StoredAnswer> {
    const earlier = await this.duplicateUnit.find(tx, party, manifest, sequence);
    if (!earlier) throw manifestReplayed();
    return duplicateAnswer(earlier);
  }

  private async keep(tx: Tx, uploaded: UploadedUnit, staged: Buffer, transmission: Transmission): Promise<void> {
    const { manifest, submissionId } = uploaded;
    await this.submissions.insert(tx, {
      id: submissionId,
      clientId: transmission.clientId,
      sender: manifest.sender,
      manifest: manifest.jws,
      manifestSha256: manifest.sha256,
      state: 'checking',
      createdAt: transmission.createdAt,
    });
    await this.transmissions.insert(tx, transmission);
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

const RULES_OF_NAMES: readonly RuleCode[] = ['file-name', 'attachment-name', 'unit'];

/**
 * What the names alone refuse is refused before anything is stored: a name that is not of the standard may hold anything,
 * a person's name too.
 */
function refusalByNames(files: readonly UploadedFile[]): Problem {
  const report = checkFiles(files.map(({ name }) => ({ name, bytes: new Uint8Array() })));
  const findings = report.findings.filter(({ rule }) => RULES_OF_NAMES.includes(rule));
  return findings.length === 0 ? notOneUnit() : checkFailedBy({ findings, findingsTotal: findings.length });
}
