import { Injectable } from '@nestjs/common';
import { Config } from '../config/config.js';
import { ContentStore } from '../content/content.store.js';
import { Tx, UnitOfWork } from '../database/unit-of-work.js';
import { EventStore } from '../events/event.store.js';
import { OfficeCaller } from '../http/caller.js';
import { Idempotency, IdempotentRequest, StoredAnswer } from '../http/idempotency.js';
import { Problem } from '../http/problem.js';
import { DuplicateUnit } from './duplicate-unit.js';
import { PreparedUnit, PrepareUnit } from './prepare-unit.js';
import { UploadedUnit } from './uploaded-unit.js';
import { retainedUntil } from './retention.js';
import { SpendManifest } from './spend-manifest.js';
import { SubmissionStore } from './submission.store.js';
import { Transmission } from './transmission.js';
import { TransmissionStore } from './transmission.store.js';
import { acceptedAnswer, duplicateAnswer } from './transmission.view.js';

/** The normal send: checked, sealed and final within the request. Plaintext never rests, and no queue is involved. */
@Injectable()
export class SendNow {
  constructor(
    private readonly config: Config,
    private readonly unitOfWork: UnitOfWork,
    private readonly idempotency: Idempotency,
    private readonly prepareUnit: PrepareUnit,
    private readonly duplicateUnit: DuplicateUnit,
    private readonly spendManifest: SpendManifest,
    private readonly submissions: SubmissionStore,
    private readonly transmissions: TransmissionStore,
    private readonly contents: ContentStore,
    private readonly events: EventStore,
  ) {}

  /** @throws Problem check-failed, destination-unknown, …, sequence-reused, manifest-replayed */
  async run(caller: OfficeCaller, arrived: UploadedUnit, request: IdempotentRequest, now: Date): Promise<StoredAnswer> {
    const prepared = await this.prepareUnit.run(arrived, now);
    if (prepared instanceof Problem) {
      await this.recordRejection(caller, arrived, prepared, now);
      throw prepared;
    }
    const transmission = this.transmissionOf(caller, arrived, prepared, now);
    return this.unitOfWork.run(async (tx) => {
      const { sequence } = prepared.unit;
      const earlier = await this.duplicateUnit.claimOrFind(tx, arrived.manifest, sequence, transmission.id);
      if (!earlier) await this.keep(tx, arrived, prepared, transmission);
      const answer = earlier ? duplicateAnswer(earlier) : acceptedAnswer(transmission);
      await this.idempotency.finish(tx, request, answer);
      return answer;
    });
  }

  private async keep(tx: Tx, arrived: UploadedUnit, prepared: PreparedUnit, transmission: Transmission): Promise<void> {
    const { manifest } = arrived;
    await this.spendManifest.run(tx, manifest);
    await this.submissions.insert(tx, {
      id: arrived.submissionId,
      clientId: transmission.clientId,
      sender: manifest.sender,
      manifest: manifest.jws,
      manifestSha256: manifest.sha256,
      state: 'finished',
      createdAt: transmission.createdAt,
    });
    await this.transmissions.insertAvailable(tx, transmission);
    await this.contents.put(tx, transmission.id, 'sealed', Buffer.from(prepared.sealed), transmission.createdAt);
    await this.events.append(tx, {
      kind: 'transmission-available',
      at: transmission.createdAt,
      clientId: transmission.clientId,
      submissionId: transmission.submissionId,
      transmissionId: transmission.id,
      sender: transmission.sender,
      destination: transmission.destination,
    });
  }

  /** Of a refused send only this remains: that there was one, and by which rules it fell. */
  private async recordRejection(
    caller: OfficeCaller,
    arrived: UploadedUnit,
    problem: Problem,
    now: Date,
  ): Promise<void> {
    await this.events.append(this.unitOfWork.autocommit, {
      kind: 'submission-rejected',
      at: now,
      clientId: caller.clientId,
      submissionId: arrived.submissionId,
      transmissionId: null,
      sender: arrived.manifest.sender,
      destination: arrived.manifest.destination,
      data: rejectionData(problem),
    });
  }

  private transmissionOf(caller: OfficeCaller, arrived: UploadedUnit, prepared: PreparedUnit, now: Date): Transmission {
    const { manifest, files } = arrived;
    return {
      id: arrived.transmissionId,
      submissionId: arrived.submissionId,
      clientId: caller.clientId,
      sender: manifest.sender,
      destination: manifest.destination,
      unit: prepared.unit,
      files: manifest.files,
      size: files.reduce((sum, file) => sum + file.bytes.length, 0),
      state: 'available',
      manifestSha256: manifest.sha256,
      contentSha256: prepared.contentSha256,
      receipt: prepared.receipt,
      confirmation: null,
      problem: null,
      findings: prepared.report.findings,
      findingsTotal: prepared.report.findingsTotal,
      createdAt: now,
      availableAt: now,
      collectedAt: null,
      confirmedAt: null,
      expiresAt: retainedUntil(now, this.config),
    };
  }
}

/** Problem and rules, each with its count: enough for statistics, nothing of a file. */
export function rejectionData(problem: Problem): Record<string, unknown> {
  const rules: Record<string, number> = {};
  for (const { rule } of problem.details.errors ?? []) if (rule) rules[rule] = (rules[rule] ?? 0) + 1;
  return { problem: problem.definition.code, rules };
}
