import { Injectable, Logger } from '@nestjs/common';
import sql from 'sql-template-tag';
import { Clock } from '../database/clock.js';
import { UnitOfWork } from '../database/unit-of-work.js';
import { EventStore } from '../events/event.store.js';
import { codeOf } from '../http/error-trace.js';
import { Sweep } from '../queue/sweeper.js';
import { EndStore } from './end.store.js';
import { RetentionStore } from './retention.store.js';
import { SignReceipt } from './sign-receipt.js';
import { Transmission } from './transmission.js';

/** Days before the end at which both sides are reminded of what nobody has collected. */
export const reminderDays = [2, 7] as const;

const portion = 200;

/** Of one run: other sweeps wait meanwhile, and the next run goes on. */
const budgetMilliseconds = 15_000;

/**
 * Retention (design section 5): reminders 7 and 2 days before the end; what nobody has collected by then expires, with a
 * receipt to both sides; content is deleted, the history stays. What was held that long is discarded.
 */
@Injectable()
export class KeepRetention implements Sweep {
  readonly name = 'retention';
  private readonly logger = new Logger('KeepRetention');

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly retention: RetentionStore,
    private readonly ends: EndStore,
    private readonly signReceipt: SignReceipt,
    private readonly events: EventStore,
    private readonly clock: Clock,
  ) {}

  async run(): Promise<void> {
    const now = this.clock.now();
    const until = performance.now() + budgetMilliseconds;
    // The nearer reminder first: who was not reminded of the farther is not told of it any more.
    for (const days of reminderDays) await inPortions(until, () => this.retention.remind(days, now, portion));
    await inPortions(until, () => this.expire(now));
    await inPortions(until, () => this.retention.deleteContents(now, portion));
  }

  private async expire(now: Date): Promise<number> {
    const overdue = await this.retention.overdue(now, portion);
    for (const transmission of overdue) {
      // One that cannot end, whatever the reason, must not keep the others.
      await this.end(transmission, now).catch((error: unknown) =>
        this.logger.warn(`${transmission.id} not ended: ${codeOf(error)}`),
      );
    }
    return overdue.length;
  }

  /** Decided against whoever collects, releases or extends at the same moment by the conditional UPDATE. */
  private async end(transmission: Transmission, at: Date): Promise<void> {
    const isHeld = transmission.state === 'held';
    const receipt = isHeld ? null : await this.signReceipt.ofEnd('expired', transmission, at);
    const [from, to] = isHeld ? (['held', 'discarded'] as const) : (['available', 'expired'] as const);
    await this.unitOfWork.run(async (tx) => {
      const when = sql`t.expires_at <= ${at}`;
      const ended = await this.ends.end(tx, transmission, { from, to, at, receipt, when });
      if (!ended) return;
      const { id: transmissionId, submissionId, sender, destination } = ended;
      const event = { at, clientId: null, transmissionId, submissionId, sender, destination };
      await this.events.append(tx, { kind: isHeld ? 'transmission-discarded' : 'transmission-expired', ...event });
    });
  }
}

async function inPortions(until: number, work: () => Promise<number>): Promise<void> {
  while (performance.now() < until && (await work()) >= portion);
}
