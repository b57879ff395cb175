import { Injectable } from '@nestjs/common';
import { Clock } from '../database/clock.js';
import { isId } from '../database/identifiers.js';
import { Caller } from '../http/caller.js';
import { notAllowed, notFound } from '../http/http.problems.js';
import { CarrierStore, Hop } from './carrier.store.js';
import { partyOf } from './party.js';

/** A carrier tells where a transmission is between here and the office, so that nobody has to telephone (図表126). */
@Injectable()
export class ReportHop {
  constructor(
    private readonly carriers: CarrierStore,
    private readonly clock: Clock,
  ) {}

  /** The first report of a hop counts; repeating it changes nothing. @throws Problem not-found */
  async run(caller: Caller, id: string, hop: Hop): Promise<void> {
    const party = partyOf(caller);
    if (party.officeNumber !== null) throw notAllowed();
    if (!isId(id) || !(await this.carriers.reach(party, id, hop, this.clock.now()))) throw notFound();
  }
}
