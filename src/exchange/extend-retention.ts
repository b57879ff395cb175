import { Injectable } from '@nestjs/common';
import { Config } from '../config/config.js';
import { Clock } from '../database/clock.js';
import { isId } from '../database/identifiers.js';
import { Caller } from '../http/caller.js';
import { notFound } from '../http/http.problems.js';
import { contentGone } from './exchange.problems.js';
import { alreadyExtended } from './life.problems.js';
import { partyOf } from './party.js';
import { RetentionStore } from './retention.store.js';
import { Transmission } from './transmission.js';
import { TransmissionStore } from './transmission.store.js';

/** Once a transmission, before its end, either side may have it kept longer. */
@Injectable()
export class ExtendRetention {
  constructor(
    private readonly config: Config,
    private readonly transmissions: TransmissionStore,
    private readonly retention: RetentionStore,
    private readonly clock: Clock,
  ) {}

  /** @throws Problem not-found, already-extended, content-gone */
  async run(caller: Caller, id: string): Promise<{ transmission: Transmission; asSender: boolean }> {
    const party = partyOf(caller);
    const now = this.clock.now();
    const found = isId(id) ? await this.transmissions.findFor(party, id, now) : null;
    if (!found) throw notFound();
    const { asSender } = found;
    const extended = await this.retention.extend(party, id, this.config.retentionExtensionDays, now);
    if (extended) return { transmission: extended, asSender };
    // Asked afresh: the other side may have extended it at the same moment.
    const stored = await this.transmissions.findFor(party, id, now);
    throw stored?.transmission.extendedAt == null ? contentGone() : alreadyExtended();
  }
}
