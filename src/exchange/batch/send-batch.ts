import { Injectable, Logger } from '@nestjs/common';
import { Config } from '../../config/config.js';
import { Clock } from '../../database/clock.js';
import { newId } from '../../database/identifiers.js';
import { UnitOfWork } from '../../database/unit-of-work.js';
import { EventStore } from '../../events/event.store.js';
import { Caller } from '../../http/caller.js';
import { codeOf } from '../../http/error-trace.js';
import {
  GivenAnswer,
  Idempotency,
  IdempotentRequest,
  readIdempotencyKey,
  StoredAnswer,
} from '../../http/idempotency.js';
import { UsedTokenStore } from '../../identity/used-token.store.js';
import { encryptAtRest } from '../../sealing/at-rest.js';
import { sha256Base64url } from '../../sealing/digest.js';
import { manifestReplayed, manifestRefused } from '../exchange.problems.js';
import { Party, partyOf } from '../party.js';
import { retainedUntil } from '../retention.js';
import { beyond } from '../upload.js';
import { SignedManifest, VerifyManifest } from '../verify-manifest.js';
import { AbandonBatch } from './abandon-batch.js';
import { noCounts } from './batch.js';
import { BatchContents, StagedFile, StagedIndex } from './batch-contents.js';
import { announced, BatchUpload } from './batch-upload.js';
import { BatchQueue } from './batch.queue.js';
import { ArrivingBatch, BatchStore } from './batch.store.js';
import { BatchView } from './batch.view.js';

export interface BatchOptions {
  readonly idempotencyKey: string | undefined;
  readonly hold: boolean;
}

/**
 * Takes a batch in: manifests verified before a byte of a file is looked at, files staged encrypted while they stream in.
 * What it is made of, and what becomes of each unit, is for the worker; nothing of it is seen before all of it has held.
 */
@Injectable()
export class SendBatch {
  private readonly logger = new Logger('SendBatch');

  constructor(
    private readonly config: Config,
    private readonly unitOfWork: UnitOfWork,
    private readonly idempotency: Idempotency,
    private readonly verifyManifest: VerifyManifest,
    private readonly usedTokens: UsedTokenStore,
    private readonly batches: BatchStore,
    private readonly contents: BatchContents,
    private readonly abandonBatch: AbandonBatch,
    private readonly events: EventStore,
    private readonly queue: BatchQueue,
    private readonly clock: Clock,
  ) {}

  /** @throws Problem manifest-…, mandate-missing, files-mismatch, too-large, or those of Idempotency */
  async run(caller: Caller, upload: BatchUpload, options: BatchOptions): Promise<GivenAnswer> {
    const party = partyOf(caller);
    const key = readIdempotencyKey(options.idempotencyKey);
    const manifests = await this.readManifests(caller, upload);
    const batch = this.batchOf(party, manifests, options.hold);
    await this.batches.receive(batch);
    try {
      const index = await this.receive(upload, manifests, batch);
      // All are of one signer and one sender.
      await this.verifyManifest.requireStill(caller, manifests[0]);
      const fingerprint = fingerprintOf(manifests, options.hold);
      const request = { clientId: party.clientId, key, operation: 'send-batch', fingerprint, lease: newId() };
      const given = await this.stageOnce(request, batch, manifests, index);
      if (given.replayed) await this.abandonBatch.run(batch.id);
      else this.queue.announce(batch.id);
      return given;
    } catch (error) {
      await this.abandon(batch.id);
      throw error;
    }
  }

  /** Whatever prevents it, the sweeper clears away; the caller is told the first reason. */
  private async abandon(id: string): Promise<void> {
    try {
      await this.abandonBatch.run(id);
    } catch (error) {
      this.logger.warn(`${id} not cleared away yet: ${codeOf(error)}`);
    }
  }

  private async readManifests(caller: Caller, upload: BatchUpload): Promise<Signed> {
    const { batchLimitBytes, batchFileLimit, batchDestinationLimit } = this.config;
    const manifests: SignedManifest[] = [];
    const destinations = new Set<string>();
    let files = 0;
    let size = 0;
    for await (const jws of upload.manifests()) {
      const manifest = await this.verifyManifest.runForMany(caller, jws);
      // A message goes with one unit to one office; here it would be promised and not delivered.
      if (manifest.messageSha256 !== undefined) throw manifestRefused({ members: { reason: 'message' } });
      manifests.push(manifest);
      // One batch is of one office, for a carrier, too: its mandate decides about all of it.
      if (manifest.sender !== manifests[0]?.sender) throw manifestRefused({ members: { reason: 'senders' } });
      for (const destination of manifest.destinations) destinations.add(destination);
      files += manifest.files.length;
      size += manifest.files.reduce((sum, file) => sum + file.size, 0);
      if (destinations.size > batchDestinationLimit) throw beyond(batchDestinationLimit, 'destinations');
      if (files > batchFileLimit) throw beyond(batchFileLimit, 'files');
      if (size > batchLimitBytes) throw beyond(batchLimitBytes, 'bytes');
    }
    if (!isSome(manifests)) throw new RangeError('an upload has a manifest');
    if (new Set(manifests.map(({ jti }) => jti)).size !== manifests.length) throw manifestReplayed();
    announced(manifests);
    return manifests;
  }

  private batchOf(party: Party, manifests: Signed, hold: boolean): ArrivingBatch {
    const files = manifests.flatMap((manifest) => manifest.files);
    return {
      id: newId(),
      clientId: party.clientId,
      sentByCarrier: party.officeNumber === null ? party.clientId : null,
      sender: manifests[0].sender,
      hold,
      files: files.length,
      size: files.reduce((sum, file) => sum + file.size, 0),
      createdAt: this.clock.now(),
    };
  }

  private async receive(
    upload: BatchUpload,
    manifests: Signed,
    { id, createdAt }: ArrivingBatch,
  ): Promise<StagedIndex> {
    const writer = this.contents.writer(id, createdAt);
    const files: StagedFile[] = [];
    for await (const file of upload.files(manifests)) {
      const { name, size, sha256, manifest } = file;
      files.push({ name, size, sha256, manifest, offset: writer.offset });
      for await (const chunk of file.chunks()) await writer.write(chunk);
    }
    return { files, pieces: await writer.end() };
  }

  private async stageOnce(
    request: IdempotentRequest,
    batch: ArrivingBatch,
    manifests: Signed,
    index: StagedIndex,
  ): Promise<GivenAnswer> {
    const now = this.clock.now();
    return this.idempotency.once(request, now, retainedUntil(now, this.config), async (tx) => {
      // Only now: the stored answer is given as long as it is kept, however old the manifests have become.
      for (const manifest of manifests) this.verifyManifest.requireFresh(manifest, now);
      for (const { client, jti, replayableUntil } of manifests) {
        if (!(await this.usedTokens.use(tx, 'manifest', client, jti, replayableUntil))) throw manifestReplayed();
      }
      const { id, clientId, sender, files, size } = batch;
      if (!(await this.batches.stage(tx, id, this.encrypted(manifests, id), now)))
        throw new Error('The upload of a batch was cleared away before its end.');
      await this.contents.putIndex(tx, id, index, now);
      const event = { at: now, clientId, submissionId: id, sender, data: { files, size } };
      await this.events.append(tx, { kind: 'batch-staged', ...event });
      return answerOf(batch, now);
    });
  }

  /** Kept as long as the batch: what an extract is of. Names in it may be anything, so it does not rest readable. */
  private encrypted(manifests: Signed, id: string): Buffer {
    const text = JSON.stringify(manifests.map(({ jws }) => jws));
    return Buffer.from(encryptAtRest(Buffer.from(text), this.config.contentKey, `${id} manifests`));
  }
}

type Signed = readonly [SignedManifest, ...SignedManifest[]];

function isSome<T>(items: readonly T[]): items is readonly [T, ...T[]] {
  return items.length > 0;
}

/** The manifests name every file by digest, so their digests are the fingerprint of the whole request. */
function fingerprintOf(manifests: Signed, hold: boolean): string {
  const digest = sha256Base64url(manifests.map(({ sha256 }) => sha256).join(' '));
  return hold ? `${digest} held` : digest;
}

function answerOf(batch: ArrivingBatch, createdAt: Date): StoredAnswer {
  const staged = { state: 'staged' as const, items: null, counts: noCounts, unassigned: [], finishedAt: null };
  return {
    status: 202,
    headers: { location: `/v1/batches/${batch.id}` },
    body: BatchView.from({ ...batch, ...staged, createdAt }, []),
  };
}
