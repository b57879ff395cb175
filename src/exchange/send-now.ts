import { Injectable } from '@nestjs/common';
import { Config } from '../config/config.js';
import { IdempotentRequest, StoredAnswer } from '../http/idempotency.js';
import { Problem } from '../http/problem.js';
import { AcceptanceStore, AcceptedUnit } from './acceptance.store.js';
import { AnswerRepeat } from './answer-repeat.js';
import { Arrivals } from './arrivals.js';
import { Party } from './party.js';
import { PreparedUnit, PrepareUnit } from './prepare-unit.js';
import { retainedUntil } from './retention.js';
import { acceptedAnswer } from './transmission.view.js';
import { UploadedUnit, uncheckedTransmission } from './uploaded-unit.js';

/** The normal send: checked, sealed and final within the request. Plaintext never rests, and no queue is involved. */
@Injectable()
export class SendNow {
  constructor(
    private readonly config: Config,
    private readonly prepareUnit: PrepareUnit,
    private readonly acceptances: AcceptanceStore,
    private readonly answerRepeat: AnswerRepeat,
    private readonly arrivals: Arrivals,
  ) {}

  /** @throws Problem check-failed, destination-unknown, …, sequence-reused, sent-by-another, manifest-replayed */
  async run(party: Party, uploaded: UploadedUnit, request: IdempotentRequest, now: Date): Promise<StoredAnswer> {
    const prepared = await this.prepareUnit.run(uploaded, now);
    if (prepared instanceof Problem) return this.answerRepeat.orRefuse(party, uploaded, prepared, request, now);
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
    if (!accepted) return this.answerRepeat.run(party, manifest, prepared.unit.sequence, request);
    this.arrivals.announce(transmission.destination, carriers);
    return accepted;
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
