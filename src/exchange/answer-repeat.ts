import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '../database/unit-of-work.js';
import { EventStore } from '../events/event.store.js';
import { Idempotency, IdempotentRequest, StoredAnswer } from '../http/idempotency.js';
import { Problem } from '../http/problem.js';
import { DuplicateUnit } from './duplicate-unit.js';
import { manifestReplayed } from './exchange.problems.js';
import { Party } from './party.js';
import { rejectionData } from './rejection-data.js';
import { duplicateAnswer } from './transmission.view.js';
import { sequenceOf, UploadedUnit } from './uploaded-unit.js';
import { VerifiedManifest } from './verify-manifest.js';

/** The answer to a unit that is not taken as a new one: the very same was sent before, or there is a problem with it. */
@Injectable()
export class AnswerRepeat {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly idempotency: Idempotency,
    private readonly duplicateUnit: DuplicateUnit,
    private readonly events: EventStore,
  ) {}

  /** @throws Problem sequence-reused, sent-by-another, manifest-replayed */
  async run(
    party: Party,
    manifest: VerifiedManifest,
    sequence: string,
    request: IdempotentRequest,
  ): Promise<StoredAnswer> {
    const earlier = await this.duplicateUnit.find(this.unitOfWork.autocommit, party, manifest, sequence);
    if (!earlier) throw manifestReplayed();
    return this.finish(request, duplicateAnswer(earlier));
  }

  /** A unit that was accepted before stays accepted, even where it would be refused today. @throws the problem */
  async orRefuse(
    party: Party,
    uploaded: UploadedUnit,
    problem: Problem,
    request: IdempotentRequest,
    now: Date,
  ): Promise<StoredAnswer> {
    const sequence = sequenceOf(uploaded);
    const tx = this.unitOfWork.autocommit;
    const earlier =
      sequence === null ? null : await this.duplicateUnit.findSame(tx, party, uploaded.manifest, sequence);
    if (earlier) return this.finish(request, duplicateAnswer(earlier));
    await this.recordRejection(party, uploaded, problem, now);
    throw problem;
  }

  private async finish(request: IdempotentRequest, answer: StoredAnswer): Promise<StoredAnswer> {
    await this.idempotency.finish(this.unitOfWork.autocommit, request, answer);
    return answer;
  }

  /** Of a refused send only this remains: that there was one, and by which rules it fell. */
  private async recordRejection(party: Party, uploaded: UploadedUnit, problem: Problem, now: Date): Promise<void> {
    await this.events.append(this.unitOfWork.autocommit, {
      kind: 'submission-rejected',
      at: now,
      clientId: party.clientId,
      submissionId: uploaded.submissionId,
      transmissionId: null,
      sender: uploaded.manifest.sender,
      destination: uploaded.manifest.destination,
      data: rejectionData(problem),
    });
  }
}
