import { Injectable } from '@nestjs/common';
import { isId } from '../database/identifiers.js';
import { UnitOfWork } from '../database/unit-of-work.js';
import { Caller } from '../http/caller.js';
import { notFound } from '../http/http.problems.js';
import { idPart, readKeyset, writeKeyset } from '../http/keyset-cursor.js';
import { Mandate } from './mandate.js';
import { partyOf } from './mandate-party.js';
import { MandateStore } from './mandate.store.js';
import { MandatePageView, MandateQuery, MandateView } from './mandate.view.js';

/** Both sides see a mandate, whatever its state; the operator sees all. */
@Injectable()
export class ListMandates {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly mandates: MandateStore,
  ) {}

  /** @throws Problem not-found */
  async find(caller: Caller, id: string): Promise<Mandate> {
    const mandate = isId(id) ? await this.mandates.find(this.unitOfWork.autocommit, partyOf(caller), id) : null;
    if (!mandate) throw notFound();
    return mandate;
  }

  /** @throws Problem request-invalid for a cursor that is none */
  async run(caller: Caller, query: MandateQuery): Promise<MandatePageView> {
    const { cursor, limit, state, office, carrier } = query;
    const [after] = readKeyset<[string]>(cursor, [idPart]) ?? [null];
    const filter = { state, officeNumber: office, carrierId: carrier };
    const rows = await this.mandates.list(partyOf(caller), filter, after, limit + 1);
    const shown = rows.slice(0, limit);
    const last = shown.at(-1);
    return {
      mandates: shown.map((mandate) => MandateView.from(mandate)),
      next: last && rows.length > limit ? writeKeyset([last.id]) : null,
    };
  }
}
