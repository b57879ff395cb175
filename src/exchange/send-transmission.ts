import { Injectable } from '@nestjs/common';
import { Config } from '../config/config.js';
import { Clock } from '../database/clock.js';
import { newId } from '../database/identifiers.js';
import { Caller } from '../http/caller.js';
import { GivenAnswer, Idempotency, readIdempotencyKey } from '../http/idempotency.js';
import { packContent } from '../sealing/content-package.js';
import { HoldUnit } from './hold-unit.js';
import { partyOf } from './party.js';
import { UploadedUnit } from './uploaded-unit.js';
import { retainedUntil } from './retention.js';
import { SendNow } from './send-now.js';
import { StageSubmission } from './stage-submission.js';
import { Upload, UploadedFile } from './upload.js';
import { VerifiedManifest, VerifyManifest } from './verify-manifest.js';

/** What came with the upload besides its parts. */
export interface SendOptions {
  readonly idempotencyKey: string | undefined;
  /** Prefer: respond-async (RFC 7240 section 4.1). */
  readonly respondAsync: boolean;
  /** To be held until it is released; then it is checked at once, however large it is. */
  readonly hold: boolean;
}

/**
 * The one flow (design section 4): caller → parts → manifest → check → destination → seal → one transaction → receipt.
 * The manifest is verified before a byte of a file is looked at, and nothing is stored before everything held.
 */
@Injectable()
export class SendTransmission {
  constructor(
    private readonly config: Config,
    private readonly idempotency: Idempotency,
    private readonly verifyManifest: VerifyManifest,
    private readonly sendNow: SendNow,
    private readonly stageSubmission: StageSubmission,
    private readonly holdUnit: HoldUnit,
    private readonly clock: Clock,
  ) {}

  /** @throws Problem, one of exchange.problems.ts, or those of Idempotency */
  async run(caller: Caller, upload: Upload, options: SendOptions): Promise<GivenAnswer> {
    const party = partyOf(caller);
    const key = readIdempotencyKey(options.idempotencyKey);
    const manifest = await this.verifyManifest.run(caller, await upload.readManifest());
    const message = await upload.readMessage(manifest);
    const files = await upload.readFiles(manifest);
    await this.verifyManifest.requireStill(caller, manifest);
    const now = this.clock.now();

    // The manifest names every file by digest, so its own digest is the fingerprint of the whole request.
    const request = {
      clientId: caller.clientId,
      key,
      operation: 'send-transmission',
      fingerprint: options.hold ? `${manifest.sha256} held` : manifest.sha256,
      lease: newId(),
    };
    return this.idempotency.held(request, now, retainedUntil(now, this.config), () => {
      // Only now: the stored answer is given as long as it is kept, however old the manifest has become.
      this.verifyManifest.requireFresh(manifest, now);
      const uploaded = unitOf(manifest, files, message);
      const isLarge = uploaded.size > this.config.syncLimitBytes;
      const finish = options.hold
        ? this.holdUnit
        : options.respondAsync || isLarge
          ? this.stageSubmission
          : this.sendNow;
      return finish.run(party, uploaded, request, now);
    });
  }
}

/** The message is in the content package and nowhere else. */
function unitOf(manifest: VerifiedManifest, files: readonly UploadedFile[], message: string | null): UploadedUnit {
  return {
    submissionId: newId(),
    transmissionId: newId(),
    manifest,
    files,
    size: files.reduce((sum, file) => sum + file.bytes.length, 0),
    hasMessage: message !== null,
    content: packContent({ manifest: manifest.jws, files: [...files], ...(message !== null && { message }) }),
  };
}
