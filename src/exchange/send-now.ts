import { Injectable } from '@nestjs/common';
import { Config } from '../config/config.js';
import { UnitOfWork } from '../database/unit-of-work.js';
import { EventStore } from '../events/event.store.js';
import { Idempotency, IdempotentRequest, StoredAnswer } from '../http/idempotency.js';
import { Problem } from '../http/problem.js';
import { AcceptanceStore, AcceptedUnit } from './acceptance.store.js';
import { Arrivals } from './arrivals.js';
import { DuplicateUnit } from './duplicate-unit.js';
import { manifestReplayed } from './exchange.problems.js';
import { Party } from './party.js';
import { PreparedUnit, PrepareUnit } from './prepare-unit.js';
import { rejectionData } from './rejection-data.js';
import { retainedUntil } from './retention.js';
import { acceptedAnswer, duplicateAnswer } from './transmission.view.js';
import { sequenceOf, UploadedUnit, uncheckedTransmission } from './uploaded-unit.js';
import { VerifiedManifest } from './verify-manifest.js';

/** The normal send: checked, sealed and final within the request. Plaintext never rests, and no queue is involved. */
@Injectable()
export class SendNow {
  constructor(
    private readonly config: Config,
    private readonly unitOfWork: UnitOfWork,
    private readonly idempotency: Idempotency,
    private readonly prepareUnit: PrepareUnit,
    private readonly acceptances: AcceptanceStore,
    private readonly duplicateUnit: DuplicateUnit,
    private readonly events: EventStore,
    private readonly arrivals: Arrivals,
  ) {}

  /** @throws Problem check-failed, destination-unknown, …, sequence-reused, sent-by-another, manifest-replayed */
  async run(party: Party, uploaded: UploadedUnit, request: IdempotentRequest, now: Date): Promise<StoredAnswer> {
    const prepared = await this.prepareUnit.run(uploaded, now);
    if (prepared instanceof Problem) return this.refuse(party, uploaded, prepared, request, now);
    const { manifest } = uploaded;
    const { carriers, persons } = prepared;
    const transmission = this.transmissionOf(party, uploaded, prepared, now);
    const answer = acceptedAnswer(transmission);
    const sealed = Buffer.from(prepared.sealed);
    const accepted = await this.acceptances.accept({
      manifest,
      transmission,
      persons,
      sealed,
      carriers,
      request,
      answer,
    });
    if (!accepted) return this.answerDuplicate(party, manifest, prepared.unit.sequence, request);
    this.arrivals.announce(transmission.destination, carriers);
    return accepted;
  }

  private async answerDuplicate(
    party: Party,
    manifest: VerifiedManifest,
    sequence: string,
    request: IdempotentRequest,
  ): Promise<StoredAnswer> {
    const earlier = await this.duplicateUnit.find(this.unitOfWork.autocommit, party, manifest, sequence);
    if (!earlier) throw manifestReplayed();
    return this.finish(request, duplicateAnswer(earlier));
  }

  /** A unit that was accepted before stays accepted, even where it would be refused today. */
  private async refuse(
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

  private transmissionOf(
    party: Party,
    uploaded: UploadedUnit,
    prepared: PreparedUnit,
    now: Date,
  ): AcceptedUnit['transmission'] {
    return {
      ...uncheckedTransmission(party, uploaded, now),
      state: 'available',
      unit: prepared.unit,
      contentSha256: prepared.contentSha256,
      sealedFor: prepared.sealedFor,
      sameCarrier: prepared.carriers.includes(party.clientId),
      receipt: prepared.receipt,
      findings: prepared.report.findings,
      findingsTotal: prepared.report.findingsTotal,
      availableAt: now,
      expiresAt: retainedUntil(now, this.config),
      hop: 'gateway',
      hopSince: now,
    };
  }
}
