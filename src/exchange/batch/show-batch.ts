import { Injectable } from '@nestjs/common';
import { Clock } from '../../database/clock.js';
import { isId } from '../../database/identifiers.js';
import { Caller } from '../../http/caller.js';
import { notFound } from '../../http/http.problems.js';
import { idPart, readKeyset, textPart, writeKeyset } from '../../http/keyset-cursor.js';
import { PageQuery } from '../../http/page-query.js';
import { Party, partyOf } from '../party.js';
import { Batch } from './batch.js';
import { BatchItemStore } from './batch-item.store.js';
import { BatchStore } from './batch.store.js';
import { BatchItemPageView, BatchItemView, BatchPageView, BatchSummaryView, BatchView } from './batch.view.js';

const numberPart = textPart(/^[1-9]\d{0,5}$/);

/** How far a batch is, and what became of each unit: for whoever may see what it sent. */
@Injectable()
export class ShowBatch {
  constructor(
    private readonly batches: BatchStore,
    private readonly items: BatchItemStore,
    private readonly clock: Clock,
  ) {}

  /** @throws Problem not-found */
  async run(caller: Caller, id: string): Promise<BatchView> {
    const batch = await this.find(partyOf(caller), id, this.clock.now());
    return BatchView.from(batch, await this.items.undeliverable(id));
  }

  /** @throws Problem not-found */
  async find(party: Party, id: string, now: Date): Promise<Batch> {
    const batch = isId(id) ? await this.batches.findSent(party, id, now) : null;
    if (!batch) throw notFound();
    return batch;
  }

  /** @throws Problem request-invalid for a cursor that is none */
  async list(caller: Caller, { cursor, limit }: PageQuery): Promise<BatchPageView> {
    const [before] = readKeyset<[string]>(cursor, [idPart]) ?? [null];
    const rows = await this.batches.listSent(partyOf(caller), this.clock.now(), before, limit + 1);
    const shown = rows.slice(0, limit);
    const last = shown.at(-1);
    return {
      batches: shown.map((batch) => BatchSummaryView.of(batch)),
      next: last && rows.length > limit ? writeKeyset([last.id]) : null,
    };
  }

  /** @throws Problem not-found; request-invalid for a cursor that is none */
  async itemsOf(caller: Caller, id: string, { cursor, limit }: PageQuery): Promise<BatchItemPageView> {
    const [after] = readKeyset<[string]>(cursor, [numberPart]) ?? ['0'];
    await this.find(partyOf(caller), id, this.clock.now());
    const rows = await this.items.list(id, Number(after), limit + 1);
    const shown = rows.slice(0, limit);
    const last = shown.at(-1);
    return {
      items: shown.map((item) => BatchItemView.from(item)),
      next: last && rows.length > limit ? writeKeyset([String(last.number)]) : null,
    };
  }
}
