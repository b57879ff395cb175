import { Injectable } from '@nestjs/common';
import { Config } from '../../config/config.js';
import { Tx, UnitOfWork } from '../../database/unit-of-work.js';
import { EventStore } from '../../events/event.store.js';
import { Problem } from '../../http/problem.js';
import { DuplicateUnit } from '../duplicate-unit.js';
import { HoldStore } from '../hold.store.js';
import { MakeAvailable } from '../make-available.js';
import { Party } from '../party.js';
import { ExaminedUnit, PreparedUnit } from '../prepare-unit.js';
import { rejectionData, rejectionOf } from '../rejection-data.js';
import { retainedUntil } from '../retention.js';
import { Transmission, TransmissionUnit } from '../transmission.js';
import { TransmissionStore } from '../transmission.store.js';
import { digestOfFiles, UnitKeyStore } from '../unit-key.store.js';
import { uncheckedTransmission } from '../uploaded-unit.js';
import { ItemOutcome } from './batch.js';
import { BatchItemStore, WaitingItem } from './batch-item.store.js';
import { UnfinishedBatch } from './batch.store.js';
import { ArrivedItem, PreparedItem } from './prepare-item.js';

/**
 * Step 7 of a send, for one unit of a batch: one transaction, in which the item stops waiting and everything that belongs
 * to its outcome is written. Whoever comes second, another worker or a cancellation, finds it decided.
 */
@Injectable()
export class SettleItem {
  constructor(
    private readonly config: Config,
    private readonly unitOfWork: UnitOfWork,
    private readonly items: BatchItemStore,
    private readonly duplicateUnit: DuplicateUnit,
    private readonly unitKeys: UnitKeyStore,
    private readonly transmissions: TransmissionStore,
    private readonly makeAvailable: MakeAvailable,
    private readonly holds: HoldStore,
    private readonly events: EventStore,
  ) {}

  /** What became of it; null when it does not wait any more. */
  run(
    batch: UnfinishedBatch,
    party: Party,
    item: WaitingItem,
    prepared: PreparedItem | Problem,
    now: Date,
  ): Promise<ItemOutcome | null> {
    return this.unitOfWork.run(async (tx) => {
      if (!(await this.items.lockWaiting(tx, batch.id, item.number))) return null;
      const outcome = await this.outcomeOf(tx, batch, party, item, prepared, now);
      await this.items.settle(tx, batch.id, item.number, outcome);
      return outcome;
    });
  }

  private async outcomeOf(
    tx: Tx,
    batch: UnfinishedBatch,
    party: Party,
    item: WaitingItem,
    prepared: PreparedItem | Problem,
    now: Date,
  ): Promise<ItemOutcome> {
    if (prepared instanceof Problem) return this.reject(tx, batch, item, prepared, now);
    const { arrived, result } = prepared;
    if (result instanceof Problem) {
      // A unit that was accepted before stays accepted, even where it would be refused today.
      const earlier = await this.duplicateUnit.findSame(tx, party, arrived.manifest, item.sequence);
      return earlier ? repeatOf(earlier, item) : this.reject(tx, batch, item, result, now);
    }
    const { sender, destination, files } = arrived.manifest;
    const key = { sender, destination, sequence: result.unit.sequence };
    if (!(await this.unitKeys.claim(tx, key, arrived.transmissionId, digestOfFiles(files))))
      return this.repeat(tx, batch, party, item, arrived, now);
    await this.accept(tx, party, arrived, result, now);
    return acceptedAs('sealed' in result ? 'accepted' : 'held', arrived.transmissionId, result.unit, result);
  }

  private async accept(
    tx: Tx,
    party: Party,
    arrived: ArrivedItem,
    result: PreparedUnit | ExaminedUnit,
    now: Date,
  ): Promise<void> {
    const transmission = uncheckedTransmission(party, arrived, now);
    if ('sealed' in result) {
      await this.transmissions.insert(tx, transmission);
      await this.makeAvailable.run(tx, transmission, result, now);
      return;
    }
    const { unit, report, persons } = result;
    const { findings, findingsTotal } = report;
    const expiresAt = retainedUntil(now, this.config);
    const held = { ...transmission, state: 'held' as const, hold: true, unit, findings, findingsTotal, expiresAt };
    await this.holds.insert(tx, held, persons, arrived.content, this.config.contentKey);
  }

  /** The sequence was used before: by the very same unit, or by another. */
  private async repeat(
    tx: Tx,
    batch: UnfinishedBatch,
    party: Party,
    item: WaitingItem,
    { manifest }: ArrivedItem,
    now: Date,
  ): Promise<ItemOutcome> {
    try {
      const earlier = await this.duplicateUnit.find(tx, party, manifest, item.sequence);
      if (!earlier) throw new Error('The sequence of an item is free again: it is to be tried once more.');
      return repeatOf(earlier, item);
    } catch (error) {
      if (error instanceof Problem) return this.reject(tx, batch, item, error, now);
      throw error;
    }
  }

  private async reject(
    tx: Tx,
    batch: UnfinishedBatch,
    { destination, kind, month }: WaitingItem,
    problem: Problem,
    now: Date,
  ): Promise<ItemOutcome> {
    await this.events.append(tx, {
      kind: 'submission-rejected',
      at: now,
      clientId: null,
      submissionId: batch.id,
      sender: batch.sender,
      destination,
      data: rejectionData(problem),
    });
    return { state: 'rejected', transmission: null, kind, month, ...rejectionOf(problem) };
  }
}

/** Sent before; or held before, and then it is not sent yet. */
function repeatOf({ id, state }: Transmission, { kind, month }: WaitingItem): ItemOutcome {
  return { state: state === 'held' ? 'held' : 'duplicate', transmission: id, kind, month, ...nothingWrong };
}

function acceptedAs(
  state: 'accepted' | 'held',
  transmission: string,
  { kind, month }: TransmissionUnit,
  { report: { findings, findingsTotal } }: Pick<ExaminedUnit, 'report'>,
): ItemOutcome {
  return { ...nothingWrong, state, transmission, kind, month, findings, findingsTotal };
}

const nothingWrong = { problem: null, capability: null, findings: [], findingsTotal: 0 } as const;
