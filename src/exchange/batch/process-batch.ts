import { Injectable, Logger } from '@nestjs/common';
import { Config } from '../../config/config.js';
import { Clock } from '../../database/clock.js';
import { UnitOfWork } from '../../database/unit-of-work.js';
import { EventStore } from '../../events/event.store.js';
import { Problem } from '../../http/problem.js';
import { Arrivals } from '../arrivals.js';
import { processingFailed } from '../exchange.problems.js';
import { Party } from '../party.js';
import { UnassignedFile } from './batch.js';
import { BatchContents, StagedFile, StagedIndex } from './batch-contents.js';
import { BatchItemStore, WaitingItem } from './batch-item.store.js';
import { BatchStore, UnfinishedBatch } from './batch.store.js';
import { harmlessName } from './harmless-name.js';
import { ItemFiles } from './item-files.js';
import { PlanBatch } from './plan-batch.js';
import { PreparedItem, PrepareItem } from './prepare-item.js';
import { SettleItem } from './settle-item.js';
import { SignedUpload } from './signed-upload.js';
import { StagedUpload, UploadForgotten } from './staged-upload.js';

/** Several runs of the queue, each of several attempts: an outage of minutes does not use them up. */
const maxAttempts = 20;

/** What stays the same from item to item. */
interface Work {
  readonly batch: UnfinishedBatch;
  readonly party: Party;
  readonly signed: SignedUpload;
  readonly files: ItemFiles;
}

/**
 * What the worker does with a batch: takes it apart once, then sends each unit on its own. It may die anywhere, and be run
 * twice or in two workers at once: the plan and each outcome are conditional changes of their own transactions, and
 * whoever comes next goes on with what still waits.
 */
@Injectable()
export class ProcessBatch {
  private readonly logger = new Logger('ProcessBatch');

  constructor(
    private readonly config: Config,
    private readonly unitOfWork: UnitOfWork,
    private readonly batches: BatchStore,
    private readonly items: BatchItemStore,
    private readonly contents: BatchContents,
    private readonly planBatch: PlanBatch,
    private readonly prepareItem: PrepareItem,
    private readonly settleItem: SettleItem,
    private readonly arrivals: Arrivals,
    private readonly events: EventStore,
    private readonly clock: Clock,
  ) {}

  async run(batchId: string): Promise<void> {
    try {
      await this.goOn(batchId);
    } catch (error) {
      // Cancelled, or finished by another worker, while its content was being read.
      if (error instanceof UploadForgotten && !(await this.batches.findUnfinished(batchId))) return;
      throw error;
    }
  }

  private async goOn(batchId: string): Promise<void> {
    const batch = await this.batches.findUnfinished(batchId);
    if (!batch) return; // ended meanwhile
    const attempts = await this.batches.countAttempt(batchId, this.clock.now());
    const index = await this.contents.index(batchId);
    if (!index) throw new UploadForgotten();
    const upload = new StagedUpload(this.contents, index);
    if (batch.state === 'staged') {
      if (attempts > maxAttempts) return this.giveUp(batch, index);
      await this.planBatch.run(batchId, upload);
    }
    await this.sendAll({
      batch,
      party: partyOf(batch),
      signed: SignedUpload.of(batch, this.config.contentKey),
      files: new ItemFiles(upload, this.config),
    });
    await this.finish(batch);
  }

  /** One that fails holds up no other; it is tried again with the next run. */
  private async sendAll(work: Work): Promise<void> {
    const failures: unknown[] = [];
    let item = await this.items.takeNext(work.batch.id, 0);
    while (item) {
      try {
        await this.send(work, item);
      } catch (error) {
        if (error instanceof UploadForgotten) throw error;
        failures.push(error);
      }
      item = await this.items.takeNext(work.batch.id, item.number);
    }
    if (failures.length > 0) throw failures[0];
  }

  private async send(work: Work, item: WaitingItem): Promise<void> {
    const { batch, party } = work;
    const now = this.clock.now();
    const prepared = item.attempts > maxAttempts ? this.givenUp(batch, item) : await this.prepare(work, item, now);
    const outcome = await this.settleItem.run(batch, party, item, prepared, now);
    if (outcome?.state !== 'accepted' || prepared instanceof Problem || !('sealed' in prepared.result)) return;
    this.arrivals.announce(item.destination, prepared.result.carriers);
  }

  private prepare(work: Work, item: WaitingItem, now: Date): Promise<PreparedItem | Problem> {
    return this.prepareItem.run(work, item, work.files, now);
  }

  /** After so many attempts the fault is ours and will not pass: the sender is told, and may send it again. */
  private givenUp({ id }: UnfinishedBatch, { number }: WaitingItem): Problem {
    this.logger.error(`${id} item ${number} given up after ${maxAttempts} attempts`);
    return processingFailed();
  }

  /** What cannot be taken apart has no items: it ends without any, and everything in it is unassigned. */
  private async giveUp(batch: UnfinishedBatch, { files }: StagedIndex): Promise<void> {
    this.logger.error(`${batch.id} given up after ${maxAttempts} attempts`);
    await this.unitOfWork.run((tx) => this.batches.divide(tx, batch.id, 0, files.map(notTakenApart)));
    await this.finish(batch);
  }

  private async finish({ id, sender }: UnfinishedBatch): Promise<void> {
    const now = this.clock.now();
    await this.unitOfWork.run(async (tx) => {
      if (!(await this.batches.finish(tx, id, now))) return;
      await this.contents.forget(tx, id);
      const data = { ...(await this.items.counts(tx, id)) };
      await this.events.append(tx, { kind: 'batch-finished', at: now, clientId: null, submissionId: id, sender, data });
    });
  }
}

/** For whom the worker acts. */
function partyOf({ clientId, sentByCarrier, sender }: UnfinishedBatch): Party {
  return sentByCarrier === null ? { clientId, officeNumber: sender } : { clientId, officeNumber: null };
}

function notTakenApart({ name }: StagedFile, index: number): UnassignedFile {
  const reason = 'processing-failed';
  return { name: harmlessName(name), position: index + 1, entry: null, reason, findings: [], findingsTotal: 0 };
}
