import { Injectable } from '@nestjs/common';
import { Config } from '../config/config.js';
import { UnitOfWork } from '../database/unit-of-work.js';
import { IdempotentRequest, Idempotency, StoredAnswer } from '../http/idempotency.js';
import { Problem } from '../http/problem.js';
import { UsedTokenStore } from '../identity/used-token.store.js';
import { AnswerRepeat } from './answer-repeat.js';
import { HoldStore } from './hold.store.js';
import { Party } from './party.js';
import { ExaminedUnit, PrepareUnit } from './prepare-unit.js';
import { retainedUntil } from './retention.js';
import { SubmissionStore } from './submission.store.js';
import { Transmission, TransmissionUnit } from './transmission.js';
import { acceptedAnswer } from './transmission.view.js';
import { digestOfFiles, UnitKeyStore } from './unit-key.store.js';
import { UploadedUnit, uncheckedTransmission } from './uploaded-unit.js';

/**
 * 登録・保留: takes a unit, checked at once, and keeps it until its sender releases or discards it. It rests encrypted under
 * the gateway's key, since it is sealed when it goes: for the certificates that the destination has then.
 */
@Injectable()
export class HoldUnit {
  constructor(
    private readonly config: Config,
    private readonly unitOfWork: UnitOfWork,
    private readonly idempotency: Idempotency,
    private readonly prepareUnit: PrepareUnit,
    private readonly answerRepeat: AnswerRepeat,
    private readonly usedTokens: UsedTokenStore,
    private readonly unitKeys: UnitKeyStore,
    private readonly submissions: SubmissionStore,
    private readonly holds: HoldStore,
  ) {}

  /** @throws Problem check-failed, destination-unknown, …, sequence-reused, sent-by-another, manifest-replayed */
  async run(party: Party, uploaded: UploadedUnit, request: IdempotentRequest, now: Date): Promise<StoredAnswer> {
    const examined = await this.prepareUnit.examine(uploaded, now);
    if (examined instanceof Problem) return this.answerRepeat.orRefuse(party, uploaded, examined, request, now);
    const transmission = this.transmissionOf(party, uploaded, examined, now);
    const answer = acceptedAnswer(transmission);
    const { manifest } = uploaded;
    const { submissionId: id, clientId, sender, createdAt } = transmission;
    const isKept = await this.unitOfWork.run(async (tx) => {
      if (!(await this.usedTokens.use(tx, 'manifest', clientId, manifest.jti, manifest.replayableUntil))) return false;
      const key = { sender, destination: transmission.destination, sequence: transmission.unit.sequence };
      const digest = digestOfFiles(manifest.files);
      if (!(await this.unitKeys.claim(tx, key, transmission.id, digest))) return false;
      const signed = { manifest: manifest.jws, manifestSha256: manifest.sha256 };
      await this.submissions.insert(tx, { id, clientId, sender, ...signed, state: 'finished', createdAt });
      await this.holds.insert(tx, transmission, examined.persons, uploaded.content, this.config.contentKey);
      await this.idempotency.finish(tx, request, answer);
      return true;
    });
    return isKept ? answer : this.answerRepeat.run(party, manifest, examined.unit.sequence, request);
  }

  private transmissionOf(
    party: Party,
    uploaded: UploadedUnit,
    { unit, report }: ExaminedUnit,
    now: Date,
  ): Transmission & { readonly unit: TransmissionUnit } {
    return {
      ...uncheckedTransmission(party, uploaded, now),
      state: 'held',
      hold: true,
      unit,
      findings: report.findings,
      findingsTotal: report.findingsTotal,
      expiresAt: retainedUntil(now, this.config),
    };
  }
}
