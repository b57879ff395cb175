import { Injectable } from '@nestjs/common';
import { Clock } from '../../database/clock.js';
import { UnitOfWork } from '../../database/unit-of-work.js';
import { EventStore } from '../../events/event.store.js';
import { Caller } from '../../http/caller.js';
import { partyOf } from '../party.js';
import { BatchContents } from './batch-contents.js';
import { BatchItemStore } from './batch-item.store.js';
import { batchEnded } from './batch.problems.js';
import { BatchStore } from './batch.store.js';
import { BatchView } from './batch.view.js';
import { ShowBatch } from './show-batch.js';

/** What still waits is not sent any more; what was accepted stays, and can be recalled. */
@Injectable()
export class CancelBatch {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly batches: BatchStore,
    private readonly items: BatchItemStore,
    private readonly contents: BatchContents,
    private readonly showBatch: ShowBatch,
    private readonly events: EventStore,
    private readonly clock: Clock,
  ) {}

  /**
   * Repeating it changes nothing.
   * @throws Problem not-found, batch-ended
   */
  async run(caller: Caller, id: string): Promise<BatchView> {
    const party = partyOf(caller);
    const at = this.clock.now();
    const { sender, state } = await this.showBatch.find(party, id, at);
    if (state === 'staged' || state === 'working') {
      await this.unitOfWork.run(async (tx) => {
        if (!(await this.batches.cancel(tx, party, id, at))) return;
        await this.items.cancelWaiting(tx, id);
        await this.contents.forget(tx, id);
        const data = { ...(await this.items.counts(tx, id)) };
        const event = { at, clientId: party.clientId, submissionId: id, sender, data };
        await this.events.append(tx, { kind: 'batch-cancelled', ...event });
      });
    }
    // Asked afresh: the worker may have been through with it at the same moment.
    const stored = await this.showBatch.run(caller, id);
    if (stored.state !== 'cancelled') throw batchEnded({ members: { state: stored.state } });
    return stored;
  }
}
